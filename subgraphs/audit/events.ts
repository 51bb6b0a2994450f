import { CONTRACTS } from "#shared/messaging/contracts.ts";
import type { MessageEffect } from "#shared/messaging/apply-once.ts";
import type { Clock } from "#shared/time/clock.ts";
import { appendEntries } from "./services/entry-writer.ts";

/** Consumes `audit.entries.v1` of every context. Publishes nothing: its own changes are the log. */
export function createMessageEffect(clock: Clock): MessageEffect {
  return async (tx, messages) => {
    const tenantId = messages[0]?.tenantId;
    if (tenantId === undefined) return;
    const entries = messages.flatMap(({ payload, correlationId }) =>
      CONTRACTS["audit.entries.v1"].parse(payload).entries.map((entry) => ({ entry, correlationId })),
    );
    await appendEntries(tx, { tenantId, entries, now: clock() });
  };
}
