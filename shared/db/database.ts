import type { ExtractTablesWithRelations } from "drizzle-orm";
import { drizzle, PostgresJsSession, PostgresJsTransaction } from "drizzle-orm/postgres-js";
import { PgDialect } from "drizzle-orm/pg-core";
import postgres from "postgres";
import type { PoolUse, StatementObserver } from "../observability/metrics.ts";
import { observeStatements } from "./observed-statements.ts";
import { PoolCounter } from "./pool-counter.ts";

type NoSchema = Record<string, never>;
type Relations = ExtractTablesWithRelations<NoSchema>;

type TxSession = ConstructorParameters<typeof PostgresJsTransaction<NoSchema, Relations>>[1];

const dialect = new PgDialect();

/** A handle inside a transaction: the only thing repositories get. */
export type Tx = PostgresJsTransaction<NoSchema, Relations>;

/** What {@link openDatabase} needs. */
export interface DatabaseOptions {
  /** `postgres://role:password@host:port/database` of the subgraph's own login role. */
  readonly url: string;
  readonly maxConnections: number;
  /** Shown in `pg_stat_activity`. */
  readonly applicationName: string;
  /** Called for every statement sent, BEGIN and COMMIT included; text only, never parameters. */
  readonly onStatement?: (text: string) => void;
  /** Told of every statement sent within a transaction, BEGIN and COMMIT aside. */
  readonly observer?: StatementObserver | undefined;
}

/** A statement sent before the first one of a transaction, in the same round trip. */
export interface Preamble {
  readonly text: string;
  readonly parameters: readonly string[];
}

/** One pool of connections under one login role. */
export interface Database {
  /** How much of the pool is in use at this moment. */
  readonly pool: PoolUse;
  /**
   * Runs `work` in a transaction: committed when it resolves, rolled back when it or the preamble rejects. The preamble
   * is made when a connection was found.
   */
  transaction<T>(work: (tx: Tx) => Promise<T>, preamble?: () => Preamble): Promise<T>;
  /** Calls `onNotify` for every NOTIFY on `channel`, until the database is closed. Survives reconnects. */
  listen(channel: string, onNotify: () => void): Promise<void>;
  /** Resolves when a statement went there and back. */
  ping(): Promise<void>;
  close(): Promise<void>;
}

const CONNECT_TIMEOUT_SECONDS = 5;

/** Opens a pool; connections are made when first needed. */
export function openDatabase(options: DatabaseOptions): Database {
  const { onStatement } = options;
  const settings = {
    connect_timeout: CONNECT_TIMEOUT_SECONDS,
    connection: { application_name: options.applicationName },
    onnotice: () => undefined,
    fetch_types: false,
    // Only when asked for: with it, postgres.js makes a stack trace for every statement.
    ...(onStatement && { debug: (_connection: number, text: string) => onStatement(text) }),
  };
  const client = prepareStatements(postgres(options.url, { ...settings, max: options.maxConnections }));
  // Called for what it does to the client: dates and JSON are then left to drizzle's column types.
  drizzle(client);
  let listener: postgres.Sql | undefined;
  const pool = new PoolCounter(options.maxConnections);
  return {
    pool,
    transaction: (work, preamble) =>
      pool.count((connected) =>
        runTransaction(client, work, preamble, (connection) => {
          connected();
          observeStatements(connection, options.observer);
        }),
      ),
    listen: async (channel, onNotify) => {
      listener ??= postgres(options.url, { ...settings, max: 1 });
      await listener.listen(channel, onNotify);
    },
    ping: async () => {
      await client`select 1`;
    },
    close: async () => {
      await Promise.all([client.end({ timeout: 5 }), listener?.end({ timeout: 5 })]);
    },
  };
}

async function runTransaction<T>(
  pool: postgres.Sql,
  work: (tx: Tx) => Promise<T>,
  makePreamble: (() => Preamble) | undefined,
  onConnection: (connection: postgres.TransactionSql) => void,
): Promise<T> {
  const result = await pool.begin(async (connection) => {
    onConnection(connection);
    // The same two objects that drizzle's own `transaction` makes; only its types do not allow saying so.
    // eslint-disable-next-line @typescript-eslint/no-unsafe-type-assertion -- as said above
    const client = prepareStatements(connection) as unknown as postgres.Sql;
    // eslint-disable-next-line @typescript-eslint/no-unsafe-type-assertion -- as said above
    const session = new PostgresJsSession(client, dialect, undefined) as unknown as TxSession;
    const tx = new PostgresJsTransaction<NoSchema, Relations>(dialect, session, undefined);
    // Started before `work`, so it stands before every statement of `work` in the connection's queue.
    const preamble = makePreamble?.();
    const prepared = preamble && connection.unsafe(preamble.text, [...preamble.parameters]).execute();
    // Both are waited for, whatever happens: what one sends after the other failed must not meet the connection in
    // the hands of another transaction.
    const [told, worked] = await Promise.allSettled([prepared, work(tx)]);
    if (told.status === "rejected") throw told.reason;
    if (worked.status === "rejected") throw worked.reason;
    return worked;
  });
  return result.value;
}

/**
 * Drizzle sends parameters through `unsafe`, which postgres.js by default describes anew each time: two round
 * trips a statement. Named prepared statements need one after the first use.
 */
function prepareStatements<T extends postgres.ISql>(client: T): T {
  const unsafe = client.unsafe.bind(client);
  const prepared: typeof client.unsafe = (text, parameters, queryOptions) =>
    parameters === undefined || parameters.length === 0
      ? unsafe(text, parameters, queryOptions)
      : unsafe(text, parameters, { ...queryOptions, prepare: true });
  return Object.assign(client, { unsafe: prepared });
}
