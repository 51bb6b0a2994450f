import type { NextStep } from "#shared/auth/sign-in-steps.ts";
import { z } from "zod";
import { NOBODYS_PASSWORD_HASH, verifyPassword } from "#shared/auth/password.ts";
import { PLATFORM_TENANT_ID, type Viewer } from "#shared/auth/viewer.ts";
import type { Tx } from "#shared/db/database.ts";
import type { SystemScope } from "#shared/db/system-scope.ts";
import {
  requireAccount,
  requireTenant,
  type AccountOwner,
  type RequestContext,
} from "#shared/graphql/request-context.ts";
import { entityId } from "#shared/validation/input-schemas.ts";
import { parseInput } from "#shared/validation/parse-input.ts";
import { lockAccount } from "../repositories/account-lock.ts";
import { nextStepOf } from "../domain/second-factor.ts";
import { fingerprint } from "../domain/secret-hash.ts";
import { AccountRepository, type AccountCredentials } from "../repositories/account-repository.ts";
import { SecondFactorRepository } from "../repositories/second-factor-repository.ts";
import type { OpenSessionStore } from "../repositories/session-store.ts";
import {
  passwordGuess,
  recordFirstRefusal,
  type AttemptLimits,
  type AttemptRefusal,
  type AttemptTicket,
} from "./attempt-limits.ts";
import { beginSession } from "./begin-session.ts";
import type { Journal } from "./journal.ts";
import { endEverything } from "./end-everything.ts";
import { endOwnSession, recordSessionEnd } from "./end-own-session.ts";
import { password, typedEmail } from "./input-fields.ts";
import type { SoleAttempt } from "./sole-attempt.ts";

const signInInput = z.object({ email: typedEmail, password });
const revokeInput = z.object({ sessionId: z.string() });
const signOutEverywhereInput = z.object({ keepsCurrent: z.boolean().nullish() });

/** Where attempts with unknown addresses are on record. */
const NOBODY = { id: null, tenantId: PLATFORM_TENANT_ID } as const;

/** Somebody who has shown the password: signed in, or with a step to go. */
export type BegunSignIn =
  | { readonly viewer: Viewer; readonly nextStep: null }
  | { readonly viewer: null; readonly nextStep: NextStep };

/** Outcome of {@link SessionService.signIn}. */
export type SignInOutcome =
  | (BegunSignIn & { readonly problem: null })
  | { readonly viewer: null; readonly problem: "INVALID_CREDENTIALS" }
  | { readonly viewer: null; readonly problem: "TOO_MANY_ATTEMPTS"; readonly retryAfterSeconds: number };

/** Outcome of {@link SessionService.signOutEverywhere}. */
export type SignOutEverywhereOutcome =
  | { readonly endedSessions: number; readonly problem: null }
  | { readonly endedSessions: 0; readonly problem: "NO_SESSION" };

/** What {@link SessionService} needs. */
export interface SessionServiceOptions {
  readonly request: RequestContext;
  /** IP address of the client; null when it is not known. */
  readonly clientAddress: string | null;
  readonly limits: AttemptLimits;
  /** Must be called while the request holds no connection, or see to that itself. */
  readonly scope: Pick<SystemScope, "run">;
  readonly openSessions: OpenSessionStore;
  readonly journal: Journal;
  readonly attempt: SoleAttempt;
  /** Gets the `Set-Cookie` values for the browser. */
  readonly setCookies: string[];
}

/** In whose log an attempt is on record. */
interface Recorded {
  readonly id: string | null;
  readonly tenantId: string;
}

interface FailureDetail {
  readonly reason: string;
  readonly typed?: string;
  readonly retryAfterSeconds?: number;
}

/** Begins and ends the sessions of browsers. */
export class SessionService {
  readonly #options: SessionServiceOptions;

  constructor(options: SessionServiceOptions) {
    this.#options = options;
  }

  /**
   * Begins a session under a new id and ends the one the request came with. That of an account which has a second factor,
   * or must have one, waits for the second step and speaks for nobody until then. An unknown address, a wrong password and a
   * disabled account get the same answer after the same work; each attempt is on record. Too many are refused before any
   * password is looked at, and the first refusal of each delay is on record.
   * @throws AppError `VALIDATION_ERROR`, also when the operation has signed in or up already
   */
  async signIn(input: unknown): Promise<SignInOutcome> {
    this.#options.attempt.take();
    const { email: address, password: given } = parseInput(signInInput, input);
    const { attempt, account } = await this.#take(address);
    if (!attempt.isAdmitted) {
      const { retryAfterSeconds } = attempt;
      return { viewer: null, problem: "TOO_MANY_ATTEMPTS", retryAfterSeconds };
    }
    // Outside of a transaction: it takes long, and would hold a connection.
    const isRight = await verifyPassword(account?.passwordHash ?? NOBODYS_PASSWORD_HASH, given);
    if (account === undefined) return this.#refuse(NOBODY, unknownEmail(address));
    if (!isRight) return this.#refuse(account, { reason: "WRONG_PASSWORD" });
    if (account.disabledAt !== null) return this.#refuse(account, { reason: "ACCOUNT_DISABLED" });
    const begun = await this.#begin(account, attempt);
    return begun === null
      ? this.#refuse(account, { reason: "CHANGED_MEANWHILE" })
      : { ...begun, problem: null };
  }

  /** Ends the session of the request; false when it was made without one. @throws AppError `AUTH_FORBIDDEN` */
  async signOut(): Promise<boolean> {
    const { scope, openSessions, setCookies, request, journal } = this.#options;
    const { viewer, access } = request;
    access.assertCan("session:end", { type: "Session", id: null, tenantId: requireTenant(viewer) });
    if (viewer.sessionHash === null) return false;
    await scope.run(async (tx) => {
      const sessions = openSessions(tx);
      await endOwnSession(tx, { sessions, journal, viewer }, "SIGNED_OUT");
      setCookies.push(sessions.blankCookie);
    });
    return true;
  }

  /**
   * Ends one of the account's own sessions, by the id that the account was shown; answers it, or null when the account
   * has no such session in force.
   * @throws AppError `VALIDATION_ERROR`, `AUTH_FORBIDDEN`
   */
  async revoke(input: unknown): Promise<string | null> {
    const { sessionId } = parseInput(revokeInput, input);
    const owner = this.#authorizeOwner();
    const id = entityId.safeParse(sessionId).data;
    if (id === undefined) return null;
    const { scope, openSessions, journal } = this.#options;
    const isEnded = await scope.run(async (tx) => {
      const wasInForce = await openSessions(tx).endById({ id, accountId: owner.accountId });
      if (wasInForce) await recordSessionEnd(tx, journal, owner, { reason: "REVOKED" });
      return wasInForce;
    });
    return isEnded ? id : null;
  }

  /**
   * Ends all sessions of the account, or all but the one of the request, and the access of all apps; answers how many
   * sessions were in force.
   * @throws AppError `VALIDATION_ERROR`, `AUTH_FORBIDDEN`
   */
  async signOutEverywhere(input: unknown): Promise<SignOutEverywhereOutcome> {
    const { keepsCurrent } = parseInput(signOutEverywhereInput, input);
    const { scope, openSessions, setCookies, request, journal } = this.#options;
    const { viewer, clock } = request;
    const owner = this.#authorizeOwner();
    const exceptIdHash = keepsCurrent === true ? viewer.sessionHash : null;
    if (keepsCurrent === true && exceptIdHash === null) return { endedSessions: 0, problem: "NO_SESSION" };
    const endedSessions = await scope.run(async (tx) => {
      const sessions = openSessions(tx);
      const ended = await endEverything({ tx, sessions, clock }, { ...owner, exceptIdHash });
      await recordSessionEnd(tx, journal, owner, { reason: "SIGNED_OUT_EVERYWHERE", ...ended });
      if (exceptIdHash === null && viewer.sessionHash !== null) setCookies.push(sessions.blankCookie);
      return ended.sessions;
    });
    return { endedSessions, problem: null };
  }

  /** Whose sessions are ended. @throws AppError `AUTH_FORBIDDEN` for who is no account */
  #authorizeOwner(): AccountOwner {
    const { viewer, access } = this.#options.request;
    const owner = requireAccount(viewer);
    access.assertCan("session:revoke", { type: "Session", id: null, ...owner });
    return owner;
  }

  /** Counts an attempt at the password of an address, and finds its account. */
  async #take(address: string): Promise<{
    readonly attempt: AttemptTicket | AttemptRefusal;
    readonly account: AccountCredentials | undefined;
  }> {
    const { scope, limits, clientAddress } = this.#options;
    return scope.run(async (tx) => {
      const attempt = await limits.take(tx, passwordGuess(address, clientAddress));
      const account = await new AccountRepository(tx).findCredentialsInAnyTenant(address);
      const typed = account === undefined ? unknownEmail(address) : {};
      await recordFirstRefusal(attempt, (refusal) =>
        this.#recordFailure(tx, account ?? NOBODY, { ...typed, ...refusal }),
      );
      return { attempt, account };
    });
  }

  /** Null when the password or the account has changed since it was looked at, which takes long. */
  async #begin(seen: AccountCredentials, attempt: AttemptTicket): Promise<BegunSignIn | null> {
    const { scope, openSessions, journal, limits } = this.#options;
    const { id: accountId, tenantId } = seen;
    return scope.run(async (tx) => {
      await lockAccount(tx, accountId);
      const account = await new AccountRepository(tx).findCredentials({ tenantId, accountId });
      const isSame = account?.passwordHash === seen.passwordHash && account.disabledAt === null;
      if (account === undefined || !isSame) return null;
      await limits.wasRight(tx, attempt);
      const sessions = openSessions(tx);
      await endOwnSession(tx, { sessions, journal, viewer: this.#options.request.viewer }, "REPLACED");
      await sessions.forgetEnded();
      const pendingStep = nextStepOf(account, await new SecondFactorRepository(tx).hasFactor(accountId));
      const detail = pendingStep === null ? {} : { nextStep: pendingStep };
      const viewer = await beginSession(tx, this.#options, account, { mfaAt: null, pendingStep, detail });
      return pendingStep === null ? { viewer, nextStep: null } : { viewer: null, nextStep: pendingStep };
    });
  }

  async #refuse(account: Recorded, detail: FailureDetail): Promise<SignInOutcome> {
    await this.#options.scope.run((tx) => this.#recordFailure(tx, account, detail));
    return { viewer: null, problem: "INVALID_CREDENTIALS" };
  }

  async #recordFailure(tx: Tx, { id: entityId, tenantId }: Recorded, detail: FailureDetail): Promise<void> {
    await this.#options.journal.write(tx, tenantId, {
      category: "SIGN_IN",
      action: "session:create",
      outcome: "FAILURE",
      entityType: "Account",
      entityId,
      detail: { ...detail },
    });
  }
}

function unknownEmail(address: string): FailureDetail {
  return { reason: "UNKNOWN_EMAIL", typed: fingerprint(address) };
}
