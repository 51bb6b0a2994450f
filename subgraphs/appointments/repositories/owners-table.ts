import { sql } from "drizzle-orm";
import { QueryBuilder } from "drizzle-orm/pg-core";

/**
 * A derived table with the ids, which are known to be UUIDs. Its column has a name that no table has, because drizzle
 * names it without the table.
 */
// eslint-disable-next-line @typescript-eslint/explicit-module-boundary-types -- drizzle's type is long and inferred
export function ownersTable(ownerIds: readonly string[]) {
  const ids = `{${ownerIds.join(",")}}`;
  return new QueryBuilder()
    .select({ ownerId: sql<string>`owner_id`.as("owner_id") })
    .from(sql`unnest(${ids}::uuid[]) as owner_id`)
    .as("owner");
}
