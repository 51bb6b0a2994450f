import { describe, expect, it } from "vitest";
import { ANONYMOUS, PLATFORM_TENANT_ID, viewerAsSent, viewerSchema, type Viewer } from "./viewer.ts";

const TENANT = "0197a000-0000-7000-8000-000000000001";

describe("viewer", () => {
  it("anonymous carries nothing that a policy could match", () => {
    expect(viewerSchema.parse(ANONYMOUS)).toStrictEqual({
      kind: "ANONYMOUS",
      accountId: null,
      tenantId: null,
      roles: [],
      patientId: null,
      practitionerId: null,
      regions: [],
      tier: null,
      clientId: null,
      mfaAt: null,
      breakGlass: null,
      scopes: null,
      sessionHash: null,
      impersonator: null,
    });
  });

  it("the platform's tenant is a UUID that no tenant can have", () => {
    expect(viewerSchema.parse({ ...ANONYMOUS, tenantId: PLATFORM_TENANT_ID }).tenantId).toBe(
      "00000000-0000-0000-0000-000000000000",
    );
  });

  it("is sent without an impersonator when there is none, as processes of an older version expect", () => {
    expect(viewerAsSent(ANONYMOUS)).not.toHaveProperty("impersonator");
    expect(viewerSchema.parse(viewerAsSent(ANONYMOUS))).toStrictEqual(ANONYMOUS);
    const impersonator = {
      accountId: TENANT,
      roles: ["SUPPORT" as const],
      endsAt: "2026-03-01T10:30:00.000Z",
    };
    const viewer: Viewer = { ...ANONYMOUS, impersonator };
    expect(viewerAsSent(viewer)).toStrictEqual(viewer);
  });

  it.each([
    ["an unknown property", { ...ANONYMOUS, isRoot: true }],
    ["a tenant that is not a UUID", { ...ANONYMOUS, tenantId: "northwind" }],
    ["an unknown kind", { ...ANONYMOUS, kind: "ROOT" }],
    ["a property left out", { ...ANONYMOUS, roles: undefined }],
  ])("with %s is refused", (_case, value) => {
    expect(viewerSchema.safeParse(value).success).toBe(false);
  });
});
