import { sql } from "drizzle-orm";
import type { Tx } from "../db/database.ts";
import { newId } from "../db/ids.ts";
import { currentScope, currentTraceparent, makeRequestScope } from "../observability/request-scope.ts";
import {
  auditEntrySchema,
  CONTRACTS,
  MAX_AUDIT_ENTRIES,
  type AuditEntry,
  type MessagePayload,
  type MessageType,
} from "./contracts.ts";
import type { MessagingTables } from "./tables.ts";

/** Postgres takes at most 65,535 parameters in a statement, and a row has eight. */
const MAX_ROWS_PER_STATEMENT = 1_000;

/** What a message is caused by. */
interface Cause {
  readonly correlationId: string;
  readonly traceparent: string;
}

interface PendingMessage extends Cause {
  readonly id: string;
  readonly type: MessageType;
  readonly aggregateId: string;
  readonly payload: unknown;
}

/**
 * Collects the messages of one transaction; {@link Outbox.flush} writes them as its last statements. Events of one
 * aggregate are numbered under a lock on the aggregate, so their order is that of the commits.
 */
export class Outbox {
  readonly #tenantId: string;
  readonly #tables: MessagingTables;
  readonly #events: PendingMessage[] = [];
  /** By correlation id. */
  readonly #audit = new Map<string, { readonly cause: Cause; readonly entries: AuditEntry[] }>();

  constructor(tenantId: string, tables: MessagingTables) {
    this.#tenantId = tenantId;
    this.#tables = tables;
  }

  /**
   * Adds an event about an aggregate. @throws ZodError when the payload breaks its contract
   * @param aggregateId null: it is an aggregate of its own, and no other message waits for it
   */
  event<T extends MessageType>(type: T, aggregateId: string | null, payload: MessagePayload<T>): void {
    const id = newId();
    this.#events.push({
      id,
      type,
      aggregateId: aggregateId ?? id,
      payload: CONTRACTS[type].parse(payload),
      ...currentCause(),
    });
  }

  /**
   * Adds an audit entry. Those with one correlation id travel as one message.
   * @throws ZodError when the entry breaks its contract
   */
  audit(entry: AuditEntry): void {
    const parsed = auditEntrySchema.parse(entry);
    const cause = currentCause();
    const sameCause = this.#audit.get(cause.correlationId);
    if (sameCause === undefined) this.#audit.set(cause.correlationId, { cause, entries: [parsed] });
    else sameCause.entries.push(parsed);
  }

  /** True when {@link flush} would write nothing. */
  get isEmpty(): boolean {
    return this.#events.length === 0 && this.#audit.size === 0;
  }

  /** Writes everything collected: one statement, two when there are events of aggregates that have others. */
  async flush(tx: Tx): Promise<void> {
    if (this.isEmpty) return;
    const nextSequence = await this.#reserveSequences(tx);
    const rows = [...this.#events, ...this.#auditMessages()].map((message) => ({
      ...message,
      tenantId: this.#tenantId,
      sequence: nextSequence(message.aggregateId),
    }));
    for (let start = 0; start < rows.length; start += MAX_ROWS_PER_STATEMENT) {
      await tx.insert(this.#tables.outbox).values(rows.slice(start, start + MAX_ROWS_PER_STATEMENT));
    }
  }

  /** Each is an aggregate of its own: none has to wait for another. */
  #auditMessages(): PendingMessage[] {
    const messages: PendingMessage[] = [];
    for (const { cause, entries } of this.#audit.values()) {
      for (let start = 0; start < entries.length; start += MAX_AUDIT_ENTRIES) {
        const id = newId();
        const payload = { entries: entries.slice(start, start + MAX_AUDIT_ENTRIES) };
        messages.push({ id, type: "audit.entries.v1", aggregateId: id, payload, ...cause });
      }
    }
    return messages;
  }

  async #reserveSequences(tx: Tx): Promise<(aggregateId: string) => number> {
    const counts = new Map<string, number>();
    // An aggregate of one message needs no number to be kept.
    for (const { id, aggregateId } of this.#events)
      if (aggregateId !== id) counts.set(aggregateId, (counts.get(aggregateId) ?? 0) + 1);
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

function currentCause(): Cause {
  const { correlationId, traceparent } = currentScope() ?? makeRequestScope({});
  return { correlationId, traceparent: currentTraceparent() ?? traceparent };
}
