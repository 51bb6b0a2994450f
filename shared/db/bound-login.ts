import { sql } from "drizzle-orm";
import type { Database } from "./database.ts";

/**
 * Refuses a login role that row-level security does not bind: a superuser, or one with BYPASSRLS. Whoever puts the
 * address of such a role into the configuration would switch that enforcer off without a word.
 * @throws Error naming the role, and what {@link Database.transaction} raises
 */
export async function assertBoundByRowLevelSecurity(database: Database): Promise<void> {
  const [role] = await database.transaction((tx) =>
    tx.execute<{ name: string; isFree: boolean }>(
      sql`select rolname as name, rolsuper or rolbypassrls as "isFree" from pg_roles where rolname = current_user`,
    ),
  );
  if (role === undefined || role.isFree) {
    throw new Error(
      `The login role ${role?.name ?? "of the database"} is not bound by row-level security: take one without SUPERUSER and BYPASSRLS.`,
    );
  }
}
