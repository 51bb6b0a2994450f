import type { Tx } from "#shared/db/database.ts";
import type { SystemScope } from "#shared/db/system-scope.ts";
import type { RequestContext } from "#shared/graphql/request-context.ts";
import { newRecoveryCodes } from "../domain/recovery-code.ts";
import { requiresSecondFactor } from "../domain/second-factor.ts";
import type { SecondFactorModel, ViewerModel } from "../mappers.ts";
import { SecondFactorRepository, type FactorOwner } from "../repositories/second-factor-repository.ts";
import { factorNotice, type Journal } from "./journal.ts";
import type { OpenSessionStore } from "../repositories/session-store.ts";
import type { Ended } from "./end-everything.ts";
import { authorizeOwnFactor, endOthers, holdForChange, shownAt } from "./own-factor.ts";

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
  readonly openSessions: OpenSessionStore;
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

  /** Voids the recovery codes there are and tells ten new ones, this once. */
  async replaceRecoveryCodes(): Promise<ReplaceCodesOutcome> {
    const owner = authorizeOwnFactor(this.#options.request);
    return this.#options.scope.run(async (tx): Promise<ReplaceCodesOutcome> => {
      const { problem } = await holdForChange(tx, this.#options.request);
      if (!(await new SecondFactorRepository(tx).hasFactor(owner.accountId)))
        return { recoveryCodes: null, problem: "NO_SECOND_FACTOR" };
      if (problem !== null) return { recoveryCodes: null, problem };
      const { codes: recoveryCodes, hashes } = newRecoveryCodes();
      await new SecondFactorRepository(tx).replaceCodes(owner, hashes, this.#options.request.clock());
      await this.#recordChange(tx, owner, ["recoveryCodes"]);
      return { recoveryCodes, problem: null };
    });
  }

  /** Removes the second factor, after which the password alone signs in; not from who must have one. */
  async remove(): Promise<RemoveFactorProblem | null> {
    const owner = authorizeOwnFactor(this.#options.request);
    const { scope, request, openSessions } = this.#options;
    return scope.run(async (tx) => {
      const { problem, held } = await holdForChange(tx, request);
      if (requiresSecondFactor(held?.account ?? request.viewer)) return "SECOND_FACTOR_REQUIRED";
      if (!(await new SecondFactorRepository(tx).hasFactor(owner.accountId))) return "NO_SECOND_FACTOR";
      if (problem !== null) return problem;
      await new SecondFactorRepository(tx).removeAll(owner.accountId);
      const ended = await endOthers(tx, { openSessions, request }, owner);
      await this.#recordChange(tx, owner, ["totp", "passkeys", "recoveryCodes"], ended);
      return null;
    });
  }

  async #recordChange(
    tx: Tx,
    { accountId, tenantId }: FactorOwner,
    fields: string[],
    detail: Partial<Ended> = {},
  ): Promise<void> {
    await this.#options.journal.write(
      tx,
      tenantId,
      {
        category: "CHANGE",
        action: "second-factor:manage",
        outcome: "SUCCESS",
        entityType: "Account",
        entityId: accountId,
        fields,
        detail: { ...detail },
      },
      factorNotice(accountId),
    );
  }
}
