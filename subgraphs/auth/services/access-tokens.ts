import { decodeProtectedHeader, jwtVerify, SignJWT } from "jose";
import { z } from "zod";
import type { Tx } from "#shared/db/database.ts";
import { newId } from "#shared/db/ids.ts";
import type { Clock } from "#shared/time/clock.ts";
import type { TokenIdentity } from "../domain/token-identity.ts";
import { SIGNING_ALGORITHM, TOKEN_LIFETIME_SECONDS, type SigningKeyService } from "./signing-key-service.ts";

/** Who access tokens are for. */
const AUDIENCE = "clinic-api";
/** https://www.rfc-editor.org/rfc/rfc9068#section-2.1 */
const TOKEN_TYPE = "at+jwt";

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

/** A token of ours that is valid in itself. */
export interface ReadToken {
  readonly claims: TokenClaims;
  /** By which it is recognised among those that were revoked. */
  readonly identity: TokenIdentity;
}

/** Of a person's token only. */
const familySchema = z.object({ sid: z.string().optional() });

/** What {@link AccessTokens} needs. */
export interface AccessTokensOptions {
  readonly keys: SigningKeyService;
  readonly clock: Clock;
  /** Value of `iss`: the address at which clients reach the API. */
  readonly issuer: string;
}

/** Makes and reads access tokens (JWT, RFC 9068). */
export class AccessTokens {
  readonly #options: AccessTokensOptions;

  constructor(options: AccessTokensOptions) {
    this.#options = options;
  }

  /** A token for {@link TOKEN_LIFETIME_SECONDS}. Needs `SystemScope`. */
  async issue(
    tx: Tx,
    token: {
      readonly subject: string;
      readonly clientId: string;
      readonly scopes: readonly string[];
      /** What it says besides. */
      readonly claims: Readonly<Record<string, unknown>>;
    },
  ): Promise<string> {
    const { keys, clock, issuer } = this.#options;
    const { kid, privateKey } = await keys.currentKey(tx);
    const nowSeconds = Math.floor(clock().getTime() / 1000);
    return new SignJWT({ scope: token.scopes.join(" "), client_id: token.clientId, ...token.claims })
      .setProtectedHeader({ alg: SIGNING_ALGORITHM, typ: TOKEN_TYPE, kid })
      .setIssuer(issuer)
      .setAudience(AUDIENCE)
      .setSubject(token.subject)
      .setJti(newId())
      .setIssuedAt(nowSeconds)
      .setNotBefore(nowSeconds)
      .setExpirationTime(nowSeconds + TOKEN_LIFETIME_SECONDS)
      .sign(privateKey);
  }

  /**
   * What a token of ours says; undefined when it is none, or not valid now. Whether it was revoked is another matter. Needs
   * `SystemScope`.
   */
  async read(tx: Tx, token: string): Promise<ReadToken | undefined> {
    const { keys, clock, issuer } = this.#options;
    const kid = keyNamedBy(token);
    const key = kid === undefined ? undefined : await keys.verifyingKey(tx, kid);
    if (key === undefined) return undefined;
    try {
      const { payload } = await jwtVerify(token, key, {
        algorithms: [SIGNING_ALGORITHM],
        typ: TOKEN_TYPE,
        issuer,
        audience: AUDIENCE,
        currentDate: clock(),
      });
      const claims = claimsSchema.parse(payload);
      const { sid = null } = familySchema.parse(payload);
      const { jti, sub, client_id: clientId, iat: issuedAt } = claims;
      const accountId = sub === clientId ? null : sub;
      return { claims, identity: { jti, sid, accountId, clientId, issuedAt } };
    } catch {
      return undefined;
    }
  }
}

/** True for what can be an access token: three parts (RFC 7515, section 7.1). What cannot be may be a refresh token. */
export function isJwt(token: string): boolean {
  return token.split(".", 4).length === 3;
}

/** What our keys are named by (RFC 7638); nobody looks for anything else, which Postgres might not even hold. */
const THUMBPRINT = /^[\w-]{43}$/;

/** `kid` of a token; undefined when it is none of ours, or the token no JWT. */
function keyNamedBy(token: string): string | undefined {
  if (!isJwt(token)) return undefined;
  try {
    const { kid } = decodeProtectedHeader(token);
    return typeof kid === "string" && THUMBPRINT.test(kid) ? kid : undefined;
  } catch {
    return undefined;
  }
}
