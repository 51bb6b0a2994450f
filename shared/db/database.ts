import type { Deadline } from "../http/deadline.ts";
import type { PoolUse } from "../observability/metrics.ts";
import { ConnectionPool, type ConnectionPoolOptions } from "./connection-pool.ts";
import { toDatabaseError } from "./database-errors.ts";
import { Listener } from "./listener.ts";
import { runTransaction, type Preamble, type Tx } from "./transaction.ts";

export type { Preamble, Tx } from "./transaction.ts";

/** What {@link openDatabase} needs: the URL is that of the subgraph's own login role. */
export type DatabaseOptions = ConnectionPoolOptions;

/** One pool of connections under one login role. */
export interface Database {
  /**
   * Runs `work` in a transaction: committed when it resolves, rolled back when it or the preamble rejects, when the
   * connection is lost, and when `deadline` ends before the commit is sent, whatever runs then. The preamble is made
   * when a connection was found. A statement sent after the end is refused.
   * @throws AppError `DEADLINE_EXCEEDED` when the time is over, also that for a connection, `DEPENDENCY_UNAVAILABLE`
   *   when the server cannot be reached or went away; anything else as `work` and the server raised it
   */
  transaction<T>(work: (tx: Tx) => Promise<T>, preamble?: () => Preamble, deadline?: Deadline): Promise<T>;
  /** Calls `onNotify` for every NOTIFY on `channel`, until the database is closed. Survives reconnects. */
  listen(channel: string, onNotify: () => void): Promise<void>;
  /** Resolves when a statement went there and back. */
  ping(): Promise<void>;
  /** How much of the pool is in use at this moment. */
  readonly pool: PoolUse & ConnectionPool["usage"];
  close(): Promise<void>;
}

/** Opens a pool; connections are made when first needed. */
export function openDatabase(options: DatabaseOptions): Database {
  const pool = new ConnectionPool(options);
  const listener = new Listener(options);
  return {
    transaction: async (work, preamble, deadline) => {
      try {
        return await pool.lend(
          (connection) => runTransaction(connection, work, { preamble: preamble?.(), deadline }),
          deadline,
        );
      } catch (error) {
        throw toDatabaseError(error);
      }
    },
    listen: (channel, onNotify) => listener.listen(channel, onNotify),
    ping: () =>
      pool.lend(async (connection) => {
        await connection.send("select 1");
      }),
    get pool() {
      return { ...pool.usage, max: options.maxConnections };
    },
    close: async () => {
      await Promise.all([pool.close(), listener.close()]);
    },
  };
}
