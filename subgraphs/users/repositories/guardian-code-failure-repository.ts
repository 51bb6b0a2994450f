import { eq, sql } from "drizzle-orm";
import { guardianCodeFailure } from "#drizzle/users/schema.ts";
import type { Tx } from "#shared/db/database.ts";

/** Wrong codes that one account has shown, and since when. */
export interface CodeFailures {
  readonly failures: number;
  readonly firstFailedAt: Date;
}

/** How many wrong codes of invitations accounts have shown: one row of each. */
export class GuardianCodeFailureRepository {
  readonly #tx: Tx;

  constructor(tx: Tx) {
    this.#tx = tx;
  }

  /** What is kept of the account, with nobody else at it until the transaction ends. */
  async findAlone(accountId: string): Promise<CodeFailures | undefined> {
    await this.#tx.execute(
      sql`select pg_advisory_xact_lock(hashtextextended(${`users.guardian-code:${accountId}`}, 0))`,
    );
    const [row] = await this.#tx
      .select({ failures: guardianCodeFailure.failures, firstFailedAt: guardianCodeFailure.firstFailedAt })
      .from(guardianCodeFailure)
      .where(eq(guardianCodeFailure.id, accountId));
    return row;
  }

  /** Puts what is known from now on in place of what was. */
  async keep(
    input: CodeFailures & { readonly tenantId: string; readonly accountId: string; readonly now: Date },
  ): Promise<void> {
    const { tenantId, accountId: id, failures, firstFailedAt, now } = input;
    await this.#tx
      .insert(guardianCodeFailure)
      .values({ id, tenantId, createdAt: now, updatedAt: now, failures, firstFailedAt })
      .onConflictDoUpdate({
        target: guardianCodeFailure.id,
        set: { failures, firstFailedAt, updatedAt: now },
      });
  }
}
