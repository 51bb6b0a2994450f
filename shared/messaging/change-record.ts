import type { AuditEntryFactory } from "../audit/access-audit.ts";
import type { AuditEntry, MessagePayload, MessageType } from "./contracts.ts";
import type { Outbox } from "./outbox.ts";

/** What a mutating service writes beside its rows, in the same transaction. */
export interface ChangeRecord {
  /** Tells other contexts what happened to an aggregate. */
  event<T extends MessageType>(type: T, aggregateId: string, payload: MessagePayload<T>): void;
  /** Writes the audit entry of the change. */
  audit(
    entry: Pick<AuditEntry, "category" | "action" | "outcome"> &
      Partial<Omit<AuditEntry, "entryId" | "source">>,
  ): void;
}

/** A record that collects into an outbox, with audit entries made by `entries`. */
export function recordInto(outbox: Outbox, entries: AuditEntryFactory): ChangeRecord {
  return {
    event: (type, aggregateId, payload) => {
      outbox.event(type, aggregateId, payload);
    },
    audit: (entry) => {
      outbox.audit(entries.make(entry));
    },
  };
}
