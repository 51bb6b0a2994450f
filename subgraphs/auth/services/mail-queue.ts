import type { Sealer } from "#shared/crypto/seal.ts";
import type { SystemScope } from "#shared/db/system-scope.ts";
import type { Logger } from "#shared/logging/logger.ts";
import { WorkLoop } from "#shared/messaging/work-loop.ts";
import type { Clock } from "#shared/time/clock.ts";
import type { Mailer } from "../mail/mailer.ts";
import { writeMail } from "../mail/write-mail.ts";
import { MailRepository, type DueMail } from "../repositories/mail-repository.ts";
import { MailedTokenRepository } from "../repositories/mailed-token-repository.ts";
import { mailSealPurpose } from "./mail-writer.ts";

/** What {@link createMailQueue} needs. */
export interface MailQueueOptions {
  readonly scope: SystemScope;
  readonly sealer: Sealer;
  readonly clock: Clock;
  readonly mailer: Mailer;
  /** Address of the app, without a slash at the end. */
  readonly appUrl: string;
  readonly logger: Logger;
}

const IDLE_MS = 250;

/**
 * Sends mails that are due, one after the other, and no transaction is open meanwhile. A mail counts as sent when the
 * server has taken it; when the process ends before it has noted that, the mail is sent again: at least once, and hardly
 * ever twice. What the server does not take is tried again until it is of no use.
 */
export function createMailQueue(options: MailQueueOptions): WorkLoop {
  const { scope, clock, logger } = options;
  return new WorkLoop({
    name: "auth mails",
    idleMs: IDLE_MS,
    logger,
    step: async () => {
      const mail = await scope.run((tx) => new MailRepository(tx).takeDue(clock()));
      if (mail === undefined) return false;
      if (await trySend(mail, options)) {
        await scope.run(async (tx) => {
          await new MailRepository(tx).markSent(mail.id, clock());
          await new MailedTokenRepository(tx).forgetExpired(clock());
        });
      }
      return true;
    },
  });
}

/** False when the server did not take it. */
async function trySend(
  mail: DueMail,
  { sealer, mailer, appUrl, logger }: MailQueueOptions,
): Promise<boolean> {
  const { id, template, sealedToken, createdAt: requestedAt, expiresAt, attempts, email: to } = mail;
  try {
    const token = sealedToken === null ? null : sealer.open(sealedToken, mailSealPurpose(id));
    const { subject, text } = writeMail(template, { appUrl, token, requestedAt, expiresAt });
    await mailer.send({ to, subject, text, messageId: `<${id}@${new URL(appUrl).hostname}>` });
    return true;
  } catch (error) {
    logger.warn(
      { err: error, mailId: id, template, attempt: attempts + 1 },
      "a mail was not taken; it is tried again",
    );
    return false;
  }
}
