import { createHmac } from "node:crypto";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { viewerOf } from "#shared/testing/viewers.ts";
import { SIGNATURE_LIFETIME_MS, signViewer, verifyViewer, type ViewerKeyRing } from "./signed-viewer.ts";
import { ANONYMOUS, type Viewer } from "./viewer.ts";

const NOW = new Date("2026-03-01T09:00:00.000Z");
const KEYS: ViewerKeyRing = [{ kid: "k1", secret: Buffer.alloc(32, 1) }];
const BODY = '{"query":"{ __typename }"}';
const VIEWER: Viewer = viewerOf({
  tenantId: "0197a000-0000-7000-8000-000000000001",
  roles: ["USER", "SUPPORT"],
  regions: ["eu-north"],
  patientId: "0197a000-0000-7000-8000-000000000002",
  mfaAt: "2026-03-01T08:59:00.000Z",
  breakGlass: {
    grantId: "0197a000-0000-7000-8000-000000000003",
    patientId: "0197a000-0000-7000-8000-000000000004",
    purpose: "EMERGENCY_TREATMENT",
    expiresAt: "2026-03-01T10:00:00.000Z",
  },
});

const sign = (change: Partial<Parameters<typeof signViewer>[0]> = {}): string =>
  signViewer({ viewer: VIEWER, audience: "users", body: BODY, keys: KEYS, now: NOW, ...change });

const verify = (
  header: string | undefined,
  change: Partial<Omit<Parameters<typeof verifyViewer>[0], "header">> = {},
): ReturnType<typeof verifyViewer> =>
  verifyViewer({ header, audience: "users", body: BODY, keys: KEYS, clock: () => NOW, ...change });

/** A header with a right signature over claims of our choice. */
function signed(claims: unknown): string {
  const text = `v1.k1.${Buffer.from(typeof claims === "string" ? claims : JSON.stringify(claims)).toString("base64url")}`;
  return `${text}.${createHmac("sha256", KEYS[0].secret).update(text).digest("base64url")}`;
}

describe("a signed viewer", () => {
  it("comes back as it was signed", () => {
    expect(verify(sign())).toStrictEqual({ ok: true, viewer: VIEWER, clientAddress: null });
    expect(verify(sign({ viewer: ANONYMOUS }))).toStrictEqual({
      ok: true,
      viewer: ANONYMOUS,
      clientAddress: null,
    });
  });

  it("tells where the client called from, when it was told, under the same signature", () => {
    expect(verify(sign({ clientAddress: "2001:db8::7" }))).toStrictEqual({
      ok: true,
      viewer: VIEWER,
      clientAddress: "2001:db8::7",
    });
    const [version, kid, , signature] = sign({ clientAddress: "192.0.2.1" }).split(".");
    const [, , claims] = sign({ clientAddress: "192.0.2.2" }).split(".");
    expect(verify([version, kid, claims, signature].join("."))).toStrictEqual({
      ok: false,
      problem: "forged",
    });
  });

  it.each([
    ["a millisecond before its end", NOW.getTime() + 1, true],
    ["at its end", NOW.getTime(), false],
  ])(
    "brings a break-glass grant until it expires, and nothing of it then: %s",
    (_case, endsAtMs, isThere) => {
      const breakGlass = VIEWER.breakGlass && {
        ...VIEWER.breakGlass,
        expiresAt: new Date(endsAtMs).toISOString(),
      };
      const viewer = { ...VIEWER, breakGlass };
      expect(verify(sign({ viewer }))).toStrictEqual({
        ok: true,
        viewer: { ...viewer, breakGlass: isThere ? breakGlass : null },
        clientAddress: null,
      });
    },
  );

  it("is refused when missing", () => {
    expect(verify(undefined)).toStrictEqual({ ok: false, problem: "missing" });
  });

  it.each([
    ["empty", ""],
    ["three parts", "v1.k1.e30"],
    ["five parts", `${sign()}.x`],
    ["another version", sign().replace(/^v1/, "v2")],
    ["no key id", sign().replace(".k1.", "..")],
    ["no claims", "v1.k1..AAAA"],
    ["no signature", "v1.k1.e30."],
    ["claims that are not JSON", signed("{")],
    ["claims without a viewer", signed({ aud: "users", iat: NOW.getTime(), bsh: "" })],
    [
      "a viewer with a role nobody has",
      signed({ aud: "users", iat: 1, bsh: "", viewer: { ...VIEWER, roles: ["ROOT"] } }),
    ],
    ["a claim nobody knows", signed({ aud: "users", iat: 1, bsh: "", viewer: VIEWER, sudo: true })],
  ])("is refused when malformed: %s", (_case, header) => {
    expect(verify(header)).toStrictEqual({ ok: false, problem: "malformed" });
  });

  it("is refused when forged with another secret under a known key id", () => {
    const header = sign({ keys: [{ kid: "k1", secret: Buffer.alloc(32, 2) }] });
    expect(verify(header)).toStrictEqual({ ok: false, problem: "forged" });
  });

  it("is refused when its claims were replaced under a signature of other claims", () => {
    const [version, kid, , signature] = sign().split(".");
    const [, , claims] = sign({ viewer: { ...VIEWER, roles: ["ADMIN"] } }).split(".");
    const header = [version, kid, claims, signature].join(".");
    expect(verify(header)).toStrictEqual({ ok: false, problem: "forged" });
  });

  it("is refused under a key that is not known", () => {
    const header = sign({ keys: [{ kid: "k9", secret: KEYS[0].secret }] });
    expect(verify(header)).toStrictEqual({ ok: false, problem: "unknown-key" });
  });

  it("is refused by another audience than it was signed for", () => {
    expect(verify(sign(), { audience: "audit" })).toStrictEqual({ ok: false, problem: "wrong-audience" });
  });

  it("is refused with another body", () => {
    expect(verify(sign(), { body: `${BODY} ` })).toStrictEqual({ ok: false, problem: "wrong-body" });
  });

  it.each([
    ["as old as allowed", SIGNATURE_LIFETIME_MS, true],
    ["a millisecond older", SIGNATURE_LIFETIME_MS + 1, false],
    ["as far in the future as allowed", -SIGNATURE_LIFETIME_MS, true],
    ["a millisecond further in the future", -SIGNATURE_LIFETIME_MS - 1, false],
  ])("is judged by its age: %s", (_case, ageMs, isAccepted) => {
    const answer = verify(sign(), { clock: () => new Date(NOW.getTime() + ageMs) });
    expect(answer).toStrictEqual(
      isAccepted ? { ok: true, viewer: VIEWER, clientAddress: null } : { ok: false, problem: "expired" },
    );
  });

  it("verifies under every key of the ring, and is signed by the first, so that keys can be rotated", () => {
    const next = { kid: "k2", secret: Buffer.alloc(32, 3) };
    const old = sign();
    expect(verify(old, { keys: [next, KEYS[0]] })).toStrictEqual({
      ok: true,
      viewer: VIEWER,
      clientAddress: null,
    });
    expect(sign({ keys: [next, KEYS[0]] }).startsWith("v1.k2.")).toBe(true);
    expect(verify(old, { keys: [next] })).toStrictEqual({ ok: false, problem: "unknown-key" });
  });

  it("is refused when any single character was changed", () => {
    const header = sign();
    const position = fc.integer({ min: 0, max: header.length - 1 });
    const character = fc.integer({ min: 0x20, max: 0x17f }).map((code) => String.fromCharCode(code));
    fc.assert(
      fc.property(position, character, (at, replacement) => {
        fc.pre(header.charAt(at) !== replacement);
        return !verify(header.slice(0, at) + replacement + header.slice(at + 1)).ok;
      }),
      { numRuns: 1_000 },
    );
  });

  it("is refused in every other spelling of its signature's bytes", () => {
    const header = sign();
    const last = header.slice(-1);
    for (const other of "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_") {
      if (other !== last)
        expect(verify(header.slice(0, -1) + other)).toStrictEqual({ ok: false, problem: "forged" });
    }
    expect(verify(`${header}=`)).toStrictEqual({ ok: false, problem: "forged" });
    expect(verify(`${header}é`)).toStrictEqual({ ok: false, problem: "forged" });
  });

  it("is refused when anything was taken away or added", () => {
    const header = sign();
    fc.assert(
      fc.property(
        fc.integer({ min: 0, max: header.length - 1 }),
        fc.string({ minLength: 1, maxLength: 3 }),
        (at, added) => {
          const shorter = header.slice(0, at) + header.slice(at + 1);
          const longer = header.slice(0, at) + added + header.slice(at);
          return !verify(shorter).ok && !verify(longer).ok;
        },
      ),
    );
  });
});
