import type { Tx } from "#shared/db/database.ts";
import type { Clock } from "#shared/time/clock.ts";
import { TokenFamilyRepository } from "../repositories/token-family-repository.ts";
import type { Journal } from "./journal.ts";
import { revokeTokens } from "./revoke-tokens.ts";

/** Why a family was ended, for the log. */
export type FamilyEnd =
  | "CODE_REUSED"
  | "REFRESH_TOKEN_REUSED"
  | "ACCOUNT_DISABLED"
  | "ROLES_CHANGED"
  | "REVOKED_BY_CLIENT"
  | "REVOKED_BY_ACCOUNT"
  | "REVOKED_BY_OPERATOR";

/** Ends families of tokens, the access tokens among them too. */
export type EndFamily = (tx: Tx, familyId: string, reason: FamilyEnd) => Promise<boolean>;

/** Makes an {@link EndFamily}, which puts each end on record and answers false for a family that is not there or was ended. */
export function createEndFamily(options: { readonly journal: Journal; readonly clock: Clock }): EndFamily {
  const { journal, clock } = options;
  return async (tx, familyId, reason) => {
    const now = clock();
    const family = await new TokenFamilyRepository(tx).revoke(familyId, now);
    if (family === undefined) return false;
    const { id, tenantId } = family;
    // As the row has it, and so the tokens: routers compare text.
    await revokeTokens(tx, [{ kind: "FAMILY", subject: id, tenantId }], now);
    await journal.write(tx, tenantId, {
      category: "SIGN_OUT",
      action: "token-family:end",
      outcome: "SUCCESS",
      entityType: "TokenFamily",
      entityId: id,
      detail: { reason },
    });
    return true;
  };
}
