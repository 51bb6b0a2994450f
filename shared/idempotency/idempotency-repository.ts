import { and, eq, isNull, sql } from "drizzle-orm";
import type { Tx } from "../db/database.ts";
import { newId } from "../db/ids.ts";
import type { IdempotencyKeyTable, StoredOutcome } from "./idempotency-table.ts";

/** A key as its caller uses it: the same for somebody else, or for another mutation, is another one. */
export interface CallersKey {
  readonly tenantId: string;
  /** Account that acts; null for a program. */
  readonly actorId: string | null;
  /** OAuth client that acts; null for a browser. */
  readonly clientId: string | null;
  readonly mutation: string;
  readonly key: string;
}

/** What is kept of a mutation that was sent with a key. */
export interface KeptOutcome {
  readonly inputHash: string;
  readonly outcome: StoredOutcome;
}

/** Idempotency keys of one subgraph. */
export class IdempotencyRepository {
  readonly #tx: Tx;
  readonly #table: IdempotencyKeyTable;

  constructor(tx: Tx, table: IdempotencyKeyTable) {
    this.#tx = tx;
    this.#table = table;
  }

  /**
   * Takes the key for as long as the transaction lasts, and says what is kept of it, if anything. `IN_PROGRESS`: another transaction
   * has it now. One round trip.
   */
  async take(key: CallersKey): Promise<KeptOutcome | "IN_PROGRESS" | null> {
    const { tenantId, actorId, clientId, mutation, key: text } = key;
    const name = JSON.stringify(["idempotency key", tenantId, actorId, clientId, mutation, text]);
    // Sent together, in this order: what is looked at is how it stands once the key is taken.
    const [[lock], [kept]] = await Promise.all([
      this.#tx.execute<{ taken: boolean }>(
        sql`select pg_try_advisory_xact_lock(hashtextextended(${name}, 0)) as taken`,
      ),
      this.#find(key),
    ]);
    if (lock?.taken !== true) return "IN_PROGRESS";
    return kept ?? null;
  }

  /** Keeps what became of it. */
  async keep(key: CallersKey, kept: KeptOutcome, now: Date): Promise<void> {
    await this.#tx
      .insert(this.#table)
      .values({ id: newId(), createdAt: now, updatedAt: now, ...rowOf(key), ...kept });
  }

  #find(key: CallersKey): Promise<KeptOutcome[]> {
    const { tenantId, actorId, clientId, mutation, key: keyColumn, inputHash, outcome } = this.#table;
    return this.#tx
      .select({ inputHash, outcome })
      .from(this.#table)
      .where(
        and(
          eq(tenantId, key.tenantId),
          key.actorId === null ? isNull(actorId) : eq(actorId, key.actorId),
          key.clientId === null ? isNull(clientId) : eq(clientId, key.clientId),
          eq(mutation, key.mutation),
          eq(keyColumn, key.key),
        ),
      );
  }
}

function rowOf({ tenantId, actorId, clientId, mutation, key }: CallersKey): CallersKey {
  return { tenantId, actorId, clientId, mutation, key };
}
