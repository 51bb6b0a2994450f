import { z } from "zod";
import type { Viewer } from "#shared/auth/viewer.ts";
import type { Tx } from "#shared/db/database.ts";
import type { SystemScope } from "#shared/db/system-scope.ts";
import type { Clock } from "#shared/time/clock.ts";
import { parseInput } from "#shared/validation/parse-input.ts";
import type { OpenSessionStore } from "../repositories/session-store.ts";
import { challengeIn, PASSKEYS_PER_ACCOUNT } from "../domain/passkey.ts";
import { PasskeyChallengeRepository } from "../repositories/passkey-challenge-repository.ts";
import { PasskeyRepository } from "../repositories/passkey-repository.ts";
import { SecondFactorRepository } from "../repositories/second-factor-repository.ts";
import type { SessionWithAccount } from "../repositories/session-repository.ts";
import { TenantRepository } from "../repositories/tenant-repository.ts";
import { findEnrollingSession, finishEnrolment, giveRecoveryCodes, mayEnrol } from "./enrolling-session.ts";
import type { Journal } from "./journal.ts";
import type { CeremonyOptions } from "./passkey-assertions.ts";
import type { LoadCeremonies } from "./load-ceremonies.ts";
import { registrationResponse, type RegistrationResponse } from "./passkey-responses.ts";
import type { SessionRenewal } from "./session-renewal.ts";
import { passkeyName } from "./input-fields.ts";

const finishInput = z.object({ response: registrationResponse, name: passkeyName });

/** Outcome of {@link PasskeyRegistrationService.begin}. */
export type BeginRegistrationOutcome =
  | { readonly ceremony: CeremonyOptions; readonly problem: null }
  | {
      readonly ceremony: null;
      readonly problem: "NO_SESSION_OR_SIGN_IN" | "STEP_UP_REQUIRED" | "TOO_MANY_PASSKEYS";
    };

/** Why {@link PasskeyRegistrationService.finish} registered nothing. */
export type FinishRegistrationProblem = "INVALID_PASSKEY" | "STEP_UP_REQUIRED" | "TOO_MANY_PASSKEYS";

/** Outcome of {@link PasskeyRegistrationService.finish}. */
export type FinishRegistrationOutcome =
  | {
      readonly passkeyId: string;
      /** Null when the account has a second factor already. */
      readonly recoveryCodes: readonly string[] | null;
      readonly viewer: Viewer;
      readonly problem: null;
    }
  | {
      readonly passkeyId: null;
      readonly recoveryCodes: null;
      readonly viewer: null;
      readonly problem: FinishRegistrationProblem;
    };

/** What {@link PasskeyRegistrationService} needs. */
export interface PasskeyRegistrationOptions {
  readonly viewer: Viewer;
  /** Must be called while the request holds no connection, or see to that itself. */
  readonly scope: Pick<SystemScope, "run">;
  readonly loadCeremonies: LoadCeremonies;
  readonly renewal: SessionRenewal;
  readonly journal: Journal;
  readonly openSessions: OpenSessionStore;
  readonly clock: Clock;
}

/**
 * Registers passkeys: for somebody signed in, and for somebody whose role requires a second factor and who has just shown
 * the password. Each stands beside whatever else the account has.
 */
export class PasskeyRegistrationService {
  readonly #options: PasskeyRegistrationOptions;

  constructor(options: PasskeyRegistrationOptions) {
    this.#options = options;
  }

  /** Makes a challenge for the session. It replaces one that waits. */
  async begin(): Promise<BeginRegistrationOutcome> {
    const { scope, viewer, loadCeremonies, clock } = this.#options;
    return scope.run(async (tx): Promise<BeginRegistrationOutcome> => {
      const now = clock();
      const current = await findEnrollingSession(tx, viewer, now);
      if (current === undefined) return { ceremony: null, problem: "NO_SESSION_OR_SIGN_IN" };
      const { id: accountId, tenantId, email } = current.account;
      const factors = new SecondFactorRepository(tx);
      if (!mayEnrol(current, await factors.hasFactor(accountId), now))
        return { ceremony: null, problem: "STEP_UP_REQUIRED" };
      const known = await new PasskeyRepository(tx).listHints(accountId);
      if (known.length >= PASSKEYS_PER_ACCOUNT) return { ceremony: null, problem: "TOO_MANY_PASSKEYS" };
      const { challenge, expiresAt } = await new PasskeyChallengeRepository(tx).issue(
        { purpose: "REGISTER", sessionHash: current.session.idHash, tenantId },
        now,
      );
      const [tenant] = await new TenantRepository(tx).findByIds({ tenantId, ids: [tenantId] });
      const relyingPartyName = tenant?.name ?? "Clinic";
      const request = { challenge, accountId, email, relyingPartyName, known };
      const ceremonies = await loadCeremonies();
      return {
        ceremony: { options: await ceremonies.registrationOptions(request), expiresAt },
        problem: null,
      };
    });
  }

  /**
   * Registers the passkey that signed the challenge of this session. The account's first second factor brings recovery codes,
   * told this once. Signs in when a sign-in waited for this; a session in force goes on under a new id.
   * @throws AppError `VALIDATION_ERROR`
   */
  async finish(input: unknown): Promise<FinishRegistrationOutcome> {
    const { scope, viewer, clock } = this.#options;
    const { response, name } = parseInput(finishInput, input);
    return scope.run(async (tx): Promise<FinishRegistrationOutcome> => {
      const now = clock();
      const current = await findEnrollingSession(tx, viewer, now);
      if (current === undefined) return refused("INVALID_PASSKEY");
      const factors = new SecondFactorRepository(tx);
      const hadFactor = await factors.hasFactor(current.account.id);
      // Set up by somebody else since this was begun: whoever knows only the password must not add one.
      if (hadFactor && current.session.mfaAt === null) return refused("STEP_UP_REQUIRED");
      const made = await this.#register(tx, current, { response, name }, now);
      if (made.problem !== null) return this.#refuse(tx, current, made);
      const { passkeyId } = made;
      const recoveryCodes = hadFactor ? null : await giveRecoveryCodes(tx, current, now);
      const next = await finishEnrolment(tx, this.#options, current, {
        shown: { secondFactor: "PASSKEY", passkeyId },
        endsOthers: !hadFactor,
        fields: hadFactor ? ["passkeys"] : ["passkeys", "recoveryCodes"],
      });
      return { passkeyId, recoveryCodes, viewer: next, problem: null };
    });
  }

  async #register(
    tx: Tx,
    { session, account }: SessionWithAccount,
    made: { readonly response: RegistrationResponse; readonly name: string },
    now: Date,
  ): Promise<Registered> {
    const { response, name } = made;
    const challenge = challengeIn(response.response.clientDataJSON);
    const binding = { purpose: "REGISTER", sessionHash: session.idHash } as const;
    const isOurs =
      challenge !== null && (await new PasskeyChallengeRepository(tx).use({ ...binding, challenge }, now));
    if (!isOurs) return { problem: "INVALID_PASSKEY", reason: "PASSKEY_CHALLENGE_UNKNOWN" };
    const passkeys = new PasskeyRepository(tx);
    if ((await passkeys.count(account.id)) >= PASSKEYS_PER_ACCOUNT)
      return { problem: "TOO_MANY_PASSKEYS", reason: "TOO_MANY_PASSKEYS" };
    const ceremonies = await this.#options.loadCeremonies();
    const credential = await ceremonies.verifyRegistration(response, challenge);
    if (typeof credential === "string") return { problem: "INVALID_PASSKEY", reason: credential };
    const owner = { accountId: account.id, tenantId: account.tenantId };
    const passkeyId = await passkeys.register(owner, { ...credential, name }, now);
    if (passkeyId === null) return { problem: "INVALID_PASSKEY", reason: "PASSKEY_REGISTERED_BEFORE" };
    return { problem: null, passkeyId };
  }

  async #refuse(
    tx: Tx,
    { account }: SessionWithAccount,
    { problem, reason }: Exclude<Registered, { problem: null }>,
  ): Promise<FinishRegistrationOutcome> {
    await this.#options.journal.write(tx, account.tenantId, {
      category: "CHANGE",
      action: "second-factor:enrol",
      outcome: "FAILURE",
      entityType: "Account",
      entityId: account.id,
      fields: ["passkeys"],
      detail: { reason },
    });
    return refused(problem);
  }
}

type Registered =
  | { readonly problem: null; readonly passkeyId: string }
  | { readonly problem: FinishRegistrationProblem; readonly reason: string };

function refused(problem: FinishRegistrationProblem): FinishRegistrationOutcome {
  return { passkeyId: null, recoveryCodes: null, viewer: null, problem };
}
