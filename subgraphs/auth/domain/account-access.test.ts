import { describe, expect, it } from "vitest";
import { ROLES } from "#shared/auth/viewer.ts";
import { areAssignable, areHeldTogether, isLastAdmin, isSameAccess } from "./account-access.ts";

const NOW = new Date("2026-03-09T10:00:00.000Z");

describe("roles that accounts are given", () => {
  it("are all but those of programs", () => {
    expect(ROLES.filter((role) => areAssignable([role]))).toEqual([
      "ADMIN",
      "USER",
      "SUPPORT",
      "PRACTITIONER",
      "ANALYST",
    ]);
    expect(areAssignable(["ADMIN", "PARTNER"])).toBe(false);
  });

  it("are held together, but for an analyst's, which would know names by any other", () => {
    expect(areHeldTogether(["ADMIN", "SUPPORT", "USER", "PRACTITIONER"])).toBe(true);
    expect(areHeldTogether(["ANALYST", "ANALYST"])).toBe(true);
    for (const role of ["ADMIN", "SUPPORT", "USER", "PRACTITIONER"])
      expect(areHeldTogether([role, "ANALYST"])).toBe(false);
  });
});

describe("the last admin", () => {
  const admin = { roles: ["USER", "ADMIN"], disabledAt: null };

  it("is the only one who can sign in and has the role", () => {
    const accounts = [
      { id: "a", ...admin },
      { id: "b", ...admin, disabledAt: NOW },
      { id: "c", roles: ["SUPPORT"], disabledAt: null },
    ];
    expect(accounts.map(({ id }) => isLastAdmin(accounts, id))).toEqual([true, false, false]);
  });

  it("is none of two, and nobody where there is none", () => {
    const two = ["a", "b"].map((id) => ({ id, ...admin }));
    expect(two.map(({ id }) => isLastAdmin(two, id))).toEqual([false, false]);
    expect(isLastAdmin([{ id: "a", roles: ["USER"], disabledAt: null }], "a")).toBe(false);
  });
});

describe("access", () => {
  const access = { roles: ["SUPPORT", "USER"], regions: ["eu-central"], tier: "STANDARD" };

  it.each([
    [{ ...access, roles: ["USER", "SUPPORT", "USER"] }, true],
    [{ ...access, roles: ["USER"] }, false],
    [{ ...access, regions: [] }, false],
    [{ ...access, tier: "PREMIUM" }, false],
  ])("is the same whatever its order and repetitions, and nothing else is: %j %s", (other, isSame) => {
    expect(isSameAccess(access, other)).toBe(isSame);
  });
});
