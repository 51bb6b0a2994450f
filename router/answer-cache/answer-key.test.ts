import { describe, expect, it } from "vitest";
import type { Viewer } from "#shared/auth/viewer.ts";
import { accountViewer } from "../test/test-viewers.ts";
import { answerKey } from "./answer-key.ts";

const OTHER_ID = "0197a000-0000-7000-8000-00000000000f";
const VIEWER: Viewer = { ...accountViewer("ANALYST"), regions: ["eu-central", "us-east"], tier: "STANDARD" };
const keyOf = (viewer: Viewer = VIEWER, change: Partial<Parameters<typeof answerKey>[0]> = {}): string =>
  answerKey({ supergraphHash: "s", operation: "{ a }", variables: { first: 1 }, viewer, ...change });

describe("the name of a kept answer", () => {
  it.each([
    ["supergraph", keyOf(VIEWER, { supergraphHash: "t" })],
    ["operation", keyOf(VIEWER, { operation: "{ b }" })],
    ["variable", keyOf(VIEWER, { variables: { first: 2 } })],
    ["kind of caller", keyOf({ ...VIEWER, kind: "CLIENT" })],
    ["tenant", keyOf({ ...VIEWER, tenantId: OTHER_ID })],
    ["role", keyOf({ ...VIEWER, roles: ["ANALYST", "ADMIN"] })],
    ["region", keyOf({ ...VIEWER, regions: ["eu-central"] })],
    ["tier", keyOf({ ...VIEWER, tier: "PREMIUM" })],
    ["program", keyOf({ ...VIEWER, clientId: "partner-lab" })],
    ["scope", keyOf({ ...VIEWER, scopes: ["clinic:read"] })],
    [
      "impersonation",
      keyOf({
        ...VIEWER,
        impersonator: { accountId: OTHER_ID, roles: ["SUPPORT"], endsAt: "2026-03-09T10:00:00Z" },
      }),
    ],
  ])("is another one for another %s", (_what, other) => {
    expect(other).not.toBe(keyOf());
  });

  it("has no person, and no order of roles and regions", () => {
    const same: Viewer = {
      ...VIEWER,
      ...{ accountId: OTHER_ID, patientId: OTHER_ID, practitionerId: OTHER_ID, sessionHash: "other" },
      regions: VIEWER.regions.toReversed(),
    };
    expect(keyOf(same)).toBe(keyOf());
  });
});
