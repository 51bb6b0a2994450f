import { describe, expect, it } from "vitest";
import { hashPassword, NOBODYS_PASSWORD_HASH, verifyPassword } from "./password.ts";

const PARAMETERS = /^\$argon2id\$v=19\$m=19456,t=2,p=1\$[A-Za-z0-9+/]{22}\$[A-Za-z0-9+/]{43}$/;

describe("a password hash", () => {
  it("is argon2id with the stated parameters and a salt of its own", async () => {
    const first = await hashPassword("correct horse");
    expect(first).toMatch(PARAMETERS);
    expect(await hashPassword("correct horse")).not.toBe(first);
  });

  it("verifies its password and no other", async () => {
    const hashed = await hashPassword("correct horse");
    expect(await verifyPassword(hashed, "correct horse")).toBe(true);
    expect(await verifyPassword(hashed, "correct horse ")).toBe(false);
  });

  it("takes a letter however the keyboard writes it", async () => {
    expect(await verifyPassword(await hashPassword("Zoe\u0308-password"), "Zo\u00eb-password")).toBe(true);
  });

  it("that stands for no account costs the same and never verifies", async () => {
    expect(NOBODYS_PASSWORD_HASH).toMatch(PARAMETERS);
    expect(await verifyPassword(NOBODYS_PASSWORD_HASH, "")).toBe(false);
  });

  it("of another form is refused", async () => {
    await expect(verifyPassword("plain text", "plain text")).rejects.toThrow();
  });
});
