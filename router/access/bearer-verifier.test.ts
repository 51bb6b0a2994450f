import { exportJWK, generateKeyPair, SignJWT, type CryptoKey, type JWTPayload } from "jose";
import { beforeAll, describe, expect, it } from "vitest";
import { ANONYMOUS, type Viewer } from "#shared/auth/viewer.ts";
import { AppError } from "#shared/errors/app-error.ts";
import { Deadline } from "#shared/http/deadline.ts";
import { jsonResponse, type ServiceResponse } from "#shared/http/service-call.ts";
import type { OutgoingCall } from "../services/service-caller.ts";
import { manualClock } from "../test/manual-clock.ts";
import { IDS } from "../test/test-viewers.ts";
import { createBearerVerifier } from "./bearer-verifier.ts";
import type { TokenIdentity } from "./revocation-list.ts";
import { createSigningKeys, KEYS_COOLDOWN_MS, KEYS_LIFETIME_MS } from "./signing-keys.ts";
import type { RevocationCheck } from "./token-status.ts";

const ISSUER = "http://localhost:4000";
const EXPECTED = { issuer: ISSUER, audience: "clinic-api" } as const;
const CLAIMS = {
  jti: "the-token",
  sub: IDS.account,
  client_id: "front-end",
  tenant_id: IDS.tenant,
  roles: ["USER"],
  patient_id: IDS.patient,
  scope: "patient:read",
};
const VIEWER: Viewer = {
  ...ANONYMOUS,
  kind: "ACCOUNT",
  accountId: IDS.account,
  tenantId: IDS.tenant,
  roles: ["USER"],
  patientId: IDS.patient,
  clientId: "front-end",
  scopes: ["patient:read"],
};

const pairs = new Map<string, CryptoKey>();
const publicKeys = new Map<string, object>();

beforeAll(async () => {
  for (const kid of ["k1", "k2"]) {
    const { publicKey, privateKey } = await generateKeyPair("ES256");
    pairs.set(kid, privateKey);
    publicKeys.set(kid, { ...(await exportJWK(publicKey)), kid, alg: "ES256", use: "sig" });
  }
});

interface TokenParts {
  readonly kid?: string;
  readonly signedBy?: string;
  readonly typ?: string;
  readonly issuer?: string;
  readonly audience?: string;
  readonly claims?: JWTPayload;
  readonly expiresInSeconds?: number;
}

function setUp() {
  const clock = manualClock();
  const served: { kids: string[]; response?: ServiceResponse | undefined } = { kids: ["k1"] };
  const calls: OutgoingCall[] = [];
  const keys = createSigningKeys({
    now: clock.elapsedMs,
    timeoutMs: 120_000,
    callAuth: async (call) => {
      calls.push(call);
      return served.response ?? jsonResponse(200, { keys: served.kids.map((kid) => publicKeys.get(kid)) });
    },
  });
  const judged: TokenIdentity[] = [];
  const revocations = { answer: async (): Promise<boolean> => false };
  const isRevoked: RevocationCheck = (token) => {
    judged.push(token);
    return revocations.answer();
  };
  const verify = createBearerVerifier({ keys, ...EXPECTED, clock: clock.now, isRevoked });
  const sign = async (parts: TokenParts = {}): Promise<string> => {
    const { kid = "k1", signedBy = kid, claims = CLAIMS, expiresInSeconds = 600 } = parts;
    const nowSeconds = Math.floor(clock.now().getTime() / 1000);
    return new SignJWT(claims)
      .setProtectedHeader({ alg: "ES256", typ: parts.typ ?? "at+jwt", kid })
      .setIssuer(parts.issuer ?? ISSUER)
      .setAudience(parts.audience ?? "clinic-api")
      .setIssuedAt(nowSeconds)
      .setExpirationTime(nowSeconds + expiresInSeconds)
      .sign(pairs.get(signedBy) ?? new Uint8Array());
  };
  return {
    clock,
    served,
    calls,
    sign,
    judged,
    revocations,
    verify: (token: string) => verify(token, new Deadline(5_000)),
  };
}

describe("createBearerVerifier", () => {
  it("makes the viewer from the claims of an account's token", async () => {
    const { sign, verify } = setUp();
    expect(await verify(await sign())).toEqual(VIEWER);
  });

  it("knows a token again until its last second, and no longer", async () => {
    const { clock, sign, verify } = setUp();
    const token = await sign({ expiresInSeconds: 200 });
    const first = await verify(token);
    clock.advance(199_000);
    // The same object: its signature was not looked at again.
    expect(await verify(token)).toBe(first);
    clock.advance(1_000);
    await expect(verify(token)).rejects.toMatchObject({ code: "AUTH_UNAUTHENTICATED" });
  });

  it("looks at a token it knows again when the keys are others, and refuses it when its own has gone", async () => {
    const { clock, served, sign, verify } = setUp();
    const token = await sign({ expiresInSeconds: 3_600 });
    const first = await verify(token);
    clock.advance(KEYS_LIFETIME_MS + 1);
    const second = await verify(token);
    expect([second === first, second]).toEqual([false, VIEWER]);
    served.kids = ["k2"];
    clock.advance(KEYS_LIFETIME_MS + 1);
    await expect(verify(token)).rejects.toMatchObject({ code: "AUTH_UNAUTHENTICATED" });
  });

  it("does not take one token for another that differs in a letter", async () => {
    const { sign, verify } = setUp();
    const token = await sign();
    await verify(token);
    // Of the last letter some bits mean nothing.
    const other = token.at(-10) === "A" ? "B" : "A";
    await expect(verify(`${token.slice(0, -10)}${other}${token.slice(-9)}`)).rejects.toMatchObject({
      code: "AUTH_UNAUTHENTICATED",
    });
  });

  it("makes a client of a token whose subject is its own client", async () => {
    const { sign, verify } = setUp();
    const claims = {
      jti: "the-token",
      sub: "partner-lab",
      client_id: "partner-lab",
      tenant_id: IDS.tenant,
      roles: ["PARTNER"],
      regions: ["north"],
      tier: "PREMIUM",
      scope: "practitioner:read slot:read",
    };
    expect(await verify(await sign({ claims }))).toEqual({
      ...ANONYMOUS,
      kind: "CLIENT",
      tenantId: IDS.tenant,
      roles: ["PARTNER"],
      regions: ["north"],
      tier: "PREMIUM",
      clientId: "partner-lab",
      scopes: ["practitioner:read", "slot:read"],
    });
  });

  it.each([
    ["without scopes", {}],
    ["with empty scopes", { scope: " " }],
  ])("limits a client and a person %s to nothing", async (_name, scope) => {
    const { sign, verify } = setUp();
    const jti = "the-token";
    const ofClient = {
      jti,
      sub: "lab",
      client_id: "lab",
      tenant_id: IDS.tenant,
      roles: ["PARTNER"],
      ...scope,
    };
    expect((await verify(await sign({ claims: ofClient }))).scopes).toEqual([]);
    const ofPerson = {
      jti,
      sub: IDS.account,
      client_id: "app",
      tenant_id: IDS.tenant,
      roles: ["ADMIN"],
      ...scope,
    };
    expect((await verify(await sign({ claims: ofPerson }))).scopes).toEqual([]);
  });

  it.each<[string, TokenParts]>([
    ["of another type", { typ: "JWT" }],
    ["of another issuer", { issuer: "http://evil.example" }],
    ["for another audience", { audience: "other-api" }],
    ["that has expired", { expiresInSeconds: -1 }],
    ["signed by another key", { signedBy: "k2" }],
    ["that speaks for our own processes", { claims: { ...CLAIMS, roles: ["SYSTEM"] } }],
    ["whose subject is no account", { claims: { ...CLAIMS, sub: "somebody" } }],
    ["whose scopes are no text", { claims: { ...CLAIMS, scope: ["slot:read"] } }],
    ["without a tenant", { claims: { ...CLAIMS, tenant_id: undefined } }],
    ["without an id of its own", { claims: { ...CLAIMS, jti: "" } }],
    ["of a family that is no id", { claims: { ...CLAIMS, sid: "all" } }],
  ])("refuses a token %s", async (_name, parts) => {
    const { sign, verify } = setUp();
    await expect(verify(await sign(parts))).rejects.toMatchObject({ code: "AUTH_UNAUTHENTICATED" });
  });

  it("refuses a token that was revoked, by whatever names it", async () => {
    const { sign, verify, judged, revocations, clock } = setUp();
    const sid = "0190a3b2-7c4d-7e5f-8a6b-1c2d3e4f5a6b";
    const issuedAt = Math.floor(clock.now().getTime() / 1000);
    revocations.answer = async () => true;
    const person = await sign({ claims: { ...CLAIMS, sid } });
    await expect(verify(person)).rejects.toMatchObject({ code: "AUTH_UNAUTHENTICATED" });
    const own = { jti: "own", sub: "lab", client_id: "lab", tenant_id: IDS.tenant, roles: ["PARTNER"] };
    await expect(verify(await sign({ claims: own }))).rejects.toMatchObject({ code: "AUTH_UNAUTHENTICATED" });
    expect(judged).toEqual([
      { jti: "the-token", sid, accountId: IDS.account, clientId: "front-end", issuedAt },
      { jti: "own", sid: null, accountId: null, clientId: "lab", issuedAt },
    ]);
  });

  it("accepts no token when nobody can say whether it was revoked", async () => {
    const { sign, verify, revocations } = setUp();
    revocations.answer = () => Promise.reject(new AppError("DEPENDENCY_UNAVAILABLE"));
    await expect(verify(await sign())).rejects.toMatchObject({ code: "DEPENDENCY_UNAVAILABLE" });
  });

  it("refuses text that is no token, and algorithms other than ES256", async () => {
    const { verify } = setUp();
    await expect(verify("nonsense")).rejects.toMatchObject({ code: "AUTH_UNAUTHENTICATED" });
    const hs256 = await new SignJWT(CLAIMS)
      .setProtectedHeader({ alg: "HS256", typ: "at+jwt", kid: "k1" })
      .sign(new TextEncoder().encode("k1".repeat(20)));
    await expect(verify(hs256)).rejects.toMatchObject({ code: "AUTH_UNAUTHENTICATED" });
  });

  it("fetches the keys once for many tokens, and again when they are too old", async () => {
    const { sign, verify, calls, clock } = setUp();
    await Promise.all([verify(await sign()), verify(await sign())]);
    clock.advance(KEYS_LIFETIME_MS - 1);
    await verify(await sign());
    expect(calls.map(({ method, path }) => `${method} ${path}`)).toEqual(["GET /.well-known/jwks.json"]);
    clock.advance(1);
    await verify(await sign());
    expect(calls).toHaveLength(2);
  });

  it("fetches the keys again for a new key id, but not more often than the cooldown allows", async () => {
    const { sign, verify, calls, clock, served } = setUp();
    await verify(await sign());
    served.kids = ["k1", "k2"];
    await expect(verify(await sign({ kid: "k2" }))).rejects.toMatchObject({ code: "AUTH_UNAUTHENTICATED" });
    expect(calls).toHaveLength(1);
    clock.advance(KEYS_COOLDOWN_MS);
    expect(await verify(await sign({ kid: "k2" }))).toEqual(VIEWER);
    expect(calls).toHaveLength(2);
  });

  it("does not fetch the keys on the time of whoever asks first", async () => {
    const { clock, sign } = setUp();
    const answer = Promise.withResolvers<ServiceResponse>();
    const calls: OutgoingCall[] = [];
    const callAuth = (call: OutgoingCall): Promise<ServiceResponse> => {
      calls.push(call);
      return answer.promise;
    };
    const keys = createSigningKeys({ now: clock.elapsedMs, timeoutMs: 5_000, callAuth });
    const verify = createBearerVerifier({
      keys,
      ...EXPECTED,
      clock: clock.now,
      isRevoked: async () => false,
    });
    const token = await sign();
    const hasty = new AbortController();
    const first = verify(token, new Deadline(5_000, hasty.signal));
    const second = verify(token, new Deadline(5_000));
    hasty.abort();
    await expect(first).rejects.toMatchObject({ code: "DEADLINE_EXCEEDED" });
    expect(calls.map(({ deadline }) => deadline.signal.aborted)).toEqual([false]);
    answer.resolve(jsonResponse(200, { keys: [publicKeys.get("k1")] }));
    expect(await second).toEqual(VIEWER);
  });

  it("gives auth a time of its own for the keys, however much the one who asks has left", async () => {
    const { verify, sign, calls } = setUp();
    await verify(await sign());
    expect(calls[0]?.deadline.remainingMs()).toBeGreaterThan(60_000);
  });

  it.each([
    ["a fault", jsonResponse(503, {})],
    ["no JSON", { ...jsonResponse(200, {}), body: "<html>" }],
    ["no key set", jsonResponse(200, { keys: "none" })],
  ])("says that auth is not available when it serves %s instead of keys", async (_name, response) => {
    const { sign, verify, served } = setUp();
    served.response = response;
    await expect(verify(await sign())).rejects.toMatchObject({ code: "DEPENDENCY_UNAVAILABLE" });
    served.response = undefined;
    expect(await verify(await sign())).toEqual(VIEWER);
  });
});
