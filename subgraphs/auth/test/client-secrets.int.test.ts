import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { newId } from "#shared/db/ids.ts";
import { viewerOf } from "#shared/testing/viewers.ts";
import { askOwnToken } from "./oauth-forms.ts";
import { auditRow, drainOutbox } from "./outbox.ts";
import {
  CLIENT_SECRET,
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
  await harness.admin`truncate auth.outbox, auth.oauth_client cascade`;
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

const END = `mutation ($input: EndPreviousClientSecretInput!) {
  endPreviousClientSecret(input: $input) { isEnded userErrors { code field } }
}`;

async function end(viewer = admin()): Promise<unknown> {
  const { data, errors } = await harness.execute(viewer, END, { input: { clientId: "partner-lab" } });
  expect(errors).toBeUndefined();
  return data.endPreviousClientSecret;
}

async function codeOf(document: string, clientId: string, viewer = admin()): Promise<unknown> {
  const { errors } = await harness.execute(viewer, document, { input: { clientId } });
  return errors?.[0]?.extensions["code"];
}

async function isGood(secret: string | null): Promise<boolean> {
  return (await askOwnToken(harness, { client_secret: secret ?? "" })).status === 200;
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

  it("makes no third secret, called again or by mistake", async () => {
    const { clientSecret: second } = await rotate();
    expect(await rotate()).toEqual({
      clientSecret: null,
      previousSecretEndsAt: null,
      userErrors: [{ code: "TWO_SECRETS_LIVE", field: "input.replacesNewer" }],
    });
    expect([await isGood(second), await isGood(CLIENT_SECRET)]).toEqual([true, true]);
    harness.setMinutes(THIRTY_DAYS_IN_MINUTES);
    expect((await rotate()).userErrors).toEqual([]);
  });

  it("replaces a new secret that got lost, however often, and never the one in use", async () => {
    const { clientSecret: lost, previousSecretEndsAt } = await rotate();
    harness.setMinutes(5);
    const again = await Promise.all([rotate({ replacesNewer: true }), rotate({ replacesNewer: true })]);
    for (const { userErrors, previousSecretEndsAt: endsAt } of again)
      expect([userErrors, endsAt]).toEqual([[], previousSecretEndsAt]);
    const good = await Promise.all([lost, ...again.map(({ clientSecret }) => clientSecret)].map(isGood));
    expect(good.filter(Boolean)).toHaveLength(1);
    expect([good[0], await isGood(CLIENT_SECRET)]).toEqual([false, true]);
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
    expect(await codeOf(ROTATE, "partner\u0000lab")).toBe("VALIDATION_ERROR");
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

describe("endPreviousClientSecret", () => {
  it("ends the older of two secrets at once, and is put on record once", async () => {
    const { clientSecret } = await rotate();
    await drainOutbox(harness.admin);
    expect(await end()).toEqual({ isEnded: true, userErrors: [] });
    expect([await isGood(clientSecret), await isGood(CLIENT_SECRET)]).toEqual([true, false]);
    expect(await end()).toEqual({
      isEnded: false,
      userErrors: [{ code: "NO_PREVIOUS_SECRET", field: "input.clientId" }],
    });
    expect(await isGood(clientSecret)).toBe(true);
    const changes = (await drainOutbox(harness.admin)).filter((row) =>
      JSON.stringify(row).includes('"client-secret:end"'),
    );
    expect(changes).toHaveLength(1);
    expect((await rotate()).userErrors).toEqual([]);
  });

  it("answers another tenant's program as one that is not there", async () => {
    await rotate();
    expect(await end(admin(tenants.lakeside))).toEqual({
      isEnded: false,
      userErrors: [{ code: "CLIENT_NOT_FOUND", field: "input.clientId" }],
    });
    expect(await isGood(CLIENT_SECRET)).toBe(true);
  });

  it("is for admins only", async () => {
    const viewer = viewerOf({ accountId: newId(), tenantId: tenants.northwind, roles: ["SUPPORT"] });
    expect(await codeOf(END, "partner-lab", viewer)).toBe("AUTH_FORBIDDEN");
  });
});
