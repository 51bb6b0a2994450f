import { describe, expect, it } from "vitest";
import { viewerOf } from "#shared/testing/viewers.ts";
import { AccessAudit, AuditEntryFactory } from "../audit/access-audit.ts";
import { AppError } from "../errors/app-error.ts";
import type { Attributes } from "./predicates.ts";
import { RequestAccess } from "./request-access.ts";
import { ANONYMOUS, type Viewer } from "./viewer.ts";

const TENANT = "0197a000-0000-7000-8000-000000000001";
const OWN = "0197a000-0000-7000-8000-000000000002";
const OTHER = "0197a000-0000-7000-8000-000000000003";

interface Row {
  readonly id: string;
}

const patientOf = ({ id }: Row): Attributes => ({ type: "Patient", id, tenantId: TENANT, patientId: id });
const anonymousOf = ({ id }: Row): Attributes => ({ type: "Badge", id, tenantId: TENANT });

function requestOf(viewer: Viewer): { access: RequestAccess; audit: AccessAudit } {
  const audit = new AccessAudit(new AuditEntryFactory(viewer, "users", () => new Date(0)));
  return { access: new RequestAccess(viewer, audit), audit };
}

const patient = viewerOf({ tenantId: TENANT, roles: ["USER"], patientId: OWN });
const summary = (audit: AccessAudit): unknown[] =>
  audit.drain().map(({ category, action, outcome, entityId, fields }) => ({
    category,
    action,
    outcome,
    entityId,
    fields,
  }));

describe("request access", () => {
  it("maps a row to attributes once per mapper", () => {
    const { access } = requestOf(patient);
    const row: Row = { id: OWN };
    let calls = 0;
    const counting = (model: Row): Attributes => {
      calls += 1;
      return patientOf(model);
    };
    expect(access.thingOf(row, counting)).toBe(access.thingOf(row, counting));
    expect(calls).toBe(1);
  });

  it("keeps the attributes of one row apart when it stands for things of two types", () => {
    const { access } = requestOf(patient);
    const row: Row = { id: OWN };
    expect(access.can("patient:read", access.thingOf(row, patientOf))).toBe(true);
    expect(access.can("patient:read", access.thingOf(row, anonymousOf))).toBe(false);
    expect(access.can("patient:read", access.thingOf(row, patientOf))).toBe(true);
  });

  it("decides again for another action and another thing", () => {
    const { access } = requestOf(patient);
    const own = access.thingOf({ id: OWN }, patientOf);
    const other = access.thingOf({ id: OTHER }, patientOf);
    expect(access.can("patient:read", own)).toBe(true);
    expect(access.can("patient:read", other)).toBe(false);
    expect(access.can("audit:read", own)).toBe(false);
    expect(access.can("patient:read", own)).toBe(true);
  });

  it("notes reads and denials on a patient's data, fields of one thing together", () => {
    const { access, audit } = requestOf(patient);
    const own = access.thingOf({ id: OWN }, patientOf);
    const other = access.thingOf({ id: OTHER }, patientOf);
    expect(access.readField("patient:read", own, "name")).toBe("ALLOW");
    expect(access.readField("patient:read", own, "birthDate")).toBe("ALLOW");
    expect(access.readField("patient:read", other, "name")).toBe("DENY");
    expect(summary(audit)).toStrictEqual([
      {
        category: "READ",
        action: "patient:read",
        outcome: "SUCCESS",
        entityId: OWN,
        fields: ["birthDate", "name"],
      },
      { category: "DENIAL", action: "patient:read", outcome: "DENIED", entityId: OTHER, fields: ["name"] },
    ]);
  });

  it("notes nothing for what does not concern a patient", () => {
    const { access, audit } = requestOf(patient);
    expect(access.readField("patient:reference", access.thingOf({ id: OWN }, patientOf), "id")).toBe("ALLOW");
    expect(access.readField("audit:read", access.thingOf({ id: OWN }, patientOf), "id")).toBe("DENY");
    expect(() => access.assertCan("audit:read", access.thingOf({ id: OWN }, patientOf))).toThrow(AppError);
    expect(audit.drain()).toStrictEqual([]);
  });

  it("asks without leaving a trace", () => {
    const { access, audit } = requestOf(patient);
    expect(access.can("patient:read", access.thingOf({ id: OTHER }, patientOf))).toBe(false);
    expect(audit.drain()).toStrictEqual([]);
  });

  it("notes an id that was not there for the viewer as a denial, on a patient's data only", () => {
    const { access, audit } = requestOf(patient);
    access.noteHidden("patient:reference", patientOf({ id: OTHER }));
    access.noteHidden("patient:read", patientOf({ id: OTHER }));
    expect(summary(audit)).toStrictEqual([
      { category: "DENIAL", action: "patient:read", outcome: "DENIED", entityId: OTHER, fields: [] },
    ]);
  });

  it("asserts: lets pass without a note, refuses with one", () => {
    const { access, audit } = requestOf(patient);
    access.assertCan("patient:update", access.thingOf({ id: OWN }, patientOf));
    expect(audit.drain()).toStrictEqual([]);
    expect(() => access.assertCan("patient:update", access.thingOf({ id: OTHER }, patientOf))).toThrow(
      expect.objectContaining({ code: "AUTH_FORBIDDEN" }) as AppError,
    );
    expect(summary(audit)).toStrictEqual([
      { category: "DENIAL", action: "patient:update", outcome: "DENIED", entityId: OTHER, fields: [] },
    ]);
  });

  it("tells nobody signed in to sign in", () => {
    const { access } = requestOf(ANONYMOUS);
    expect(() => access.assertCan("patient:read", access.thingOf({ id: OWN }, patientOf))).toThrow(
      expect.objectContaining({ code: "AUTH_UNAUTHENTICATED" }) as AppError,
    );
  });
});
