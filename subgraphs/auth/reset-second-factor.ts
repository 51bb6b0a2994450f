import { inbox, outbox, outboxSequence, parkedMessage } from "#drizzle/auth/schema.ts";
import { AuditEntryFactory } from "#shared/audit/access-audit.ts";
import { assertCan } from "#shared/auth/decide.ts";
import { systemViewer } from "#shared/auth/service-accounts.ts";
import type { Database } from "#shared/db/database.ts";
import { SystemScope } from "#shared/db/system-scope.ts";
import type { Clock } from "#shared/time/clock.ts";
import { AccountRepository } from "./repositories/account-repository.ts";
import { SecondFactorRepository } from "./repositories/second-factor-repository.ts";
import { lockAccount } from "./repositories/account-lock.ts";
import { createLuciaSessions } from "./repositories/lucia-session-store.ts";
import { endEverything, type Ended } from "./services/end-everything.ts";
import { factorNotice, Journal } from "./services/journal.ts";

const NAME = "auth";

/** What {@link resetSecondFactor} did. */
export interface SecondFactorReset {
  readonly accountId: string;
  /** False: the account had none, and only sessions and apps were ended. */
  readonly hadFactor: boolean;
  readonly ended: Ended;
}

/**
 * Takes the second factor (authenticator app, passkeys, recovery codes) from the account of somebody who has lost it, beside whatever processes run, and ends all its
 * sessions and what it has allowed apps: the next sign-in is by the password alone, or sets one up first where the role requires it. It is put on record
 * in the log of the account's tenant. Whoever calls this has made sure of the person by other means.
 * @returns null when no account has this address
 */
export async function resetSecondFactor(options: {
  readonly database: Database;
  readonly clock: Clock;
  readonly email: string;
}): Promise<SecondFactorReset | null> {
  const { database, clock, email } = options;
  // Only begun sessions have a lifetime, and none is begun here.
  const openSessions = createLuciaSessions({ clock, lifetimes: { idleMs: 0, absoluteMs: 0 } });
  return new SystemScope(database, NAME).run(async (tx) => {
    const account = await new AccountRepository(tx).findIdInAnyTenant(email.trim().toLowerCase());
    if (account === undefined) return null;
    const { id: accountId, tenantId } = account;
    const operator = systemViewer("second-factor-reset", tenantId);
    assertCan("second-factor:reset", operator, { type: "Account", id: accountId, tenantId });
    await lockAccount(tx, accountId);
    const hadFactor = await new SecondFactorRepository(tx).removeAll(accountId);
    const sessions = openSessions(tx);
    const ended = await endEverything({ tx, sessions, clock }, { accountId, tenantId, exceptIdHash: null });
    const entries = new AuditEntryFactory(operator, NAME, clock);
    await new Journal(entries, { inbox, outbox, outboxSequence, parkedMessage }).write(
      tx,
      tenantId,
      {
        category: "CHANGE",
        action: "second-factor:reset",
        outcome: "SUCCESS",
        entityType: "Account",
        entityId: accountId,
        fields: ["totp", "passkeys", "recoveryCodes"],
        detail: { hadFactor, ...ended },
      },
      factorNotice(accountId),
    );
    return { accountId, hadFactor, ended };
  });
}
