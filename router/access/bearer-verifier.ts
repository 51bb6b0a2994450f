import { hash } from "node:crypto";
import { errors, jwtVerify, type JWTVerifyGetKey } from "jose";
import { LRUCache } from "lru-cache";
import { z } from "zod";
import { ANONYMOUS, ROLES, TIERS, type Viewer } from "#shared/auth/viewer.ts";
import { AppError } from "#shared/errors/app-error.ts";
import type { Deadline } from "#shared/http/deadline.ts";
import type { Clock } from "#shared/time/clock.ts";
import type { SigningKeys } from "./signing-keys.ts";
import type { TokenIdentity } from "./revocation-list.ts";
import type { RevocationCheck } from "./token-status.ts";

/**
 * The viewer that an access token carries.
 * @throws AppError `AUTH_UNAUTHENTICATED` for a token that is not valid (now) or was revoked, `DEPENDENCY_UNAVAILABLE` or
 *   `DEADLINE_EXCEEDED` when the keys to judge it cannot be fetched, or nobody can say whether it was revoked
 */
export type BearerVerifier = (token: string, deadline: Deadline) => Promise<Viewer>;

/** What {@link createBearerVerifier} needs. */
export interface BearerVerifierOptions {
  readonly keys: SigningKeys;
  /** Must equal `iss`. */
  readonly issuer: string;
  /** Must be in `aud`. */
  readonly audience: string;
  readonly clock: Clock;
  readonly isRevoked: RevocationCheck;
}

/** Claims of an access token (RFC 9068) that make the viewer. No token speaks for one of our own processes. */
const claimsSchema = z
  .object({
    jti: z.string().min(1),
    iat: z.number(),
    /** Of a person's token: the family that it is of. */
    sid: z.uuid().nullish(),
    sub: z.string().min(1),
    client_id: z.string().min(1).optional(),
    tenant_id: z.uuid(),
    roles: z.array(z.enum(ROLES).exclude(["SYSTEM"])),
    patient_id: z.uuid().nullish(),
    practitioner_id: z.uuid().nullish(),
    regions: z.array(z.string()).optional(),
    tier: z.enum(TIERS).nullish(),
    /** Parted by spaces (RFC 9068, section 2.2.3). */
    scope: z.string().default(""),
  })
  // A client's own token names the client as its subject (RFC 9068, section 2.2), any other an account.
  .refine(({ sub, client_id: clientId }) => sub === clientId || z.uuid().safeParse(sub).success);
type Claims = z.infer<typeof claimsSchema>;
/** Characters. Ours have a thousand, with every scope two; no work is done for more. */
const LONGEST_TOKEN = 4_096;

/** Tokens whose signature need not be looked at again; about a kilobyte each. */
const REMEMBERED_TOKENS = 5_000;

/** A token that was found good. */
interface Verified {
  readonly viewer: Viewer;
  /** What revocations are about, asked each time. */
  readonly identity: TokenIdentity;
  /** The keys by which it was: with others it is looked at again. */
  readonly keys: JWTVerifyGetKey;
  readonly notBeforeSeconds: number;
  readonly expiresAtSeconds: number;
}

/**
 * Verifies ES256 access tokens of type `at+jwt`; a key id not seen before makes the keys be fetched once more. When a token is
 * good, and whether it was revoked, is asked each time.
 */
export function createBearerVerifier(options: BearerVerifierOptions): BearerVerifier {
  const verifyWith = createSignatureVerifier(options);
  const verify = async (token: string, deadline: Deadline): Promise<Verified> => {
    if (token.length > LONGEST_TOKEN)
      throw new AppError("AUTH_UNAUTHENTICATED", "The access token is not valid.");
    try {
      try {
        return await verifyWith(token, await options.keys.current(deadline));
      } catch (error) {
        if (!(error instanceof errors.JWKSNoMatchingKey)) throw error;
        const newer = await options.keys.refreshed(deadline);
        if (newer === null) throw error;
        return await verifyWith(token, newer);
      }
    } catch (error) {
      if (error instanceof AppError) throw error;
      throw new AppError("AUTH_UNAUTHENTICATED", "The access token is not valid.", { cause: error });
    }
  };
  return async (token, deadline) => {
    const { viewer, identity } = await verify(token, deadline);
    if (await options.isRevoked(identity, deadline)) {
      throw new AppError("AUTH_UNAUTHENTICATED", "The access token was revoked.");
    }
    return viewer;
  };
}

/**
 * A signature is looked at once for as long as the keys stay the same, because that takes longer than all else that a small
 * request does.
 */
function createSignatureVerifier({ issuer, audience, clock }: BearerVerifierOptions) {
  const remembered = new LRUCache<string, Verified>({ max: REMEMBERED_TOKENS });
  return async (token: string, keys: JWTVerifyGetKey): Promise<Verified> => {
    const now = clock();
    const tokenHash = hash("sha256", token, "base64url");
    const known = remembered.get(tokenHash);
    if (known?.keys === keys && isInForce(known, now)) return known;
    const { payload } = await jwtVerify(token, keys, {
      algorithms: ["ES256"],
      typ: "at+jwt",
      issuer,
      audience,
      requiredClaims: ["exp", "iat", "jti", "sub"],
      currentDate: now,
    });
    const claims = claimsSchema.parse(payload);
    const viewer = toViewer(claims);
    const { nbf: notBeforeSeconds = 0, exp: expiresAtSeconds = 0 } = payload;
    const verified = {
      viewer,
      identity: toIdentity(claims, viewer),
      keys,
      notBeforeSeconds,
      expiresAtSeconds,
    };
    remembered.set(tokenHash, verified);
    return verified;
  };
}

/** As jose judges it: by whole seconds, and the second of `exp` is too late (RFC 7519, section 4.1.4). */
function isInForce({ notBeforeSeconds, expiresAtSeconds }: Verified, now: Date): boolean {
  const nowSeconds = Math.floor(now.getTime() / 1000);
  return notBeforeSeconds <= nowSeconds && nowSeconds < expiresAtSeconds;
}

function toIdentity(
  { jti, sid = null, iat: issuedAt }: Claims,
  { accountId, clientId }: Viewer,
): TokenIdentity {
  return { jti, sid, accountId, clientId, issuedAt };
}

/**
 * A client's own token names the client as its subject (RFC 9068, section 2.2). Any token may do what its scopes say and
 * nothing when it names none; a person's, besides, no more than the person's roles allow.
 */
function toViewer(claims: Claims): Viewer {
  const isClient = claims.sub === claims.client_id;
  return {
    ...ANONYMOUS,
    kind: isClient ? "CLIENT" : "ACCOUNT",
    accountId: isClient ? null : claims.sub,
    tenantId: claims.tenant_id,
    roles: claims.roles,
    patientId: claims.patient_id ?? null,
    practitionerId: claims.practitioner_id ?? null,
    regions: claims.regions ?? [],
    tier: claims.tier ?? null,
    clientId: claims.client_id ?? null,
    scopes: claims.scope.split(" ").filter((scope) => scope !== ""),
  };
}
