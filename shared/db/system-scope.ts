import { Deadline } from "../http/deadline.ts";
import type { Database, Tx } from "./database.ts";

/** For what somebody waits for, such as a sign-in. */
const DEFAULT_TIMEOUT_MS = 10_000;

// What `set local role` does, as an expression: so both settings are one statement.
const TEXT = "select set_config('role', $1, true), set_config('statement_timeout', $2, true)";

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

  /**
   * Runs `work` in a transaction under the system role, rolled back when it takes longer than `timeoutMs`, the wait for
   * a connection included. Not cut short when the client has gone: an attempt to sign in counts all the same.
   * @throws AppError `DEADLINE_EXCEEDED` or `DEPENDENCY_UNAVAILABLE`, see {@link Database.transaction}
   */
  async run<T>(work: (tx: Tx) => Promise<T>, timeoutMs = DEFAULT_TIMEOUT_MS): Promise<T> {
    const preamble = { text: TEXT, parameters: [this.#role, String(timeoutMs)] };
    return this.#database.transaction(work, () => preamble, new Deadline(timeoutMs));
  }
}
