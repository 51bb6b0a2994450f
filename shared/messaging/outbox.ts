import { sql } from "drizzle-orm";
import type { Tx } from "../db/database.ts";
import { newId } from "../db/ids.ts";
import { currentScope, currentTraceparent, makeRequestScope } from "../observability/request-scope.ts";
import { CONTRACTS, type AuditEntry, type MessagePayload, type MessageType } from "./contracts.ts";
import type { MessagingTables } from "./tables.ts";

/** Postgres takes at most 65,535 parameters in a statement, and a row has eight. */
const MAX_ROWS_PER_STATEMENT = 1_000;

interface PendingMessage {
  readonly id: string;
  readonly type: MessageType;
  readonly aggregateId: string;
  readonly payload: unknown;
  readonly correlationId: string;
  readonly traceparent: string;
}

/**
 * Collects the messages of one transaction; {@link Outbox.flush} writes them as its last statements. Events of one
 * aggregate are numbered under a lock on the aggregate, so their order is that of the commits.
 */
export class Outbox {
  readonly #tenantId: string;
  readonly #tables: MessagingTables;
  readonly #events: PendingMessage[] = [];
  readonly #auditEntries: PendingMessage[] = [];

  constructor(tenantId: string, tables: MessagingTables) {
    this.#tenantId = tenantId;
    this.#tables = tables;
  }

  /** Adds an event about an aggregate. @throws ZodError when the payload breaks its contract */
  event<T extends MessageType>(type: T, aggregateId: string, payload: MessagePayload<T>): void {
    this.#events.push(pending(type, aggregateId, payload));
  }

  /** Adds an audit entry. Each is an aggregate of its own: entries of one request need no order among them. */
  audit(entry: AuditEntry): void {
    this.#auditEntries.push(pending("audit.entry.v1", entry.entryId, entry));
  }

  /** True when {@link flush} would write nothing. */
  get isEmpty(): boolean {
    return this.#events.length === 0 && this.#auditEntries.length === 0;
  }

  /** Writes everything collected: one statement for audit entries, two when there are events. */
  async flush(tx: Tx): Promise<void> {
    if (this.isEmpty) return;
    const nextSequence = await this.#reserveSequences(tx);
    const rows = [...this.#events, ...this.#auditEntries].map((message) => ({
      ...message,
      tenantId: this.#tenantId,
      sequence: nextSequence(message.aggregateId),
    }));
    for (let start = 0; start < rows.length; start += MAX_ROWS_PER_STATEMENT) {
      await tx.insert(this.#tables.outbox).values(rows.slice(start, start + MAX_ROWS_PER_STATEMENT));
    }
  }

  async #reserveSequences(tx: Tx): Promise<(aggregateId: string) => number> {
    const counts = new Map<string, number>();
    for (const { aggregateId } of this.#events) counts.set(aggregateId, (counts.get(aggregateId) ?? 0) + 1);
    const next = new Map<string, number>();
    if (counts.size > 0) {
      const { outboxSequence } = this.#tables;
      // In id order, so that two transactions with several aggregates in common cannot deadlock.
      const wanted = [...counts].sort(([a], [b]) => (a < b ? -1 : 1));
      const reserved = await tx
        .insert(outboxSequence)
        .values(wanted.map(([id, count]) => ({ id, tenantId: this.#tenantId, lastSequence: count })))
        .onConflictDoUpdate({
          target: outboxSequence.id,
          set: { lastSequence: sql`${outboxSequence.lastSequence} + excluded.last_sequence` },
        })
        .returning({ id: outboxSequence.id, lastSequence: outboxSequence.lastSequence });
      for (const { id, lastSequence } of reserved) next.set(id, lastSequence - (counts.get(id) ?? 0));
    }
    return (aggregateId) => {
      const sequence = (next.get(aggregateId) ?? 0) + 1;
      next.set(aggregateId, sequence);
      return sequence;
    };
  }
}

function pending<T extends MessageType>(
  type: T,
  aggregateId: string,
  payload: MessagePayload<T>,
): PendingMessage {
  const { correlationId, traceparent } = currentScope() ?? makeRequestScope({});
  return {
    id: newId(),
    type,
    aggregateId,
    payload: CONTRACTS[type].parse(payload),
    correlationId,
    traceparent: currentTraceparent() ?? traceparent,
  };
}
