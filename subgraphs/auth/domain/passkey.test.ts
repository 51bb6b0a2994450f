import { describe, expect, it } from "vitest";
import { challengeIn, newChallenge, problemOfUse, userHandleOf } from "./passkey.ts";

const CHALLENGE = newChallenge();
const encode = (value: unknown): string => Buffer.from(JSON.stringify(value)).toString("base64url");

describe("newChallenge", () => {
  it("makes 32 bytes, new ones each time", () => {
    const made = Array.from({ length: 100 }, newChallenge);
    expect(new Set(made).size).toBe(100);
    expect(new Set(made.map((challenge) => Buffer.from(challenge, "base64url").length))).toEqual(
      new Set([32]),
    );
  });
});

describe("challengeIn", () => {
  it("reads the challenge of a page of our own", () => {
    expect(challengeIn(encode({ challenge: CHALLENGE, origin: "https://clinic.example" }))).toBe(CHALLENGE);
    expect(challengeIn(encode({ challenge: CHALLENGE, crossOrigin: false }))).toBe(CHALLENGE);
  });

  it.each([
    ["a page within another's", encode({ challenge: CHALLENGE, crossOrigin: true })],
    ["a page that names who embeds it", encode({ challenge: CHALLENGE, topOrigin: "https://evil.example" })],
    ["a challenge of another length", encode({ challenge: CHALLENGE.slice(1) })],
    ["a challenge that is no text", encode({ challenge: [CHALLENGE] })],
    ["no challenge", encode({})],
    ["null", encode(null)],
    ["what is no JSON", Buffer.from("{").toString("base64url")],
    ["nothing", ""],
  ])("reads none of %s", (_what, clientData) => {
    expect(challengeIn(clientData)).toBeNull();
  });
});

describe("userHandleOf", () => {
  it("is the bytes of the id", () => {
    expect(userHandleOf("0197a000-0000-7000-8000-0000000000ff")).toBe("AZegAAAAcACAAAAAAAAA_w");
  });
});

describe("problemOfUse", () => {
  const state = (signCount: number, isBackupEligible = false) => ({ signCount, isBackupEligible });

  it.each([
    [0, 0],
    [0, 1],
    [1, 2],
    [5, 4_294_967_295],
  ])("is none when the counter goes from %i to %i", (kept, shown) => {
    expect(problemOfUse(state(kept), state(shown))).toBeNull();
  });

  it.each([
    [1, 1],
    [2, 1],
    [1, 0],
  ])("is a copy when it goes from %i to %i", (kept, shown) => {
    expect(problemOfUse(state(kept), state(shown))).toBe("PASSKEY_COUNTER_WENT_BACK");
  });

  it("is another key when what could not be copied can be now, or the other way round", () => {
    expect(problemOfUse(state(0), state(0, true))).toBe("PASSKEY_BACKUP_ELIGIBILITY_CHANGED");
    expect(problemOfUse(state(0, true), state(0))).toBe("PASSKEY_BACKUP_ELIGIBILITY_CHANGED");
  });
});
