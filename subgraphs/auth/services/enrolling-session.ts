import type { Viewer } from "#shared/auth/viewer.ts";
import type { Tx } from "#shared/db/database.ts";
import type { Clock } from "#shared/time/clock.ts";
import { newRecoveryCodes } from "../domain/recovery-code.ts";
import { isRecentlyShown } from "../domain/second-factor.ts";
import { SecondFactorRepository } from "../repositories/second-factor-repository.ts";
import { SessionRepository, type SessionWithAccount } from "../repositories/session-repository.ts";
import type { OpenSessionStore } from "../repositories/session-store.ts";
import { endEverything } from "./end-everything.ts";
import type { FactorDetail } from "./factor-look.ts";
import { agentOf, factorNotice, type Journal } from "./journal.ts";
import type { SessionRenewal } from "./session-renewal.ts";

/** The session in force that the request came with, or the sign-in that waits for a second factor to be set up; held. */
export async function findEnrollingSession(
  tx: Tx,
  { sessionHash: idHash, kind, impersonator }: Viewer,
  now: Date,
): Promise<SessionWithAccount | undefined> {
  // Who acts in another's place sets nothing up there: the policy says so, too.
  if (idHash === null || impersonator !== null) return undefined;
  const sessions = new SessionRepository(tx);
  if (kind !== "ANONYMOUS") return sessions.lockInForce({ idHash, now });
  const pending = await sessions.lockPending({ idHash, now });
  return pending?.session.pendingStep === "ENROL_SECOND_FACTOR" ? pending : undefined;
}

/** With a factor only who has just shown it may set one up; without one who has just shown the password. */
export function mayEnrol({ session }: SessionWithAccount, hasFactor: boolean, now: Date): boolean {
  return isRecentlyShown(hasFactor ? session.mfaAt : session.createdAt, now);
}

/** What {@link finishEnrolment} needs. */
export interface EnrolmentParts {
  readonly renewal: SessionRenewal;
  readonly journal: Journal;
  readonly openSessions: OpenSessionStore;
  readonly clock: Clock;
}

/**
 * Goes on when a factor was set up: signs in when a sign-in waited for it, else gives the session a new id. Ends everything else,
 * when that is asked for: whoever was let in without the factor is let in no more. Puts it on record, and tells the account's owner.
 */
export async function finishEnrolment(
  tx: Tx,
  { renewal, journal, openSessions, clock }: EnrolmentParts,
  { session, account }: SessionWithAccount,
  done: {
    readonly shown: FactorDetail;
    readonly endsOthers: boolean;
    readonly fields: readonly string[];
  },
): Promise<Viewer> {
  const { id: accountId, tenantId } = account;
  const { secondFactor: _kind, ...which } = done.shown;
  const viewer =
    session.pendingStep === null
      ? await renewal.renew(tx, { session, account })
      : await renewal.signIn(tx, { session, account }, done.shown);
  const ending = { accountId, tenantId, exceptIdHash: viewer.sessionHash };
  const ended = done.endsOthers ? await endEverything({ tx, sessions: openSessions(tx), clock }, ending) : {};
  await journal.write(
    tx,
    tenantId,
    {
      category: "CHANGE",
      action: "second-factor:enrol",
      outcome: "SUCCESS",
      agent: agentOf(viewer),
      entityType: "Account",
      entityId: accountId,
      fields: [...done.fields],
      detail: { ...which, ...ended },
    },
    factorNotice(accountId),
  );
  return viewer;
}

/** Voids the recovery codes there are, and answers new ones, which are told this once. */
export async function giveRecoveryCodes(
  tx: Tx,
  { account: { id: accountId, tenantId } }: SessionWithAccount,
  now: Date,
): Promise<readonly string[]> {
  const { codes, hashes } = newRecoveryCodes();
  await new SecondFactorRepository(tx).replaceCodes({ accountId, tenantId }, hashes, now);
  return codes;
}
