import type { Tx } from "#shared/db/database.ts";
import { newId } from "#shared/db/ids.ts";
import type { Clock } from "#shared/time/clock.ts";
import { rolesOf } from "../domain/account-viewer.ts";
import { claimsOfPerson } from "../domain/person-claims.ts";
import type { RefreshTokens } from "../domain/refresh-token.ts";
import { hashSecret } from "../domain/secret-hash.ts";
import { beginFamily, type FamilyLifetime } from "../domain/token-family.ts";
import type { AccountRow } from "../repositories/account-repository.ts";
import type { OAuthClientRow } from "../repositories/oauth-client-repository.ts";
import { TokenFamilyRepository, type TokenFamilyRow } from "../repositories/token-family-repository.ts";
import type { AccessTokens } from "./access-tokens.ts";
import type { AuditDraft, Journal } from "./journal.ts";
import { TOKEN_LIFETIME_SECONDS } from "./signing-key-service.ts";

/** Families that ended are kept for so long, so that a token that comes back is recognised. */
const REMEMBERED_MS = 24 * 60 * 60 * 1000;

/** What {@link TokenFamilies} needs. */
export interface TokenFamiliesOptions {
  readonly accessTokens: AccessTokens;
  readonly refreshTokens: RefreshTokens;
  readonly journal: Journal;
  readonly clock: Clock;
}

/** Begins what a person has allowed an app, and gives it tokens. Every method needs `SystemScope`. */
export class TokenFamilies {
  readonly #options: TokenFamiliesOptions;

  constructor(options: TokenFamiliesOptions) {
    this.#options = options;
  }

  /** Begins a family, with a refresh token when the client may refresh. */
  async begin(
    tx: Tx,
    of: {
      readonly client: OAuthClientRow;
      readonly account: AccountRow;
      readonly scopes: readonly string[];
    },
  ): Promise<{ readonly family: TokenFamilyRow; readonly refreshToken: string | null }> {
    const { client, account, scopes } = of;
    const now = this.#options.clock();
    const families = new TokenFamilyRepository(tx);
    await families.forgetEnded(new Date(now.getTime() - REMEMBERED_MS));
    const canRefresh = client.grantTypes.includes("refresh_token");
    const stamp = { tenantId: client.tenantId, createdAt: now, updatedAt: now };
    const family = await families.insert({
      ...{ id: newId(), ...stamp, ...(canRefresh ? beginFamily(now) : ofOneToken(now)) },
      ...{ oauthClientId: client.id, accountId: account.id, generation: 0, lastUsedAt: now },
      ...{ scopes: [...scopes], roles: [...account.roles] },
    });
    if (!canRefresh) return { family, refreshToken: null };
    const refreshToken = this.#options.refreshTokens.first();
    const tokenHash = hashSecret(refreshToken);
    await families.insertToken({ id: newId(), ...stamp, familyId: family.id, generation: 0, tokenHash });
    return { family, refreshToken };
  }

  /** An access token of a family. */
  async issueAccessToken(
    tx: Tx,
    of: {
      readonly client: OAuthClientRow;
      readonly account: AccountRow;
      readonly family: TokenFamilyRow;
      readonly scopes: readonly string[];
    },
  ): Promise<string> {
    const { client, account, family, scopes } = of;
    return this.#options.accessTokens.issue(tx, {
      subject: account.id,
      clientId: client.clientId,
      scopes,
      claims: { ...claimsOfPerson(account, family.id) },
    });
  }

  /** Puts on record that somebody got tokens of a family. */
  async recordIssue(
    tx: Tx,
    of: { readonly client: OAuthClientRow; readonly account: AccountRow; readonly family: TokenFamilyRow },
    action: "token:issue" | "token:refresh",
  ): Promise<void> {
    const { client, account, family } = of;
    const draft: AuditDraft = {
      category: "SIGN_IN",
      action,
      outcome: "SUCCESS",
      agent: {
        kind: "ACCOUNT",
        accountId: account.id,
        clientId: client.clientId,
        roles: rolesOf(account),
      },
      entityType: "TokenFamily",
      entityId: family.id,
    };
    await this.#options.journal.write(tx, client.tenantId, draft);
  }
}

/** Nothing can be got of a family without refresh tokens: it ends with its only token. */
function ofOneToken(now: Date): FamilyLifetime {
  const endsAt = new Date(now.getTime() + TOKEN_LIFETIME_SECONDS * 1000);
  return { expiresAt: endsAt, endsAt };
}
