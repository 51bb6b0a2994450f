import type { Deadline } from "../http/deadline.ts";
import { ConnectionFault } from "./connection-fault.ts";
import { Connection, type ConnectionSettings } from "./connection.ts";

/** What {@link ConnectionPool} needs. */
export interface ConnectionPoolOptions extends ConnectionSettings {
  readonly maxConnections: number;
}

type Waiter = PromiseWithResolvers<Connection>;

/** So that a server that was moved or given more memory is noticed; each connection a little apart from the others. */
const MAX_AGE_MS = 30 * 60_000;
const MAX_AGE_SPREAD_MS = 30 * 60_000;
const CLOSE_TIMEOUT_MS = 5_000;

/**
 * Connections under one login role, opened when needed and used by one at a time, first come first served. One that was
 * lost is forgotten; the next in need opens another, so the pool recovers with the server.
 */
export class ConnectionPool {
  readonly #options: ConnectionPoolOptions;
  readonly #idle: Connection[] = [];
  readonly #lent = new Set<Connection>();
  readonly #waiters = new Set<Waiter>();
  readonly #retireAtMs = new WeakMap<Connection, number>();
  #opening = 0;
  #closed: Promise<void> | undefined;
  #onQuiet: () => void = () => undefined;

  constructor(options: ConnectionPoolOptions) {
    this.#options = options;
  }

  /** Connections that are open or being opened, those of them in use, and who waits for one. */
  get usage(): { readonly open: number; readonly inUse: number; readonly waiting: number } {
    const inUse = this.#lent.size;
    return { open: this.#idle.length + inUse + this.#opening, inUse, waiting: this.#waiters.size };
  }

  /**
   * Lends a connection to `use` until it settles.
   * @throws AppError `DEADLINE_EXCEEDED` when none was free in time, and what opening one raised
   */
  async lend<T>(use: (connection: Connection) => Promise<T>, deadline?: Deadline): Promise<T> {
    const connection = await this.#take(deadline);
    try {
      return await use(connection);
    } finally {
      this.#giveBack(connection);
    }
  }

  /** Lends no more; resolves when what is lent came back, or after 5 seconds, and all connections are closed. */
  close(): Promise<void> {
    return (this.#closed ??= this.#close());
  }

  async #take(deadline: Deadline | undefined): Promise<Connection> {
    if (this.#closed !== undefined) throw new ConnectionFault("The pool is closed.");
    const idle = this.#idle.pop();
    if (idle !== undefined) {
      this.#lent.add(idle);
      return idle;
    }
    const waiter: Waiter = Promise.withResolvers<Connection>();
    this.#waiters.add(waiter);
    this.#openForWaiters();
    try {
      return await (deadline === undefined ? waiter.promise : deadline.race(waiter.promise));
    } catch (error) {
      // It may have been given one in the very moment that its time was over.
      if (!this.#waiters.delete(waiter)) waiter.promise.then((given) => this.#giveBack(given), ignore);
      throw error;
    }
  }

  #openForWaiters(): void {
    const room = this.#options.maxConnections - this.usage.open;
    const wanted = Math.min(room, this.#waiters.size - this.#opening);
    for (let count = 0; count < wanted; count += 1) void this.#open();
  }

  async #open(): Promise<void> {
    this.#opening += 1;
    try {
      const connection = await Connection.open(this.#options, (lost) => {
        this.#forget(lost);
      });
      this.#opening -= 1;
      this.#retireAtMs.set(
        connection,
        connection.openedAtMs + MAX_AGE_MS + Math.random() * MAX_AGE_SPREAD_MS,
      );
      this.#offer(connection);
    } catch (error) {
      this.#opening -= 1;
      // Who waits longest hears it; each of the others has an attempt of its own.
      this.#nextWaiter()?.reject(error);
      this.#openForWaiters();
      this.#tellQuiet();
    }
  }

  #giveBack(connection: Connection): void {
    this.#lent.delete(connection);
    if (connection.isLost) this.#openForWaiters();
    else if (performance.now() > (this.#retireAtMs.get(connection) ?? 0)) this.#retire(connection);
    else this.#offer(connection);
    this.#tellQuiet();
  }

  #retire(connection: Connection): void {
    connection.close().catch(ignore);
    this.#openForWaiters();
  }

  #offer(connection: Connection): void {
    if (connection.isLost) return;
    const waiter = this.#nextWaiter();
    if (waiter === undefined) {
      this.#idle.push(connection);
    } else {
      this.#lent.add(connection);
      waiter.resolve(connection);
    }
  }

  #nextWaiter(): Waiter | undefined {
    for (const waiter of this.#waiters) {
      this.#waiters.delete(waiter);
      return waiter;
    }
    return undefined;
  }

  #forget(connection: Connection): void {
    const at = this.#idle.indexOf(connection);
    if (at >= 0) this.#idle.splice(at, 1);
  }

  #tellQuiet(): void {
    if (this.#lent.size + this.#opening + this.#waiters.size === 0) this.#onQuiet();
  }

  async #close(): Promise<void> {
    const quiet = Promise.withResolvers<undefined>();
    this.#onQuiet = () => {
      quiet.resolve(undefined);
    };
    const timer = setTimeout(this.#onQuiet, CLOSE_TIMEOUT_MS);
    this.#tellQuiet();
    await quiet.promise;
    clearTimeout(timer);
    for (const waiter of this.#waiters) waiter.reject(new ConnectionFault("The pool is closed."));
    for (const connection of this.#lent) connection.destroy();
    await Promise.all(this.#idle.splice(0).map((connection) => connection.close()));
  }
}

function ignore(): void {
  // Who could not wait has been told why.
}
