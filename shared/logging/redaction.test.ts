import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { redactRecord, redactText, redactValue } from "./redaction.ts";

describe("redaction by key", () => {
  it.each([
    ["authorization", "authorization"],
    ["Proxy-Authorization", "authorization"],
    ["cookie", "cookie"],
    ["Set-Cookie", "cookie"],
    ["setCookies", "cookie"],
    ["x-clinic-viewer", "viewer"],
    ["X_CLINIC_VIEWER", "viewer"],
    ["sessionId", "session"],
    ["password", "secret"],
    ["newPassword", "secret"],
    ["refresh_token", "secret"],
    ["token", "secret"],
    ["clientSecret", "secret"],
    ["api-key", "secret"],
    ["totp", "secret"],
    ["cvv", "card"],
    ["aadhaarNumber", "aadhaar"],
    ["pan", "pan"],
    ["rawHeaders", "headers"],
  ])("hides what stands under %s at any depth", (key, kind) => {
    const hidden = `[redacted:${kind}]`;
    expect(redactRecord({ [key]: "x" })).toEqual({ [key]: hidden });
    expect(redactRecord({ a: [{ b: { [key]: { deep: 1 } } }] })).toEqual({ a: [{ b: { [key]: hidden } }] });
    expect(redactRecord({ [key]: 123 })).toEqual({ [key]: hidden });
  });

  it("says whether there is a secret, and leaves counts and neighbours alone", () => {
    const record = {
      password: null,
      hasPassword: true,
      tokens: 12,
      maxTokens: 100,
      tokenCount: 3,
      panel: "left",
    };
    expect(redactRecord(record)).toEqual(record);
    expect(redactRecord({ token: undefined })).toEqual({});
  });
});

describe("redaction by value", () => {
  it("reaches every text: keys, lists, maps, sets, JSON of objects, bigints and numbers", () => {
    expect(
      redactRecord({
        "patient@northwind.example": 1,
        list: ["a@b.co", 7, true, null, undefined, () => 0, Symbol("s")],
        map: new Map<string, unknown>([
          ["cookie", "x"],
          ["to", "a@b.co"],
        ]),
        set: new Set(["a@b.co"]),
        at: new Date("2026-03-01T09:00:00.000Z"),
        link: new URL("https://x.example/?email=a@b.co"),
        card: 4111111111111111,
        big: 4111111111111111n,
        aadhaar: { number: 234123412346 },
        millisecondsSince1970: 1764000000000,
        ratio: 0.25,
        bytes: Buffer.from("secret"),
        nothing: undefined,
      }),
    ).toEqual({
      "[redacted:email]": 1,
      list: ["[redacted:email]", 7, true, null, null, null, null],
      map: { cookie: "[redacted:cookie]", to: "[redacted:email]" },
      set: ["[redacted:email]"],
      at: "2026-03-01T09:00:00.000Z",
      link: "https://x.example/?email=[redacted:email]",
      card: "[redacted:card]",
      big: "[redacted:card]",
      aadhaar: "[redacted:aadhaar]",
      millisecondsSince1970: 1764000000000,
      ratio: 0.25,
      bytes: "[6 bytes]",
    });
    expect(redactValue(234123412346)).toBe("[redacted:aadhaar]");
    expect(redactValue("a@b.co")).toBe(redactText("a@b.co"));
  });

  it("hides an e-mail address at any place of any value", () => {
    const leaf = fc.oneof(fc.constant("mail patient@northwind.example"), fc.integer(), fc.constant(null));
    const tree = fc.letrec<{ node: unknown }>((tie) => ({
      node: fc.oneof(
        { depthSize: "medium" },
        leaf,
        fc.array(tie("node"), { maxLength: 4 }),
        fc.dictionary(fc.string(), tie("node"), { maxKeys: 4 }),
      ),
    })).node;
    fc.assert(
      fc.property(tree, (value) => {
        expect(JSON.stringify({ value: redactValue(value) })).not.toContain("northwind");
      }),
    );
  });
});

describe("redaction is safe with", () => {
  it("cycles, but shows an object that merely occurs twice", () => {
    const shared = { a: 1 };
    const cyclic: Record<string, unknown> = { shared, again: shared };
    cyclic["self"] = cyclic;
    expect(redactRecord({ cyclic })).toEqual({
      cyclic: { shared: { a: 1 }, again: { a: 1 }, self: "[circular]" },
    });
  });

  it("keys that belong to prototypes", () => {
    const record: unknown = JSON.parse('{"__proto__":{"isAdmin":true},"constructor":1,"hasOwnProperty":2}');
    const redacted = redactRecord(Object(record));
    expect(JSON.stringify(redacted)).toBe(
      '{"__proto__":{"isAdmin":true},"constructor":1,"hasOwnProperty":2}',
    );
    expect("isAdmin" in redacted).toBe(false);
    expect("isAdmin" in {}).toBe(false);
  });

  it("getters, proxies and toJSON that throw", () => {
    const refuse = (): never => {
      throw new Error("no");
    };
    expect(
      redactRecord({
        getter: Object.defineProperty({}, "x", { enumerable: true, get: refuse }),
        proxy: new Proxy({}, { ownKeys: refuse }),
        json: { toJSON: refuse },
      }),
    ).toEqual({ getter: { x: "[unreadable]" }, proxy: "[unreadable]", json: "[unreadable]" });
  });

  it("depth, number and length", () => {
    let deep: unknown = "end";
    for (let level = 0; level < 20; level += 1) deep = { deep };
    expect(JSON.stringify(redactValue(deep))).toBe(`${'{"deep":'.repeat(10)}"[too deep]"${"}".repeat(10)}`);

    const wide = redactValue(Array.from({ length: 5_000 }, () => 1));
    expect(wide).toHaveLength(1_000);
    expect(wide).toHaveProperty("999", "[cut]");
    const many = Object.fromEntries(Array.from({ length: 5_000 }, (_, at) => [`k${String(at)}`, 1]));
    expect(Object.keys(redactRecord(many))).toHaveLength(1_001);
    expect(redactRecord({ ["k".repeat(500)]: 1 })).toEqual({ ["k".repeat(128)]: 1 });

    const texts = redactValue(Array.from({ length: 10 }, () => "word ".repeat(1_638)));
    expect(texts).toHaveProperty("9", "[cut]");
    expect(texts).toHaveProperty("0", "word ".repeat(1_638));
  });

  it("requests, which hold bodies and sockets", () => {
    class Incoming {
      readonly method = "POST";
      readonly url = "/graphql?email=a@b.co";
      readonly headers = { cookie: "x" };
      readonly body = "the patient's secret";
    }
    expect(redactRecord({ req: new Incoming() })).toEqual({
      req: { method: "POST", url: "/graphql?email=[redacted:email]" },
    });
    const plain = { method: "POST", url: "/", headers: { cookie: "x" } };
    expect(redactRecord({ plain, bare: Object.assign(Object.create(null), plain) })).toEqual({
      plain: { method: "POST", url: "/", headers: { cookie: "[redacted:cookie]" } },
      bare: { method: "POST", url: "/", headers: { cookie: "[redacted:cookie]" } },
    });
  });

  it("more different keys than it remembers", () => {
    for (let at = 0; at < 2_500; at += 1) redactRecord({ [`key-${String(at)}`]: 1 });
    expect(redactRecord({ "late-password": "x" })).toEqual({ "late-password": "[redacted:secret]" });
  });
});
