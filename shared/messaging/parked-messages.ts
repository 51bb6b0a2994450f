import { and, asc, eq, isNull, sql, type SQL } from "drizzle-orm";
import type { Tx } from "../db/database.ts";
import { SystemScope } from "../db/system-scope.ts";
import { runInScope } from "../observability/request-scope.ts";
import { applyOnce, type InboxConsumerOptions } from "./apply-once.ts";
import { scopeOf, type Message } from "./message.ts";
import type { MessagingTables } from "./tables.ts";

/** A parked message as an operator sees it. */
export type ParkedMessage = MessagingTables["parkedMessage"]["$inferSelect"];

/** What an operator does with the messages that a consumer could not take. */
export class ParkedMessages {
  readonly #options: InboxConsumerOptions;
  readonly #scope: SystemScope;

  constructor(options: InboxConsumerOptions) {
    this.#options = options;
    this.#scope = new SystemScope(options.database, options.consumer);
  }

  /** Those that wait for a decision, oldest first. */
  async list(): Promise<readonly ParkedMessage[]> {
    return this.#scope.run((tx) => this.#waiting(tx));
  }

  /**
   * Applies all parked messages of an aggregate in their order, each with its release in one transaction; ends at the
   * first that fails again, which stays parked with those behind it.
   * @returns how many were applied
   * @throws what the effect threw
   */
  async replay(aggregateId: string): Promise<number> {
    for (let applied = 0; ; applied += 1) {
      // Asked anew each time: what arrived meanwhile was parked behind the others.
      const [next] = await this.#scope.run((tx) => this.#waiting(tx, aggregateId));
      if (next === undefined) return applied;
      const message: Message = { ...next, id: next.messageId };
      await runInScope(scopeOf(message), () =>
        applyOnce(this.#options, [message], (tx) => this.#release(tx, eq(this.#table.id, next.id))),
      );
    }
  }

  /** Lets an aggregate go on without its parked messages. @returns how many were skipped */
  async skip(aggregateId: string): Promise<number> {
    return this.#scope.run(async (tx) => {
      const waiting = await this.#waiting(tx, aggregateId);
      await this.#release(tx, eq(this.#table.aggregateId, aggregateId));
      return waiting.length;
    });
  }

  get #table(): MessagingTables["parkedMessage"] {
    return this.#options.tables.parkedMessage;
  }

  async #waiting(tx: Tx, aggregateId?: string): Promise<ParkedMessage[]> {
    const ofAggregate = aggregateId === undefined ? undefined : eq(this.#table.aggregateId, aggregateId);
    return tx
      .select()
      .from(this.#table)
      .where(and(this.#isWaiting(), ofAggregate))
      .orderBy(asc(this.#table.createdAt), asc(this.#table.sequence));
  }

  async #release(tx: Tx, which: SQL): Promise<void> {
    // The application's role may not touch parked messages; this is the last thing its transaction does.
    await tx.execute(sql`set local role ${sql.identifier(`${this.#options.consumer}_system`)}`);
    await tx
      .update(this.#table)
      .set({ resolvedAt: sql`now()`, updatedAt: sql`now()` })
      .where(and(this.#isWaiting(), which));
  }

  #isWaiting(): SQL | undefined {
    return and(eq(this.#table.consumer, this.#options.consumer), isNull(this.#table.resolvedAt));
  }
}
