import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { ANONYMOUS } from "#shared/auth/viewer.ts";
import { newId } from "#shared/db/ids.ts";
import { auditRow, drainOutbox } from "./outbox.ts";
import { isInForce, sessionIdIn, signIn, signInFully, verifySession, type SignedIn } from "./sessions.ts";
import { insertAccount, insertTenants, startAuth, type AuthHarness, type Tenants } from "./world.ts";

const CHANGE = `mutation ($input: ChangeAccountAccessInput!) {
  changeAccountAccess(input: $input) {
    account { id roles regions tier version isDisabled } userErrors { code field }
  }
}`;
const DISABLE = `mutation ($input: DisableAccountInput!) {
  disableAccount(input: $input) { account { id isDisabled version } userErrors { code field } }
}`;
const ENABLE = `mutation ($input: EnableAccountInput!) {
  enableAccount(input: $input) { account { id isDisabled } userErrors { code field } }
}`;
const ADMIN = "tom@staff.example";
const HELPER = "mara@staff.example";

let harness: AuthHarness;
let tenants: Tenants;
let adminId: string;
let helperId: string;

beforeAll(async () => {
  harness = await startAuth();
  tenants = await insertTenants(harness.admin);
});
afterAll(() => harness.stop());
beforeEach(async () => {
  harness.setMinutes(0);
  await harness.admin`truncate auth.outbox, auth.session, auth.account cascade`;
  adminId = await insertAccount(harness.admin, {
    tenantId: tenants.northwind,
    email: ADMIN,
    roles: ["ADMIN"],
  });
  helperId = await insertAccount(harness.admin, {
    tenantId: tenants.northwind,
    email: HELPER,
    roles: ["SUPPORT"],
  });
});

/** Signs the admin in, and forgets what that put on record. */
async function beginAsAdmin(): Promise<SignedIn> {
  const admin = await signInFully(harness, ADMIN);
  await harness.admin`truncate auth.outbox`;
  return admin;
}

async function rolesNow(id: string): Promise<unknown> {
  const [row] = await harness.admin`select roles, version, disabled_at from auth.account where id = ${id}`;
  return row;
}

function access(accountId: string, change: Readonly<Record<string, unknown>> = {}): { input: unknown } {
  return { input: { accountId, roles: ["SUPPORT"], regions: ["eu-central"], tier: "STANDARD", ...change } };
}

function agent(roles: readonly string[] = ["ADMIN"]): Readonly<Record<string, unknown>> {
  return { kind: "ACCOUNT", accountId: adminId, clientId: null, roles };
}

describe("changeAccountAccess", () => {
  it("says what an account may do, ends all its sessions, tells other contexts, and is on record with before and after", async () => {
    const sessions = [await signInFully(harness, HELPER), await signInFully(harness, HELPER)];
    const { viewer } = await beginAsAdmin();
    const change = {
      roles: ["SUPPORT", "PRACTITIONER"],
      regions: ["us-east", "eu-central"],
      tier: "PREMIUM",
    };
    expect(await harness.execute(viewer, CHANGE, access(helperId, change))).toEqual({
      data: {
        changeAccountAccess: {
          account: { id: helperId, ...change, version: 2, isDisabled: false },
          userErrors: [],
        },
      },
      setCookies: [],
    });
    for (const { sessionId } of sessions) expect(await isInForce(harness, sessionId)).toBe(false);
    expect((await signInFully(harness, HELPER)).viewer).toMatchObject(change);
    expect((await drainOutbox(harness.admin)).slice(0, 2)).toEqual([
      {
        type: "account.access-changed.v1",
        tenantId: tenants.northwind,
        payload: { accountId: helperId, ...change, patientId: null, practitionerId: null, isDisabled: false },
      },
      auditRow(tenants.northwind, {
        category: "CHANGE",
        action: "account:manage",
        outcome: "SUCCESS",
        agent: agent(),
        entityId: helperId,
        fields: ["roles", "regions", "tier"],
        detail: {
          rolesBefore: "SUPPORT",
          rolesAfter: "PRACTITIONER SUPPORT",
          regionsBefore: "eu-central",
          regionsAfter: "eu-central us-east",
          tierBefore: "STANDARD",
          tierAfter: "PREMIUM",
          endedSessions: 2,
          endedApps: 0,
        },
      }),
    ]);
  });

  it("rotates the caller's own session: a new id in a new cookie, the old one and all others are worthless", async () => {
    await insertAccount(harness.admin, {
      tenantId: tenants.northwind,
      email: "eva@staff.example",
      roles: ["ADMIN"],
    });
    const elsewhere = await signInFully(harness, ADMIN);
    const { sessionId, viewer } = await beginAsAdmin();
    harness.setMinutes(5);
    const { data, errors, setCookies } = await harness.execute(
      viewer,
      CHANGE,
      access(adminId, { roles: ["SUPPORT"] }),
    );
    expect(errors).toBeUndefined();
    expect(data.changeAccountAccess.account).toMatchObject({ id: adminId, roles: ["SUPPORT"] });
    expect(setCookies).toHaveLength(1);
    const newId = sessionIdIn(setCookies[0]);
    expect(newId).not.toBe(sessionId);
    for (const old of [sessionId, elsewhere.sessionId]) expect(await isInForce(harness, old)).toBe(false);
    expect((await verifySession(harness, newId)).viewer).toMatchObject({
      accountId: adminId,
      roles: ["SUPPORT"],
    });
    // The same session: its end in any case has not moved.
    harness.setMinutes(29);
    await verifySession(harness, newId);
    harness.setMinutes(59.9);
    expect(await isInForce(harness, newId)).toBe(false);
    harness.setMinutes(0);
    expect(await rolesNow(adminId)).toMatchObject({ version: 2 });
  });

  it("ends and records nothing when the account is already as it was asked for", async () => {
    const helper = await signInFully(harness, HELPER);
    const { viewer } = await beginAsAdmin();
    const { data } = await harness.execute(viewer, CHANGE, access(helperId));
    expect(data.changeAccountAccess).toMatchObject({ account: { version: 1 }, userErrors: [] });
    expect(await isInForce(harness, helper.sessionId)).toBe(true);
    expect(await drainOutbox(harness.admin)).toEqual([]);
  });

  it.each([
    ["SYSTEM", { roles: ["SUPPORT", "SYSTEM"] }, "ROLE_NOT_ASSIGNABLE", "input.roles"],
    ["PARTNER", { roles: ["PARTNER"] }, "ROLE_NOT_ASSIGNABLE", "input.roles"],
    ["ANALYST beside another", { roles: ["USER", "ANALYST"] }, "ANALYST_NOT_ALONE", "input.roles"],
    ["a change of an older version", { roles: ["USER"], version: 7 }, "VERSION_CONFLICT", "input.version"],
  ])("refuses %s, and changes nothing", async (_name, change, code, field) => {
    const helper = await signInFully(harness, HELPER);
    const { viewer } = await beginAsAdmin();
    const { data } = await harness.execute(viewer, CHANGE, access(helperId, change));
    expect(data.changeAccountAccess).toEqual({ account: null, userErrors: [{ code, field }] });
    expect(await rolesNow(helperId)).toMatchObject({ roles: ["SUPPORT"], version: 1 });
    expect(await isInForce(harness, helper.sessionId)).toBe(true);
    expect(await drainOutbox(harness.admin)).toEqual([]);
  });

  it("keeps analysts without another role in the database as well", async () => {
    const change = harness.admin`update auth.account set roles = '{SUPPORT,ANALYST}' where id = ${helperId}`;
    await expect(change).rejects.toMatchObject({ constraint_name: "account_analyst_alone" });
  });

  it.each([
    ["no role", { roles: [] }, "input.roles"],
    ["a region that is none", { regions: ["EU central"] }, "input.regions.0"],
    [
      "too many regions",
      { regions: Array.from({ length: 21 }, (_, i) => `region-${String(i)}`) },
      "input.regions",
    ],
  ])("finds %s malformed", async (_name, change, field) => {
    const { viewer } = await beginAsAdmin();
    const { errors } = await harness.execute(viewer, CHANGE, access(helperId, change));
    expect(errors?.[0]?.extensions).toMatchObject({ code: "VALIDATION_ERROR", fields: [{ field }] });
  });

  it("answers another tenant's account exactly as one that is not there", async () => {
    const foreignId = await insertAccount(harness.admin, {
      tenantId: tenants.lakeside,
      email: "ola@lakeside.example",
    });
    const { viewer } = await beginAsAdmin();
    const answers = [];
    for (const id of [foreignId, newId(), "1' or '1'='1"])
      answers.push(await harness.execute(viewer, CHANGE, access(id)));
    expect(new Set(answers.map((answer) => JSON.stringify(answer)))).toEqual(
      new Set([
        JSON.stringify({
          data: {
            changeAccountAccess: {
              account: null,
              userErrors: [{ code: "ACCOUNT_NOT_FOUND", field: "input.accountId" }],
            },
          },
          setCookies: [],
        }),
      ]),
    );
    expect(await rolesNow(foreignId)).toMatchObject({ roles: ["USER"], version: 1 });
  });
});

describe("the last admin", () => {
  it("can neither lose the role nor be disabled, whoever asks", async () => {
    await insertAccount(harness.admin, {
      tenantId: tenants.northwind,
      email: "gone@staff.example",
      roles: ["ADMIN"],
      isDisabled: true,
    });
    const { viewer } = await beginAsAdmin();
    const change = await harness.execute(viewer, CHANGE, access(adminId, { roles: ["SUPPORT"] }));
    expect(change.data.changeAccountAccess.userErrors).toEqual([
      { code: "LAST_ADMIN", field: "input.roles" },
    ]);
    const disable = await harness.execute(viewer, DISABLE, {
      input: { accountId: adminId, reason: "Left." },
    });
    expect(disable.data.disableAccount.userErrors).toEqual([
      { code: "LAST_ADMIN", field: "input.accountId" },
    ]);
    expect(await rolesNow(adminId)).toMatchObject({ roles: ["ADMIN"], disabled_at: null });
  });

  it("stays when two admins take the role from each other at the same time", async () => {
    const otherId = await insertAccount(harness.admin, {
      tenantId: tenants.northwind,
      email: "eva@staff.example",
      roles: ["ADMIN"],
    });
    for (let round = 0; round < 5; round += 1) {
      await harness.admin`update auth.account set roles = '{ADMIN}', disabled_at = null where id in ${harness.admin([adminId, otherId])}`;
      const [one, other] = [
        await signInFully(harness, ADMIN),
        await signInFully(harness, "eva@staff.example"),
      ];
      await Promise.all([
        harness.execute(one.viewer, CHANGE, access(otherId)),
        harness.execute(other.viewer, DISABLE, { input: { accountId: adminId, reason: "Left." } }),
      ]);
      const left = await harness.admin`
        select id from auth.account where tenant_id = ${tenants.northwind} and 'ADMIN' = any(roles) and disabled_at is null`;
      expect(left).toHaveLength(1);
    }
  });

  it("is asked for at the moment of the change: who was an admin a moment ago changes nothing more", async () => {
    const { viewer } = await beginAsAdmin();
    await harness.admin`update auth.account set roles = '{SUPPORT}' where id = ${adminId}`;
    const { errors } = await harness.execute(viewer, CHANGE, access(helperId, { roles: ["ADMIN"] }));
    expect(errors?.map(({ extensions }) => extensions["code"])).toEqual(["AUTH_FORBIDDEN"]);
    expect(await rolesNow(helperId)).toMatchObject({ roles: ["SUPPORT"], version: 1 });
  });
});

describe("disableAccount and enableAccount", () => {
  it("end all sessions and keep from signing in, until enabled again; both are told and on record", async () => {
    const helper = await signInFully(harness, HELPER);
    const { viewer } = await beginAsAdmin();
    const reason = "Left the company.";
    const disabled = await harness.execute(viewer, DISABLE, { input: { accountId: helperId, reason } });
    expect(disabled.data.disableAccount).toEqual({
      account: { id: helperId, isDisabled: true, version: 2 },
      userErrors: [],
    });
    expect(await isInForce(harness, helper.sessionId)).toBe(false);
    expect((await signIn(harness, { email: HELPER })).sessionId).toBeNull();
    const rows = await drainOutbox(harness.admin);
    expect(rows[0]).toMatchObject({ type: "account.access-changed.v1", payload: { isDisabled: true } });
    expect(rows[1]).toEqual(
      auditRow(tenants.northwind, {
        category: "CHANGE",
        action: "account:manage",
        outcome: "SUCCESS",
        agent: agent(),
        entityId: helperId,
        fields: ["isDisabled"],
        detail: { reason, endedSessions: 1, endedApps: 0 },
      }),
    );
    const enabled = await harness.execute(viewer, ENABLE, { input: { accountId: helperId } });
    expect(enabled.data.enableAccount).toEqual({
      account: { id: helperId, isDisabled: false },
      userErrors: [],
    });
    expect((await signIn(harness, { email: HELPER })).sessionId).not.toBeNull();
    expect((await drainOutbox(harness.admin))[0]).toMatchObject({ payload: { isDisabled: false } });
  });

  it("answer what is so already as a problem, and do not disable the account in use", async () => {
    await insertAccount(harness.admin, {
      tenantId: tenants.northwind,
      email: "eva@staff.example",
      roles: ["ADMIN"],
    });
    const { viewer } = await beginAsAdmin();
    const input = { accountId: helperId, reason: "Left." };
    await harness.execute(viewer, DISABLE, { input });
    await harness.admin`truncate auth.outbox`;
    const codes = [
      (await harness.execute(viewer, DISABLE, { input })).data.disableAccount.userErrors,
      (await harness.execute(viewer, DISABLE, { input: { ...input, accountId: adminId } })).data
        .disableAccount.userErrors,
      (await harness.execute(viewer, ENABLE, { input: { accountId: adminId } })).data.enableAccount
        .userErrors,
      (await harness.execute(viewer, ENABLE, { input: { accountId: newId() } })).data.enableAccount
        .userErrors,
    ];
    expect(codes.flat()).toEqual(
      ["ALREADY_DISABLED", "OWN_ACCOUNT", "NOT_DISABLED", "ACCOUNT_NOT_FOUND"].map((code) => ({
        code,
        field: "input.accountId",
      })),
    );
    expect(await drainOutbox(harness.admin)).toEqual([]);
  });
});

describe("accounts", () => {
  const LIST = `query ($first: Int, $after: String, $filter: AccountFilter) {
    accounts(first: $first, after: $after, filter: $filter) {
      nodes { email } pageInfo { hasNextPage endCursor } totalCount
    }
  }`;

  it("are told to the admin page by page, by address, narrowed by its beginning or by a role", async () => {
    for (const email of ["maja@staff.example", "m_%@staff.example", "mar@staff.example"])
      await insertAccount(harness.admin, { tenantId: tenants.northwind, email });
    await insertAccount(harness.admin, { tenantId: tenants.lakeside, email: "mare@lakeside.example" });
    const { viewer } = await beginAsAdmin();
    const ask = async (variables: Readonly<Record<string, unknown>>) => {
      const { data, errors } = await harness.execute(viewer, LIST, variables);
      expect(errors).toBeUndefined();
      const { nodes, pageInfo, totalCount } = data.accounts;
      const emails: string[] = nodes.map(({ email }: { email: string }) => email);
      return { emails, pageInfo, totalCount };
    };
    const first = await ask({ first: 3 });
    expect(first).toMatchObject({
      emails: ["m_%@staff.example", "maja@staff.example", "mar@staff.example"],
      pageInfo: { hasNextPage: true },
      totalCount: 5,
    });
    expect(await ask({ first: 3, after: first.pageInfo.endCursor })).toMatchObject({
      emails: [HELPER, ADMIN],
      pageInfo: { hasNextPage: false },
    });
    const narrowed = [
      { emailPrefix: "MAR" },
      { emailPrefix: "m_" },
      { role: "ADMIN" },
      { emailPrefix: "mare" },
    ];
    expect(
      (await Promise.all(narrowed.map((filter) => ask({ filter })))).map(({ emails }) => emails),
    ).toEqual([["mar@staff.example", HELPER], ["m_%@staff.example"], [ADMIN], []]);
  });

  it("are nobody else's business", async () => {
    const helper = await signInFully(harness, HELPER);
    for (const viewer of [helper.viewer, ANONYMOUS]) {
      const { data, errors } = await harness.execute(viewer, LIST);
      expect(data).toBeNull();
      expect(errors).toHaveLength(1);
    }
    const ask = "query ($id: ID!) { account(id: $id) { email } }";
    expect((await harness.execute(helper.viewer, ask, { id: helperId })).data).toEqual({
      account: { email: HELPER },
    });
    for (const id of [adminId, newId(), "no id"])
      expect((await harness.execute(helper.viewer, ask, { id })).data).toEqual({ account: null });
  });
});
