import type { Sealer } from "#shared/crypto/seal.ts";
import type { Tx } from "#shared/db/database.ts";
import type { MailTemplate } from "#shared/messaging/contracts.ts";
import { MAIL_LIMIT, MAIL_LIMIT_WINDOW_MS, NOTICE_LIFETIME_MS } from "../domain/mail-schedule.ts";
import { TOKEN_LIFETIMES_MS, tokenPurposeOf } from "../domain/mailed-token.ts";
import { hashSecret, newSecret } from "../domain/secret-hash.ts";
import { AccountRepository } from "../repositories/account-repository.ts";
import { MailRepository } from "../repositories/mail-repository.ts";
import { MailedTokenRepository } from "../repositories/mailed-token-repository.ts";

/** A mail that somebody has asked for. */
export interface MailRequest {
  /** Of the message that asked: the mail's own. */
  readonly id: string;
  readonly tenantId: string;
  /** There may be no such account. */
  readonly accountId: string;
  readonly template: MailTemplate;
}

/**
 * Makes the mail that was asked for, with a new token where it carries one, which ends the older ones. Nothing is made for
 * an account that is not there or not in use, that has had three of the kind within the hour, or has nothing to verify.
 * The token is kept as a hash, and sealed until the mail is sent.
 */
export async function makeMail(
  tx: Tx,
  { id, tenantId, accountId, template }: MailRequest,
  { now, sealer }: { readonly now: Date; readonly sealer: Sealer },
): Promise<void> {
  const [account] = await new AccountRepository(tx).findByIds({ tenantId, ids: [accountId] });
  if (account === undefined || account.disabledAt !== null) return;
  if (template === "EMAIL_VERIFICATION" && account.emailVerifiedAt !== null) return;
  const mails = new MailRepository(tx);
  const since = new Date(now.getTime() - MAIL_LIMIT_WINDOW_MS);
  // Only who is signed in causes these, and their owner must not miss them.
  const isLimited = template !== "PASSWORD_CHANGED" && template !== "SECOND_FACTOR_CHANGED";
  if (isLimited && (await mails.countSince({ tenantId, accountId, template, since })) >= MAIL_LIMIT) return;

  const purpose = tokenPurposeOf(template);
  const lifetimeMs = purpose === undefined ? NOTICE_LIFETIME_MS : TOKEN_LIFETIMES_MS[purpose];
  const stamp = {
    tenantId,
    accountId,
    createdAt: now,
    updatedAt: now,
    expiresAt: new Date(now.getTime() + lifetimeMs),
  };
  let sealedToken: string | null = null;
  if (purpose !== undefined) {
    const token = newSecret();
    const tokens = new MailedTokenRepository(tx);
    await tokens.endAll({ tenantId, accountId, purpose, now });
    await tokens.insert({ ...stamp, id, purpose, tokenHash: hashSecret(token) });
    sealedToken = sealer.seal(token, mailSealPurpose(id));
  }
  await mails.insert({ ...stamp, id, template, sealedToken, dueAt: now });
}

/** For which value a token in a mail is sealed. */
export function mailSealPurpose(mailId: string): string {
  return `mail:${mailId}`;
}
