import { setTimeout as sleep } from "node:timers/promises";
import { exportJWK, generateKeyPair, SignJWT } from "jose";
import { z } from "zod";
import { ANONYMOUS, type Viewer } from "#shared/auth/viewer.ts";
import { newId } from "#shared/db/ids.ts";
import { REVOCATIONS_PATH } from "#shared/http/service-call.ts";
import type { Answerer } from "../router-alone/memoized-subgraphs.ts";

/** Who is signed in, as auth tells the router. */
const VIEWER: Viewer = {
  ...ANONYMOUS,
  kind: "ACCOUNT",
  accountId: "0197a000-0000-7000-8000-000000000001",
  tenantId: "0197a000-0000-7000-8000-000000000002",
  roles: ["ADMIN", "PRACTITIONER"],
};
const KID = "measured";
/** Whose token {@link AuthStandIn.accessToken} is. */
export const MEASURED_CLIENT = "measured";

/** The auth service, as far as the router asks it. */
export interface AuthStandIn {
  /** Whatever the session, it is {@link VIEWER}'s. */
  readonly answer: Answerer;
  /** A token of a partner's program. */
  accessToken(): Promise<string>;
}

/** An {@link AuthStandIn} with a signing key of its own. */
export async function createAuthStandIn(): Promise<AuthStandIn> {
  const { publicKey, privateKey } = await generateKeyPair("ES256");
  const keys = [{ ...(await exportJWK(publicKey)), kid: KID, alg: "ES256", use: "sig" }];
  const jwks = Buffer.from(JSON.stringify({ keys }));
  const nothingRevoked = Buffer.from(JSON.stringify({ revocations: [], cursor: 0, isComplete: true }));
  const verified = Buffer.from(JSON.stringify({ viewer: VIEWER }));
  return {
    answer: async (body, path) => {
      if (path.startsWith("/.well-known/jwks.json")) return jwks;
      if (path !== REVOCATIONS_PATH) return verified;
      // Nothing is ever revoked, and it is said as slowly as auth says it.
      const { waitMs } = z.object({ waitMs: z.number() }).parse(JSON.parse(body));
      await sleep(waitMs, undefined, { ref: false });
      return nothingRevoked;
    },
    accessToken: () =>
      new SignJWT({
        scope: "patient:list",
        client_id: MEASURED_CLIENT,
        tenant_id: VIEWER.tenantId,
        roles: ["PARTNER"],
      })
        .setProtectedHeader({ alg: "ES256", typ: "at+jwt", kid: KID })
        .setIssuer("http://localhost:4000")
        .setAudience("clinic-api")
        .setSubject(MEASURED_CLIENT)
        .setJti(newId())
        .setIssuedAt()
        .setNotBefore("0s")
        .setExpirationTime("1h")
        .sign(privateKey),
  };
}
