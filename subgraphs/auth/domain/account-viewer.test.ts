import { describe, expect, it } from "vitest";
import { ANONYMOUS, type Viewer } from "#shared/auth/viewer.ts";
import { viewerOfSession, type SessionFacts } from "./account-viewer.ts";

const SHOWN_AT = new Date("2026-03-09T10:00:00.000Z");

function session(roles: readonly string[], change: Partial<SessionFacts> = {}): SessionFacts {
  return {
    account: {
      id: "0197a000-0000-7000-8000-000000000001",
      tenantId: "0197a000-0000-7000-8000-000000000002",
      roles,
      regions: ["eu-central"],
      tier: "STANDARD",
      patientId: null,
      practitionerId: null,
    },
    idHash: "hash",
    mfaAt: null,
    pendingStep: null,
    ...change,
  };
}

const HALFWAY: Viewer = { ...ANONYMOUS, sessionHash: "hash" };

describe("viewerOfSession", () => {
  it("is the account, with when the second factor was shown", () => {
    expect(viewerOfSession(session(["USER"]))).toMatchObject({
      kind: "ACCOUNT",
      roles: ["USER"],
      mfaAt: null,
    });
    expect(viewerOfSession(session(["ADMIN"], { mfaAt: SHOWN_AT }))).toEqual({
      ...ANONYMOUS,
      kind: "ACCOUNT",
      accountId: "0197a000-0000-7000-8000-000000000001",
      tenantId: "0197a000-0000-7000-8000-000000000002",
      roles: ["ADMIN"],
      regions: ["eu-central"],
      tier: "STANDARD",
      mfaAt: "2026-03-09T10:00:00.000Z",
      sessionHash: "hash",
    });
  });

  it.each(["SECOND_FACTOR", "ENROL_SECOND_FACTOR"] as const)("is nobody while %s is due", (pendingStep) => {
    expect(viewerOfSession(session(["USER"], { pendingStep }))).toEqual(HALFWAY);
    expect(viewerOfSession(session(["ADMIN"], { pendingStep, mfaAt: SHOWN_AT }))).toEqual(HALFWAY);
  });

  it.each([[["ADMIN"]], [["SUPPORT"]], [["USER", "ADMIN"]]])(
    "is nobody for %s where no second factor was shown, whatever began the session",
    (roles) => {
      expect(viewerOfSession(session(roles))).toEqual(HALFWAY);
    },
  );

  it("refuses a role that does not exist", () => {
    expect(() => viewerOfSession(session(["GOD"]))).toThrow();
  });
});
