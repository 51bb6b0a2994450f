import { describe, expect, it } from "vitest";
import { viewerOf } from "#shared/testing/viewers.ts";
import type { Attributes } from "../auth/predicates.ts";
import { ANONYMOUS } from "../auth/viewer.ts";
import { auditEntrySchema } from "../messaging/contracts.ts";
import { AccessAudit, AuditEntryFactory } from "./access-audit.ts";

const NOW = "2026-03-01T09:00:00.000Z";
const TENANT = "0197a000-0000-7000-8000-000000000001";
const PATIENT = "0197a000-0000-7000-8000-000000000002";
const OTHER = "0197a000-0000-7000-8000-000000000003";
const viewer = viewerOf({ tenantId: TENANT, roles: ["SUPPORT"], clientId: "portal" });
const factory = new AuditEntryFactory(viewer, "users", () => new Date(NOW));
const thing = (id: string | null, patientId?: string | null): Attributes => ({
  type: "Patient",
  id,
  tenantId: TENANT,
  ...(patientId !== undefined && { patientId }),
});

describe("audit entry factory", () => {
  it("fills in agent, source, time and what is usually empty", () => {
    const entry = factory.make({ category: "CHANGE", action: "patient:update", outcome: "SUCCESS" });
    expect(auditEntrySchema.parse(entry)).toStrictEqual({
      entryId: entry.entryId,
      category: "CHANGE",
      action: "patient:update",
      outcome: "SUCCESS",
      source: "users",
      recordedAt: NOW,
      agent: { kind: "ACCOUNT", accountId: viewer.accountId, clientId: "portal", roles: ["SUPPORT"] },
      patientId: null,
      entityType: null,
      entityId: null,
      fields: [],
      detail: {},
    });
  });

  it("names both who acts in another's place and in whose", () => {
    const impersonator = {
      accountId: OTHER,
      roles: ["SUPPORT" as const],
      endsAt: "2026-03-01T10:30:00.000Z",
    };
    const patient = viewerOf({ tenantId: PATIENT, roles: ["USER"], impersonator });
    const entry = new AuditEntryFactory(patient, "users", () => new Date(NOW)).make({
      category: "CHANGE",
      action: "appointment:book",
      outcome: "SUCCESS",
    });
    expect(entry.agent).toStrictEqual({
      kind: "ACCOUNT",
      accountId: OTHER,
      clientId: null,
      roles: ["SUPPORT"],
      onBehalfOf: patient.accountId,
    });
  });

  it("takes what is named, also another agent than the viewer", () => {
    const agent = { kind: "SYSTEM" as const, accountId: null, clientId: null, roles: [] };
    const entry = factory.make({
      category: "SIGN_IN",
      action: "session:create",
      outcome: "FAILURE",
      agent,
      entityId: OTHER,
      detail: { reason: "unknown" },
    });
    expect(entry).toMatchObject({ agent, entityId: OTHER, detail: { reason: "unknown" } });
  });

  it("tells under which grant and for what the glass was broken, of that patient only", () => {
    const breakGlass = {
      ...{ grantId: OTHER, patientId: PATIENT, purpose: "SAFEGUARDING" as const },
      expiresAt: "2026-03-01T10:00:00.000Z",
    };
    const underGrant = new AuditEntryFactory({ ...viewer, breakGlass }, "users", () => new Date(NOW));
    const detailOf = (patientId: string | null): unknown =>
      underGrant.make({
        ...{ category: "READ", action: "patient:read", outcome: "SUCCESS", patientId },
        detail: { version: 1 },
      }).detail;
    expect(detailOf(PATIENT)).toStrictEqual({
      ...{ version: 1, breakGlassGrantId: OTHER, breakGlassPurpose: "SAFEGUARDING" },
    });
    expect(detailOf(OTHER)).toStrictEqual({ version: 1 });
    expect(detailOf(null)).toStrictEqual({ version: 1 });
  });

  it("gives every entry an id of its own, and nobody signed in no account", () => {
    const anonymous = new AuditEntryFactory(ANONYMOUS, "auth", () => new Date(NOW));
    const make = (): ReturnType<typeof factory.make> =>
      anonymous.make({ category: "SIGN_IN", action: "session:create", outcome: "FAILURE" });
    expect(make().entryId).not.toBe(make().entryId);
    expect(make().agent).toStrictEqual({ kind: "ANONYMOUS", accountId: null, clientId: null, roles: [] });
  });
});

describe("access audit", () => {
  it("makes one entry of all fields of one thing, sorted and without repeats", () => {
    const audit = new AccessAudit(factory);
    for (const field of ["name", "birthDate", "name"])
      audit.noteRead("patient:read", thing(PATIENT, PATIENT), field);
    expect(audit.drain()).toMatchObject([
      {
        category: "READ",
        outcome: "SUCCESS",
        action: "patient:read",
        entityType: "Patient",
        entityId: PATIENT,
        patientId: PATIENT,
        fields: ["birthDate", "name"],
      },
    ]);
  });

  it("keeps apart reads and denials, actions, types, things and patients", () => {
    const audit = new AccessAudit(factory);
    audit.noteRead("patient:read", thing(PATIENT, PATIENT), "name");
    audit.noteDenial("patient:read", thing(PATIENT, PATIENT), "name");
    audit.noteRead("patient:contact:read", thing(PATIENT, PATIENT), "contact");
    audit.noteRead("patient:read", thing(OTHER, OTHER), "name");
    audit.noteRead("patient:read", { ...thing(PATIENT, PATIENT), type: "Card" }, "name");
    audit.noteRead("patient:read", thing(PATIENT, OTHER), "name");
    expect(audit.drain()).toHaveLength(6);
  });

  it("notes a denial without a field, of a thing that has no id and no patient yet", () => {
    const audit = new AccessAudit(factory);
    audit.noteDenial("appointment:book", thing(null));
    audit.noteDenial("appointment:book", thing(null, null));
    expect(audit.drain()).toMatchObject([
      { category: "DENIAL", outcome: "DENIED", entityId: null, patientId: null, fields: [] },
    ]);
  });

  it("forgets what it has handed over", () => {
    const audit = new AccessAudit(factory);
    audit.noteRead("patient:read", thing(PATIENT, PATIENT), "name");
    expect(audit.drain()).toHaveLength(1);
    expect(audit.drain()).toStrictEqual([]);
  });
});
