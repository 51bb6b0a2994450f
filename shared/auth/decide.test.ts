import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { viewerOf } from "#shared/testing/viewers.ts";
import { AppError } from "../errors/app-error.ts";
import { assertCan, decide, decideByRole, refusalError } from "./decide.ts";
import { CONSENT_SCOPES } from "./consent.ts";
import { POLICIES, type Action } from "./policies.ts";
import type { Policy } from "./policy.ts";
import type { Attributes } from "./predicates.ts";
import { ANONYMOUS, ROLES, type Viewer } from "./viewer.ts";

const TENANT = "0197a000-0000-7000-8000-000000000001";
const OTHER_TENANT = "0197a000-0000-7000-8000-000000000002";
const OWN = "0197a000-0000-7000-8000-000000000003";
const OTHER = "0197a000-0000-7000-8000-000000000004";
const ACTIONS = Object.keys(POLICIES) as Action[];

/** Holds every role and matches every attribute of {@link ownThing}. */
const almighty: Viewer = viewerOf({
  tenantId: TENANT,
  roles: [...ROLES],
  accountId: OWN,
  patientId: OWN,
  practitionerId: OWN,
  regions: ["eu-north"],
});
const ownThing: Attributes = {
  type: "Thing",
  id: OTHER,
  tenantId: TENANT,
  accountId: OWN,
  patientId: OWN,
  practitionerId: OWN,
  region: "eu-north",
};
const patient = viewerOf({ tenantId: TENANT, roles: ["USER"], patientId: OWN });

const thrownBy = (run: () => void): unknown => {
  try {
    run();
  } catch (error) {
    return error;
  }
  return undefined;
};

describe("policy decisions", () => {
  it.each(ACTIONS)("%s is denied to a signed-in viewer whom no grant names", (action) => {
    const grants: Policy["grants"] = POLICIES[action].grants;
    const isOpen = grants.some(({ to }) => to.includes("ANYONE") || to.includes("SIGNED_IN"));
    const nobody = viewerOf({ tenantId: TENANT, roles: [] });
    expect(decideByRole(action, nobody)).toBe(isOpen ? "ALLOW" : "DENY");
    expect(decide(action, nobody, { type: "Thing", id: OTHER, tenantId: TENANT })).toBe(
      grants.some(({ to, when }) => when.length === 0 && (to.includes("ANYONE") || to.includes("SIGNED_IN")))
        ? "ALLOW"
        : "DENY",
    );
  });

  it("limits a narrowed token to its scopes, whatever its holder's roles", () => {
    const narrowed: Viewer = { ...almighty, scopes: ["clinic:read"] };
    const isOpen = (action: Action): boolean => {
      const grants: Policy["grants"] = POLICIES[action].grants;
      return grants.some(({ to, when }) => to.includes("ANYONE") && when.length === 0);
    };
    for (const action of ACTIONS) {
      const expected = action === "clinic:read" || isOpen(action) ? "ALLOW" : "DENY";
      expect([action, decideByRole(action, narrowed) === "ALLOW" || !isOpen(action)]).toStrictEqual([
        action,
        true,
      ]);
      expect([action, decide(action, narrowed, ownThing)]).toStrictEqual([action, expected]);
    }
  });

  it("denies another tenant's thing, whatever role and attributes match", () => {
    for (const action of ACTIONS) {
      expect(decide(action, almighty, { ...ownThing, tenantId: OTHER_TENANT })).toBe("DENY");
    }
  });

  it("denies every thing to a viewer without a tenant", () => {
    for (const action of ACTIONS) {
      expect(decide(action, { ...almighty, tenantId: null }, ownThing)).toBe("DENY");
    }
  });

  it("lets who impersonates read and book, and denies all else, whatever the account may do", () => {
    const impersonator = {
      accountId: OTHER,
      roles: ["SUPPORT" as const],
      endsAt: "2026-03-01T10:30:00.000Z",
    };
    const impersonated: Viewer = { ...almighty, impersonator };
    const allowed = ACTIONS.filter((action) => decide(action, impersonated, ownThing) === "ALLOW");
    expect(allowed).toEqual([
      "public:read",
      "session:end",
      "session:read",
      "viewer:read",
      "tenant:read",
      "account:read",
      "impersonation:end",
      "user:read",
      "patient:reference",
      "patient:read",
      "patient:deidentified:read",
      "patient:contact:read",
      "consent:read",
      "practitioner:read",
      "clinic:read",
      "slot:read",
      "appointment:read",
      "appointment:detail:read",
      "appointment:list",
      "appointment:book",
    ]);
    expect(ACTIONS.filter((action) => decideByRole(action, impersonated) === "ALLOW")).toEqual(allowed);
    for (const action of ["patient:update", "appointment:change", "appointment:clinical:read"] as const) {
      expect(decide(action, almighty, ownThing)).toBe("ALLOW");
    }
  });

  it("allows what a grant without conditions gives", () => {
    const admin = viewerOf({ tenantId: TENANT, roles: ["ADMIN"] });
    expect(decide("patient:read", admin, ownThing)).toBe("ALLOW");
  });

  it("asks every predicate of a grant", () => {
    expect(decide("patient:read", patient, ownThing)).toBe("ALLOW");
    expect(decide("patient:read", patient, { ...ownThing, patientId: OTHER })).toBe("DENY");
    const support = viewerOf({ tenantId: TENANT, roles: ["SUPPORT"], regions: ["eu-north"] });
    expect(decide("patient:read", support, ownThing)).toBe("ALLOW");
    expect(decide("patient:read", support, { ...ownThing, region: "us-east" })).toBe("DENY");
  });

  describe("of a guardian", () => {
    const ward: Attributes = {
      type: "Appointment",
      id: OTHER,
      tenantId: TENANT,
      patientId: OTHER,
      region: "eu-north",
      minimumTier: "STANDARD",
      guardianship: { id: OTHER, accountId: OWN, scopes: [...CONSENT_SCOPES] },
    };
    const guardian = viewerOf({ tenantId: TENANT, accountId: OWN, roles: ["USER"], tier: "STANDARD" });
    const may = (viewer: Viewer, thing: Attributes): Action[] =>
      ACTIONS.filter(
        (action) =>
          decide(action, viewer, thing) === "ALLOW" &&
          decide(action, viewer, { ...thing, guardianship: null }) === "DENY",
      );

    it("reaches the ward's name and appointments, and nothing clinical, no contact and no consent", () => {
      expect(may(guardian, ward)).toEqual([
        ...["patient:reference", "patient:read", "appointment:read", "appointment:list"],
        ...["appointment:book", "appointment:change"],
      ]);
    });

    it("ends at the scopes of the guardianship, at those of the token, and at the guardian's tier", () => {
      const reader = { id: OTHER, accountId: OWN, scopes: ["APPOINTMENT_READ" as const] };
      expect(may(guardian, { ...ward, guardianship: reader })).not.toContain("appointment:book");
      expect(may({ ...guardian, scopes: ["appointment:read"] }, ward)).toEqual(["appointment:read"]);
      expect(may(guardian, { ...ward, minimumTier: "PREMIUM" })).not.toContain("appointment:book");
    });

    it("is nobody else's: not another account's, not that of who acts in the guardian's place", () => {
      expect(may({ ...guardian, accountId: OTHER }, ward)).toEqual([]);
      const impersonator = { accountId: OTHER, roles: [], endsAt: "2026-03-01T10:30:00.000Z" };
      expect(may({ ...guardian, impersonator }, ward)).toEqual([]);
      expect(may({ ...guardian, roles: ["PRACTITIONER"] }, ward)).toEqual([]);
    });
  });

  it("does not cover one's own account by a token that was narrowed to something else", () => {
    const account = { type: "Account", id: OWN, tenantId: TENANT, accountId: OWN };
    const owner = viewerOf({ tenantId: TENANT, accountId: OWN, roles: ["USER"] });
    expect(decide("account:read", owner, account)).toBe("ALLOW");
    expect(decide("account:read", { ...owner, scopes: ["account:read"] }, account)).toBe("ALLOW");
    expect(decide("account:read", { ...owner, scopes: ["viewer:read"] }, account)).toBe("DENY");
    // What is anyone's under no condition is everybody's, also a narrowed token's.
    expect(decide("tenant:read", { ...owner, scopes: [] }, account)).toBe("ALLOW");
  });

  it("does not lend the conditions of one grant to the audience of another", () => {
    const analyst = viewerOf({ tenantId: TENANT, roles: ["ANALYST"], patientId: OWN, regions: ["eu-north"] });
    expect(decide("patient:read", analyst, ownThing)).toBe("DENY");
  });

  it("answers UNAUTHENTICATED to nobody signed in, and DENY to whom signing in would not help", () => {
    expect(decideByRole("patient:read", ANONYMOUS)).toBe("UNAUTHENTICATED");
    expect(decide("patient:read", ANONYMOUS, ownThing)).toBe("UNAUTHENTICATED");
    expect(decideByRole("audit:read", patient)).toBe("DENY");
    expect(decide("audit:read", patient, ownThing)).toBe("DENY");
  });

  it("takes any signed-in viewer for SIGNED_IN, a partner's program and our own processes too", () => {
    expect(decideByRole("session:end", ANONYMOUS)).toBe("UNAUTHENTICATED");
    for (const kind of ["ACCOUNT", "CLIENT", "SYSTEM"] as const) {
      expect(decideByRole("session:end", { ...ANONYMOUS, kind })).toBe("ALLOW");
    }
  });

  it("never allows a thing whose action is refused by role", () => {
    const viewer = fc.record({
      roles: fc.subarray([...ROLES]),
      patientId: fc.constantFrom(OWN, OTHER, null),
      practitionerId: fc.constantFrom(OWN, OTHER, null),
      accountId: fc.constantFrom(OWN, OTHER),
      regions: fc.subarray(["eu-north", "us-east"]),
    });
    fc.assert(
      fc.property(fc.constantFrom(...ACTIONS), viewer, (action, claims) => {
        const someone = viewerOf({ tenantId: TENANT, ...claims });
        return decide(action, someone, ownThing) !== "ALLOW" || decideByRole(action, someone) === "ALLOW";
      }),
    );
  });
});

describe("assertCan", () => {
  it("lets pass what is allowed", () => {
    expect(thrownBy(() => assertCan("patient:read", patient, ownThing))).toBeUndefined();
  });

  it.each([
    ["AUTH_UNAUTHENTICATED", ANONYMOUS],
    ["AUTH_FORBIDDEN", viewerOf({ tenantId: TENANT, roles: ["ANALYST"] })],
  ])("raises %s", (code, viewer) => {
    const error = thrownBy(() => assertCan("patient:read", viewer, ownThing));
    expect(error).toBeInstanceOf(AppError);
    expect(error).toMatchObject({ code });
  });

  it("has an error for each refusal", () => {
    expect(refusalError("UNAUTHENTICATED").code).toBe("AUTH_UNAUTHENTICATED");
    expect(refusalError("DENY").code).toBe("AUTH_FORBIDDEN");
  });
});
