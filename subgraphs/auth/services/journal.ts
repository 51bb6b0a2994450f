import type { AuditEntryFactory } from "#shared/audit/access-audit.ts";
import type { Viewer } from "#shared/auth/viewer.ts";
import type { Tx } from "#shared/db/database.ts";
import type { AuditEntry, MailTemplate, MessagePayload, MessageType } from "#shared/messaging/contracts.ts";
import { Outbox } from "#shared/messaging/outbox.ts";
import type { MessagingTables } from "#shared/messaging/tables.ts";

/** An audit entry without what the factory fills in. */
export type AuditDraft = Parameters<AuditEntryFactory["make"]>[0];

/** An event with the aggregate that it is about; null for one that is an aggregate of its own. */
export type JournalEvent<T extends MessageType = MessageType> = T extends MessageType
  ? { readonly type: T; readonly aggregateId: string | null; readonly payload: MessagePayload<T> }
  : never;

/**
 * Asks for a mail to an account. Each is an aggregate of its own: none has to wait for another, and there may be no such
 * account.
 */
export function mailRequest(accountId: string, template: MailTemplate): JournalEvent<"mail.requested.v1"> {
  return { type: "mail.requested.v1", aggregateId: null, payload: { accountId, template } };
}

/** Tells the owner of an account that a factor was set up, replaced or removed. */
export function factorNotice(accountId: string): JournalEvent<"mail.requested.v1"> {
  return mailRequest(accountId, "SECOND_FACTOR_CHANGED");
}

/** An account as the agent of what it has just done, in the audit log, where the request spoke for nobody before. */
export function agentOf({ accountId, roles }: Viewer): AuditEntry["agent"] {
  return { kind: "ACCOUNT", accountId, clientId: null, roles: [...roles] };
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

  /**
   * Writes an entry, and events when there are some, into the tenant's log. Others who write of the same aggregate wait from then
   * on, so what takes long comes before.
   */
  async write(
    tx: Tx,
    tenantId: string,
    draft: AuditDraft,
    ...events: readonly JournalEvent[]
  ): Promise<void> {
    const outbox = new Outbox(tenantId, this.#tables);
    for (const { type, aggregateId, payload } of events) outbox.event(type, aggregateId, payload);
    outbox.audit(this.#entries.make(draft));
    await outbox.flush(tx);
  }
}
