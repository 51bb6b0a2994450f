import { describe, expect, it } from "vitest";
import { createKeyedHash } from "./keyed-hash.ts";

const KEY = Buffer.alloc(32, 1);

describe("a keyed hash", () => {
  it("is the same for the same text, in 43 characters", () => {
    const hash = createKeyedHash(KEY, "test");
    expect(hash("mara@patients.example")).toMatch(/^[A-Za-z0-9_-]{43}$/);
    expect(createKeyedHash(KEY, "test")("mara@patients.example")).toBe(hash("mara@patients.example"));
  });

  it("is another one for another text, key or purpose", () => {
    const hashes = [
      createKeyedHash(KEY, "test")("a"),
      createKeyedHash(KEY, "test")("b"),
      createKeyedHash(KEY, "other")("a"),
      createKeyedHash(Buffer.alloc(32, 2), "test")("a"),
    ];
    expect(new Set(hashes).size).toBe(4);
  });
});
