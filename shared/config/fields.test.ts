import { randomBytes } from "node:crypto";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { z } from "zod";
import {
  booleanFlag,
  count,
  durationMs,
  keyRing,
  logLevel,
  nodeEnv,
  port,
  secretKey,
  url,
} from "./fields.ts";

function problems(schema: z.ZodType, value: unknown): string[] {
  const result = schema.safeParse(value);
  return result.success ? [] : result.error.issues.map((issue) => issue.message);
}

describe("port", () => {
  it("takes 0 to 65535 in digits", () => {
    expect(port().parse("0")).toBe(0);
    expect(port().parse("65535")).toBe(65_535);
    const rule = "must be a port from 0 to 65535, in digits only";
    for (const text of ["65536", "-1", "4000.0", "4e3", " 4000", "0x10", "four"]) {
      expect(problems(port(), text)).toEqual([rule]);
    }
  });
});

describe("durationMs", () => {
  it("takes whole numbers within its bounds", () => {
    const field = durationMs({ minimumMs: 100, maximumMs: 5_000 });
    expect(field.parse("100")).toBe(100);
    expect(field.parse("5000")).toBe(5_000);
    const rule = "must be a number of milliseconds from 100 to 5000, in digits only";
    expect(problems(field, "99")).toEqual([rule]);
    expect(problems(field, "5001")).toEqual([rule]);
    expect(problems(field, "1s")).toEqual([rule]);
  });
});

describe("count", () => {
  it("takes whole numbers within its bounds", () => {
    const field = count({ minimum: 1, maximum: 3 });
    expect([field.parse("1"), field.parse("3")]).toEqual([1, 3]);
    const rule = "must be a number from 1 to 3, in digits only";
    expect([problems(field, "0"), problems(field, "4"), problems(field, "1.5")]).toEqual([
      [rule],
      [rule],
      [rule],
    ]);
  });
});

describe("url", () => {
  it.each([
    ["postgres", "postgresql://users:secret@db:5432/clinic", "http://db"],
    ["http", "https://users.internal:4002", "postgres://db"],
    ["redis", "rediss://cache:6380/1", "amqp://cache"],
    ["amqp", "amqps://user:pw@broker", "redis://broker"],
  ] as const)("takes an address of %s as it is, and no other", (kind, good, other) => {
    expect(url(kind).parse(good)).toBe(good);
    expect(problems(url(kind), other)).toHaveLength(1);
    expect(problems(url(kind), "localhost:5432")).toHaveLength(1);
    expect(problems(url(kind), `${kind}://`)).toHaveLength(1);
    expect(problems(url(kind), "not an address")).toHaveLength(1);
  });

  it("says which addresses it takes", () => {
    expect(problems(url("postgres"), "x")).toEqual([
      "must be an address that begins with postgres:// or postgresql://",
    ]);
  });
});

describe("secretKey", () => {
  it("takes 32 bytes and more", () => {
    fc.assert(
      fc.property(fc.uint8Array({ minLength: 32, maxLength: 80 }), (bytes) => {
        expect(secretKey().parse(Buffer.from(bytes).toString("base64"))).toEqual(new Uint8Array(bytes));
      }),
    );
  });

  it("refuses short ones, and text that is not base64, without repeating it", () => {
    const rule = "must be at least 32 bytes in base64";
    expect(problems(secretKey(), randomBytes(31).toString("base64"))).toEqual([rule]);
    expect(problems(secretKey(), `${"a".repeat(60)}!`)).toEqual([rule]);
  });
});

describe("keyRing", () => {
  const encode = (fill: number): string => Buffer.alloc(32, fill).toString("base64");

  it("keeps the order: the first signs", () => {
    const ring = keyRing().parse(`b:${encode(1)}, a-2:${encode(2)}`);
    expect(ring).toEqual([
      { kid: "b", secret: new Uint8Array(32).fill(1) },
      { kid: "a-2", secret: new Uint8Array(32).fill(2) },
    ]);
    expect(Object.isFrozen(ring)).toBe(true);
  });

  it.each([
    ["no pair", "abc"],
    ["nothing", ""],
    ["a bad pair after a good one", `a:${encode(1)},b`],
    ["a pair of three parts", `a:${encode(1)}:x`],
    ["an id that would break the header", `a.b:${encode(1)}`],
    ["an id twice", `a:${encode(1)},a:${encode(2)}`],
    ["a short key", "a:c2hvcnQ="],
  ])("refuses %s", (_, text) => {
    expect(problems(keyRing(), text)).toEqual([
      "must be kid:key pairs parted by commas, each kid once and each key at least 32 bytes in base64",
    ]);
  });
});

describe("words", () => {
  it("take exactly the words of their list", () => {
    expect(logLevel().parse("warn")).toBe("warn");
    expect(nodeEnv().parse("production")).toBe("production");
    expect([booleanFlag().parse("true"), booleanFlag().parse("false")]).toEqual([true, false]);
    expect(problems(logLevel(), "verbose")).toEqual([
      "must be one of silent, fatal, error, warn, info, debug, trace",
    ]);
    expect(problems(nodeEnv(), "prod")).toEqual(["must be one of development, test, production"]);
    expect(problems(booleanFlag(), "1")).toEqual(["must be one of true, false"]);
  });
});
