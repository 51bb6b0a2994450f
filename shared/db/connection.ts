import { connect, type NetConnectOpts, type Socket } from "node:net";
import { setTimeout as pause } from "node:timers/promises";
import { drizzle } from "drizzle-orm/postgres-js";
import postgres from "postgres";
import { requestCancellation, type BackendKey } from "./cancellation.ts";
import type { StatementObserver } from "../observability/metrics.ts";
import { ConnectionFault } from "./connection-fault.ts";
import { observeStatements } from "./observed-statements.ts";

/** What {@link Connection.open} and the listener need. */
export interface ConnectionSettings {
  /** `postgres://role:password@host:port/database`. */
  readonly url: string;
  /** Shown in `pg_stat_activity`. */
  readonly applicationName: string;
  /** Called for every statement by who sends it, but for the one that opens the connection; text only, no parameters. */
  readonly onStatement?: ((text: string) => void) | undefined;
  /** Told of every statement sent, BEGIN and the like aside. */
  readonly observer?: StatementObserver | undefined;
}

/** A statement that has been sent: a promise of its rows, or of their values as drizzle asks for them. */
export interface SentStatement extends Promise<postgres.RowList<postgres.Row[]>> {
  values(): Promise<unknown>;
}

const CONNECT_TIMEOUT_MS = 5_000;
const CANCEL_TIMEOUT_MS = 1_000;
const CLOSE_TIMEOUT_SECONDS = 1;
const CANCEL_AGAIN_MS = 50;

/**
 * A postgres.js client that connects once in its life. Left alone, postgres.js connects again under the statements of
 * a transaction that lost its connection; see docs/adr/0012.
 * @param onLost called when the connection was lost that a {@link postgres.Sql.listen} stood on
 */
export function openSingleUseClient(
  settings: ConnectionSettings,
  options: { readonly onClose?: () => void; readonly onLost?: () => void } = {},
): { readonly client: postgres.Sql; readonly address: NetConnectOpts; readonly destroy: () => void } {
  let socket: Socket | undefined;
  const client = postgres(settings.url, {
    max: 1,
    connect_timeout: CONNECT_TIMEOUT_MS / 1000,
    connection: { application_name: settings.applicationName },
    onnotice: () => undefined,
    fetch_types: false,
    // A transaction between two statements looks idle to postgres.js, which would end it; the pool retires instead.
    max_lifetime: null,
    onclose: () => options.onClose?.(),
    ...{
      socket: (): Socket => {
        if (socket !== undefined) {
          options.onLost?.();
          throw new ConnectionFault("The connection was lost.");
        }
        socket = connect(address);
        // Named in the server's certificate, when the URL asks for TLS.
        return Object.assign(socket, { host: client.options.host[0], port: client.options.port[0] });
      },
    },
  });
  const address = addressOf(client.options);
  // Called for what it does to the client: dates and JSON are then left to drizzle's column types.
  drizzle(client);
  observeStatements(client, settings);
  return { client, address, destroy: () => socket?.destroy() };
}

function addressOf({ path, host, port }: postgres.ParsedOptions): NetConnectOpts {
  // postgres.js says `false` when there is no socket file.
  if (typeof path === "string" && path !== "") return { path };
  return { host: host[0] ?? "localhost", port: port[0] ?? 5432, noDelay: true };
}

/** One session with the server. It is never opened again: who lost it takes another. */
export class Connection {
  readonly openedAtMs = performance.now();
  readonly #client: postgres.Sql;
  readonly #address: NetConnectOpts;
  readonly #destroySocket: () => void;
  readonly #onLost: (connection: Connection) => void;
  /** Rejects what waits for the connection, when it is lost. */
  readonly #waiting = new Set<(error: Error) => void>();
  readonly #running = new Set<Promise<unknown>>();
  #key: BackendKey | undefined;
  #isLost = false;

  private constructor(settings: ConnectionSettings, onLost: (connection: Connection) => void) {
    const { onStatement } = settings;
    const { client, address, destroy } = openSingleUseClient(
      {
        ...settings,
        onStatement: onStatement && ((text) => this.#key !== undefined && onStatement(text)),
      },
      { onClose: () => this.#lose() },
    );
    this.#client = client;
    this.#address = address;
    this.#destroySocket = destroy;
    this.#onLost = onLost;
  }

  /**
   * Opens a session within 5 seconds.
   * @param onLost called once, when the session has ended for whatever reason
   * @throws what postgres.js or the server says
   */
  static async open(
    settings: ConnectionSettings,
    onLost: (connection: Connection) => void,
  ): Promise<Connection> {
    const connection = new Connection(settings, onLost);
    const timer = setTimeout(() => {
      connection.destroy();
    }, CONNECT_TIMEOUT_MS);
    try {
      const { state } = await connection.send("select 1");
      connection.#key = { pid: state.pid, secret: state.secret };
      return connection;
    } catch (error) {
      connection.destroy();
      throw error;
    } finally {
      clearTimeout(timer);
    }
  }

  /** True when nothing can be sent any more. */
  get isLost(): boolean {
    return this.#isLost;
  }

  /** True when a statement was sent and not answered. */
  get isBusy(): boolean {
    return this.#running.size > 0;
  }

  /**
   * Sends a statement behind those sent before. Drizzle sends parameters through `unsafe`, which postgres.js by default
   * describes anew each time: two round trips a statement. Named prepared statements need one after the first use.
   */
  send(
    text: string,
    parameters: readonly unknown[] = [],
    options: postgres.UnsafeQueryOptions = {},
  ): SentStatement {
    const query =
      parameters.length === 0
        ? this.#client.unsafe(text)
        : // eslint-disable-next-line @typescript-eslint/no-unsafe-type-assertion -- drizzle has mapped them
          this.#client.unsafe(text, [...parameters] as postgres.ParameterOrJSON<never>[], {
            ...options,
            prepare: true,
          });
    // Now and not when it is waited for: what is sent later must stand behind it.
    const answer = this.untilLost(query.execute());
    this.#running.add(answer);
    const forget = (): void => void this.#running.delete(answer);
    answer.then(forget, forget);
    return Object.assign(answer, {
      values: () => {
        void query.values();
        return answer;
      },
    });
  }

  /** Waits for `work`, but rejects as soon as the connection is lost: some answers would never come. */
  untilLost<T>(work: PromiseLike<T>): Promise<T> {
    return new Promise((resolve, reject) => {
      if (this.#isLost) reject(lostError());
      else this.#waiting.add(reject);
      const settled = (): void => void this.#waiting.delete(reject);
      void work.then(resolve, reject).then(settled, settled);
    });
  }

  /**
   * Cancels what runs, and whatever was sent behind it. Resolves when nothing runs any more and every cancel request has
   * been taken, so that none of them can hit a later statement.
   */
  async cancel(): Promise<void> {
    while (this.isBusy && this.#key !== undefined && !this.#isLost) {
      await requestCancellation(this.#address, this.#key, CANCEL_TIMEOUT_MS);
      // Again, should it have come between two statements, where the server ignores it.
      const isOver = Promise.allSettled(this.#running);
      await Promise.race([isOver, pause(CANCEL_AGAIN_MS)]);
    }
  }

  /** Ends the session without a word to the server. */
  destroy(): void {
    this.#lose();
    this.#destroySocket();
  }

  /** Says goodbye to the server. */
  async close(): Promise<void> {
    await this.#client.end({ timeout: CLOSE_TIMEOUT_SECONDS });
    this.destroy();
  }

  #lose(): void {
    if (this.#isLost) return;
    this.#isLost = true;
    for (const reject of this.#waiting) reject(lostError());
    this.#waiting.clear();
    this.#onLost(this);
  }
}

function lostError(): ConnectionFault {
  return new ConnectionFault("The connection was lost.");
}
