import { once } from "node:events";
import PostalMime from "postal-mime";
import { SMTPServer } from "smtp-server";

/** A mail server that keeps what it gets, or refuses it. */
export interface CatchingServer {
  readonly url: string;
  readonly caught: { readonly to: string; readonly subject: string; readonly text: string }[];
  /** True: every mail is refused for now, as by a server that is too busy. */
  refuses: boolean;
  stop(): Promise<void>;
}

/** Starts one on a free port. */
export async function startCatchingServer(): Promise<CatchingServer> {
  const caught: CatchingServer["caught"] = [];
  const server = new SMTPServer({
    authOptional: true,
    disabledCommands: ["STARTTLS", "AUTH"],
    disableReverseLookup: true,
    logger: false,
    onData: (stream, { envelope }, done) => {
      void (async () => {
        const chunks: Uint8Array[] = [];
        for await (const chunk of stream) chunks.push(chunk);
        if (state.refuses) {
          done(Object.assign(new Error("Try again later."), { responseCode: 451 }));
          return;
        }
        const { subject = "", text = "" } = await PostalMime.parse(Buffer.concat(chunks));
        caught.push({ to: envelope.rcptTo.map(({ address }) => address).join(), subject, text });
        done();
      })();
    },
  });
  const listening = server.listen(0, "127.0.0.1");
  await once(listening, "listening");
  const address = listening.address();
  if (address === null || typeof address === "string") throw new Error("The server has no port.");
  const state: CatchingServer = {
    url: `smtp://127.0.0.1:${String(address.port)}`,
    caught,
    refuses: false,
    stop: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
      }),
  };
  return state;
}
