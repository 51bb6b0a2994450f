import { execFile, spawnSync } from "node:child_process";
import { globSync } from "node:fs";
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { promisify } from "node:util";
import type postgres from "postgres";
import { programEnvironment } from "../config.ts";
import type { BenchDatabase } from "../end-to-end/bench-database.ts";
import type { RecordedTransaction } from "./recording-stack.ts";

/** Transactions to send again. */
export interface Replay {
  /** As {@link withoutNulls} makes them; each is sent once. As many as a multiple of `clients`. */
  readonly transactions: readonly RecordedTransaction[];
  readonly clients: number;
}

const SCHEMA = "bench_replay";

/** The program, undefined where there is none. The packages of the embedded Postgres have none. */
export function findPgbench(): string | undefined {
  const installed = globSync("/usr/lib/postgresql/*/bin/pgbench").sort().toReversed();
  return [...installed, "pgbench"].find((file) => spawnSync(file, ["--version"]).status === 0);
}

/**
 * Sends recorded transactions by `pgbench` as the login role of the appointments subgraph: with the same parameters, prepared as the
 * subgraph does, and what was on its way together in one pipeline. Parameters come from a table, by a statement of its own before.
 * @throws Error when a transaction fails
 */
export async function replay(
  pgbench: string,
  database: BenchDatabase,
  { transactions, clients }: Replay,
): Promise<void> {
  const last = transactions.at(-1);
  if (last === undefined) return;
  const directory = await mkdtemp(join(tmpdir(), "clinic-bench-"));
  try {
    const script = join(directory, "transaction.sql");
    await writeFile(script, scriptOf(last));
    await writeParameters(database.admin, { transactions, clients });
    const url = new URL(database.urlFor("appointments"));
    const perClient = transactions.length / clients;
    const args = [
      ...["--no-vacuum", "--protocol=prepared", `--file=${script}`, "--define=turn=-1"],
      ...[`--client=${String(clients)}`, `--transactions=${String(perClient)}`],
      ...[
        `--host=${url.hostname}`,
        `--port=${url.port}`,
        `--username=${url.username}`,
        url.pathname.slice(1),
      ],
    ];
    const env = programEnvironment({ PGPASSWORD: decodeURIComponent(url.password) });
    const { stdout } = await promisify(execFile)(pgbench, args, { env });
    const all = String(transactions.length);
    if (!stdout.includes(`actually processed: ${all}/${all}`)) throw new Error(`pgbench said ${stdout}`);
  } finally {
    await rm(directory, { recursive: true });
  }
}

/**
 * The same transaction with `null` in place of the parameters that are: pgbench has no variable that is null.
 * @throws Error when the transactions are not alike
 */
export function withoutNulls(transactions: readonly RecordedTransaction[]): RecordedTransaction[] {
  assertAlike(transactions);
  return transactions.map((transaction) =>
    transaction.map((statement) => {
      const parameters: string[] = [];
      const text = statement.text.replace(/\$(\d+)/g, (_, number: string) => {
        const value = statement.parameters[Number(number) - 1] ?? null;
        return value === null ? "null" : `$${String(parameters.push(value))}`;
      });
      return { ...statement, text, parameters };
    }),
  );
}

/** One transaction in the language of pgbench. */
function scriptOf(transaction: RecordedTransaction): string {
  const names = parametersOf(transaction).map((_, index) => `p${String(index)}`);
  const lines = [
    "\\set turn :turn + 1",
    `select ${names.join(", ")} from ${SCHEMA}.parameter where client = :client_id and turn = :turn \\gset`,
  ];
  let offset = 0;
  let roundTrip: number | undefined;
  for (const statement of transaction) {
    if (statement.roundTrip !== roundTrip) {
      if (roundTrip !== undefined) lines.push("\\endpipeline");
      lines.push("\\startpipeline");
      roundTrip = statement.roundTrip;
    }
    const first = offset - 1;
    lines.push(
      `${statement.text.replace(/\$(\d+)/g, (_, number: string) => `:p${String(first + Number(number))}`)};`,
    );
    offset += statement.parameters.length;
  }
  lines.push("\\endpipeline", "");
  return lines.join("\n");
}

function assertAlike(transactions: readonly RecordedTransaction[]): void {
  const shapeOf = (transaction: RecordedTransaction): string =>
    JSON.stringify(
      transaction.map(({ text, parameters }) => [text, parameters.map((value) => value === null)]),
    );
  const shapes = new Set(transactions.map(shapeOf));
  if (shapes.size > 1) throw new Error("The transactions are not alike.");
}

function parametersOf(transaction: RecordedTransaction): readonly (string | null)[] {
  return transaction.flatMap(({ parameters }) => parameters);
}

async function writeParameters(admin: postgres.Sql, { transactions, clients }: Replay): Promise<void> {
  const rows = transactions.map((transaction, index) => ({
    client: index % clients,
    turn: Math.floor(index / clients),
    ...Object.fromEntries(parametersOf(transaction).map((value, at) => [`p${String(at)}`, value])),
  }));
  const columns = Object.keys(rows[0] ?? {});
  const typed = columns.map((name) => `${name} ${name.startsWith("p") ? "text" : "int"}`).join(", ");
  await admin.unsafe(`drop schema if exists ${SCHEMA} cascade; create schema ${SCHEMA};
    create table ${SCHEMA}.parameter (${typed}, primary key (client, turn));
    grant usage on schema ${SCHEMA} to public; grant select on ${SCHEMA}.parameter to public`);
  await admin.unsafe(
    `insert into ${SCHEMA}.parameter select * from json_to_recordset($1::text::json) as r(${typed})`,
    [JSON.stringify(rows)],
  );
  await admin.unsafe(`analyze ${SCHEMA}.parameter`);
}
