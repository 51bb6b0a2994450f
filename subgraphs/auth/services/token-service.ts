import { SignJWT } from "jose";
import { PLATFORM_TENANT_ID } from "#shared/auth/viewer.ts";
import type { Tx } from "#shared/db/database.ts";
import { newId } from "#shared/db/ids.ts";
import type { SystemScope } from "#shared/db/system-scope.ts";
import type { Clock } from "#shared/time/clock.ts";
import { isClientSecret, type ClientSecrets } from "../domain/client-secret.ts";
import { fingerprint } from "../domain/secret-hash.ts";
import { grantScopes, type TokenRequest } from "../domain/token-request.ts";
import { OAuthClientRepository, type OAuthClientRow } from "../repositories/oauth-client-repository.ts";
import type { Journal } from "./journal.ts";
import { SIGNING_ALGORITHM, TOKEN_LIFETIME_SECONDS, type SigningKeyService } from "./signing-key-service.ts";

/** Who access tokens are for. */
const AUDIENCE = "clinic-api";

const ATTEMPT = { category: "SIGN_IN", action: "token:issue", entityType: "OAuthClient" } as const;
/** Where attempts of unknown clients are on record. */
const NOBODY = { id: null, tenantId: PLATFORM_TENANT_ID } as const;

/** Of a client that is not there: nothing has this hash. */
const NO_SECRETS: ClientSecrets = { secretHash: "", previousSecretHash: null, previousSecretEndsAt: null };

/** Outcome of {@link TokenService.issue}. */
export type TokenOutcome =
  | { readonly accessToken: string; readonly scopes: readonly string[] }
  | { readonly error: "invalid_client" | "invalid_scope" };

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
      const client = await new OAuthClientRepository(tx).findInAnyTenant(request.clientId);
      const isRight = isClientSecret(request.clientSecret, client ?? NO_SECRETS, this.#options.clock());
      if (client === undefined) {
        await this.#recordFailure(tx, NOBODY, {
          reason: "UNKNOWN_CLIENT",
          typed: fingerprint(request.clientId),
        });
        return { error: "invalid_client" };
      }
      if (!isRight || client.disabledAt !== null) {
        await this.#recordFailure(tx, client, { reason: isRight ? "CLIENT_DISABLED" : "WRONG_SECRET" });
        return { error: "invalid_client" };
      }
      const scopes = grantScopes(request.scopes, client.scopes);
      if (scopes === undefined) {
        await this.#recordFailure(tx, client, { reason: "INVALID_SCOPE" });
        return { error: "invalid_scope" };
      }
      const accessToken = await this.#sign(tx, client, scopes);
      await this.#recordSuccess(tx, client);
      return { accessToken, scopes };
    });
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
      .setProtectedHeader({ alg: SIGNING_ALGORITHM, typ: "at+jwt", kid })
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
      outcome: "SUCCESS",
      agent: { kind: "CLIENT", accountId: null, clientId, roles: ["PARTNER"] },
      entityId: id,
    });
  }

  async #recordFailure(
    tx: Tx,
    client: { readonly id: string | null; readonly tenantId: string },
    detail: { readonly reason: string; readonly typed?: string },
  ): Promise<void> {
    const { id: entityId, tenantId } = client;
    await this.#options.journal.write(tx, tenantId, {
      ...ATTEMPT,
      outcome: "FAILURE",
      entityId,
      detail: { ...detail },
    });
  }
}
