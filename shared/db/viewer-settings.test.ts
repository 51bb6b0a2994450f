import { describe, expect, it } from "vitest";
import { validate, version } from "uuid";
import { viewerOf } from "#shared/testing/viewers.ts";
import { decideByRole } from "../auth/decide.ts";
import { systemViewer } from "../auth/service-accounts.ts";
import { ANONYMOUS, PLATFORM_TENANT_ID, ROLES, type Role } from "../auth/viewer.ts";
import { newId } from "./ids.ts";
import { STATEMENT_LIMITS_MS, viewerSettings } from "./viewer-settings.ts";

const TENANT = "0197a000-0000-7000-8000-000000000001";

describe("viewer settings", () => {
  it("name who acts, in the order of the statement's parameters", () => {
    const viewer = viewerOf({
      tenantId: TENANT,
      roles: ["USER", "SUPPORT"],
      accountId: newId(),
      patientId: newId(),
      practitionerId: newId(),
      regions: ["eu-north", "eu-south"],
      clientId: "partner-lab",
      tier: "PREMIUM",
      impersonator: { accountId: newId(), roles: ["SUPPORT"], endsAt: "2026-03-01T10:30:00.000Z" },
      breakGlass: {
        ...{ grantId: newId(), patientId: newId(), purpose: "SAFEGUARDING" },
        expiresAt: "2026-03-01T10:00:00.000Z",
      },
    });
    const { text, parameters } = viewerSettings(viewer, 250);
    expect(parameters).toStrictEqual([
      TENANT,
      viewer.accountId,
      "USER,SUPPORT",
      "eu-north,eu-south",
      viewer.patientId,
      viewer.practitionerId,
      `${String(viewer.breakGlass?.patientId)}:SAFEGUARDING`,
      "partner-lab",
      "PREMIUM",
      "",
      viewer.impersonator?.accountId,
      "250",
      "250",
    ]);
    const names = [...text.matchAll(/set_config\('([a-z_.]+)', \$(\d+), true\)/g)].map(([, name, at]) => [
      name,
      at,
    ]);
    expect(names).toStrictEqual([
      ["app.tenant_id", "1"],
      ["app.actor_id", "2"],
      ["app.roles", "3"],
      ["app.regions", "4"],
      ["app.patient_id", "5"],
      ["app.practitioner_id", "6"],
      ["app.break_glass", "7"],
      ["app.client_id", "8"],
      ["app.tier", "9"],
      ["app.service_actions", "10"],
      ["app.impersonator_id", "11"],
      ["statement_timeout", "12"],
      ["idle_in_transaction_session_timeout", "13"],
    ]);
  });

  it("put nobody signed in into the platform's tenant, with every other fact empty", () => {
    expect(viewerSettings(ANONYMOUS, 1).parameters).toStrictEqual([
      PLATFORM_TENANT_ID,
      ...Array<string>(10).fill(""),
      ...["1", "1"],
    ]);
  });

  it("give a statement of who makes up questions less than the request, or what is left of it", () => {
    const timesOf = (timeoutMs: number, ...roles: Role[]): readonly unknown[] =>
      viewerSettings(viewerOf({ tenantId: TENANT, roles }), timeoutMs).parameters.slice(-2);
    expect(timesOf(5_000, "ANALYST")).toEqual(["3000", "5000"]);
    expect(timesOf(5_000, "ADMIN", "ANALYST")).toEqual(["3000", "5000"]);
    expect(timesOf(250, "ANALYST")).toEqual(["250", "250"]);
    expect(timesOf(9_000, "ADMIN")).toEqual(["4000", "9000"]);
    expect(timesOf(9_000, "USER", "SUPPORT")).toEqual(["4000", "9000"]);
    expect(timesOf(9_000, "USER", "PRACTITIONER", "PARTNER")).toEqual(["9000", "9000"]);
  });

  it("limit every role that may send texts of its own", () => {
    const limited = ROLES.filter((role) => Number.isFinite(STATEMENT_LIMITS_MS[role]));
    const maySend = ROLES.filter(
      (role) => decideByRole("document:adhoc", viewerOf({ tenantId: TENANT, roles: [role] })) === "ALLOW",
    );
    expect(limited).toEqual(maySend);
  });

  it("name the actions of one of our own processes, and never the scopes of anybody else's token", () => {
    expect(viewerSettings(systemViewer("users-consumer", TENANT), 1).parameters[9]).toBe(
      "patient:register,actor:project",
    );
    const narrowed = viewerOf({ tenantId: TENANT, roles: ["SYSTEM"], scopes: ["patient:register"] });
    expect(viewerSettings(narrowed, 1).parameters[9]).toBe("");
  });
});

describe("ids", () => {
  it("are UUIDv7, unique, and in the order they were made", () => {
    const ids = Array.from({ length: 1_000 }, newId);
    expect(ids.every((id) => validate(id) && version(id) === 7)).toBe(true);
    expect(new Set(ids).size).toBe(1_000);
    expect([...ids].sort()).toStrictEqual(ids);
  });
});
