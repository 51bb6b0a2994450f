import { sql } from "drizzle-orm";
import type { Tx } from "#shared/db/database.ts";

/** Until the end of the transaction no other one counts or adds what an account has of this. */
export async function lockAccount(tx: Tx, what: "export" | "saved-query", accountId: string): Promise<void> {
  await tx.execute(sql`select pg_advisory_xact_lock(hashtextextended(${`${what} ${accountId}`}, 0))`);
}
