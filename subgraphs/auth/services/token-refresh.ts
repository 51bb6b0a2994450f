import type { Tx } from "#shared/db/database.ts";
import { newId } from "#shared/db/ids.ts";
import type { Clock } from "#shared/time/clock.ts";
import type { RefreshTokens } from "../domain/refresh-token.ts";
import { isSameSet, isUsable } from "../domain/account-access.ts";
import { grantScopes } from "../domain/scope.ts";
import { hashSecret } from "../domain/secret-hash.ts";
import { decideRefresh, renewedFamilyExpiry } from "../domain/token-family.ts";
import type { RefreshTokenRequest } from "../domain/token-request.ts";
import { AccountRepository } from "../repositories/account-repository.ts";
import type { OAuthClientRow } from "../repositories/oauth-client-repository.ts";
import {
  TokenFamilyRepository,
  type RefreshTokenRow,
  type TokenFamilyRow,
} from "../repositories/token-family-repository.ts";
import type { ClientAuthentication } from "./client-authentication.ts";
import type { EndFamily, FamilyEnd } from "./end-family.ts";
import type { TokenFamilies } from "./token-families.ts";
import type { TokenOutcome } from "./token-service.ts";

/** Why a refresh token is good for nothing, for the log. */
type RefreshProblem = FamilyEnd | "UNKNOWN_REFRESH_TOKEN" | "OTHER_CLIENT" | "FAMILY_ENDED";

interface Presented {
  readonly family: TokenFamilyRow;
  readonly token: RefreshTokenRow;
}

/** What {@link TokenRefresh} needs. */
export interface TokenRefreshOptions {
  readonly clients: ClientAuthentication;
  readonly families: TokenFamilies;
  readonly endFamily: EndFamily;
  readonly refreshTokens: RefreshTokens;
  readonly clock: Clock;
}

/** Exchanges refresh tokens for new ones (RFC 6749, section 6), each once (RFC 9700, section 4.14.2). */
export class TokenRefresh {
  readonly #options: TokenRefreshOptions;

  constructor(options: TokenRefreshOptions) {
    this.#options = options;
  }

  /**
   * The next tokens of the family. One that comes again soon gets the one that is good now, and one that comes again
   * later ends the family, as does a disabled account and one whose roles have changed. Needs `SystemScope`.
   */
  async refresh(tx: Tx, client: OAuthClientRow, request: RefreshTokenRequest): Promise<TokenOutcome> {
    const { families, clients, clock } = this.#options;
    const presented = await new TokenFamilyRepository(tx).lockByToken(hashSecret(request.refreshToken));
    if (presented === undefined) return this.#refuse(tx, client, "UNKNOWN_REFRESH_TOKEN");
    const { family, token } = presented;
    if (family.oauthClientId !== client.id) return this.#refuse(tx, client, "OTHER_CLIENT");
    const decision = decideRefresh(family, token, clock());
    if (decision === "ENDED") return this.#refuse(tx, client, "FAMILY_ENDED");
    if (decision === "REUSED") return this.#end(tx, client, family, "REFRESH_TOKEN_REUSED");
    const account = await new AccountRepository(tx).findInAnyTenant(family.accountId);
    if (!isUsable(account)) return this.#end(tx, client, family, "ACCOUNT_DISABLED");
    if (!isSameSet(account.roles, family.roles)) return this.#end(tx, client, family, "ROLES_CHANGED");
    const allowed = family.scopes.filter((scope) => client.scopes.includes(scope));
    const scopes = grantScopes(request.scopes, allowed);
    if (scopes === undefined) {
      await clients.recordFailure(tx, client, "token:refresh", { reason: "INVALID_SCOPE" });
      return { error: "invalid_scope" };
    }

    const refreshToken = await this.#next(tx, presented, request.refreshToken);
    const issued = { client, account, family, scopes };
    const accessToken = await families.issueAccessToken(tx, issued);
    await families.recordIssue(tx, issued, "token:refresh");
    return { accessToken, scopes, refreshToken };
  }

  /** The refresh token that is good from now on: made when this one is exchanged for the first time. */
  async #next(tx: Tx, { family, token }: Presented, plain: string): Promise<string> {
    const { refreshTokens, clock } = this.#options;
    const repository = new TokenFamilyRepository(tx);
    if (token.rotatedAt === null) {
      const next = refreshTokens.after(plain, 1);
      const now = clock();
      const expiresAt = renewedFamilyExpiry(family, now);
      await repository.rotate(family, { token, nextId: newId(), nextHash: hashSecret(next), now, expiresAt });
      return next;
    }
    const live = refreshTokens.after(plain, family.generation - token.generation);
    const { id: familyId, generation } = family;
    const isThere = await repository.hasToken({ familyId, generation, tokenHash: hashSecret(live) });
    if (!isThere) throw new Error("The refresh tokens of the family were made with another key.");
    return live;
  }

  async #end(
    tx: Tx,
    client: OAuthClientRow,
    family: TokenFamilyRow,
    reason: FamilyEnd,
  ): Promise<TokenOutcome> {
    const outcome = await this.#refuse(tx, client, reason);
    await this.#options.endFamily(tx, family.id, reason);
    return outcome;
  }

  async #refuse(tx: Tx, client: OAuthClientRow, reason: RefreshProblem): Promise<TokenOutcome> {
    await this.#options.clients.recordFailure(tx, client, "token:refresh", { reason });
    return { error: "invalid_grant" };
  }
}
