import { errors, jwtVerify, type JWTVerifyGetKey } from "jose";
import { z } from "zod";
import { ANONYMOUS, ROLES, TIERS, type Viewer } from "#shared/auth/viewer.ts";
import { AppError } from "#shared/errors/app-error.ts";
import type { Deadline } from "#shared/http/deadline.ts";
import type { Clock } from "#shared/time/clock.ts";
import type { SigningKeys } from "./signing-keys.ts";
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

/** Verifies ES256 access tokens of type `at+jwt`; a key id not seen before makes the keys be fetched once more. */
export function createBearerVerifier(options: BearerVerifierOptions): BearerVerifier {
  const verifyWith = async (token: string, key: JWTVerifyGetKey): Promise<Claims> => {
    const { payload } = await jwtVerify(token, key, {
      algorithms: ["ES256"],
      typ: "at+jwt",
      issuer: options.issuer,
      audience: options.audience,
      requiredClaims: ["exp", "iat", "jti", "sub"],
      currentDate: options.clock(),
    });
    return claimsSchema.parse(payload);
  };
  const claimsOf = async (token: string, deadline: Deadline): Promise<Claims> => {
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
    const claims = await claimsOf(token, deadline);
    const viewer = toViewer(claims);
    const { accountId, clientId } = viewer;
    const { jti, sid = null, iat: issuedAt } = claims;
    if (await options.isRevoked({ jti, sid, accountId, clientId, issuedAt }, deadline)) {
      throw new AppError("AUTH_UNAUTHENTICATED", "The access token was revoked.");
    }
    return viewer;
  };
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
