import postgres from "postgres";
import { CONTEXTS, loginRole } from "#drizzle/contexts.ts";
import { viewerSettings } from "#shared/db/viewer-settings.ts";
import type { Viewer } from "#shared/auth/viewer.ts";
import type { TestDatabase } from "#shared/testing/test-database.ts";

/** Tables that grow for as long as a clinic is in business. */
const LARGE_TABLES: ReadonlySet<string> = new Set([
  ...["appointment", "appointment_clinical", "allocation", "slot_hold", "known_patient", "known_consent"],
  ...["waitlist_entry", "waitlist_offer"],
  ...["patient", "user", "consent", "account", "session", "entry", "outbox", "inbox", "idempotency_key"],
]);

/** A statement that reads a large table row by row because no index can be used. */
export interface SequentialScan {
  readonly table: string;
  readonly statement: string;
}

interface PlanNode {
  readonly "Node Type": string;
  readonly "Relation Name"?: string;
  readonly Plans?: readonly PlanNode[];
}

/** Makes the database count statements from now on. */
export async function watchStatements(database: TestDatabase): Promise<void> {
  const admin = postgres(database.adminUrl, { max: 1, onnotice: () => undefined });
  await admin`create extension if not exists pg_stat_statements`;
  await admin`select pg_stat_statements_reset(0, (select oid from pg_database where datname = current_database()), 0)`;
  await admin.end();
}

/**
 * Plans every statement that the subgraphs have sent since then, as the viewer and with sequential scans made as dear as can be:
 * what is still one has no index that row-level security lets it use, however large the table grows.
 */
export async function sequentialScans(
  database: TestDatabase,
  viewer: Viewer,
): Promise<{ readonly planned: number; readonly scans: readonly SequentialScan[] }> {
  const admin = postgres(database.adminUrl, { max: 1, onnotice: () => undefined });
  const roles = CONTEXTS.map(loginRole);
  const statements = await admin<{ query: string; role: string }[]>`
    select distinct query, rolname as role from pg_stat_statements join pg_roles on pg_roles.oid = userid
    where dbid = (select oid from pg_database where datname = current_database()) and rolname in ${admin(roles)}
      and query ~* '^\s*(select|insert|update|delete|with)' and query ~* ' (from|into|update) '`;
  const scans: SequentialScan[] = [];
  for (const { query, role } of statements) {
    const root = await planOf(admin, { query, role, viewer });
    for (const table of scannedTables(root)) {
      if (LARGE_TABLES.has(table)) scans.push({ table, statement: query.slice(0, 200) });
    }
  }
  await admin.end();
  return { planned: statements.length, scans };
}

async function planOf(
  admin: postgres.Sql,
  { query, role, viewer }: { readonly query: string; readonly role: string; readonly viewer: Viewer },
): Promise<PlanNode> {
  return admin.begin(async (tx) => {
    const { text, parameters } = viewerSettings(viewer, 60_000);
    await tx.unsafe(text, [...parameters]);
    await tx.unsafe(`set local role ${role}; set local enable_seqscan = off`);
    // The texts have parameters, and no values: a plan for whatever they are.
    const [row] = await tx.unsafe<{ "QUERY PLAN": readonly { readonly Plan: PlanNode }[] }[]>(
      `explain (generic_plan, format json) ${withTypedParameters(query)}`,
    );
    const plan = row?.["QUERY PLAN"][0]?.Plan;
    if (plan === undefined) throw new Error("There is no plan.");
    return plan;
  });
}

/** Constants are parameters in the counted texts, and some of them, such as that of `interval '1 day'`, stand where no parameter may. */
function withTypedParameters(query: string): string {
  return query
    .replace(/\b(interval|date|timestamptz) (\$\d+)/gi, "$2::$1")
    .replace(/\bextract\(\$\d+ from/gi, "extract(epoch from");
}

function scannedTables({ Plans = [], ...node }: PlanNode): string[] {
  const own = node["Node Type"] === "Seq Scan" ? [node["Relation Name"] ?? ""] : [];
  return [...own, ...Plans.flatMap(scannedTables)];
}
