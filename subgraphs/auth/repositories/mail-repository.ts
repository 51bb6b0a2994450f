import { and, asc, count, eq, gt, gte, isNull, lt, lte, sql } from "drizzle-orm";
import { account, mail } from "#drizzle/auth/schema.ts";
import type { Tx } from "#shared/db/database.ts";
import type { MailTemplate } from "#shared/messaging/contracts.ts";
import { nextTry } from "../domain/mail-schedule.ts";
import { removeSome } from "./remove-some.ts";

/** A mail that is to be tried now. */
export interface DueMail {
  readonly id: string;
  readonly template: MailTemplate;
  readonly sealedToken: string | null;
  readonly createdAt: Date;
  readonly expiresAt: Date;
  /** Tries before this one. */
  readonly attempts: number;
  /** Address of the account. */
  readonly email: string;
}

/** How long it is known that a mail was sent. */
const KEPT_MS = 24 * 60 * 60 * 1000;

/** Mails on their way. Putting one in works within a tenant; the rest needs `SystemScope`. */
export class MailRepository {
  readonly #tx: Tx;

  constructor(tx: Tx) {
    this.#tx = tx;
  }

  /** How many mails of this kind were made for an account since then. */
  async countSince(input: {
    readonly tenantId: string;
    readonly accountId: string;
    readonly template: MailTemplate;
    readonly since: Date;
  }): Promise<number> {
    const { tenantId, accountId, template, since } = input;
    const [row] = await this.#tx
      .select({ mails: count() })
      .from(mail)
      .where(
        and(
          eq(mail.tenantId, tenantId),
          eq(mail.accountId, accountId),
          eq(mail.template, template),
          gte(mail.createdAt, since),
        ),
      );
    return row?.mails ?? 0;
  }

  /** Adds a mail. */
  async insert(input: typeof mail.$inferInsert): Promise<void> {
    await this.#tx.insert(mail).values(input);
  }

  /** The mail that is due longest, put off until the next try; undefined when none is. Two callers get different ones. */
  async takeDue(now: Date): Promise<DueMail | undefined> {
    const [found] = await this.#tx
      .select({
        id: mail.id,
        accountId: mail.accountId,
        template: mail.template,
        sealedToken: mail.sealedToken,
        createdAt: mail.createdAt,
        expiresAt: mail.expiresAt,
        attempts: mail.attempts,
      })
      .from(mail)
      .where(and(isNull(mail.doneAt), lte(mail.dueAt, now), gt(mail.expiresAt, now)))
      .orderBy(asc(mail.dueAt))
      .limit(1)
      .for("update", { skipLocked: true });
    if (found === undefined) return undefined;
    const { accountId, ...due } = found;
    await this.#tx
      .update(mail)
      .set({ dueAt: nextTry(now, due.attempts), attempts: sql`${mail.attempts} + 1`, updatedAt: now })
      .where(eq(mail.id, due.id));
    const [owner] = await this.#tx
      .select({ email: account.email })
      .from(account)
      .where(eq(account.id, accountId));
    return owner && { ...due, ...owner };
  }

  /** Notes that a mail is sent, and forgets its token; removes some of those that are long done or of no use any more. */
  async markSent(id: string, now: Date): Promise<void> {
    await this.#tx
      .update(mail)
      .set({ doneAt: now, sealedToken: null, updatedAt: now })
      .where(eq(mail.id, id));
    const isOld = lt(mail.expiresAt, new Date(now.getTime() - KEPT_MS));
    await removeSome(this.#tx, mail, isOld, mail.expiresAt);
  }
}
