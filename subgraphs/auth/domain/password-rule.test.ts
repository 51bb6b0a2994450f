import { describe, expect, it } from "vitest";
import { isWeakPassword } from "./password-rule.ts";

describe("a password", () => {
  const isWeak = (password: string, email = "x@y.example"): Promise<boolean> =>
    isWeakPassword(password, { email, givenName: "Annegret", familyName: "Kowalczyk" });

  it.each([
    ["of four words", "correct horse battery staple"],
    ["of 12 characters without a pattern", "K7#pfw9!qLzz"],
    ["with a local part of three characters", "my-mar-password", "mar@y.example"],
    ["with the domain only", "y.example-1234", "mara@y.example"],
    ["that is long", "vjzq wmrk ".repeat(20) + "of no pattern, 7 foxes"],
  ])("%s is good", async (_name, password, email?: string) => {
    expect(await isWeak(password, email)).toBe(false);
  });

  it.each([
    ["of 11 characters", "K7#pfw9!qLz"],
    ["of 11 characters of two UTF-16 units", "😀".repeat(11)],
    ["with the address's local part", "my-MARA-password", "mara@y.example"],
    ["with a local part that has an @ in it", '"a@b"-password', '"a@b"@y.example'],
    ["of a common word and a number", "Password1234"],
    ["of a common word with other characters for letters", "p@$$w0rd1234"],
    ["of the alphabet", "abcdefghijkl"],
    ["of a row of the keyboard", "qwertyuiop12"],
    ["that repeats itself", "aB3$".repeat(50)],
    ["of a date", "01.02.199001.02.1990"],
    ["of its owner's names", "AnnegretKowalczyk"],
  ])("%s is weak", async (_name, password, email?: string) => {
    expect(await isWeak(password, email)).toBe(true);
  });
});
