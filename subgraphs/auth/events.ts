import type { Sealer } from "#shared/crypto/seal.ts";
import { eachInScope, type MessageEffect } from "#shared/messaging/apply-once.ts";
import { CONTRACTS } from "#shared/messaging/contracts.ts";
import type { Clock } from "#shared/time/clock.ts";
import { rolesOf, tierOf, type AccountFacts } from "./domain/account-viewer.ts";
import type { AccountRow } from "./repositories/account-repository.ts";
import { makeMail } from "./services/mail-writer.ts";
import type { GrantRow } from "./repositories/break-glass-repository.ts";
import type { JournalEvent } from "./services/journal.ts";

/** Consumes its own `mail.requested.v1`: makes the mail. What is published is written where it happens (`services/journal.ts`). */
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

/** Tells what an account may do from now on. */
export function accessChangedEvent(
  account: Omit<AccountFacts, "tenantId"> & Pick<AccountRow, "disabledAt">,
): JournalEvent<"account.access-changed.v1"> {
  const { id: accountId, regions, patientId, practitionerId, disabledAt } = account;
  return {
    type: "account.access-changed.v1",
    aggregateId: accountId,
    payload: {
      ...{ accountId, roles: rolesOf(account), regions: [...regions], tier: tierOf(account) },
      ...{ patientId, practitionerId, isDisabled: disabledAt !== null },
    },
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
