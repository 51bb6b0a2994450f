import type { Tx } from "#shared/db/database.ts";
import type { SystemScope } from "#shared/db/system-scope.ts";
import type { Clock } from "#shared/time/clock.ts";
import type { ClientCredentials, OAuthErrorCode } from "../domain/client-form.ts";
import { grantScopes } from "../domain/scope.ts";
import { hashSecret } from "../domain/secret-hash.ts";
import type { ClientTokenRequest, TokenRequest } from "../domain/token-request.ts";
import type { OAuthClientRow } from "../repositories/oauth-client-repository.ts";
import { RevocationRepository } from "../repositories/revocation-repository.ts";
import { TokenFamilyRepository } from "../repositories/token-family-repository.ts";
import { isJwt, type AccessTokens, type TokenClaims } from "./access-tokens.ts";
import type { ClientAuthentication, ClientPurpose } from "./client-authentication.ts";
import type { CodeExchange } from "./code-exchange.ts";
import type { EndFamily } from "./end-family.ts";
import type { Journal } from "./journal.ts";
import { revokeTokens } from "./revoke-tokens.ts";
import type { TokenRefresh } from "./token-refresh.ts";

/** What a client gets. */
export interface IssuedTokens {
  readonly accessToken: string;
  readonly scopes: readonly string[];
  /** Null when the client may not refresh. */
  readonly refreshToken: string | null;
}

/** Outcome of {@link TokenService.issue}. */
export type TokenOutcome =
  | IssuedTokens
  | {
      readonly error: Extract<
        OAuthErrorCode,
        "invalid_client" | "invalid_grant" | "invalid_scope" | "unauthorized_client"
      >;
    };

/** A client's question about a token, or its wish to end one. */
export interface IntrospectionRequest extends ClientCredentials {
  readonly token: string;
}

/** Outcome of {@link TokenService.introspect}. */
export type IntrospectionOutcome =
  | ({ readonly active: true; readonly token_type: "Bearer" } & TokenClaims)
  | { readonly active: false }
  | { readonly error: "invalid_client" };

/** What {@link TokenService} needs. */
export interface TokenServiceOptions {
  readonly scope: SystemScope;
  readonly clients: ClientAuthentication;
  readonly accessTokens: AccessTokens;
  readonly codes: CodeExchange;
  readonly refreshes: TokenRefresh;
  readonly journal: Journal;
  readonly endFamily: EndFamily;
  readonly clock: Clock;
}

const PURPOSES = {
  authorization_code: "token:issue",
  client_credentials: "token:issue",
  refresh_token: "token:refresh",
} as const satisfies Record<TokenRequest["grantType"], ClientPurpose>;

/** Gives clients access tokens, and tells them about those. */
export class TokenService {
  readonly #options: TokenServiceOptions;

  constructor(options: TokenServiceOptions) {
    this.#options = options;
  }

  /** Tokens for the client of the request, or why there are none; either is on record when this resolves. */
  async issue(request: TokenRequest): Promise<TokenOutcome> {
    const { scope, clients } = this.#options;
    return scope.run(async (tx) => {
      const purpose = PURPOSES[request.grantType];
      const client = await clients.authenticate(tx, request, purpose);
      if (client === undefined) return { error: "invalid_client" };
      if (!client.grantTypes.includes(request.grantType)) {
        await clients.recordFailure(tx, client, purpose, { reason: "GRANT_TYPE_NOT_ALLOWED" });
        return { error: "unauthorized_client" };
      }
      return this.#grant(tx, client, request);
    });
  }

  /**
   * What a token says that the client itself was given, when it is valid now; of any other token only that it is not
   * active (RFC 7662, section 2.2). A client that is not known is on record when this resolves.
   */
  async introspect(request: IntrospectionRequest): Promise<IntrospectionOutcome> {
    const { scope, clients, accessTokens } = this.#options;
    return scope.run(async (tx): Promise<IntrospectionOutcome> => {
      const client = await clients.authenticate(tx, request, "token:introspect");
      if (client === undefined) return { error: "invalid_client" };
      const token = await accessTokens.read(tx, request.token);
      if (token?.claims.client_id !== client.clientId) return { active: false };
      return (await new RevocationRepository(tx).covers(token.identity))
        ? { active: false }
        : { active: true, token_type: "Bearer", ...token.claims };
    });
  }

  /**
   * Ends a token of the client (RFC 7009, section 2.1): a refresh token with its whole family, an access token by itself.
   * What is no token of ours, or not any longer, is as good as ended. Answers why it was refused, or null.
   */
  async revoke(request: IntrospectionRequest): Promise<"invalid_client" | "invalid_grant" | null> {
    const { scope, clients, accessTokens } = this.#options;
    return scope.run(async (tx) => {
      const client = await clients.authenticate(tx, request, "token:revoke");
      if (client === undefined) return "invalid_client";
      const { token } = request;
      const read = await accessTokens.read(tx, token);
      const presented = isJwt(token)
        ? undefined
        : await new TokenFamilyRepository(tx).lockByToken(hashSecret(token));
      const isOthers =
        (presented !== undefined && presented.family.oauthClientId !== client.id) ||
        (read !== undefined && read.claims.client_id !== client.clientId);
      if (isOthers) {
        await clients.recordFailure(tx, client, "token:revoke", { reason: "OTHER_CLIENT" });
        return "invalid_grant";
      }
      if (presented !== undefined) {
        await this.#options.endFamily(tx, presented.family.id, "REVOKED_BY_CLIENT");
      }
      if (read !== undefined) await this.#revokeAccessToken(tx, client, read.identity.jti);
      return null;
    });
  }

  async #revokeAccessToken(tx: Tx, { id, tenantId }: OAuthClientRow, jti: string): Promise<void> {
    await revokeTokens(tx, [{ kind: "TOKEN", subject: jti, tenantId }], this.#options.clock());
    await this.#options.journal.write(tx, tenantId, {
      category: "SIGN_OUT",
      action: "token:revoke",
      outcome: "SUCCESS",
      entityType: "OAuthClient",
      entityId: id,
      detail: { jti },
    });
  }

  #grant(tx: Tx, client: OAuthClientRow, request: TokenRequest): Promise<TokenOutcome> {
    switch (request.grantType) {
      case "client_credentials":
        return this.#issueOwn(tx, client, request);
      case "authorization_code":
        return this.#options.codes.exchange(tx, client, request);
      case "refresh_token":
        return this.#options.refreshes.refresh(tx, client, request);
    }
  }

  /** A token that speaks for the program itself. */
  async #issueOwn(tx: Tx, client: OAuthClientRow, request: ClientTokenRequest): Promise<TokenOutcome> {
    const { accessTokens, clients, journal } = this.#options;
    const { id, tenantId, clientId } = client;
    const scopes = grantScopes(request.scopes, client.scopes);
    if (scopes === undefined) {
      await clients.recordFailure(tx, client, "token:issue", { reason: "INVALID_SCOPE" });
      return { error: "invalid_scope" };
    }
    const claims = { tenant_id: tenantId, roles: ["PARTNER"] };
    const accessToken = await accessTokens.issue(tx, { subject: clientId, clientId, scopes, claims });
    await journal.write(tx, tenantId, {
      category: "SIGN_IN",
      action: "token:issue",
      outcome: "SUCCESS",
      agent: { kind: "CLIENT", accountId: null, clientId, roles: ["PARTNER"] },
      entityType: "OAuthClient",
      entityId: id,
    });
    return { accessToken, scopes, refreshToken: null };
  }
}
