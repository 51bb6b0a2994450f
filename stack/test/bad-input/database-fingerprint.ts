import type postgres from "postgres";
import { CONTEXTS } from "#drizzle/contexts.ts";

/**
 * Tables that a refused request may write, and why:
 * - `audit.entry`, `audit.chain_head`: refusals on patient data, reads of it and failed sign-ins are on record
 * - `*.outbox`, `*.inbox`, `messaging.delivery`: the way such an entry takes to the log
 * - `auth.attempt_limit`, `auth.wrong_code`: attempts to sign in are counted
 * - `users.guardian_code_failure`: so are attempts to take an invitation
 * - `auth.mail`, `auth.mailed_token`: whoever knows an address may ask for a mail to it
 * - `auth.session`: it is renewed by use, and ends when its owner signs out
 * - `*.idempotency_key`: a user error that was sent for with a key is told again
 * - `appointments.appointment_reminder`: reminders fall due by themselves
 * - `platform.document_usage`: what was run before is counted seconds later
 */
const JOURNALS: ReadonlySet<string> = new Set([
  "audit.entry",
  "audit.chain_head",
  "messaging.delivery",
  "auth.attempt_limit",
  "auth.wrong_code",
  "users.guardian_code_failure",
  "auth.mail",
  "auth.mailed_token",
  "auth.session",
  "appointments.appointment_reminder",
  "platform.document_usage",
  "platform.change",
  ...CONTEXTS.flatMap((context) => [
    ...[`${context}.outbox`, `${context}.inbox`, `${context}.idempotency_key`],
  ]),
]);

/** Number and contents of the rows of each table, as a text per table. */
export type Fingerprint = Readonly<Record<string, string>>;

/** Reads the rows of all tables of all contexts but those that refused requests may write. */
export async function takeFingerprint(sql: postgres.Sql): Promise<Fingerprint> {
  const tables = await tablesOf(sql);
  const [row] = await sql.unsafe<Record<string, string>[]>(
    `select ${tables.map((name) => `(${contentsOf(name)}) as "${name}"`).join(", ")}`,
  );
  return row ?? {};
}

/** Names of the tables that are not as they were. */
export function changedTables(before: Fingerprint, after: Fingerprint): string[] {
  return Object.keys({ ...before, ...after }).filter((name) => before[name] !== after[name]);
}

async function tablesOf(sql: postgres.Sql): Promise<string[]> {
  const rows = await sql<{ name: string }[]>`
    select schemaname || '.' || tablename as name from pg_tables
    where schemaname in ${sql([...CONTEXTS])} order by 1`;
  return rows.map(({ name }) => name).filter((name) => !JOURNALS.has(name));
}

function contentsOf(name: string): string {
  const table = name
    .split(".")
    .map((part) => `"${part}"`)
    .join(".");
  return `select count(*) || ' ' || coalesce(sum(hashtextextended(t::text, 0)), 0) from ${table} t`;
}
