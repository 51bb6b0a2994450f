import type { AuditEntryFactory } from "#shared/audit/access-audit.ts";
import type { Tx } from "#shared/db/database.ts";
import { newId } from "#shared/db/ids.ts";
import type { MailTemplate, MessagePayload, MessageType } from "#shared/messaging/contracts.ts";
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
 * Asks for a mail to an account. Each is an aggregate of its own: none has to wait for another, and there may be no such
 * account.
 */
export function mailRequest(accountId: string, template: MailTemplate): JournalEvent<"mail.requested.v1"> {
  return { type: "mail.requested.v1", aggregateId: newId(), payload: { accountId, template } };
}

/** Tells the owner of an account that a factor was set up, replaced or removed. */
export function factorNotice(accountId: string): JournalEvent<"mail.requested.v1"> {
  return mailRequest(accountId, "SECOND_FACTOR_CHANGED");
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

  /** Writes an entry, and events when there are some, into the tenant's log; the last thing a transaction does. */
  async write<T extends MessageType>(
    tx: Tx,
    tenantId: string,
    draft: AuditDraft,
    ...events: readonly JournalEvent<T>[]
  ): Promise<void> {
    const outbox = new Outbox(tenantId, this.#tables);
    for (const { type, aggregateId, payload } of events) outbox.event(type, aggregateId, payload);
    outbox.audit(this.#entries.make(draft));
    await outbox.flush(tx);
  }
}
