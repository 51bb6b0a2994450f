import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { ANONYMOUS } from "#shared/auth/viewer.ts";
import { newId } from "#shared/db/ids.ts";
import { viewerOf } from "#shared/testing/viewers.ts";
import {
  auditRow,
  CLIENT_SECRET,
  drainOutbox,
  insertClient,
  insertTenants,
  startAuth,
  type AuthHarness,
  type Tenants,
} from "./world.ts";

const ROTATE = `mutation ($input: RotateClientSecretInput!) {
  rotateClientSecret(input: $input) { clientSecret previousSecretEndsAt userErrors { code field } }
}`;
const THIRTY_DAYS_IN_MINUTES = 30 * 24 * 60;

let harness: AuthHarness;
let tenants: Tenants;
let clientRowId: string;
const adminId = newId();

beforeAll(async () => {
  harness = await startAuth();
  tenants = await insertTenants(harness.admin);
});
afterAll(() => harness.stop());
beforeEach(async () => {
  harness.setMinutes(0);
  await harness.admin`truncate auth.outbox, auth.oauth_client`;
  clientRowId = await insertClient(harness.admin, { tenantId: tenants.northwind, clientId: "partner-lab" });
});

function admin(tenantId = tenants.northwind) {
  return viewerOf({ accountId: adminId, tenantId, roles: ["ADMIN"] });
}

interface Rotated {
  readonly clientSecret: string | null;
  readonly previousSecretEndsAt: string | null;
  readonly userErrors: readonly { readonly code: string; readonly field: string }[];
}

async function rotate(input: Record<string, unknown> = {}, viewer = admin()): Promise<Rotated> {
  const { data, errors } = await harness.execute(viewer, ROTATE, {
    input: { clientId: "partner-lab", ...input },
  });
  expect(errors).toBeUndefined();
  const rotated: Rotated = data.rotateClientSecret;
  return rotated;
}

async function isGood(secret: string | null): Promise<boolean> {
  const body = new URLSearchParams({
    grant_type: "client_credentials",
    client_id: "partner-lab",
    client_secret: secret ?? "",
  });
  const headers = { "content-type": "application/x-www-form-urlencoded" };
  return (await harness.post(ANONYMOUS, "/oauth2/token", body.toString(), headers)).status === 200;
}

describe("rotateClientSecret", () => {
  it("makes a secret beside the one before, which is good for thirty days more", async () => {
    const { clientSecret, ...rest } = await rotate();
    expect(clientSecret).toMatch(/^[\w-]{43}$/);
    expect(rest).toEqual({ previousSecretEndsAt: "2026-04-08T10:00:00.000Z", userErrors: [] });
    expect([await isGood(clientSecret), await isGood(CLIENT_SECRET)]).toEqual([true, true]);
    harness.setMinutes(THIRTY_DAYS_IN_MINUTES - 1);
    expect(await isGood(CLIENT_SECRET)).toBe(true);
    harness.setMinutes(THIRTY_DAYS_IN_MINUTES);
    expect([await isGood(clientSecret), await isGood(CLIENT_SECRET)]).toEqual([true, false]);
  });

  it("keeps no secret, and puts the change on record without one", async () => {
    const { clientSecret } = await rotate();
    const rows = await harness.admin`select t::text as row from auth.oauth_client t
      union all select o::text from auth.outbox o`;
    expect(JSON.stringify(rows)).not.toContain(clientSecret);
    expect(await drainOutbox(harness.admin)).toEqual([
      auditRow(tenants.northwind, {
        category: "CHANGE",
        action: "client-secret:rotate",
        outcome: "SUCCESS",
        agent: { kind: "ACCOUNT", accountId: adminId, clientId: null, roles: ["ADMIN"] },
        entityType: "OAuthClient",
        entityId: clientRowId,
        detail: { previousSecretEndsAt: "2026-04-08T10:00:00.000Z" },
      }),
    ]);
  });

  it("makes no third secret unless the older one is to be ended", async () => {
    const { clientSecret: second } = await rotate();
    expect(await rotate()).toEqual({
      clientSecret: null,
      previousSecretEndsAt: null,
      userErrors: [{ code: "TWO_SECRETS_LIVE", field: "input.endsOlder" }],
    });
    expect([await isGood(second), await isGood(CLIENT_SECRET)]).toEqual([true, true]);
    const { clientSecret: third } = await rotate({ endsOlder: true });
    expect(await Promise.all([third, second, CLIENT_SECRET].map(isGood))).toEqual([true, true, false]);
    harness.setMinutes(THIRTY_DAYS_IN_MINUTES);
    expect((await rotate()).userErrors).toEqual([]);
  });

  it("called by two at once gives one of them a secret", async () => {
    const outcomes = await Promise.all([rotate(), rotate()]);
    expect(outcomes.map(({ userErrors }) => userErrors.map(({ code }) => code)).toSorted()).toEqual([
      [],
      ["TWO_SECRETS_LIVE"],
    ]);
    expect(await isGood(CLIENT_SECRET)).toBe(true);
  });

  it("answers another tenant's program as one that is not there", async () => {
    const missing = await rotate({ clientId: "partner-nobody" });
    expect(missing.userErrors).toEqual([{ code: "CLIENT_NOT_FOUND", field: "input.clientId" }]);
    expect(await rotate({}, admin(tenants.lakeside))).toEqual(missing);
    expect(await isGood(CLIENT_SECRET)).toBe(true);
  });

  it.each(["USER", "PRACTITIONER", "SUPPORT", "ANALYST", "PARTNER"] as const)(
    "is not for a %s",
    async (role) => {
      const viewer = viewerOf({ accountId: newId(), tenantId: tenants.northwind, roles: [role] });
      const { errors } = await harness.execute(viewer, ROTATE, { input: { clientId: "partner-lab" } });
      expect(errors?.map(({ extensions }) => extensions["code"])).toEqual(["AUTH_FORBIDDEN"]);
    },
  );
});
