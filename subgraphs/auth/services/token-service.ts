import type { Tx } from "#shared/db/database.ts";
import type { SystemScope } from "#shared/db/system-scope.ts";
import type { ClientCredentials, OAuthErrorCode } from "../domain/client-form.ts";
import { grantScopes } from "../domain/scope.ts";
import type { ClientTokenRequest, TokenRequest } from "../domain/token-request.ts";
import type { OAuthClientRow } from "../repositories/oauth-client-repository.ts";
import type { AccessTokens, TokenClaims } from "./access-tokens.ts";
import type { ClientAuthentication, ClientPurpose } from "./client-authentication.ts";
import type { CodeExchange } from "./code-exchange.ts";
import type { Journal } from "./journal.ts";
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

/** A client's question about a token. */
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
    const client = await scope.run((tx) => clients.authenticate(tx, request, "token:introspect"));
    if (client === undefined) return { error: "invalid_client" };
    const claims = await accessTokens.read(request.token);
    return claims?.client_id === client.clientId
      ? { active: true, token_type: "Bearer", ...claims }
      : { active: false };
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
