import { eq, sql } from "drizzle-orm";
import { purposeOfUse } from "#drizzle/platform/schema.ts";
import type { Tx } from "#shared/db/database.ts";
import { newId } from "#shared/db/ids.ts";
import { PURPOSES, type Purpose } from "./explorer-api.ts";
import type { ExplorerUser } from "./recorded-changes.ts";

/** What for sessions look at personal data. */
export class PurposeRepository {
  readonly #tx: Tx;

  constructor(tx: Tx) {
    this.#tx = tx;
  }

  async find(sessionHash: string): Promise<Purpose | null> {
    const [row] = await this.#tx
      .select({ purpose: purposeOfUse.purpose })
      .from(purposeOfUse)
      .where(eq(purposeOfUse.sessionHash, sessionHash));
    return PURPOSES.find((purpose) => purpose === row?.purpose) ?? null;
  }

  /** In place of what was declared in the session before. */
  async declare(
    { tenantId, accountId, sessionHash }: Pick<ExplorerUser, "tenantId" | "accountId" | "sessionHash">,
    purpose: Purpose,
  ): Promise<void> {
    await this.#tx
      .insert(purposeOfUse)
      .values({ id: newId(), tenantId, accountId, sessionHash, purpose })
      .onConflictDoUpdate({ target: purposeOfUse.sessionHash, set: { purpose, updatedAt: sql`now()` } });
  }
}
