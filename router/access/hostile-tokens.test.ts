import { createHmac, generateKeyPairSync, randomBytes, sign, type KeyObject } from "node:crypto";
import { describe, expect, it } from "vitest";
import { Deadline } from "#shared/http/deadline.ts";
import { jsonResponse } from "#shared/http/service-call.ts";
import { manualClock } from "../test/manual-clock.ts";
import { IDS } from "../test/test-viewers.ts";
import { createAuthenticator } from "./authenticate.ts";
import { createBearerVerifier } from "./bearer-verifier.ts";
import { createSigningKeys } from "./signing-keys.ts";

const ISSUER = "http://localhost:4000";
const { elapsedMs, now } = manualClock();
const NOW = Math.floor(now().getTime() / 1000);
const ours = generateKeyPairSync("ec", { namedCurve: "P-256" });
const theirs = generateKeyPairSync("ec", { namedCurve: "P-256" });
const rsa = generateKeyPairSync("rsa", { modulusLength: 2048 });
const p384 = generateKeyPairSync("ec", { namedCurve: "P-384" });
const secp256k1 = generateKeyPairSync("ec", { namedCurve: "secp256k1" });
const ed25519 = generateKeyPairSync("ed25519");
const JWK = { ...ours.publicKey.export({ format: "jwk" }), kid: "k1", alg: "ES256", use: "sig" };

/** Published, as a key of another kind might be one day: it is not for access tokens. */
const JWK_384 = { ...p384.publicKey.export({ format: "jwk" }), kid: "k2", alg: "ES384", use: "sig" };

const HEADER = { alg: "ES256", typ: "at+jwt", kid: "k1" };
const CLAIMS = {
  iss: ISSUER,
  aud: "clinic-api",
  sub: IDS.account,
  jti: "0190a3b2-7c4d-7e5f-8a6b-1c2d3e4f5a6b",
  iat: NOW,
  nbf: NOW,
  exp: NOW + 600,
  tenant_id: IDS.tenant,
  roles: ["USER"],
};

const encode = (text: string | Uint8Array): string => Buffer.from(text).toString("base64url");
const without = (claim: keyof typeof CLAIMS): string =>
  JSON.stringify(Object.fromEntries(Object.entries(CLAIMS).filter(([name]) => name !== claim)));

/** Of what is signed; in the form of JWS (RFC 7518, section 3.4) unless told otherwise. */
type Signer = (input: string) => string;
const by =
  (privateKey: KeyObject, hash = "sha256", dsaEncoding: "ieee-p1363" | "der" = "ieee-p1363"): Signer =>
  (input) =>
    encode(sign(hash, Buffer.from(input), { key: privateKey, dsaEncoding }));
const hmac =
  (secret: string | Buffer): Signer =>
  (input) =>
    encode(createHmac("sha256", secret).update(input).digest());
const fixed =
  (signature: string): Signer =>
  () =>
    signature;

interface Parts {
  readonly header?: Readonly<Record<string, unknown>> | string;
  readonly claims?: Readonly<Record<string, unknown>> | string;
  readonly signer?: Signer;
}

/** A token that is right but for what is given. */
function token({ header = HEADER, claims = CLAIMS, signer = by(ours.privateKey) }: Parts = {}): string {
  const text = (part: Parts["header"] = ""): string =>
    typeof part === "string" ? part : JSON.stringify(part);
  const input = `${encode(text(header))}.${encode(text(claims))}`;
  return `${input}.${signer(input)}`;
}

const headerWith = (extra: Readonly<Record<string, unknown>>): Parts => ({ header: { ...HEADER, ...extra } });
const claimsWith = (extra: Readonly<Record<string, unknown>>): Parts => ({ claims: { ...CLAIMS, ...extra } });
const attackers = { ...theirs.publicKey.export({ format: "jwk" }), kid: "k1", alg: "ES256" };
const PEM = ours.publicKey.export({ format: "pem", type: "spki" }).toString();
const swapped = (): string => {
  const [head = "", , signature = ""] = token().split(".");
  return `${head}.${encode(JSON.stringify({ ...CLAIMS, roles: ["ADMIN"] }))}.${signature}`;
};
const flipped = (): string => {
  const [head = "", body = "", signature = ""] = token().split(".");
  const bytes = Buffer.from(signature, "base64url");
  bytes.writeUInt8((bytes[10] ?? 0) ^ 1, 10);
  return `${head}.${body}.${encode(bytes)}`;
};

const HOSTILE: readonly (readonly [string, string])[] = [
  ["of the algorithm none, unsigned", token({ ...headerWith({ alg: "none" }), signer: fixed("") })],
  ["of the algorithm none, signed", token(headerWith({ alg: "none" }))],
  ["of the algorithm None", token({ ...headerWith({ alg: "None" }), signer: fixed("") })],
  ["of no algorithm", token(headerWith({ alg: undefined }))],
  ["of an algorithm in small letters", token(headerWith({ alg: "es256" }))],
  ["of a list of algorithms", token(headerWith({ alg: ["ES256"] }))],
  [
    "of HS256 under the public key",
    token({ ...headerWith({ alg: "HS256" }), signer: hmac(JSON.stringify(JWK)) }),
  ],
  ["of HS256 under the public key in PEM", token({ ...headerWith({ alg: "HS256" }), signer: hmac(PEM) })],
  ["of HS256 under nothing", token({ ...headerWith({ alg: "HS256" }), signer: hmac("") })],
  ["of RS256", token({ ...headerWith({ alg: "RS256" }), signer: by(rsa.privateKey) })],
  ["of ES384", token({ ...headerWith({ alg: "ES384" }), signer: by(p384.privateKey, "sha384") })],
  [
    "of ES384, rightly signed by a key that is published",
    token({ ...headerWith({ alg: "ES384", kid: "k2" }), signer: by(p384.privateKey, "sha384") }),
  ],
  ["of ES256K", token({ ...headerWith({ alg: "ES256K" }), signer: by(secp256k1.privateKey) })],
  [
    "of EdDSA",
    token({
      ...headerWith({ alg: "EdDSA" }),
      signer: (input) => encode(sign(null, Buffer.from(input), ed25519.privateKey)),
    }),
  ],
  [
    "of two algorithms",
    token({ header: '{"alg":"ES256","alg":"none","typ":"at+jwt","kid":"k1"}', signer: fixed("") }),
  ],
  ["of the type JWT", token(headerWith({ typ: "JWT" }))],
  ["of no type", token(headerWith({ typ: undefined }))],
  ["of the type of a proof of possession", token(headerWith({ typ: "dpop+jwt" }))],
  ["of a type that is a number", token(headerWith({ typ: 1 }))],
  ["of an unknown key", token({ ...headerWith({ kid: "k9" }), signer: by(theirs.privateKey) })],
  ["of a key that is a path", token({ ...headerWith({ kid: "../../../../dev/null" }), signer: hmac("") })],
  ["of a key that is SQL", token(headerWith({ kid: "k1' union select 'x' --" }))],
  ["of a key that is an object", token(headerWith({ kid: { $ne: null } }))],
  ["of a key with a prototype's name", token(headerWith({ kid: "__proto__" }))],
  ["signed by somebody else", token({ signer: by(theirs.privateKey) })],
  ["that brings its own key", token({ ...headerWith({ jwk: attackers }), signer: by(theirs.privateKey) })],
  [
    "that says where its keys are",
    token({ ...headerWith({ jku: "http://127.0.0.1:1/keys" }), signer: by(theirs.privateKey) }),
  ],
  [
    "that brings a certificate",
    token({ ...headerWith({ x5c: ["MIIB"], x5u: "http://127.0.0.1:1/x" }), signer: by(theirs.privateKey) }),
  ],
  ["with a critical extension nobody knows", token(headerWith({ crit: ["exp"], exp: NOW }))],
  ["with a payload that is not encoded", token(headerWith({ crit: ["b64"], b64: false }))],
  ["whose header is no JSON", token({ header: "alg=ES256" })],
  ["whose header is a list", token({ header: "[]" })],
  ["without a signature", token({ signer: fixed("") })],
  ["with a signature of zeros", token({ signer: fixed(encode(new Uint8Array(64))) })],
  ["with a signature in DER", token({ signer: by(ours.privateKey, "sha256", "der") })],
  ["with half a signature", token({ signer: (input) => by(ours.privateKey)(input).slice(0, 40) })],
  ["with a signature of which one bit is wrong", flipped()],
  ["with a signature of another payload", swapped()],
  ["with a random signature", token({ signer: fixed(encode(randomBytes(64))) })],
  ["of four parts", `${token()}.x`],
  [
    "of five parts, as if encrypted",
    `${encode('{"alg":"dir","enc":"A128GCM"}')}..${encode("iv")}.${encode("x")}.${encode("t")}`,
  ],
  ["of one part", encode("token")],
  ["whose payload is no JSON", token({ claims: "sub=1" })],
  ["whose payload is a list", token({ claims: "[]" })],
  ["whose payload is null", token({ claims: "null" })],
  ["that ended this second", token(claimsWith({ exp: NOW }))],
  ["that ended a second ago", token(claimsWith({ exp: NOW - 1 }))],
  ["that never ends", token({ claims: without("exp") })],
  ["that ends at a text", token(claimsWith({ exp: String(NOW + 600) }))],
  ["that begins in a second", token(claimsWith({ nbf: NOW + 1 }))],
  ["that begins at a text", token(claimsWith({ nbf: "now" }))],
  ["without an id of its own", token({ claims: without("jti") })],
  ["whose id is empty", token(claimsWith({ jti: "" }))],
  ["of a family that is a pattern", token(claimsWith({ sid: "%" }))],
  ["without a time of issue", token({ claims: without("iat") })],
  ["of another issuer", token(claimsWith({ iss: "http://evil.example" }))],
  ["of an issuer with a slash more", token(claimsWith({ iss: `${ISSUER}/` }))],
  ["of no issuer", token({ claims: without("iss") })],
  ["of a list of issuers", token(claimsWith({ iss: [ISSUER] }))],
  ["for another audience", token(claimsWith({ aud: "clinic" }))],
  ["for a list of other audiences", token(claimsWith({ aud: ["a", "b"] }))],
  ["for nobody", token({ claims: without("aud") })],
  ["without a subject", token({ claims: without("sub") })],
  ["whose subject is empty", token(claimsWith({ sub: "" }))],
  ["whose subject is a number", token(claimsWith({ sub: 1 }))],
  ["whose subject is no account", token(claimsWith({ sub: "admin" }))],
  ["that speaks for our own processes", token(claimsWith({ roles: ["SYSTEM"] }))],
  ["of an unknown role", token(claimsWith({ roles: ["ROOT"] }))],
  ["of a role that is no list", token(claimsWith({ roles: "ADMIN" }))],
  ["without roles", token({ claims: without("roles") })],
  ["without a tenant", token({ claims: without("tenant_id") })],
  ["of a tenant that is no id", token(claimsWith({ tenant_id: "northwind" }))],
  ["of a tenant that is several", token(claimsWith({ tenant_id: [IDS.tenant] }))],
  [
    "with claims twice, signed by somebody else",
    token({
      claims: `${JSON.stringify(CLAIMS).slice(0, -1)},"roles":["ADMIN"]}`,
      signer: by(theirs.privateKey),
    }),
  ],
  ["that is larger than any of ours", token(claimsWith({ extra: "x".repeat(8_000) }))],
];

const authenticate = createAuthenticator({
  verifySession: () => Promise.reject(new Error("No session is asked for.")),
  verifyBearer: createBearerVerifier({
    keys: createSigningKeys({
      now: elapsedMs,
      timeoutMs: 1_000,
      callAuth: async () => jsonResponse(200, { keys: [JWK, JWK_384] }),
    }),
    isRevoked: async () => false,
    issuer: ISSUER,
    audience: "clinic-api",
    clock: now,
  }),
});
const show = (authorization: string) =>
  authenticate({ authorization, sessionId: undefined }, new Deadline(5_000));

describe("an access token", () => {
  it("that is right in every part is believed", async () => {
    const { viewer } = await show(`Bearer ${token()}`);
    expect(viewer).toMatchObject({ kind: "ACCOUNT", accountId: IDS.account, roles: ["USER"] });
    expect(HOSTILE.length).toBeGreaterThanOrEqual(40);
  });

  it.each(HOSTILE)("%s is refused", async (_name, hostile) => {
    await expect(show(`Bearer ${hostile}`)).rejects.toMatchObject({ code: "AUTH_UNAUTHENTICATED" });
  });

  it.each([
    ["nothing", "Bearer"],
    ["two tokens", `Bearer ${token()} ${token()}`],
    ["two tokens by a comma", `Bearer ${token()}, Bearer ${token()}`],
    ["a name and a password", "Basic YTpi"],
    ["a token without its scheme", token()],
    ["a line break", `Bearer ${token()}\n`],
  ])("is not looked for in a header with %s", async (_name, header) => {
    await expect(show(header)).rejects.toMatchObject({ code: "AUTH_UNAUTHENTICATED" });
  });
});
