import { describe, expect, it } from "vitest";
import { ANONYMOUS, PLATFORM_TENANT_ID, viewerSchema } from "./viewer.ts";

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
    });
  });

  it("the platform's tenant is a UUID that no tenant can have", () => {
    expect(viewerSchema.parse({ ...ANONYMOUS, tenantId: PLATFORM_TENANT_ID }).tenantId).toBe(
      "00000000-0000-0000-0000-000000000000",
    );
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
