import { sql } from "drizzle-orm";
import type { Database, Tx } from "./database.ts";

/**
 * The loud way past tenant scope, for the few look-ups that happen before a tenant is known: sign-in, sessions, the
 * relay, timers. Runs under the NOLOGIN role `<subgraph>_system`, whose policies cover just the tables it needs. A
 * test lists every call site.
 */
export class SystemScope {
  readonly #database: Database;
  readonly #role: string;

  constructor(database: Database, subgraph: string) {
    this.#database = database;
    this.#role = `${subgraph}_system`;
  }

  /** Runs `work` in a transaction under the system role. */
  async run<T>(work: (tx: Tx) => Promise<T>): Promise<T> {
    return this.#database.transaction(async (tx) => {
      await tx.execute(sql`set local role ${sql.identifier(this.#role)}`);
      return work(tx);
    });
  }
}
