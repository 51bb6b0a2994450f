import { createHash } from "node:crypto";
import { errors, jwtVerify, type JWTVerifyGetKey } from "jose";
import { LRUCache } from "lru-cache";
import { z } from "zod";
import { ANONYMOUS, ROLES, TIERS, type Viewer } from "#shared/auth/viewer.ts";
import { AppError } from "#shared/errors/app-error.ts";
import type { Deadline } from "#shared/http/deadline.ts";
import type { Clock } from "#shared/time/clock.ts";
import type { SigningKeys } from "./signing-keys.ts";

/**
 * The viewer that an access token carries.
 * @throws AppError `AUTH_UNAUTHENTICATED` for a token that is not valid (now), `DEPENDENCY_UNAVAILABLE` or
 *   `DEADLINE_EXCEEDED` when the keys to judge it cannot be fetched
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
}

/** Claims of an access token (RFC 9068) that make the viewer. No token speaks for one of our own processes. */
const claimsSchema = z.object({
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
});
const accountIdSchema = z.uuid();
/** Characters. Ours have a thousand, with every scope two; no work is done for more. */
const LONGEST_TOKEN = 4_096;

/** Tokens whose signature need not be looked at again; about a kilobyte each. */
const REMEMBERED_TOKENS = 5_000;

/** A token that was found good. */
interface Verified {
  readonly viewer: Viewer;
  /** The keys by which it was: with others it is looked at again. */
  readonly keys: JWTVerifyGetKey;
  readonly notBeforeSeconds: number;
  readonly expiresAtSeconds: number;
}

/**
 * Verifies ES256 access tokens of type `at+jwt`; a key id not seen before makes the keys be fetched once more. A signature is
 * looked at once for as long as the keys stay the same, because that takes longer than all else that a small request
 * does; when the token is good is asked each time.
 */
export function createBearerVerifier(options: BearerVerifierOptions): BearerVerifier {
  const remembered = new LRUCache<string, Verified>({ max: REMEMBERED_TOKENS });
  const verifyWith = async (token: string, keys: JWTVerifyGetKey): Promise<Viewer> => {
    const now = options.clock();
    const hash = createHash("sha256").update(token).digest("base64url");
    const known = remembered.get(hash);
    if (known?.keys === keys && isInForce(known, now)) return known.viewer;
    const { payload } = await jwtVerify(token, keys, {
      algorithms: ["ES256"],
      typ: "at+jwt",
      issuer: options.issuer,
      audience: options.audience,
      requiredClaims: ["exp", "iat", "sub"],
      currentDate: now,
    });
    const viewer = toViewer(claimsSchema.parse(payload));
    const { nbf: notBeforeSeconds = 0, exp: expiresAtSeconds = 0 } = payload;
    remembered.set(hash, { viewer, keys, notBeforeSeconds, expiresAtSeconds });
    return viewer;
  };
  return async (token, deadline) => {
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
}

/** As jose judges it: by whole seconds, and the second of `exp` is too late (RFC 7519, section 4.1.4). */
function isInForce({ notBeforeSeconds, expiresAtSeconds }: Verified, now: Date): boolean {
  const nowSeconds = Math.floor(now.getTime() / 1000);
  return notBeforeSeconds <= nowSeconds && nowSeconds < expiresAtSeconds;
}

/**
 * A client's own token names the client as its subject (RFC 9068, section 2.2). Any token may do what its scopes say and
 * nothing when it names none; a person's, besides, no more than the person's roles allow.
 */
function toViewer(claims: z.infer<typeof claimsSchema>): Viewer {
  const isClient = claims.sub === claims.client_id;
  return {
    ...ANONYMOUS,
    kind: isClient ? "CLIENT" : "ACCOUNT",
    accountId: isClient ? null : accountIdSchema.parse(claims.sub),
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
