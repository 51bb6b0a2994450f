import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { createSealer } from "./seal.ts";

const sealer = createSealer(Buffer.alloc(32, 1));
const REFUSED = "The sealed value cannot be opened with this key for this purpose.";

describe("a sealer", () => {
  it("opens what it sealed, for the same purpose", () => {
    fc.assert(
      fc.property(fc.string({ unit: "binary" }), fc.string({ unit: "binary" }), (text, purpose) => {
        expect(sealer.open(sealer.seal(text, purpose), purpose)).toBe(text);
      }),
    );
  });

  it("opens a value sealed in an earlier release", () => {
    const sealed = "v1.3-STDd1sAof1g2BO.REyuEz9jAdFb3G4Icq_CREkqbN5osHRBoB8xR078fw";
    expect(sealer.open(sealed, "test:1")).toBe("sealed long ago");
  });

  it("makes another text each time, with nothing of the value in it", () => {
    const first = sealer.seal("secret", "test:1");
    expect(first).toMatch(/^v1\.[\w-]{16}\.[\w-]{30}$/);
    expect(sealer.seal("secret", "test:1")).not.toBe(first);
  });

  it("refuses another purpose, another key and any changed byte", () => {
    const sealed = sealer.seal("secret", "test:1");
    expect(() => sealer.open(sealed, "test:2")).toThrow(REFUSED);
    expect(() => createSealer(Buffer.alloc(32, 2)).open(sealed, "test:1")).toThrow(REFUSED);
    const [, iv = "", payload = ""] = sealed.split(".");
    const bytes = Buffer.from(payload, "base64url");
    for (const index of bytes.keys()) {
      const changed = Buffer.from(bytes);
      changed.writeUInt8(bytes.readUInt8(index) ^ 1, index);
      expect(() => sealer.open(`v1.${iv}.${changed.toString("base64url")}`, "test:1")).toThrow(REFUSED);
    }
  });

  it("refuses a shortened tag", () => {
    const [version = "", iv = ""] = sealer.seal("", "test:1").split(".");
    for (const length of [0, 4, 15]) {
      const payload = Buffer.alloc(length).toString("base64url");
      expect(() => sealer.open(`${version}.${iv}.${payload}`, "test:1")).toThrow(REFUSED);
    }
  });

  it("refuses a text of another form", () => {
    for (const text of ["", "v1", "v1.a", "v2.a.b", "v1.a.b.c"]) {
      expect(() => sealer.open(text, "test:1")).toThrow("The sealed value has an unknown form.");
    }
  });

  it("takes keys of 32 bytes and more", () => {
    expect(() => createSealer(Buffer.alloc(31))).toThrow(RangeError);
    const long = createSealer(Buffer.alloc(48, 3));
    expect(long.open(long.seal("secret", "test:1"), "test:1")).toBe("secret");
  });
});
