import type { Tx } from "#shared/db/database.ts";
import type { Clock } from "#shared/time/clock.ts";
import { isFamilyInForce } from "../domain/token-family.ts";
import { AuthorizationRepository } from "../repositories/authorization-repository.ts";
import type { OAuthClientRow } from "../repositories/oauth-client-repository.ts";
import { TokenFamilyRepository, type TokenFamilyRow } from "../repositories/token-family-repository.ts";
import { revokeTokens, type Revoked } from "./revoke-tokens.ts";

/**
 * Ends whatever an account has allowed apps, in the caller's transaction: codes that wait to be exchanged, families of
 * tokens, and access tokens in use. Where nothing is to be allowed from then on, its sessions have been ended before: one that is
 * in force may allow an app again. Answers how many families were in force. Needs `SystemScope`.
 */
export async function endApps(
  tx: Tx,
  { accountId, tenantId }: { readonly accountId: string; readonly tenantId: string },
  clock: Clock,
): Promise<number> {
  // Codes first: one that is being exchanged at this moment is waited for, and its family is then found.
  await new AuthorizationRepository(tx).withdrawAllOf(accountId);
  const ended = await new TokenFamilyRepository(tx).revokeAllOf(accountId, clock());
  return revokeWithFamilies(tx, { kind: "ACCOUNT", subject: accountId, tenantId }, ended, clock);
}

/**
 * The same for a client, of whatever accounts: also the tokens of its own that are in use. Answers how many families were in
 * force. Needs `SystemScope`.
 */
export async function endAppsOfClient(
  tx: Tx,
  { id, clientId, tenantId }: OAuthClientRow,
  clock: Clock,
): Promise<number> {
  await new AuthorizationRepository(tx).withdrawAllOfClient(id);
  const ended = await new TokenFamilyRepository(tx).revokeAllOfClient(id, clock());
  return revokeWithFamilies(tx, { kind: "CLIENT", subject: clientId, tenantId }, ended, clock);
}

async function revokeWithFamilies(
  tx: Tx,
  revoked: Revoked,
  ended: readonly TokenFamilyRow[],
  clock: Clock,
): Promise<number> {
  // Now, when nobody is waited for any more: a token that was issued meanwhile is meant, too.
  const now = clock();
  const inForce = ended.filter((family) => isFamilyInForce({ ...family, revokedAt: null }, now));
  // By family as well, since instants of two machines are compared otherwise.
  const families = inForce.map(
    ({ id: subject, tenantId }) => ({ kind: "FAMILY", subject, tenantId }) as const,
  );
  await revokeTokens(tx, [...families, revoked], now);
  return inForce.length;
}
