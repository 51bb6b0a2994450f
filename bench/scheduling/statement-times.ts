import postgres from "postgres";
import type { BenchDatabase } from "../end-to-end/bench-database.ts";
import type { RecordedTransaction } from "./recording-stack.ts";

const OF_DATABASE = "(select oid from pg_database where datname = current_database())";
const OF_APPOINTMENTS = `dbid = ${OF_DATABASE} and userid = 'appointments_app'::regrole`;

/** Makes the database count how long statements are planned and executed, on connections that are opened from now on. */
export async function watchStatementTimes({ admin }: BenchDatabase): Promise<void> {
  await admin`create extension if not exists pg_stat_statements`;
  const [row] = await admin<{ name: string }[]>`select quote_ident(current_database()) as name`;
  await admin.unsafe(`alter database ${row?.name ?? ""} set pg_stat_statements.track_planning = on`);
}

/** Begins to count anew. */
export async function resetStatementTimes({ admin }: BenchDatabase): Promise<void> {
  await admin.unsafe(`select pg_stat_statements_reset(0, ${OF_DATABASE}, 0)`);
}

/** By statement, what one call of it took on average since then: planned, waited for locks, and executed, in milliseconds. */
export async function statementTimes({ admin }: BenchDatabase): Promise<ReadonlyMap<string, number>> {
  const rows = await admin.unsafe<{ id: string; ms: number }[]>(
    `select queryid::text as id, sum(total_plan_time + total_exec_time) / sum(calls) as ms from pg_stat_statements
     where ${OF_APPOINTMENTS} and calls > 0 group by queryid`,
  );
  return new Map(rows.map(({ id, ms }) => [id, ms]));
}

/** The statements of a transaction as {@link statementTimes} names them, BEGIN and COMMIT left out: it is run once, and rolled back. */
export async function statementIds(
  database: BenchDatabase,
  transaction: RecordedTransaction,
): Promise<readonly string[]> {
  const client = postgres(database.urlFor("appointments"), { max: 1, fetch_types: false });
  const statements = transaction.filter(({ text }) => text !== "begin" && text !== "commit");
  try {
    await resetStatementTimes(database);
    await client
      .begin(async (tx) => {
        for (const { text, parameters } of statements) await tx.unsafe(text, [...parameters]);
        throw new RolledBack();
      })
      .catch((error: unknown) => {
        if (!(error instanceof RolledBack)) throw error;
      });
  } finally {
    await client.end();
  }
  const rows = await database.admin.unsafe<{ id: string }[]>(
    `select queryid::text as id from pg_stat_statements where ${OF_APPOINTMENTS} and query !~* '^(begin|rollback)'`,
  );
  if (rows.length !== statements.length) throw new Error("Not every statement was counted by itself.");
  return rows.map(({ id }) => id);
}

class RolledBack extends Error {}
