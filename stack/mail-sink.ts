import { once } from "node:events";
import PostalMime from "postal-mime";
import { SMTPServer, type SMTPServerDataStream } from "smtp-server";

/** A mail that was caught. */
export interface CaughtMail {
  readonly to: string;
  readonly subject: string;
  readonly text: string;
  /** Addresses in the text, in their order. */
  readonly links: readonly string[];
}

/** A mail server that delivers nothing. */
export interface MailSink {
  /** For `MAIL_URL`, e.g. `smtp://127.0.0.1:2525`. */
  readonly url: string;
  /** The last hundred mails, oldest first. */
  readonly mails: readonly CaughtMail[];
  /** The newest mail to this address that `matches`; waits for one. @throws Error when none comes in time */
  waitFor(to: string, matches?: (mail: CaughtMail) => boolean): Promise<CaughtMail>;
  stop(): Promise<void>;
}

const KEPT = 100;
const WAIT_MS = 10_000;
const LARGEST_BYTES = 256 * 1024;

/**
 * Starts an SMTP server on this machine that keeps what it is given, for development, the demo and tests. Whatever it
 * keeps can be used by whoever reads it.
 * @param onMail told of each mail
 */
export async function startMailSink(
  options: {
    readonly host?: string;
    /** 0, the default, takes any free one. */
    readonly port?: number;
    readonly onMail?: (mail: CaughtMail) => void;
  } = {},
): Promise<MailSink> {
  const mails: CaughtMail[] = [];
  const waiting = new Set<() => void>();
  const { host = "127.0.0.1", port = 0, onMail } = options;
  const server = new SMTPServer({
    authOptional: true,
    disabledCommands: ["STARTTLS", "AUTH"],
    disableReverseLookup: true,
    size: LARGEST_BYTES,
    logger: false,
    onData: (stream, session, done) => {
      const to = session.envelope.rcptTo.map(({ address }) => address).join(", ");
      read(stream, to).then(
        (mail) => {
          mails.push(mail);
          if (mails.length > KEPT) mails.shift();
          onMail?.(mail);
          for (const look of waiting) look();
          done();
        },
        (error: unknown) => done(error instanceof Error ? error : new Error(String(error))),
      );
    },
  });
  const listening = server.listen(port, host);
  await once(listening, "listening");
  const address = listening.address();
  if (address === null || typeof address === "string") throw new Error("The mail sink has no port.");
  return {
    url: `smtp://${host}:${String(address.port)}`,
    mails,
    waitFor: (to, matches = () => true) =>
      new Promise((resolve, reject) => {
        const timer = setTimeout(() => {
          waiting.delete(look);
          reject(new Error(`No such mail came to ${to}.`));
        }, WAIT_MS);
        const look = (): void => {
          const found = mails.findLast((mail) => mail.to === to && matches(mail));
          if (found === undefined) return;
          clearTimeout(timer);
          waiting.delete(look);
          resolve(found);
        };
        waiting.add(look);
        look();
      }),
    stop: () =>
      new Promise((resolve) => {
        server.close(() => {
          resolve();
        });
      }),
  };
}

async function read(stream: SMTPServerDataStream, to: string): Promise<CaughtMail> {
  const chunks: Uint8Array[] = [];
  for await (const chunk of stream) chunks.push(chunk);
  const { subject = "", text = "" } = await PostalMime.parse(Buffer.concat(chunks));
  return { to, subject, text, links: text.match(/https?:\/\/\S+/g) ?? [] };
}

/** One mail for a person at a terminal: who got what, and its links. */
export function mailLine({ to, subject, links }: CaughtMail): string {
  return [`\n  ✉ mail to ${to}: “${subject}”`, ...links.map((link) => `    ${link}`), ""].join("\n");
}
