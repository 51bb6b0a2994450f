import { z } from "zod";
import { PLATFORM_TENANT_ID, type Viewer } from "#shared/auth/viewer.ts";
import type { Tx } from "#shared/db/database.ts";
import type { SystemScope } from "#shared/db/system-scope.ts";
import type { Clock } from "#shared/time/clock.ts";
import { parseInput } from "#shared/validation/parse-input.ts";
import { PasskeyRepository } from "../repositories/passkey-repository.ts";
import { lockAccount } from "../repositories/account-lock.ts";
import { PASSKEY_PURPOSES, type PasskeyPurpose } from "../domain/passkey.ts";
import { AccountRepository, type AccountRow } from "../repositories/account-repository.ts";
import type { StoredPasskey } from "../repositories/passkey-repository.ts";
import { SessionRepository, type SessionWithAccount } from "../repositories/session-repository.ts";
import type { OpenSessionStore } from "../repositories/session-store.ts";
import {
  fromNetwork,
  recordFirstRefusal,
  type AttemptLimits,
  type AttemptRefusal,
  type AttemptTicket,
} from "./attempt-limits.ts";
import { beginSession } from "./begin-session.ts";
import { endOwnSession } from "./end-own-session.ts";
import type { Journal } from "./journal.ts";
import type { CeremonyOptions, PasskeyAssertions } from "./passkey-assertions.ts";
import { authenticationResponse, type AuthenticationResponse } from "./passkey-responses.ts";
import type { SoleAttempt } from "./sole-attempt.ts";

const beginInput = z.object({ purpose: z.enum(PASSKEY_PURPOSES) });
const signInInput = z.object({ response: authenticationResponse });

/** Outcome of {@link PasskeySignInService.begin}. */
export type BeginAuthenticationOutcome =
  | { readonly ceremony: CeremonyOptions; readonly problem: null }
  | { readonly ceremony: null; readonly problem: "NO_PENDING_SIGN_IN" | "NO_SESSION" | "NO_PASSKEY" };

/** Outcome of {@link PasskeySignInService.signIn}. */
export type PasskeySignInOutcome =
  | { readonly viewer: Viewer; readonly problem: null }
  | { readonly viewer: null; readonly problem: "INVALID_PASSKEY"; readonly retryAfterSeconds: null }
  | { readonly viewer: null; readonly problem: "TOO_MANY_ATTEMPTS"; readonly retryAfterSeconds: number };

/** What {@link PasskeySignInService} needs. */
export interface PasskeySignInOptions {
  readonly viewer: Viewer;
  /** IP address of the client; null when it is not known. */
  readonly clientAddress: string | null;
  readonly limits: AttemptLimits;
  /** Must be called while the request holds no connection, or see to that itself. */
  readonly scope: Pick<SystemScope, "run">;
  readonly openSessions: OpenSessionStore;
  readonly passkeys: PasskeyAssertions;
  readonly journal: Journal;
  readonly attempt: SoleAttempt;
  readonly clock: Clock;
  /** Gets the `Set-Cookie` values for the browser. */
  readonly setCookies: string[];
}

/** Lets passkeys sign, for whatever purpose, and signs in by a passkey alone. */
export class PasskeySignInService {
  readonly #options: PasskeySignInOptions;

  constructor(options: PasskeySignInOptions) {
    this.#options = options;
  }

  /**
   * Makes a challenge. For a sign-in without a password it names no passkey and is the same for everybody; else it is bound to
   * the session, or the sign-in that waits, and names the passkeys of its account.
   * @throws AppError `VALIDATION_ERROR`
   */
  async begin(input: unknown): Promise<BeginAuthenticationOutcome> {
    const { purpose } = parseInput(beginInput, input);
    const { scope, passkeys } = this.#options;
    return scope.run(async (tx): Promise<BeginAuthenticationOutcome> => {
      if (purpose === "SIGN_IN") return { ceremony: await passkeys.challengeAnybody(tx), problem: null };
      const current = await this.#findSession(tx, purpose);
      if (current === undefined)
        return { ceremony: null, problem: purpose === "STEP_UP" ? "NO_SESSION" : "NO_PENDING_SIGN_IN" };
      const { id: accountId, tenantId } = current.account;
      const binding = { purpose, sessionHash: current.session.idHash };
      const ceremony = await passkeys.challengeOwner(tx, { accountId, tenantId }, binding);
      return ceremony === null ? { ceremony, problem: "NO_PASSKEY" } : { ceremony, problem: null };
    });
  }

  /**
   * Begins a session under a new id, in which the second factor was shown, and ends the one the request came with. Whatever is
   * wrong gets the same answer; each attempt is on record. Too many of a network are refused before anything is looked at.
   * @throws AppError `VALIDATION_ERROR`, also when the operation has signed in or up already
   */
  async signIn(input: unknown): Promise<PasskeySignInOutcome> {
    const { attempt, scope } = this.#options;
    attempt.take();
    const { response } = parseInput(signInInput, input);
    // Committed by itself, so that attempts at the same time cannot outrun the count.
    const ticket = await scope.run((tx) => this.#admit(tx));
    if (!ticket.isAdmitted)
      return { viewer: null, problem: "TOO_MANY_ATTEMPTS", retryAfterSeconds: ticket.retryAfterSeconds };
    return scope.run((tx) => this.#signIn(tx, response, ticket));
  }

  async #findSession(
    tx: Tx,
    purpose: Exclude<PasskeyPurpose, "SIGN_IN">,
  ): Promise<SessionWithAccount | undefined> {
    const { viewer, clock } = this.#options;
    const { sessionHash: idHash, kind, impersonator } = viewer;
    // Who acts in another's place uses no passkey there: the policy says so, too.
    if (idHash === null || impersonator !== null) return undefined;
    const sessions = new SessionRepository(tx);
    if (purpose === "STEP_UP")
      return kind === "ANONYMOUS" ? undefined : sessions.lockInForce({ idHash, now: clock() });
    if (kind !== "ANONYMOUS") return undefined;
    const pending = await sessions.lockPending({ idHash, now: clock() });
    return pending?.session.pendingStep === "SECOND_FACTOR" ? pending : undefined;
  }

  async #admit(tx: Tx): Promise<AttemptTicket | AttemptRefusal> {
    const { limits, clientAddress } = this.#options;
    const ticket = await limits.take(tx, fromNetwork("NETWORK", clientAddress));
    await recordFirstRefusal(ticket, (refusal) => this.#recordRefusal(tx, null, refusal));
    return ticket;
  }

  async #signIn(
    tx: Tx,
    response: AuthenticationResponse,
    ticket: AttemptTicket,
  ): Promise<PasskeySignInOutcome> {
    const { passkeys, limits } = this.#options;
    const ownerId = await new PasskeyRepository(tx).findAccountId(response.id);
    if (ownerId !== undefined) await lockAccount(tx, ownerId);
    const anybodys = { purpose: "SIGN_IN", sessionHash: null, owner: null } as const;
    const { problem, passkey } = await passkeys.take(tx, anybodys, response);
    const account = passkey && (await new AccountRepository(tx).findInAnyTenant(passkey.accountId));
    const reason = problem ?? (account?.disabledAt === null ? null : "ACCOUNT_DISABLED");
    if (passkey === null || !account || reason !== null) {
      await this.#recordRefusal(tx, passkey, { reason });
      return { viewer: null, problem: "INVALID_PASSKEY", retryAfterSeconds: null };
    }
    await limits.wasRight(tx, ticket);
    return { viewer: await this.#begin(tx, account, passkey.id), problem: null };
  }

  async #begin(tx: Tx, account: AccountRow, passkeyId: string): Promise<Viewer> {
    const { openSessions, journal, clock, viewer } = this.#options;
    const sessions = openSessions(tx);
    await endOwnSession(tx, { sessions, journal, viewer }, "REPLACED");
    await sessions.forgetEnded();
    const detail = { secondFactor: "PASSKEY", passkeyId, isPasswordless: true };
    return beginSession(tx, this.#options, account, { mfaAt: clock(), pendingStep: null, detail });
  }

  async #recordRefusal(
    tx: Tx,
    passkey: StoredPasskey | null,
    detail: { readonly reason: string | null; readonly retryAfterSeconds?: number },
  ): Promise<void> {
    await this.#options.journal.write(tx, passkey?.tenantId ?? PLATFORM_TENANT_ID, {
      category: "SIGN_IN",
      action: "session:create",
      outcome: "FAILURE",
      entityType: "Account",
      entityId: passkey?.accountId ?? null,
      detail: { ...detail, ...(passkey && { passkeyId: passkey.id }) },
    });
  }
}
