import type { SystemScope } from "#shared/db/system-scope.ts";
import type { TokenIdentity } from "../domain/token-identity.ts";
import { RevocationRepository } from "../repositories/revocation-repository.ts";

/** Whether an access token that is valid in itself was revoked. */
export async function isRevoked(scope: SystemScope, token: TokenIdentity): Promise<boolean> {
  return scope.run((tx) => new RevocationRepository(tx).covers(token));
}
