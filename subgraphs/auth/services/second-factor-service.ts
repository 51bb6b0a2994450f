import { z } from "zod";
import type { Viewer } from "#shared/auth/viewer.ts";
import type { Tx } from "#shared/db/database.ts";
import type { SystemScope } from "#shared/db/system-scope.ts";
import type { RequestContext } from "#shared/graphql/request-context.ts";
import { parseInput } from "#shared/validation/parse-input.ts";
import { newRecoveryCodes } from "../domain/recovery-code.ts";
import { isRecentlyShown, requiresSecondFactor, STEP_UP_LIFETIME_MS } from "../domain/second-factor.ts";
import type { SecondFactorModel, ViewerModel } from "../mappers.ts";
import { SecondFactorRepository, type FactorOwner } from "../repositories/second-factor-repository.ts";
import { SessionRepository } from "../repositories/session-repository.ts";
import type { CodeOutcome, FactorCodes } from "./factor-codes.ts";
import type { Journal } from "./journal.ts";
import type { SessionRenewal } from "./session-renewal.ts";
import { typedCode } from "./sign-in-fields.ts";

const stepUpInput = z.object({ code: typedCode });

/** Outcome of {@link SecondFactorService.stepUp}. */
export type StepUpOutcome =
  | { readonly viewer: Viewer; readonly validUntil: Date; readonly problem: null }
  | {
      readonly viewer: null;
      readonly validUntil: null;
      readonly problem: "NO_SESSION" | "NO_SECOND_FACTOR" | "INVALID_CODE" | "TOO_MANY_WRONG_CODES";
    };

/** Outcome of {@link SecondFactorService.replaceRecoveryCodes}. */
export type ReplaceCodesOutcome =
  | { readonly recoveryCodes: readonly string[]; readonly problem: null }
  | { readonly recoveryCodes: null; readonly problem: "NO_SECOND_FACTOR" | "STEP_UP_REQUIRED" };

/** Why {@link SecondFactorService.remove} removed nothing. */
export type RemoveFactorProblem = "SECOND_FACTOR_REQUIRED" | "NO_SECOND_FACTOR" | "STEP_UP_REQUIRED";

/** What {@link SecondFactorService} needs. */
export interface SecondFactorServiceOptions {
  readonly request: RequestContext;
  /** Must be called while the request holds no connection, or see to that itself. */
  readonly scope: Pick<SystemScope, "run">;
  readonly codes: FactorCodes;
  readonly renewal: SessionRenewal;
  readonly journal: Journal;
}

/** The second factor of whoever is signed in. */
export class SecondFactorService {
  readonly #options: SecondFactorServiceOptions;

  constructor(options: SecondFactorServiceOptions) {
    this.#options = options;
  }

  /**
   * What the viewer's account has beside its password.
   * @throws AppError `AUTH_FORBIDDEN` for another account
   */
  async stateOf({ account }: ViewerModel): Promise<SecondFactorModel> {
    const { request } = this.#options;
    const { id: accountId, tenantId } = account;
    request.access.assertCan("second-factor:read", { type: "SecondFactor", id: null, tenantId, accountId });
    const state = await request.database.read((tx) =>
      new SecondFactorRepository(tx).stateOf({ accountId, tenantId }),
    );
    return {
      ...{ id: accountId, accountId, tenantId },
      ...state,
      isRequired: requiresSecondFactor(account),
      lastShownAt: shownAt(request.viewer),
    };
  }

  /**
   * Shows the second factor again, which lets credentials be changed for a while. The session goes on under a new id. Wrong
   * codes count, and are on record, as those of a sign-in.
   * @throws AppError `VALIDATION_ERROR`
   */
  async stepUp(input: unknown): Promise<StepUpOutcome> {
    const { request, scope, codes, renewal } = this.#options;
    const { code } = parseInput(stepUpInput, input);
    const { accountId, tenantId } = this.#authorize();
    const { sessionHash: idHash } = request.viewer;
    if (idHash === null) return refusedStepUp("NO_SESSION");
    return scope.run(async (tx): Promise<StepUpOutcome> => {
      const current = await new SessionRepository(tx).lockInForce({ idHash, now: request.clock() });
      if (current === undefined) return refusedStepUp("NO_SESSION");
      if (!(await new SecondFactorRepository(tx).hasFactor(accountId)))
        return refusedStepUp("NO_SECOND_FACTOR");
      const outcome = await codes.take(tx, { accountId, tenantId }, code);
      await this.#recordStepUp(tx, { accountId, tenantId }, outcome);
      if (outcome === "TOO_MANY_WRONG_CODES") return refusedStepUp(outcome);
      if (outcome === "WRONG") return refusedStepUp("INVALID_CODE");
      const viewer = await renewal.renew(tx, current);
      return { viewer, validUntil: new Date(request.clock().getTime() + STEP_UP_LIFETIME_MS), problem: null };
    });
  }

  /** Voids the recovery codes there are and tells ten new ones, this once. */
  async replaceRecoveryCodes(): Promise<ReplaceCodesOutcome> {
    const owner = this.#authorize();
    return this.#options.scope.run(async (tx): Promise<ReplaceCodesOutcome> => {
      const problem = await this.#problemOfChange(tx, owner);
      if (problem !== null) return { recoveryCodes: null, problem };
      const { codes: recoveryCodes, hashes } = newRecoveryCodes();
      await new SecondFactorRepository(tx).replaceCodes(owner, hashes, this.#options.request.clock());
      await this.#recordChange(tx, owner, ["recoveryCodes"]);
      return { recoveryCodes, problem: null };
    });
  }

  /** Removes the second factor, after which the password alone signs in; not from who must have one. */
  async remove(): Promise<RemoveFactorProblem | null> {
    const owner = this.#authorize();
    if (requiresSecondFactor(this.#options.request.viewer)) return "SECOND_FACTOR_REQUIRED";
    return this.#options.scope.run(async (tx) => {
      const problem = await this.#problemOfChange(tx, owner);
      if (problem !== null) return problem;
      await new SecondFactorRepository(tx).removeAll(owner.accountId);
      await this.#recordChange(tx, owner, ["totp", "recoveryCodes"]);
      return null;
    });
  }

  /** @throws AppError `AUTH_FORBIDDEN` for who is no account */
  #authorize(): FactorOwner {
    const { access, viewer } = this.#options.request;
    const { accountId, tenantId } = viewer;
    access.assertCan("second-factor:manage", {
      ...{ type: "SecondFactor", id: accountId },
      ...{ tenantId: tenantId ?? "", accountId },
    });
    return { accountId: accountId ?? "", tenantId: tenantId ?? "" };
  }

  /** Why nothing may be changed now. Holds off every other change of the account until the transaction ends. */
  async #problemOfChange(
    tx: Tx,
    { accountId }: FactorOwner,
  ): Promise<"NO_SECOND_FACTOR" | "STEP_UP_REQUIRED" | null> {
    const { viewer, clock } = this.#options.request;
    const factors = new SecondFactorRepository(tx);
    await factors.lockAccount(accountId);
    if (!(await factors.hasFactor(accountId))) return "NO_SECOND_FACTOR";
    return isRecentlyShown(shownAt(viewer), clock()) ? null : "STEP_UP_REQUIRED";
  }

  async #recordStepUp(tx: Tx, { accountId, tenantId }: FactorOwner, outcome: CodeOutcome): Promise<void> {
    const isTaken = outcome === "TOTP" || outcome === "RECOVERY_CODE";
    const reason = outcome === "WRONG" ? "WRONG_CODE" : outcome;
    await this.#options.journal.write(tx, tenantId, {
      category: "SIGN_IN",
      action: "session:step-up",
      outcome: isTaken ? "SUCCESS" : "FAILURE",
      entityType: "Account",
      entityId: accountId,
      detail: isTaken ? { secondFactor: outcome } : { reason },
    });
  }

  async #recordChange(tx: Tx, { accountId, tenantId }: FactorOwner, fields: string[]): Promise<void> {
    await this.#options.journal.write(tx, tenantId, {
      category: "CHANGE",
      action: "second-factor:manage",
      outcome: "SUCCESS",
      entityType: "Account",
      entityId: accountId,
      fields,
    });
  }
}

function shownAt({ mfaAt }: Viewer): Date | null {
  return mfaAt === null ? null : new Date(mfaAt);
}

function refusedStepUp(problem: Exclude<StepUpOutcome["problem"], null>): StepUpOutcome {
  return { viewer: null, validUntil: null, problem };
}
