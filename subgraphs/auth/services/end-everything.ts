import type { Tx } from "#shared/db/database.ts";
import type { Clock } from "#shared/time/clock.ts";
import { lockAccount } from "../repositories/account-lock.ts";
import { MailedTokenRepository } from "../repositories/mailed-token-repository.ts";
import type { SessionStore } from "../repositories/session-store.ts";
import { endApps } from "./end-apps.ts";

/** What {@link endEverything} is told. */
export interface Ending {
  readonly accountId: string;
  readonly tenantId: string;
  /** Hash of the session id that is left alone; null when none is. */
  readonly exceptIdHash: string | null;
}

/** How much was in force of what {@link endEverything} has ended. */
export interface Ended {
  readonly sessions: number;
  /** Apps that were allowed to act for the account. */
  readonly apps: number;
}

/**
 * Ends everything by which an account is known to be signed in, or could be by what was mailed, in the caller's transaction: to
 * be called whenever what it may do, or how it signs in, has changed. Whatever else lets somebody speak for an account is to
 * end here, too. Whoever holds rows of the account has taken its lock before them (`lockAccount`).
 */
export async function endEverything(
  {
    tx,
    sessions,
    clock,
  }: {
    readonly tx: Tx;
    readonly sessions: Pick<SessionStore, "endAll">;
    readonly clock: Clock;
  },
  { exceptIdHash, ...owner }: Ending,
): Promise<Ended> {
  await lockAccount(tx, owner.accountId);
  const endedSessions = await sessions.endAll({ accountId: owner.accountId, exceptIdHash });
  await new MailedTokenRepository(tx).endAll({ ...owner, purpose: "PASSWORD_RESET", now: clock() });
  // Afterwards, so that none of them can allow anything more.
  return { sessions: endedSessions, apps: await endApps(tx, owner, clock) };
}
