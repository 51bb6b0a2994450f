import type { Transporter } from "nodemailer";
import type { Mailer } from "./mailer.ts";

/** What {@link createSmtpMailer} needs. */
export interface SmtpMailerOptions {
  /** `smtp://` (STARTTLS where the server offers it) or `smtps://`, with user and password where it asks for them. */
  readonly url: string;
  /** Address of the sender, with or without a name. */
  readonly from: string;
}

/** The longest silence of the server. */
const TIMEOUT_MS = 10_000;

/** Hands mails to an SMTP server, each over a connection of its own. What that takes is loaded with the first mail. */
export function createSmtpMailer({ url, from }: SmtpMailerOptions): Mailer {
  let transport: Transporter | undefined;
  return {
    send: async ({ to, subject, text, messageId }) => {
      transport ??= await openTransport(url);
      await transport.sendMail({ from, to: { name: "", address: to }, subject, text, messageId });
    },
    close: () => {
      transport?.close();
    },
  };
}

async function openTransport(url: string): Promise<Transporter> {
  const { createTransport } = await import("nodemailer");
  return createTransport({
    url,
    connectionTimeout: TIMEOUT_MS,
    greetingTimeout: TIMEOUT_MS,
    socketTimeout: TIMEOUT_MS,
    // Nothing of a mail is read from a file or fetched from somewhere.
    disableFileAccess: true,
    disableUrlAccess: true,
  });
}
