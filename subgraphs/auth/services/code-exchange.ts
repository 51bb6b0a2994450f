import type { Tx } from "#shared/db/database.ts";
import type { Clock } from "#shared/time/clock.ts";
import { isUsable } from "../domain/account-access.ts";
import { provesChallenge } from "../domain/pkce.ts";
import { grantScopes } from "../domain/scope.ts";
import { hashSecret } from "../domain/secret-hash.ts";
import type { CodeTokenRequest } from "../domain/token-request.ts";
import { AccountRepository } from "../repositories/account-repository.ts";
import {
  AuthorizationRepository,
  type AuthorizationCodeRow,
} from "../repositories/authorization-repository.ts";
import type { OAuthClientRow } from "../repositories/oauth-client-repository.ts";
import type { ClientAuthentication } from "./client-authentication.ts";
import type { EndFamily } from "./end-family.ts";
import type { TokenFamilies } from "./token-families.ts";
import type { TokenOutcome } from "./token-service.ts";

/** Why a code is good for nothing, for the log. */
type CodeProblem =
  | "UNKNOWN_CODE"
  | "CODE_REUSED"
  | "CODE_EXPIRED"
  | "OTHER_CLIENT"
  | "OTHER_REDIRECT_URI"
  | "WRONG_VERIFIER"
  | "ACCOUNT_DISABLED"
  | "INVALID_SCOPE";

/** What {@link CodeExchange} needs. */
export interface CodeExchangeOptions {
  readonly clients: ClientAuthentication;
  readonly families: TokenFamilies;
  readonly endFamily: EndFamily;
  readonly clock: Clock;
}

/** Exchanges authorization codes for tokens (RFC 6749, section 4.1.3). */
export class CodeExchange {
  readonly #options: CodeExchangeOptions;

  constructor(options: CodeExchangeOptions) {
    this.#options = options;
  }

  /**
   * Tokens for the code, once. A code that comes again ends the tokens that it was exchanged for (RFC 6749, section
   * 4.1.2): the first or the second was not its owner. Needs `SystemScope`.
   */
  async exchange(tx: Tx, client: OAuthClientRow, request: CodeTokenRequest): Promise<TokenOutcome> {
    const { families, clock } = this.#options;
    const codes = new AuthorizationRepository(tx);
    const codeHash = hashSecret(request.code);
    // Not locked: whoever clears away an ended family holds it and then its codes.
    const usedFor = await codes.findFamilyOfCode(codeHash);
    if (usedFor !== null) return this.#endReused(tx, client, usedFor);
    const code = await codes.lockCode(codeHash);
    if (code === undefined) return this.#refuse(tx, client, "UNKNOWN_CODE");
    if (code.familyId !== null) return this.#endReused(tx, client, code.familyId);
    const problem = problemOf(code, client, request, clock());
    if (problem !== null) return this.#refuse(tx, client, problem);
    const account = await new AccountRepository(tx).findInAnyTenant(code.accountId);
    if (!isUsable(account)) return this.#refuse(tx, client, "ACCOUNT_DISABLED");
    const scopes = grantScopes(
      null,
      code.scopes.filter((scope) => client.scopes.includes(scope)),
    );
    if (scopes === undefined) return this.#refuse(tx, client, "INVALID_SCOPE");

    const { family, refreshToken } = await families.begin(tx, { client, account, scopes });
    await codes.useCode(code.id, { familyId: family.id, now: clock() });
    const issued = { client, account, family, scopes };
    const accessToken = await families.issueAccessToken(tx, issued);
    await families.recordIssue(tx, issued, "token:issue");
    return { accessToken, scopes, refreshToken };
  }

  async #endReused(tx: Tx, client: OAuthClientRow, familyId: string): Promise<TokenOutcome> {
    const outcome = await this.#refuse(tx, client, "CODE_REUSED");
    await this.#options.endFamily(tx, familyId, "CODE_REUSED");
    return outcome;
  }

  async #refuse(tx: Tx, client: OAuthClientRow, reason: CodeProblem): Promise<TokenOutcome> {
    await this.#options.clients.recordFailure(tx, client, "token:issue", { reason });
    return { error: "invalid_grant" };
  }
}

function problemOf(
  code: AuthorizationCodeRow,
  client: OAuthClientRow,
  request: CodeTokenRequest,
  now: Date,
): CodeProblem | null {
  if (code.oauthClientId !== client.id) return "OTHER_CLIENT";
  if (code.expiresAt <= now) return "CODE_EXPIRED";
  if (code.redirectUri !== request.redirectUri) return "OTHER_REDIRECT_URI";
  return provesChallenge(request.codeVerifier, code.codeChallenge) ? null : "WRONG_VERIFIER";
}
