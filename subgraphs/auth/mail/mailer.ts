import type { Logger } from "#shared/logging/logger.ts";

/** A mail as plain text. */
export interface OutgoingMail {
  /** Address of one person. */
  readonly to: string;
  readonly subject: string;
  readonly text: string;
  /** The same for each try of the same mail, so that the receiving side can recognise it. */
  readonly messageId: string;
}

/** The port to whatever carries mails. */
export interface Mailer {
  /** Resolves when the mail was taken. @throws Error when it was not, or nobody can tell */
  send(mail: OutgoingMail): Promise<void>;
  close(): void;
}

/** Stands in where no mail server is configured, which production refuses: says so in the log, and drops the mail. */
export function createDroppingMailer(logger: Logger): Mailer {
  return {
    send: ({ messageId }) => {
      logger.warn({ messageId }, "a mail was dropped: MAIL_URL is not set");
      return Promise.resolve();
    },
    close: () => undefined,
  };
}
