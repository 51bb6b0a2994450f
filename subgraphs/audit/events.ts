import { CONTRACTS, type AuditEntry } from "#shared/messaging/contracts.ts";
import type { Message } from "#shared/messaging/message.ts";
import type { MessageEffect } from "#shared/messaging/apply-once.ts";
import type { Clock } from "#shared/time/clock.ts";
import { appendEntries } from "./services/entry-writer.ts";

/** Consumes `audit.entries.v1` of every context, and `audit.entry.v1` of older versions. Publishes nothing: its own changes are the log. */
export function createMessageEffect(clock: Clock): MessageEffect {
  return async (tx, messages) => {
    const tenantId = messages[0]?.tenantId;
    if (tenantId === undefined) return;
    const entries = messages.flatMap((message) =>
      entriesOf(message).map((entry) => ({ entry, correlationId: message.correlationId })),
    );
    await appendEntries(tx, { tenantId, entries, now: clock() });
  };
}

function entriesOf({ type, payload }: Message): readonly AuditEntry[] {
  return type === "audit.entry.v1"
    ? [CONTRACTS[type].parse(payload)]
    : CONTRACTS["audit.entries.v1"].parse(payload).entries;
}
