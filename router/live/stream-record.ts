import { inbox, outbox, outboxSequence, parkedMessage } from "#drizzle/platform/schema.ts";
import { AuditEntryFactory } from "#shared/audit/access-audit.ts";
import type { Viewer } from "#shared/auth/viewer.ts";
import type { Database } from "#shared/db/database.ts";
import { viewerSettings } from "#shared/db/viewer-settings.ts";
import type { Deadline } from "#shared/http/deadline.ts";
import { Outbox } from "#shared/messaging/outbox.ts";
import type { Clock } from "#shared/time/clock.ts";
import { attributesOf, listActionOf, type StreamSubject } from "./stream-subject.ts";

/** That somebody follows appointments, or was refused that. */
export interface StreamAccess {
  readonly viewer: Viewer;
  readonly subject: StreamSubject;
  readonly isAllowed: boolean;
  readonly deadline: Deadline;
}

/** What the audit log is told of streams. */
export interface StreamRecord {
  /** @throws AppError `DEPENDENCY_UNAVAILABLE` or `DEADLINE_EXCEEDED` when it could not be put on record */
  put(access: StreamAccess): Promise<void>;
}

/** Puts it into the platform's outbox, as a read or a denial of `Patient.appointments` or `Practitioner.appointments`. */
export function createStreamRecord(database: Database, clock: Clock): StreamRecord {
  return {
    async put({ viewer, subject, isAllowed, deadline }) {
      const { type, id, patientId = null } = attributesOf(subject);
      const messages = new Outbox(subject.tenantId, { inbox, outbox, outboxSequence, parkedMessage });
      const entry = new AuditEntryFactory(viewer, "platform", clock).make({
        category: isAllowed ? "READ" : "DENIAL",
        outcome: isAllowed ? "SUCCESS" : "DENIED",
        action: listActionOf(subject),
        patientId,
        entityType: type,
        entityId: id,
        fields: ["appointments"],
        detail: { isLive: true },
      });
      messages.audit(entry);
      await database.transaction(
        (tx) => messages.flush(tx),
        () => viewerSettings(viewer, Math.max(1, deadline.remainingMs())),
        deadline,
      );
    },
  };
}
