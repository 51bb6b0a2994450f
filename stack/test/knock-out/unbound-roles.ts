import { randomBytes } from "node:crypto";
import postgres from "postgres";
import { CONTEXTS, loginRole, type Context } from "#drizzle/contexts.ts";
import { withDatabase } from "#drizzle/migrate.ts";

/** Login roles with the same grants as those of the contexts, and not bound by row-level security. */
export interface UnboundRoles {
  /** URL of a context's role in the database of `adminUrl`. */
  urlFor(context: Context): string;
  /** To be called when nobody is connected any more; the database may be gone. */
  drop(): Promise<void>;
}

/**
 * Makes the roles, as the owner of the cluster: nobody else may give BYPASSRLS. Each is a member of the context's own
 * login role, whose grants it inherits, and may become its system role, as that one may.
 */
export async function createUnboundRoles(adminUrl: string): Promise<UnboundRoles> {
  const password = randomBytes(12).toString("hex");
  const suffix = randomBytes(4).toString("hex");
  const nameOf = (context: Context): string => `${context}_unbound_${suffix}`;
  await asOwner(adminUrl, async (sql) => {
    for (const context of CONTEXTS) {
      await sql.unsafe(`create role ${nameOf(context)} login bypassrls password '${password}'`);
      await sql.unsafe(`grant ${loginRole(context)} to ${nameOf(context)} with inherit true, set false`);
      await sql.unsafe(`grant ${context}_system to ${nameOf(context)} with inherit false, set true`);
    }
    // What counts appointments does so as the system role, whoever calls, and is bound by that one's policies.
    await sql.unsafe(`create policy unbound_session on appointments.appointment for select to appointments_system
      using (session_user = '${nameOf("appointments")}')`);
  });
  return {
    urlFor: (context) => {
      const url = new URL(adminUrl);
      url.username = nameOf(context);
      url.password = password;
      return url.href;
    },
    drop: () =>
      asOwner(withDatabase(adminUrl, "postgres"), async (sql) => {
        await sql.unsafe(`drop role ${CONTEXTS.map(nameOf).join(", ")}`);
      }),
  };
}

async function asOwner(adminUrl: string, work: (sql: postgres.Sql) => Promise<void>): Promise<void> {
  const sql = postgres(adminUrl, { max: 1, onnotice: () => undefined });
  try {
    await work(sql);
  } finally {
    await sql.end();
  }
}
