import type { Tx } from "#shared/db/database.ts";
import type { Clock } from "#shared/time/clock.ts";
import { isFamilyInForce } from "../domain/token-family.ts";
import { AuthorizationRepository } from "../repositories/authorization-repository.ts";
import { TokenFamilyRepository } from "../repositories/token-family-repository.ts";
import { revokeTokens } from "./revoke-tokens.ts";

/**
 * Ends whatever an account has allowed apps, in the caller's transaction: codes that wait to be exchanged, families of
 * tokens, and access tokens in use. To be called after the sessions have been ended, so that none of them can allow anything
 * more. Answers how many families were in force. Needs `SystemScope`.
 */
export async function endApps(
  tx: Tx,
  { accountId, tenantId }: { readonly accountId: string; readonly tenantId: string },
  clock: Clock,
): Promise<number> {
  // Codes first: one that is being exchanged at this moment is waited for, and its family is then found.
  await new AuthorizationRepository(tx).withdrawAllOf(accountId);
  const ended = await new TokenFamilyRepository(tx).revokeAllOf(accountId, clock());
  // Now, when nobody is waited for any more: a token that was issued meanwhile is meant, too.
  const now = clock();
  const inForce = ended.filter((family) => isFamilyInForce({ ...family, revokedAt: null }, now));
  // By family as well, since instants of two machines are compared otherwise.
  const families = inForce.map(({ id: subject }) => ({ kind: "FAMILY", subject, tenantId }) as const);
  await revokeTokens(tx, [...families, { kind: "ACCOUNT", subject: accountId, tenantId }], now);
  return inForce.length;
}
