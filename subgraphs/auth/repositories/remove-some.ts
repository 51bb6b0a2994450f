import { asc, inArray, type SQL } from "drizzle-orm";
import type { PgColumn, PgTable } from "drizzle-orm/pg-core";
import type { Tx } from "#shared/db/database.ts";

/** A request clears away at most so many rows of a table: nobody waits for more. */
const REMOVED_AT_ONCE = 100;

/**
 * Removes some of the rows that are of no use any more, those lowest in `orderBy` first. Two at once remove different ones, and
 * neither waits.
 */
export async function removeSome(
  tx: Tx,
  table: PgTable & { readonly id: PgColumn },
  where: SQL | undefined,
  orderBy: PgColumn,
  limit: number = REMOVED_AT_ONCE,
): Promise<void> {
  const some = tx
    .select({ id: table.id })
    .from(table)
    .where(where)
    .orderBy(asc(orderBy))
    .limit(limit)
    .for("update", { skipLocked: true });
  await tx.delete(table).where(inArray(table.id, some));
}
