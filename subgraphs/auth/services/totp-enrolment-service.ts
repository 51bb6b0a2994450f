import { z } from "zod";
import type { Viewer } from "#shared/auth/viewer.ts";
import type { Sealer } from "#shared/crypto/seal.ts";
import type { Tx } from "#shared/db/database.ts";
import type { SystemScope } from "#shared/db/system-scope.ts";
import type { Clock } from "#shared/time/clock.ts";
import { parseInput } from "#shared/validation/parse-input.ts";
import { newTotpSecret, stepOfCode, totpUri } from "../domain/totp.ts";
import { totpSealPurpose, SecondFactorRepository } from "../repositories/second-factor-repository.ts";
import type { SessionWithAccount } from "../repositories/session-repository.ts";
import type { OpenSessionStore } from "../repositories/session-store.ts";
import { TenantRepository } from "../repositories/tenant-repository.ts";
import { findEnrollingSession, finishEnrolment, giveRecoveryCodes, mayEnrol } from "./enrolling-session.ts";
import type { Journal } from "./journal.ts";
import type { SessionRenewal } from "./session-renewal.ts";
import { typedCode } from "./input-fields.ts";
import { countWrongCode } from "./wrong-code.ts";

/** A secret that nobody confirmed is good for no longer. */
const ENROLMENT_LIFETIME_MS = 15 * 60_000;

const confirmInput = z.object({ code: typedCode });

/** A secret for an authenticator app, told once. */
export interface TotpEnrolment {
  /** Base32. */
  readonly secret: string;
  /** `otpauth://totp/…`, for a QR code. */
  readonly uri: string;
  readonly expiresAt: Date;
}

/** Outcome of {@link TotpEnrolmentService.begin}. */
export type BeginEnrolmentOutcome =
  | { readonly enrolment: TotpEnrolment; readonly problem: null }
  | { readonly enrolment: null; readonly problem: "NO_SESSION_OR_SIGN_IN" | "STEP_UP_REQUIRED" };

/** Outcome of {@link TotpEnrolmentService.confirm}. */
export type ConfirmEnrolmentOutcome =
  | { readonly recoveryCodes: readonly string[]; readonly viewer: Viewer; readonly problem: null }
  | {
      readonly recoveryCodes: null;
      readonly viewer: null;
      readonly problem: "NO_ENROLMENT" | "INVALID_CODE";
    };

/** What {@link TotpEnrolmentService} needs. */
export interface TotpEnrolmentOptions {
  readonly viewer: Viewer;
  /** Must be called while the request holds no connection, or see to that itself. */
  readonly scope: Pick<SystemScope, "run">;
  readonly openSessions: OpenSessionStore;
  readonly sealer: Sealer;
  readonly renewal: SessionRenewal;
  readonly journal: Journal;
  readonly clock: Clock;
  /** Gets the `Set-Cookie` values for the browser. */
  readonly setCookies: string[];
}

/**
 * Sets up an authenticator app: for somebody signed in, and for somebody whose role requires a second factor and who has
 * just shown the password. The app before stays in force until the new one has shown that it has its secret.
 */
export class TotpEnrolmentService {
  readonly #options: TotpEnrolmentOptions;

  constructor(options: TotpEnrolmentOptions) {
    this.#options = options;
  }

  /** Makes a secret and tells it, this once. It replaces one that waits to be confirmed. */
  async begin(): Promise<BeginEnrolmentOutcome> {
    const { scope, viewer, sealer, clock } = this.#options;
    return scope.run(async (tx): Promise<BeginEnrolmentOutcome> => {
      const current = await findEnrollingSession(tx, viewer, clock());
      if (current === undefined) return { enrolment: null, problem: "NO_SESSION_OR_SIGN_IN" };
      const { account } = current;
      const owner = { accountId: account.id, tenantId: account.tenantId, sessionId: current.session.id };
      const factors = new SecondFactorRepository(tx);
      const now = clock();
      if (!mayEnrol(current, await factors.hasFactor(account.id), now))
        return { enrolment: null, problem: "STEP_UP_REQUIRED" };
      const secret = newTotpSecret();
      await factors.awaitConfirmation(owner, sealer.seal(secret, totpSealPurpose(account.id)), now);
      const [tenant] = await new TenantRepository(tx).findByIds({
        tenantId: account.tenantId,
        ids: [account.tenantId],
      });
      const uri = totpUri({ secret, issuer: tenant?.name ?? "Clinic", label: account.email });
      const expiresAt = new Date(now.getTime() + ENROLMENT_LIFETIME_MS);
      return { enrolment: { secret, uri, expiresAt }, problem: null };
    });
  }

  /**
   * Puts the secret into force by a code of it, voids all recovery codes there were and tells new ones, this once. Signs in
   * when a sign-in waited for this; a session in force goes on under a new id.
   * @throws AppError `VALIDATION_ERROR`
   */
  async confirm(input: unknown): Promise<ConfirmEnrolmentOutcome> {
    const { scope, viewer, sealer, clock } = this.#options;
    const { code } = parseInput(confirmInput, input);
    return scope.run(async (tx): Promise<ConfirmEnrolmentOutcome> => {
      const current = await findEnrollingSession(tx, viewer, clock());
      if (current === undefined) return { recoveryCodes: null, viewer: null, problem: "NO_ENROLMENT" };
      const { id: accountId } = current.account;
      const factors = new SecondFactorRepository(tx);
      const now = clock();
      const since = new Date(now.getTime() - ENROLMENT_LIFETIME_MS);
      const sealed = await factors.findWaitingSecret({ accountId, sessionId: current.session.id }, since);
      if (sealed === undefined) return { recoveryCodes: null, viewer: null, problem: "NO_ENROLMENT" };
      const secret = sealer.open(sealed, totpSealPurpose(accountId));
      const step = stepOfCode(secret, code, now);
      if (step === null) return this.#refuse(tx, current);
      await factors.confirm(accountId, step, now);
      return this.#putIntoForce(tx, current, now);
    });
  }

  async #putIntoForce(tx: Tx, current: SessionWithAccount, now: Date): Promise<ConfirmEnrolmentOutcome> {
    const recoveryCodes = await giveRecoveryCodes(tx, current, now);
    const viewer = await finishEnrolment(tx, this.#options, current, {
      ...{ shown: { secondFactor: "TOTP" }, endsOthers: true, fields: ["totp", "recoveryCodes"] },
    });
    return { recoveryCodes, viewer, problem: null };
  }

  async #refuse(tx: Tx, { session, account }: SessionWithAccount): Promise<ConfirmEnrolmentOutcome> {
    // The secret was told in this session: there is nothing to guess, and nothing to count but of a sign-in.
    const isPending = session.pendingStep !== null;
    const counted = isPending ? await countWrongCode(tx, session, this.#options) : {};
    await this.#options.journal.write(tx, account.tenantId, {
      category: "CHANGE",
      action: "second-factor:enrol",
      outcome: "FAILURE",
      entityType: "Account",
      entityId: account.id,
      fields: ["totp"],
      detail: { reason: "WRONG_CODE", ...counted },
    });
    return { recoveryCodes: null, viewer: null, problem: "INVALID_CODE" };
  }
}
