import type { AuditEntryFactory } from "#shared/audit/access-audit.ts";
import type { Tx } from "#shared/db/database.ts";
import type { MessagePayload, MessageType } from "#shared/messaging/contracts.ts";
import { Outbox } from "#shared/messaging/outbox.ts";
import type { MessagingTables } from "#shared/messaging/tables.ts";

/** An audit entry without what the factory fills in. */
export type AuditDraft = Parameters<AuditEntryFactory["make"]>[0];

/** An event with the aggregate that it is about. */
export interface JournalEvent<T extends MessageType> {
  readonly type: T;
  readonly aggregateId: string;
  readonly payload: MessagePayload<T>;
}

/**
 * Writes audit entries and events of what happens before a tenant is known: the tenant is named each time, and the
 * transaction is one under `SystemScope`.
 */
export class Journal {
  readonly #entries: AuditEntryFactory;
  readonly #tables: MessagingTables;

  constructor(entries: AuditEntryFactory, tables: MessagingTables) {
    this.#entries = entries;
    this.#tables = tables;
  }

  /** Writes an entry, and events when there are any, into the tenant's log; the last thing a transaction does. */
  async write<T extends MessageType, U extends MessageType>(
    tx: Tx,
    tenantId: string,
    draft: AuditDraft,
    event?: JournalEvent<T>,
    next?: JournalEvent<U>,
  ): Promise<void> {
    const outbox = new Outbox(tenantId, this.#tables);
    if (event !== undefined) outbox.event(event.type, event.aggregateId, event.payload);
    if (next !== undefined) outbox.event(next.type, next.aggregateId, next.payload);
    outbox.audit(this.#entries.make(draft));
    await outbox.flush(tx);
  }
}
