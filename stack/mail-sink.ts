import { once } from "node:events";
import { buffer } from "node:stream/consumers";
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

/** The mails that came, and who waits for one. */
class Mailbox {
  readonly mails: CaughtMail[] = [];
  readonly #waiting = new Set<() => void>();

  put(mail: CaughtMail): void {
    this.mails.push(mail);
    if (this.mails.length > KEPT) this.mails.shift();
    for (const look of this.#waiting) look();
  }

  async waitFor(to: string, matches: (mail: CaughtMail) => boolean): Promise<CaughtMail> {
    const { promise, resolve, reject } = Promise.withResolvers<CaughtMail>();
    const look = (): void => {
      const found = this.mails.findLast((mail) => mail.to === to && matches(mail));
      if (found !== undefined) resolve(found);
    };
    const timer = setTimeout(() => {
      reject(new Error(`No such mail came to ${to}.`));
    }, WAIT_MS);
    this.#waiting.add(look);
    look();
    try {
      return await promise;
    } finally {
      clearTimeout(timer);
      this.#waiting.delete(look);
    }
  }
}

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
  const mailbox = new Mailbox();
  const { host = "127.0.0.1", port = 0, onMail } = options;
  const server = new SMTPServer({
    authOptional: true,
    disabledCommands: ["STARTTLS", "AUTH"],
    disableReverseLookup: true,
    size: LARGEST_BYTES,
    logger: false,
    onData: (stream, session, done) => {
      const to = session.envelope.rcptTo.map(({ address }) => address).join(", ");
      const keep = async (): Promise<void> => {
        const mail = await read(stream, to);
        mailbox.put(mail);
        onMail?.(mail);
      };
      keep().then(() => {
        done();
      }, done);
    },
  });
  const listening = server.listen(port, host);
  await once(listening, "listening");
  const address = listening.address();
  if (address === null || typeof address === "string") throw new Error("The mail sink has no port.");
  return {
    url: `smtp://${host}:${String(address.port)}`,
    mails: mailbox.mails,
    waitFor: (to, matches = () => true) => mailbox.waitFor(to, matches),
    stop: () =>
      new Promise((resolve) => {
        server.close(() => {
          resolve();
        });
      }),
  };
}

async function read(stream: SMTPServerDataStream, to: string): Promise<CaughtMail> {
  const { subject = "", text = "" } = await PostalMime.parse(await buffer(stream));
  return { to, subject, text, links: text.match(/https?:\/\/\S+/g) ?? [] };
}

/** One mail for a person at a terminal: who got what, and its links. */
export function mailLine({ to, subject, links }: CaughtMail): string {
  return [`\n  ✉ mail to ${to}: “${subject}”`, ...links.map((link) => `    ${link}`), ""].join("\n");
}
