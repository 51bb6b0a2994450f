import { z } from "zod";
import type { SystemScope } from "#shared/db/system-scope.ts";
import { requireAccount, type RequestContext } from "#shared/graphql/request-context.ts";
import { entityId } from "#shared/validation/input-schemas.ts";
import { parseInput } from "#shared/validation/parse-input.ts";
import { isFamilyInForce } from "../domain/token-family.ts";
import { TokenFamilyRepository } from "../repositories/token-family-repository.ts";
import type { EndFamily } from "./end-family.ts";

const revokeInput = z.object({ appId: z.string() });

/** What {@link AppService} needs. */
export interface AppServiceOptions {
  readonly request: RequestContext;
  /** Must be called while the request holds no connection, or see to that itself. */
  readonly scope: Pick<SystemScope, "run">;
  readonly endFamily: EndFamily;
}

/** Ends what an account has allowed apps. */
export class AppService {
  readonly #options: AppServiceOptions;

  constructor(options: AppServiceOptions) {
    this.#options = options;
  }

  /**
   * Ends the access of one app, by the id that the account was shown; answers it, or null when no such app acts for the
   * account now.
   * @throws AppError `VALIDATION_ERROR`, `AUTH_FORBIDDEN` for who is no account
   */
  async revoke(input: unknown): Promise<string | null> {
    const { appId } = parseInput(revokeInput, input);
    const { request, scope, endFamily } = this.#options;
    const { accountId, tenantId } = requireAccount(request.viewer);
    request.access.assertCan("session:revoke", { type: "AuthorizedApp", id: null, tenantId, accountId });
    const id = entityId.safeParse(appId).data;
    if (id === undefined) return null;
    return scope.run(async (tx) => {
      const family = await new TokenFamilyRepository(tx).lock(id);
      if (family?.accountId !== accountId || !isFamilyInForce(family, request.clock())) return null;
      return (await endFamily(tx, family.id, "REVOKED_BY_ACCOUNT")) ? family.id : null;
    });
  }
}
