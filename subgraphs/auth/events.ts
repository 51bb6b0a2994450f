import type { Sealer } from "#shared/crypto/seal.ts";
import { eachInScope, type MessageEffect } from "#shared/messaging/apply-once.ts";
import { CONTRACTS } from "#shared/messaging/contracts.ts";
import type { Clock } from "#shared/time/clock.ts";
import { makeMail } from "./services/mail-writer.ts";
import type { GrantRow } from "./repositories/break-glass-repository.ts";
import type { JournalEvent } from "./services/journal.ts";

/**
 * Consumes its own `mail.requested.v1`: makes the mail. Publishes `account.registered.v1` and `mail.requested.v1` where an
 * account is looked for (`services/journal.ts`), `break-glass.opened.v1` where the glass is broken, and nothing from here.
 */
export function createMessageEffect(options: {
  readonly clock: Clock;
  readonly sealer: Sealer;
}): MessageEffect {
  return async (tx, messages) => {
    await eachInScope(messages, async ({ id, tenantId, payload }) => {
      const { accountId, template } = CONTRACTS["mail.requested.v1"].parse(payload);
      await makeMail(
        tx,
        { id, tenantId, accountId, template },
        { now: options.clock(), sealer: options.sealer },
      );
    });
  };
}

/** Tells that somebody broke the glass: for whom and what for, and not in which words. */
export function openedEvent(grant: GrantRow): JournalEvent<"break-glass.opened.v1"> {
  const { id: grantId, accountId, practitionerId, patientId, purpose, createdAt, expiresAt } = grant;
  return {
    type: "break-glass.opened.v1",
    aggregateId: grantId,
    payload: {
      ...{ grantId, accountId, practitionerId, patientId, purpose },
      openedAt: createdAt.toISOString(),
      expiresAt: expiresAt.toISOString(),
    },
  };
}
