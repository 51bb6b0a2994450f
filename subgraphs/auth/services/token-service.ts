import { createLocalJWKSet, jwtVerify, SignJWT } from "jose";
import { z } from "zod";
import { PLATFORM_TENANT_ID } from "#shared/auth/viewer.ts";
import type { Tx } from "#shared/db/database.ts";
import { newId } from "#shared/db/ids.ts";
import type { SystemScope } from "#shared/db/system-scope.ts";
import type { Clock } from "#shared/time/clock.ts";
import type { ClientCredentials } from "../domain/client-form.ts";
import { isClientSecret, type ClientSecrets } from "../domain/client-secret.ts";
import { fingerprint } from "../domain/secret-hash.ts";
import { grantScopes, type TokenRequest } from "../domain/token-request.ts";
import { OAuthClientRepository, type OAuthClientRow } from "../repositories/oauth-client-repository.ts";
import type { Journal } from "./journal.ts";
import { SIGNING_ALGORITHM, TOKEN_LIFETIME_SECONDS, type SigningKeyService } from "./signing-key-service.ts";

/** Who access tokens are for. */
const AUDIENCE = "clinic-api";
/** https://www.rfc-editor.org/rfc/rfc9068#section-2.1 */
const TOKEN_TYPE = "at+jwt";

/** What a program wanted when it said who it is. */
type Purpose = "token:issue" | "token:introspect";

const ATTEMPT = { category: "SIGN_IN", entityType: "OAuthClient" } as const;
/** Where attempts of unknown clients are on record. */
const NOBODY = { id: null, tenantId: PLATFORM_TENANT_ID } as const;

/** Of a client that is not there: nothing has this hash. */
const NO_SECRETS: ClientSecrets = { secretHash: "", previousSecretHash: null, previousSecretEndsAt: null };

/** Outcome of {@link TokenService.issue}. */
export type TokenOutcome =
  | { readonly accessToken: string; readonly scopes: readonly string[] }
  | { readonly error: "invalid_client" | "invalid_scope" };

/** A client's question about a token. */
export interface IntrospectionRequest extends ClientCredentials {
  readonly token: string;
}

const claimsSchema = z.object({
  iss: z.string(),
  aud: z.string(),
  sub: z.string(),
  jti: z.string(),
  iat: z.number(),
  nbf: z.number(),
  exp: z.number(),
  client_id: z.string(),
  scope: z.string(),
});

/** What a client is told of its token, by the names of the claims (RFC 7662, section 2.2). */
export type TokenClaims = z.infer<typeof claimsSchema>;

/** Outcome of {@link TokenService.introspect}. */
export type IntrospectionOutcome =
  | ({ readonly active: true; readonly token_type: "Bearer" } & TokenClaims)
  | { readonly active: false }
  | { readonly error: "invalid_client" };

/** What {@link TokenService} needs. */
export interface TokenServiceOptions {
  readonly scope: SystemScope;
  readonly keys: SigningKeyService;
  readonly journal: Journal;
  readonly clock: Clock;
  /** Value of `iss`: the address at which clients reach the API. */
  readonly issuer: string;
}

/** Gives partners' programs access tokens (JWT, RFC 9068). */
export class TokenService {
  readonly #options: TokenServiceOptions;

  constructor(options: TokenServiceOptions) {
    this.#options = options;
  }

  /** A token for the client of the request, or why there is none; either is on record when this resolves. */
  async issue(request: TokenRequest): Promise<TokenOutcome> {
    return this.#options.scope.run(async (tx) => {
      const client = await this.#authenticate(tx, request, "token:issue");
      if (client === undefined) return { error: "invalid_client" };
      const scopes = grantScopes(request.scopes, client.scopes);
      if (scopes === undefined) {
        await this.#recordFailure(tx, client, "token:issue", { reason: "INVALID_SCOPE" });
        return { error: "invalid_scope" };
      }
      const accessToken = await this.#sign(tx, client, scopes);
      await this.#recordSuccess(tx, client);
      return { accessToken, scopes };
    });
  }

  /**
   * What a token says that the client itself was given, when it is valid now; of any other token only that it is not
   * active (RFC 7662, section 2.2). A client that is not known is on record when this resolves.
   */
  async introspect(request: IntrospectionRequest): Promise<IntrospectionOutcome> {
    const client = await this.#options.scope.run((tx) => this.#authenticate(tx, request, "token:introspect"));
    if (client === undefined) return { error: "invalid_client" };
    const claims = await this.#claimsOf(request.token);
    return claims?.client_id === client.clientId
      ? { active: true, token_type: "Bearer", ...claims }
      : { active: false };
  }

  /** Undefined when the token is not valid now. */
  async #claimsOf(token: string): Promise<TokenClaims | undefined> {
    const { keys, clock, issuer } = this.#options;
    const published = createLocalJWKSet({ keys: [...(await keys.publicKeys())] });
    try {
      const { payload } = await jwtVerify(token, published, {
        algorithms: [SIGNING_ALGORITHM],
        typ: TOKEN_TYPE,
        issuer,
        audience: AUDIENCE,
        currentDate: clock(),
      });
      return claimsSchema.parse(payload);
    } catch {
      return undefined;
    }
  }

  /** The client that the credentials are of; else undefined, and the attempt is on record. */
  async #authenticate(
    tx: Tx,
    { clientId, clientSecret }: ClientCredentials,
    purpose: Purpose,
  ): Promise<OAuthClientRow | undefined> {
    const client = await new OAuthClientRepository(tx).findInAnyTenant(clientId);
    const isRight = isClientSecret(clientSecret, client ?? NO_SECRETS, this.#options.clock());
    if (client === undefined) {
      const detail = { reason: "UNKNOWN_CLIENT", typed: fingerprint(clientId) };
      await this.#recordFailure(tx, NOBODY, purpose, detail);
      return undefined;
    }
    if (isRight && client.disabledAt === null) return client;
    await this.#recordFailure(tx, client, purpose, { reason: isRight ? "CLIENT_DISABLED" : "WRONG_SECRET" });
    return undefined;
  }

  async #sign(tx: Tx, client: OAuthClientRow, scopes: readonly string[]): Promise<string> {
    const { keys, clock, issuer } = this.#options;
    const { kid, privateKey } = await keys.currentKey(tx);
    const nowSeconds = Math.floor(clock().getTime() / 1000);
    return new SignJWT({
      scope: scopes.join(" "),
      client_id: client.clientId,
      tenant_id: client.tenantId,
      roles: ["PARTNER"],
    })
      .setProtectedHeader({ alg: SIGNING_ALGORITHM, typ: TOKEN_TYPE, kid })
      .setIssuer(issuer)
      .setAudience(AUDIENCE)
      .setSubject(client.clientId)
      .setJti(newId())
      .setIssuedAt(nowSeconds)
      .setNotBefore(nowSeconds)
      .setExpirationTime(nowSeconds + TOKEN_LIFETIME_SECONDS)
      .sign(privateKey);
  }

  async #recordSuccess(tx: Tx, { id, tenantId, clientId }: OAuthClientRow): Promise<void> {
    await this.#options.journal.write(tx, tenantId, {
      ...ATTEMPT,
      action: "token:issue",
      outcome: "SUCCESS",
      agent: { kind: "CLIENT", accountId: null, clientId, roles: ["PARTNER"] },
      entityId: id,
    });
  }

  async #recordFailure(
    tx: Tx,
    client: { readonly id: string | null; readonly tenantId: string },
    action: Purpose,
    detail: { readonly reason: string; readonly typed?: string },
  ): Promise<void> {
    const { id: entityId, tenantId } = client;
    await this.#options.journal.write(tx, tenantId, {
      ...ATTEMPT,
      action,
      outcome: "FAILURE",
      entityId,
      detail: { ...detail },
    });
  }
}
