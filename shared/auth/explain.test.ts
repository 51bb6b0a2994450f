import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { viewerOf } from "#shared/testing/viewers.ts";
import { BREAK_GLASS_PURPOSES, CONFIDENTIALITIES } from "./confidentiality.ts";
import { CONSENT_SCOPES } from "./consent.ts";
import { decide, explain } from "./decide.ts";
import { POLICIES, type Action } from "./policies.ts";
import { PREDICATES, type Attributes } from "./predicates.ts";
import { SERVICE_ACCOUNTS, systemViewer, type ServiceAccountName } from "./service-accounts.ts";
import { ANONYMOUS, ROLES, TIERS, type Viewer } from "./viewer.ts";

const TENANT = "0197a000-0000-7000-8000-000000000001";
const OTHER_TENANT = "0197a000-0000-7000-8000-000000000002";
const OWN = "0197a000-0000-7000-8000-000000000003";
const OTHER = "0197a000-0000-7000-8000-000000000004";
const ACTIONS = Object.keys(POLICIES) as Action[];

const id = fc.constantFrom(OWN, OTHER, null);
const client = fc.constantFrom("partner-lab", "partner-other", null);
const regions = ["eu-north", "us-east"];

const IMPERSONATOR = {
  accountId: OTHER,
  roles: ["SUPPORT" as const],
  endsAt: "2026-03-01T10:00:00.000Z",
};

const person = fc
  .record({
    kind: fc.constantFrom("ACCOUNT" as const, "CLIENT" as const, "ANONYMOUS" as const),
    tenantId: fc.constantFrom(TENANT, OTHER_TENANT),
    roles: fc.subarray([...ROLES]),
    accountId: id,
    patientId: id,
    practitionerId: id,
    regions: fc.subarray(regions),
    tier: fc.constantFrom(...TIERS, null),
    clientId: client,
    breakGlass: fc.option(
      fc.record({
        grantId: fc.constant(OTHER),
        patientId: fc.constantFrom(OWN, OTHER),
        purpose: fc.constantFrom(...BREAK_GLASS_PURPOSES),
        expiresAt: fc.constant("2026-03-01T10:00:00.000Z"),
      }),
    ),
    impersonator: fc.constantFrom(IMPERSONATOR, null),
    scopes: fc.oneof(fc.constant(null), fc.subarray(ACTIONS)),
  })
  .map((claims): Viewer => viewerOf(claims));
const anyViewer = fc.oneof(
  { weight: 10, arbitrary: person },
  {
    weight: 1,
    arbitrary: fc
      .constantFrom(...(Object.keys(SERVICE_ACCOUNTS) as ServiceAccountName[]))
      .map((name) => systemViewer(name, TENANT)),
  },
  { weight: 1, arbitrary: fc.constant(ANONYMOUS) },
);
const anyThing = fc.record({
  type: fc.constant("Thing"),
  id: fc.constant(OTHER),
  tenantId: fc.constantFrom(TENANT, OTHER_TENANT),
  accountId: id,
  patientId: id,
  practitionerId: id,
  region: fc.constantFrom(...regions, null),
  consent: fc.option(
    fc.record({
      clientId: fc.constantFrom("partner-lab", "partner-other"),
      scopes: fc.subarray([...CONSENT_SCOPES]),
    }),
  ),
  guardianship: fc.option(
    fc.record({
      id: fc.constant(OTHER),
      accountId: fc.constantFrom(OWN, OTHER),
      scopes: fc.subarray([...CONSENT_SCOPES]),
    }),
  ),
  confidentiality: fc.constantFrom(...CONFIDENTIALITIES, null),
  minimumTier: fc.constantFrom(...TIERS, null),
});

describe("an explanation", () => {
  it("never disagrees with the decision, whoever asks for whatever", () => {
    fc.assert(
      fc.property(fc.constantFrom(...ACTIONS), anyViewer, anyThing, (action, viewer, thing) => {
        const { decision, rule, conditions } = explain(action, viewer, thing);
        expect(decision).toBe(decide(action, viewer, thing));
        for (const { name, isMet } of conditions) expect(isMet).toBe(PREDICATES[name](viewer, thing));
        // What was granted was granted by a rule whose conditions all hold.
        if (decision === "ALLOW") {
          expect(rule).toMatch(new RegExp(`^${action} granted to `));
          expect(conditions.every(({ isMet }) => isMet)).toBe(true);
        } else {
          expect(["other tenant", "not in another's place"].includes(rule) || rule.includes(action)).toBe(
            true,
          );
        }
      }),
      { numRuns: 5_000 },
    );
  });

  const thing: Attributes = {
    type: "Thing",
    id: OTHER,
    tenantId: TENANT,
    patientId: OWN,
    region: "eu-north",
  };
  const support = viewerOf({ tenantId: TENANT, roles: ["SUPPORT"], regions: ["eu-north"] });
  it.each([
    [
      "by the grant that decided, with its conditions",
      explain("appointment:read", support, thing),
      {
        decision: "ALLOW",
        rule: "appointment:read granted to SUPPORT when assignedRegion",
        conditions: [{ name: "assignedRegion", isMet: true }],
      },
    ],
    [
      "by what did not hold",
      explain("appointment:read", support, { ...thing, region: "us-east" }),
      {
        decision: "DENY",
        rule: "appointment:read granted to SUPPORT when assignedRegion: a condition does not hold",
        conditions: [{ name: "assignedRegion", isMet: false }],
      },
    ],
    [
      "by all grants, when none holds",
      explain("appointment:read", viewerOf({ tenantId: TENANT, roles: ["USER", "SUPPORT"] }), thing),
      {
        decision: "DENY",
        rule: "appointment:read granted to USER when ownPatient, or to USER when guardianMayRead, or to SUPPORT when assignedRegion: a condition does not hold",
        conditions: [
          { name: "ownPatient", isMet: false },
          { name: "guardianMayRead", isMet: false },
          { name: "assignedRegion", isMet: false },
        ],
      },
    ],
    [
      "by every condition of a grant",
      explain("appointment:book", viewerOf({ tenantId: TENANT, roles: ["USER"], patientId: OWN }), {
        ...thing,
        minimumTier: "PREMIUM",
      }),
      {
        decision: "DENY",
        rule: "appointment:book granted to USER when ownPatient and tierSuffices, or to USER when guardianMayBook and tierSuffices: a condition does not hold",
        conditions: [
          { name: "ownPatient", isMet: true },
          { name: "tierSuffices", isMet: false },
          { name: "guardianMayBook", isMet: false },
        ],
      },
    ],
    [
      "by there being no grant",
      explain("audit:read", support, thing),
      { decision: "DENY", rule: "no grant of audit:read", conditions: [] },
    ],
    [
      "by the other tenant, before anything else",
      explain("appointment:read", support, { ...thing, tenantId: OTHER_TENANT }),
      { decision: "DENY", rule: "other tenant", conditions: [] },
    ],
    [
      "by whose place it is asked in",
      explain("appointment:change", { ...support, impersonator: IMPERSONATOR }, thing),
      { decision: "DENY", rule: "not in another's place", conditions: [] },
    ],
    [
      "by what the token was narrowed to",
      explain("appointment:read", { ...support, scopes: ["clinic:read"] }, thing),
      { decision: "DENY", rule: "appointment:read narrowed by scope", conditions: [] },
    ],
    [
      "without conditions, in words",
      explain("session:end", support, thing),
      { decision: "ALLOW", rule: "session:end granted to anyone signed in", conditions: [] },
    ],
    [
      "to nobody signed in",
      explain("appointment:read", { ...ANONYMOUS, tenantId: TENANT }, thing),
      { decision: "UNAUTHENTICATED", rule: "no grant of appointment:read", conditions: [] },
    ],
  ])("is told %s", (_how, explanation, expected) => {
    expect(explanation).toStrictEqual(expected);
  });
});
