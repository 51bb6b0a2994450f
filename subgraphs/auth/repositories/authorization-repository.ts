import { and, eq, gt, isNull, lte } from "drizzle-orm";
import { authorizationCode, consentForm } from "#drizzle/auth/schema.ts";
import type { Tx } from "#shared/db/database.ts";
import { removeSome } from "./remove-some.ts";

/** An authorization code as stored. */
export type AuthorizationCodeRow = typeof authorizationCode.$inferSelect;

/** Authorization codes, and the pages that ask for consent. Needs `SystemScope`. */
export class AuthorizationRepository {
  readonly #tx: Tx;

  constructor(tx: Tx) {
    this.#tx = tx;
  }

  /** Keeps that a page was shown. */
  async insertForm(input: typeof consentForm.$inferInsert): Promise<void> {
    await this.#tx.insert(consentForm).values(input);
  }

  /** Takes a page's token in; false when it is none, has ended, was used or belongs to another session or request. */
  async takeForm(form: {
    readonly tokenHash: string;
    readonly sessionHash: string;
    readonly requestHash: string;
    readonly now: Date;
  }): Promise<boolean> {
    const taken = await this.#tx
      .delete(consentForm)
      .where(
        and(
          eq(consentForm.tokenHash, form.tokenHash),
          eq(consentForm.sessionHash, form.sessionHash),
          eq(consentForm.requestHash, form.requestHash),
          gt(consentForm.expiresAt, form.now),
        ),
      )
      .returning({ id: consentForm.id });
    return taken.length > 0;
  }

  /** Adds a code. */
  async insertCode(input: typeof authorizationCode.$inferInsert): Promise<void> {
    await this.#tx.insert(authorizationCode).values(input);
  }

  /** The tokens that the code with this hash was exchanged for; null when it was not, or there is no such code. */
  async findFamilyOfCode(codeHash: string): Promise<string | null> {
    const [row] = await this.#tx
      .select({ familyId: authorizationCode.familyId })
      .from(authorizationCode)
      .where(eq(authorizationCode.codeHash, codeHash));
    return row?.familyId ?? null;
  }

  /** The code with this hash, which stays as it is until the transaction ends. */
  async lockCode(codeHash: string): Promise<AuthorizationCodeRow | undefined> {
    const [row] = await this.#tx
      .select()
      .from(authorizationCode)
      .where(eq(authorizationCode.codeHash, codeHash))
      .for("update");
    return row;
  }

  /** Notes what a locked code was exchanged for. */
  async useCode(id: string, used: { readonly familyId: string; readonly now: Date }): Promise<void> {
    await this.#tx
      .update(authorizationCode)
      .set({ familyId: used.familyId, updatedAt: used.now })
      .where(eq(authorizationCode.id, id));
  }

  /** Makes nothing of an account's codes and pages that were not used yet. */
  async withdrawAllOf(accountId: string): Promise<void> {
    await this.#tx
      .delete(authorizationCode)
      .where(and(eq(authorizationCode.accountId, accountId), isNull(authorizationCode.familyId)));
    await this.#tx.delete(consentForm).where(eq(consentForm.accountId, accountId));
  }

  /** Withdraws the codes of a client that wait to be exchanged. */
  async withdrawAllOfClient(oauthClientId: string): Promise<void> {
    await this.#tx
      .delete(authorizationCode)
      .where(and(eq(authorizationCode.oauthClientId, oauthClientId), isNull(authorizationCode.familyId)));
  }

  /** Removes some of what ended unused, of whatever account. Codes that were used go with their family. */
  async forgetEnded(now: Date): Promise<void> {
    const unusedCode = and(lte(authorizationCode.expiresAt, now), isNull(authorizationCode.familyId));
    await removeSome(this.#tx, authorizationCode, unusedCode, authorizationCode.expiresAt);
    await removeSome(this.#tx, consentForm, lte(consentForm.expiresAt, now), consentForm.expiresAt);
  }
}
