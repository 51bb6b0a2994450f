import type { ExtractTablesWithRelations } from "drizzle-orm";
import { PgDialect } from "drizzle-orm/pg-core";
import { PostgresJsSession, PostgresJsTransaction } from "drizzle-orm/postgres-js";
import type postgres from "postgres";
import { AppError } from "../errors/app-error.ts";
import type { Deadline } from "../http/deadline.ts";
import { ConnectionFault } from "./connection-fault.ts";
import type { Connection, SentStatement } from "./connection.ts";
import { databaseFault, SQLSTATE } from "./database-errors.ts";

type NoSchema = Record<string, never>;
type Relations = ExtractTablesWithRelations<NoSchema>;
type TxSession = ConstructorParameters<typeof PostgresJsTransaction<NoSchema, Relations>>[1];

/** A handle inside a transaction: the only thing repositories get. */
export type Tx = PostgresJsTransaction<NoSchema, Relations>;

/** A statement sent before the first one of a transaction, in the same round trip. */
export interface Preamble {
  readonly text: string;
  readonly parameters: readonly string[];
}

const dialect = new PgDialect();
/** So long the server has to cancel, to roll back and to commit; after it the connection is given up. */
const CLEAN_UP_TIMEOUT_MS = 2_000;
const COMMIT_TIMEOUT_MS = 5_000;

/**
 * Runs `work` between BEGIN and COMMIT; see `Database.transaction`. When it settles, nothing of the transaction runs
 * any more on the connection and nothing can be sent to it, or the connection is lost.
 */
export async function runTransaction<T>(
  connection: Connection,
  work: (tx: Tx) => Promise<T>,
  options: { readonly preamble: Preamble | undefined; readonly deadline: Deadline | undefined },
): Promise<T> {
  const { preamble, deadline } = options;
  const statements = new Statements(connection);
  // BEGIN, preamble and the first statement of `work` go out together.
  const begun = statements.send("begin");
  const prepared = preamble ? statements.send(preamble.text, preamble.parameters) : Promise.resolve();
  // All are waited for, so that a failure is told when nothing is at work any more.
  const settled = Promise.allSettled([begun, prepared, runAtOnce(work, newTx(statements))] as const);
  let result: T;
  try {
    const ended = connection.untilLost(settled);
    const outcomes = await (deadline === undefined ? ended : deadline.race(ended));
    result = resultOf(outcomes, statements);
  } catch (error) {
    statements.close();
    await rollBack(connection);
    throw error;
  }
  statements.close();
  await commit(connection);
  return result;
}

/** What `work` may still send: nothing as soon as its transaction is to end. */
class Statements {
  readonly #connection: Connection;
  #isClosed = false;
  #firstFailure: { readonly error: unknown } | undefined;

  constructor(connection: Connection) {
    this.#connection = connection;
  }

  get firstFailure(): { readonly error: unknown } | undefined {
    return this.#firstFailure;
  }

  send(text: string, parameters?: readonly unknown[], options?: postgres.UnsafeQueryOptions): SentStatement {
    if (this.#isClosed) throw new ConnectionFault("The transaction is over.");
    const sent = this.#connection.send(text, parameters, options);
    sent.catch((error: unknown) => {
      this.#firstFailure ??= { error };
    });
    return sent;
  }

  close(): void {
    this.#isClosed = true;
  }
}

/** The same two objects that drizzle's own `transaction` makes; only its types do not allow saying so. */
function newTx(statements: Statements): Tx {
  const client = { unsafe: statements.send.bind(statements) };
  // eslint-disable-next-line @typescript-eslint/no-unsafe-type-assertion -- `unsafe` is all that drizzle calls
  const session = new PostgresJsSession(client as unknown as postgres.Sql, dialect, undefined);
  // eslint-disable-next-line @typescript-eslint/no-unsafe-type-assertion -- as said above
  return new PostgresJsTransaction<NoSchema, Relations>(dialect, session as unknown as TxSession, undefined);
}

/** A function that throws before it has a promise fails like any other. */
async function runAtOnce<T>(work: (tx: Tx) => Promise<T>, tx: Tx): Promise<T> {
  return work(tx);
}

function resultOf<T>(
  [begun, prepared, worked]: readonly [
    PromiseSettledResult<unknown>,
    PromiseSettledResult<unknown>,
    PromiseSettledResult<T>,
  ],
  { firstFailure }: Statements,
): T {
  if (begun.status === "rejected") throw begun.reason;
  if (prepared.status === "rejected") throw prepared.reason;
  if (worked.status === "rejected") throw causeOf(worked.reason, firstFailure);
  // Swallowed by the work, but not by the server, which would answer COMMIT with a rollback.
  if (firstFailure !== undefined) throw firstFailure.error;
  return worked.value;
}

/** Statements after the one that failed say no more than that: what counts is the first. */
function causeOf(error: unknown, firstFailure: { readonly error: unknown } | undefined): unknown {
  const isAftermath = databaseFault(error)?.sqlState === SQLSTATE.inFailedTransaction;
  return isAftermath && firstFailure !== undefined ? firstFailure.error : error;
}

/** Never rejects: a connection that cannot be cleaned is given up, and the server rolls back by itself. */
async function rollBack(connection: Connection): Promise<void> {
  if (connection.isLost) return;
  await orGiveUp(connection, CLEAN_UP_TIMEOUT_MS, async () => {
    await connection.cancel();
    await connection.send("rollback");
  }).catch(() => {
    connection.destroy();
  });
}

/** Not cut short by the deadline: once it is sent, only the server knows whether the change stands. */
async function commit(connection: Connection): Promise<void> {
  const { command } = await orGiveUp(connection, COMMIT_TIMEOUT_MS, () => connection.send("commit"));
  if (command !== "COMMIT") throw new AppError("INTERNAL", undefined, { cause: { command } });
}

async function orGiveUp<T>(connection: Connection, timeoutMs: number, work: () => Promise<T>): Promise<T> {
  const timer = setTimeout(() => {
    connection.destroy();
  }, timeoutMs);
  try {
    return await work();
  } finally {
    clearTimeout(timer);
  }
}
