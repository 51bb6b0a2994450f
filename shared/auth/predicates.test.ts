import { describe, expect, it } from "vitest";
import { viewerOf } from "#shared/testing/viewers.ts";
import { CONSENT_SCOPES, type ConsentInForce, type ConsentScope } from "./consent.ts";
import type { GuardianshipInForce } from "./guardianship.ts";
import { PREDICATES, type Attributes, type PredicateName } from "./predicates.ts";
import { ANONYMOUS, TIERS, type Viewer } from "./viewer.ts";

const TENANT = "0197a000-0000-7000-8000-000000000001";
const OWN = "0197a000-0000-7000-8000-000000000002";
const OTHER = "0197a000-0000-7000-8000-000000000003";
const IN_EMERGENCY = "0197a000-0000-7000-8000-000000000004";

const viewer: Viewer = viewerOf({
  tenantId: TENANT,
  roles: ["USER"],
  accountId: OWN,
  patientId: OWN,
  practitionerId: OWN,
  regions: ["eu-north", "eu-south"],
  breakGlass: {
    ...{ grantId: OTHER, patientId: IN_EMERGENCY, purpose: "SAFEGUARDING" },
    expiresAt: "2026-03-01T10:00:00.000Z",
  },
  clientId: "partner-lab",
});
const thing = (attributes: Partial<Attributes>): Attributes => ({
  type: "Thing",
  id: OTHER,
  tenantId: TENANT,
  ...attributes,
});

const consentTo = (clientId: string, ...scopes: ConsentScope[]): ConsentInForce => ({ clientId, scopes });

const guardianship = (accountId: string, ...scopes: ConsentScope[]): GuardianshipInForce => ({
  id: OTHER,
  accountId,
  scopes,
});

const CASES: readonly (readonly [PredicateName, keyof Attributes, unknown, unknown])[] = [
  ["ownAccount", "accountId", OWN, OTHER],
  ["ownPatient", "patientId", OWN, OTHER],
  ["ownPractitioner", "practitionerId", OWN, OTHER],
  ["assignedRegion", "region", "eu-south", "us-east"],
  ["brokeGlass", "patientId", IN_EMERGENCY, OWN],
  ["purposeReaches", "confidentiality", "RESTRICTED", "VERY_RESTRICTED"],
  ...consentCases("consentedToRead", "APPOINTMENT_READ"),
  ...consentCases("consentedToBook", "APPOINTMENT_BOOK"),
  ...consentCases("consentedToChange", "APPOINTMENT_CHANGE"),
  ...guardianCases("guardianMayRead", "APPOINTMENT_READ"),
  ...guardianCases("guardianMayBook", "APPOINTMENT_BOOK"),
  ...guardianCases("guardianMayChange", "APPOINTMENT_CHANGE"),
];

/** By the program itself and for that scope; not by another program, and not for all the other scopes. */
function consentCases(
  name: PredicateName,
  scope: ConsentScope,
): [PredicateName, "consent", unknown, unknown][] {
  const others = CONSENT_SCOPES.filter((other) => other !== scope);
  const matching = consentTo("partner-lab", scope);
  return [
    [name, "consent", matching, consentTo("partner-other", ...CONSENT_SCOPES)],
    [name, "consent", matching, consentTo("partner-lab", ...others)],
  ];
}

/** By the account itself and for that scope; not by another account, and not for all the other scopes. */
function guardianCases(
  name: PredicateName,
  scope: ConsentScope,
): [PredicateName, "guardianship", unknown, unknown][] {
  const others = CONSENT_SCOPES.filter((other) => other !== scope);
  const matching = guardianship(OWN, scope);
  return [
    [name, "guardianship", matching, guardianship(OTHER, ...CONSENT_SCOPES)],
    [name, "guardianship", matching, guardianship(OWN, ...others)],
  ];
}

describe.each(CASES)("predicate %s", (name, attribute, matching, foreign) => {
  const holds = PREDICATES[name];

  it("holds when the thing's attribute is the viewer's", () => {
    expect(holds(viewer, thing({ [attribute]: matching }))).toBe(true);
  });

  it("does not hold for another's", () => {
    expect(holds(viewer, thing({ [attribute]: foreign }))).toBe(false);
  });

  it.each([
    ["null", { [attribute]: null }],
    ["left out", {}],
  ])(
    "does not hold when the thing's attribute is %s, not even for a viewer without one",
    (_case, attributes) => {
      expect(holds(viewer, thing(attributes))).toBe(false);
      expect(holds(ANONYMOUS, thing(attributes))).toBe(false);
    },
  );

  it("does not hold for a viewer without one", () => {
    expect(holds(ANONYMOUS, thing({ [attribute]: matching }))).toBe(false);
  });
});

describe("a guardian in whose place somebody acts", () => {
  it.each(["guardianMayRead", "guardianMayBook", "guardianMayChange"] as const)(
    "acts for no ward: %s",
    (name) => {
      const ward = thing({ guardianship: guardianship(OWN, ...CONSENT_SCOPES) });
      const impersonator = { accountId: OTHER, roles: [], endsAt: "2026-03-01T10:30:00.000Z" };
      expect(PREDICATES[name](viewer, ward)).toBe(true);
      expect(PREDICATES[name]({ ...viewer, impersonator }, ward)).toBe(false);
    },
  );
});

describe("predicate tierSuffices", () => {
  const tiers = [null, ...TIERS];
  it.each([
    [null, ["STANDARD"]],
    ["STANDARD", ["STANDARD"]],
    ["PREMIUM", ["STANDARD", "PREMIUM"]],
  ] as const)("holds for %s with what is for %j, and with no other thing", (tier, expected) => {
    const found = tiers.filter((minimumTier) =>
      PREDICATES.tierSuffices({ ...viewer, tier }, thing({ minimumTier })),
    );
    expect(found).toStrictEqual(expected);
    expect(PREDICATES.tierSuffices({ ...viewer, tier }, thing({}))).toBe(false);
  });
});

it("covers every predicate", () => {
  expect([...new Set(CASES.map(([name]) => name))].concat("tierSuffices").sort()).toStrictEqual(
    Object.keys(PREDICATES).sort(),
  );
});
