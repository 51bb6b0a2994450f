import { describe, expect, it } from "vitest";
import { viewerOf } from "#shared/testing/viewers.ts";
import { isMasked } from "./masked.ts";
import { ANONYMOUS } from "./viewer.ts";

const TENANT = "0197a000-0000-7000-8000-000000000001";
const NAME = { action: "patient:read", maskedFor: "patient:pseudonym:read" } as const;

describe("a field that is masked for who may do another action", () => {
  it.each([
    ["ANALYST", true],
    ["ADMIN", false],
    ["PRACTITIONER", false],
    ["SUPPORT", false],
    ["USER", false],
    ["PARTNER", false],
  ] as const)("is masked for %s: %s", (role, masked) => {
    expect(isMasked(viewerOf({ tenantId: TENANT, roles: [role] }), NAME)).toBe(masked);
  });

  it("is shown as it is to who has a role besides that may read it", () => {
    expect(isMasked(viewerOf({ tenantId: TENANT, roles: ["ANALYST", "SUPPORT"] }), NAME)).toBe(false);
  });

  it("is masked for nobody when it says so of nobody", () => {
    expect(isMasked(viewerOf({ tenantId: TENANT, roles: ["ANALYST"] }), { ...NAME, maskedFor: null })).toBe(
      false,
    );
  });

  it("is refused, and not masked, to who is signed out", () => {
    expect(isMasked(ANONYMOUS, NAME)).toBe(false);
  });

  it("is refused to a token that was narrowed from what its holder may read, and to one without the other action", () => {
    const scopes = ["patient:pseudonym:read"];
    expect(isMasked(viewerOf({ tenantId: TENANT, roles: ["USER"], scopes }), NAME)).toBe(false);
    expect(isMasked(viewerOf({ tenantId: TENANT, roles: ["ANALYST"], scopes }), NAME)).toBe(true);
    expect(isMasked(viewerOf({ tenantId: TENANT, roles: ["ANALYST"], scopes: ["clinic:read"] }), NAME)).toBe(
      false,
    );
  });
});
