import { z } from "zod";
import type { SystemScope } from "#shared/db/system-scope.ts";
import type { Tx } from "#shared/db/database.ts";
import type { RequestContext } from "#shared/graphql/request-context.ts";
import { entityId } from "#shared/validation/input-schemas.ts";
import { parseInput } from "#shared/validation/parse-input.ts";
import type { OpenSessionStore } from "../repositories/session-store.ts";
import { requiresSecondFactor } from "../domain/second-factor.ts";
import type { PasskeyModel, ViewerModel } from "../mappers.ts";
import { PasskeyRepository } from "../repositories/passkey-repository.ts";
import { SecondFactorRepository, type FactorOwner } from "../repositories/second-factor-repository.ts";
import { factorNotice, type Journal } from "./journal.ts";
import { authorizeOwnFactor, endOthers, holdForChange } from "./own-factor.ts";
import { passkeyName } from "./input-fields.ts";

const renameInput = z.object({ passkeyId: z.string(), name: passkeyName });
const removeInput = z.object({ passkeyId: z.string() });

/** Why {@link PasskeyService.remove} removed nothing. */
export type RemovePasskeyProblem = "PASSKEY_NOT_FOUND" | "STEP_UP_REQUIRED" | "SECOND_FACTOR_REQUIRED";

/** What {@link PasskeyService} needs. */
export interface PasskeyServiceOptions {
  readonly request: RequestContext;
  /** Must be called while the request holds no connection, or see to that itself. */
  readonly scope: Pick<SystemScope, "run">;
  readonly openSessions: OpenSessionStore;
  readonly journal: Journal;
}

/** The passkeys of whoever is signed in. */
export class PasskeyService {
  readonly #options: PasskeyServiceOptions;

  constructor(options: PasskeyServiceOptions) {
    this.#options = options;
  }

  /** Passkeys of the viewer's account, those registered first first. @throws AppError `AUTH_FORBIDDEN` for another account */
  async listOf({ account: { id: accountId, tenantId } }: ViewerModel): Promise<PasskeyModel[]> {
    const { access, database } = this.#options.request;
    access.assertCan("second-factor:read", { type: "Passkey", id: null, tenantId, accountId });
    return database.read((tx) => new PasskeyRepository(tx).list({ tenantId, accountId }));
  }

  /** Names a passkey; null when the account has none of this id. @throws AppError `VALIDATION_ERROR`, `AUTH_FORBIDDEN` */
  async rename(input: unknown): Promise<PasskeyModel | null> {
    const { passkeyId, name } = parseInput(renameInput, input);
    const owner = authorizeOwnFactor(this.#options.request);
    const id = entityId.safeParse(passkeyId).data;
    if (id === undefined) return null;
    const { scope, request } = this.#options;
    return scope.run(async (tx) => {
      const which = { id, accountId: owner.accountId };
      const renamed = await new PasskeyRepository(tx).rename(which, name, request.clock());
      if (renamed === undefined) return null;
      await this.#record(tx, owner, id, ["passkeyName"]);
      return renamed;
    });
  }

  /**
   * Removes a passkey, and with the last second factor the recovery codes; not the last one of who must have one.
   * @throws AppError `VALIDATION_ERROR`, `AUTH_FORBIDDEN`
   */
  async remove(input: unknown): Promise<RemovePasskeyProblem | null> {
    const { passkeyId } = parseInput(removeInput, input);
    const { request, scope, openSessions } = this.#options;
    const owner = authorizeOwnFactor(request);
    const id = entityId.safeParse(passkeyId).data;
    if (id === undefined) return "PASSKEY_NOT_FOUND";
    return scope.run(async (tx) => {
      const [passkeys, factors] = [new PasskeyRepository(tx), new SecondFactorRepository(tx)];
      const { problem, held } = await holdForChange(tx, request);
      const hasIt = await passkeys.has({ id, accountId: owner.accountId });
      if (!hasIt) return "PASSKEY_NOT_FOUND";
      if (problem !== null) return problem;
      const isLast = await this.#isLast(passkeys, factors, owner);
      if (isLast && requiresSecondFactor(held?.account ?? request.viewer)) return "SECOND_FACTOR_REQUIRED";
      await passkeys.remove({ id, accountId: owner.accountId });
      if (isLast) await factors.removeCodes(owner.accountId);
      await endOthers(tx, { openSessions, request }, owner);
      await this.#record(tx, owner, id, isLast ? ["passkeys", "recoveryCodes"] : ["passkeys"]);
      return null;
    });
  }

  /** True when an account that has a passkey has nothing else. */
  async #isLast(
    passkeys: PasskeyRepository,
    factors: SecondFactorRepository,
    { accountId }: FactorOwner,
  ): Promise<boolean> {
    if ((await passkeys.count(accountId)) > 1) return false;
    return (await factors.findSealedSecret(accountId)) === undefined;
  }

  async #record(
    tx: Tx,
    { accountId, tenantId }: FactorOwner,
    passkeyId: string,
    fields: string[],
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
        detail: { passkeyId },
      },
      ...(fields.includes("passkeys") ? [factorNotice(accountId)] : []),
    );
  }
}
