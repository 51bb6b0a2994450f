import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import type { Viewer } from "#shared/auth/viewer.ts";
import { newId } from "#shared/db/ids.ts";
import { answerOf, authorizationQuery, authorize, newPkce } from "./app-flow.ts";
import { auditRow, drainOutbox } from "./outbox.ts";
import { isInForce, sessionIdIn, signInFully, viewerOfSession, type SignedIn } from "./sessions.ts";
import {
  insertAccount,
  insertApp,
  insertTenants,
  START,
  startAuth,
  PASSWORD,
  type AuthHarness,
  type Tenants,
} from "./world.ts";

const IMPERSONATE = `mutation ($input: ImpersonateInput!) {
  impersonate(input: $input) {
    viewer { account { id } roles impersonator { accountId endsAt } } userErrors { code field }
  }
}`;
const END =
  "mutation { endImpersonation { viewer { account { id } impersonator { accountId } } userErrors { code } } }";
const SESSIONS = "{ viewer { sessions { id isCurrent isImpersonation } } }";
const SUPPORT = "piotr@staff.example";
const MARA = "mara@patients.example";
const REASON = "Ticket 4711: cannot find the appointment.";

let harness: AuthHarness;
let tenants: Tenants;
let supportId: string;
let maraId: string;
const patientId = newId();

beforeAll(async () => {
  harness = await startAuth();
  tenants = await insertTenants(harness.admin);
});
afterAll(() => harness.stop());
beforeEach(async () => {
  harness.setMinutes(0);
  await harness.admin`truncate auth.outbox, auth.session, auth.account cascade`;
  const tenantId = tenants.northwind;
  supportId = await insertAccount(harness.admin, { tenantId, email: SUPPORT, roles: ["SUPPORT"] });
  maraId = await addPatient({ email: MARA, patientId });
});

/** A patient registered in the region that the support account is assigned to, unless another one is named. */
async function addPatient(input: {
  readonly email: string;
  readonly patientId?: string;
  readonly tenantId?: string;
  readonly region?: string | null;
  readonly roles?: ("USER" | "PRACTITIONER" | "ADMIN")[];
  readonly isDisabled?: boolean;
}): Promise<string> {
  const { tenantId = tenants.northwind, region = "eu-central", ...account } = input;
  const id = await insertAccount(harness.admin, { patientId: newId(), ...account, tenantId });
  await harness.admin`update auth.account set patient_region = ${region} where id = ${id}`;
  return id;
}

async function live(sessionId: string | null): Promise<SignedIn> {
  return { sessionId, viewer: await viewerOfSession(harness, sessionId) };
}

function impersonate({ viewer }: SignedIn, input: Readonly<Record<string, unknown>> = { accountId: maraId }) {
  return harness.execute(viewer, IMPERSONATE, { input: { reason: REASON, ...input } });
}

/** Support in Mara's place; what that put on record is forgotten. */
async function beginInMarasPlace(): Promise<{ readonly support: SignedIn; readonly impersonated: SignedIn }> {
  const support = await signInFully(harness, SUPPORT);
  const { setCookies } = await impersonate(support);
  const impersonated = await live(sessionIdIn(setCookies[0]));
  await harness.admin`truncate auth.outbox`;
  return { support, impersonated };
}

function minutesLater(minutes: number): string {
  return new Date(START.getTime() + minutes * 60_000).toISOString();
}

const supportAgent = () => ({ kind: "ACCOUNT", accountId: supportId, clientId: null, roles: ["SUPPORT"] });

describe("impersonate", () => {
  it("begins a session of the patient's account that says who acts, for 30 minutes, and is on record with its reason", async () => {
    const support = await signInFully(harness, SUPPORT);
    await harness.admin`truncate auth.outbox`;
    const { data, errors, setCookies } = await impersonate(support);
    expect(errors).toBeUndefined();
    const impersonator = { accountId: supportId, endsAt: minutesLater(30) };
    expect(data.impersonate).toEqual({
      viewer: { account: { id: maraId }, roles: ["USER"], impersonator },
      userErrors: [],
    });
    expect(setCookies).toHaveLength(1);
    const { viewer } = await live(sessionIdIn(setCookies[0]));
    expect(viewer).toMatchObject({
      accountId: maraId,
      patientId,
      roles: ["USER"],
      regions: ["eu-central"],
      impersonator: { ...impersonator, roles: ["SUPPORT"] },
    });
    expect(await drainOutbox(harness.admin)).toEqual([
      auditRow(tenants.northwind, {
        category: "SIGN_IN",
        action: "account:impersonate",
        outcome: "SUCCESS",
        agent: supportAgent(),
        patientId,
        entityId: maraId,
        detail: { reason: REASON, endsAt: minutesLater(30) },
      }),
    ]);
    harness.setMinutes(29.9);
    expect(await isInForce(harness, sessionIdIn(setCookies[0]))).toBe(true);
    harness.setMinutes(30);
    expect(await isInForce(harness, sessionIdIn(setCookies[0]))).toBe(false);
  });

  it("takes the patient's id as well", async () => {
    const { data } = await impersonate(await signInFully(harness, SUPPORT), { patientId });
    expect(data.impersonate.viewer.account.id).toBe(maraId);
  });

  it("lets the support account's own session rest: its cookie is worthless meanwhile", async () => {
    const { support } = await beginInMarasPlace();
    expect(await isInForce(harness, support.sessionId)).toBe(false);
    expect((await impersonate(support)).data.impersonate.userErrors).toEqual([
      { code: "NO_SESSION", field: null },
    ]);
  });

  it.each([
    ["of another region", async () => addPatient({ email: "far@patients.example", region: "ap-south" })],
    ["of no region", async () => addPatient({ email: "none@patients.example", region: null })],
    [
      "of another tenant",
      async () => addPatient({ email: "lake@patients.example", tenantId: tenants.lakeside }),
    ],
    ["that is not there", async () => newId()],
    ["that is no id", async () => "1' or '1'='1"],
  ])("answers an account %s as missing, and nothing happens", async (_name, idOf) => {
    const support = await signInFully(harness, SUPPORT);
    const { data, setCookies } = await impersonate(support, { accountId: await idOf() });
    expect([data.impersonate, setCookies]).toEqual([
      { viewer: null, userErrors: [{ code: "ACCOUNT_NOT_FOUND", field: "input.accountId" }] },
      [],
    ]);
    expect(await isInForce(harness, support.sessionId)).toBe(true);
    expect(await harness.admin`select from auth.session`).toHaveLength(1);
  });

  it("puts an attempt out of the assigned regions on record as a refusal", async () => {
    const farId = await addPatient({ email: "far@patients.example", patientId, region: "ap-south" });
    const support = await signInFully(harness, SUPPORT);
    await harness.admin`truncate auth.outbox`;
    await impersonate(support, { accountId: farId });
    expect(await drainOutbox(harness.admin)).toEqual([
      auditRow(tenants.northwind, {
        category: "DENIAL",
        action: "account:impersonate",
        outcome: "DENIED",
        agent: supportAgent(),
        patientId,
        entityId: farId,
      }),
    ]);
  });

  it.each([
    ["NOT_A_PATIENT", { roles: ["USER", "PRACTITIONER"] as ("USER" | "PRACTITIONER")[] }],
    ["NOT_A_PATIENT", { roles: ["ADMIN"] as "ADMIN"[] }],
    ["ACCOUNT_DISABLED", { isDisabled: true }],
  ])("is refused as %s for %j", async (code, change) => {
    const accountId = await addPatient({ email: "else@patients.example", ...change });
    const { data } = await impersonate(await signInFully(harness, SUPPORT), { accountId });
    expect(data.impersonate).toEqual({ viewer: null, userErrors: [{ code, field: "input.accountId" }] });
    expect(await harness.admin`select from auth.session`).toHaveLength(1);
  });

  it.each([
    ["both ids", { accountId: newId(), patientId: newId() }, "input.accountId"],
    ["no id", {}, "input.accountId"],
    ["no reason", { accountId: newId(), reason: "  " }, "input.reason"],
  ])("finds %s malformed", async (_name, input, field) => {
    const { errors } = await impersonate(await signInFully(harness, SUPPORT), input);
    expect(errors?.[0]?.extensions).toMatchObject({ code: "VALIDATION_ERROR", fields: [{ field }] });
  });

  it("is for support only", async () => {
    await insertAccount(harness.admin, {
      tenantId: tenants.northwind,
      email: "tom@staff.example",
      roles: ["ADMIN"],
    });
    for (const email of ["tom@staff.example", MARA]) {
      const { errors } = await impersonate(await signInFully(harness, email));
      expect(errors?.map(({ extensions }) => extensions["code"])).toEqual(["AUTH_FORBIDDEN"]);
    }
  });
});

describe("while support acts in a patient's place", () => {
  it.each([
    [
      "signIn",
      `mutation { signIn(input: { email: "${MARA}", password: "${PASSWORD}" }) { userErrors { code } } }`,
    ],
    [
      "revokeSession",
      `mutation { revokeSession(input: { sessionId: "${newId()}" }) { userErrors { code } } }`,
    ],
    ["signOutEverywhere", "mutation { signOutEverywhere(input: {}) { endedSessions } }"],
    [
      "impersonate",
      `mutation { impersonate(input: { accountId: "${newId()}", reason: "x" }) { userErrors { code } } }`,
    ],
  ])("%s is refused", async (_name, document) => {
    const { impersonated } = await beginInMarasPlace();
    const { errors, setCookies } = await harness.execute(impersonated.viewer, document);
    expect(errors?.map(({ extensions }) => extensions["code"])).toEqual(["AUTH_FORBIDDEN"]);
    expect(setCookies).toEqual([]);
    expect(await isInForce(harness, impersonated.sessionId)).toBe(true);
  });

  it("no app is allowed anything, not even one of the clinic network itself", async () => {
    await insertApp(harness.admin, { tenantId: tenants.northwind, clientId: "clinic-app" });
    const query = authorizationQuery(newPkce());
    const { impersonated } = await beginInMarasPlace();
    expect(answerOf(await authorize(harness, impersonated.viewer, query))).toMatchObject({
      error: "access_denied",
    });
    expect(await harness.admin`select from auth.authorization_code`).toHaveLength(0);
    const mara = await signInFully(harness, MARA);
    expect(answerOf(await authorize(harness, mara.viewer, query))).toMatchObject({
      code: expect.any(String),
    });
  });

  it("the patient sees a session of support among the own ones, and can end it", async () => {
    const { impersonated } = await beginInMarasPlace();
    const mara = await signInFully(harness, MARA);
    const { data } = await harness.execute(mara.viewer, SESSIONS);
    const listed: { id: string; isCurrent: boolean; isImpersonation: boolean }[] = data.viewer.sessions;
    expect(listed.map(({ isCurrent, isImpersonation }) => [isCurrent, isImpersonation])).toEqual([
      [true, false],
      [false, true],
    ]);
    const revoke = `mutation ($id: ID!) { revokeSession(input: { sessionId: $id }) { userErrors { code } } }`;
    await harness.execute(mara.viewer, revoke, { id: listed[1]?.id });
    expect([
      await isInForce(harness, impersonated.sessionId),
      await isInForce(harness, mara.sessionId),
    ]).toEqual([false, true]);
  });

  it.each([
    [
      "signs out everywhere",
      (viewer: Viewer) =>
        harness.execute(viewer, "mutation { signOutEverywhere(input: {}) { endedSessions } }"),
    ],
    ["is disabled", () => harness.admin`update auth.account set disabled_at = now() where id = ${supportId}`],
    [
      "is support no more",
      () => harness.admin`update auth.account set roles = '{USER}' where id = ${supportId}`,
    ],
  ])("it ends when the support account %s", async (_name, act) => {
    const { impersonated } = await beginInMarasPlace();
    const elsewhere = await signInFully(harness, SUPPORT);
    await act(elsewhere.viewer);
    expect(await isInForce(harness, impersonated.sessionId)).toBe(false);
  });

  it("signOut ends both sessions, and names both accounts", async () => {
    const { impersonated } = await beginInMarasPlace();
    const { data } = await harness.execute(impersonated.viewer, "mutation { signOut { isSignedOut } }");
    expect(data.signOut.isSignedOut).toBe(true);
    expect(await harness.admin`select from auth.session`).toHaveLength(0);
    expect(await drainOutbox(harness.admin)).toMatchObject([
      { payload: { action: "session:end", agent: { ...supportAgent(), onBehalfOf: maraId } } },
    ]);
  });
});

describe("endImpersonation", () => {
  it("goes back to the support account's session under a new id; the other one ends; both are named on record", async () => {
    const { support, impersonated } = await beginInMarasPlace();
    harness.setMinutes(10);
    const { data, setCookies } = await harness.execute(impersonated.viewer, END);
    expect(data.endImpersonation).toEqual({
      viewer: { account: { id: supportId }, impersonator: null },
      userErrors: [],
    });
    const back = await live(sessionIdIn(setCookies[0]));
    expect(back.viewer).toMatchObject({ accountId: supportId, roles: ["SUPPORT"], impersonator: null });
    expect(back.sessionId).not.toBe(support.sessionId);
    expect([
      await isInForce(harness, support.sessionId),
      await isInForce(harness, impersonated.sessionId),
    ]).toEqual([false, false]);
    expect(await drainOutbox(harness.admin)).toEqual([
      auditRow(
        tenants.northwind,
        {
          category: "SIGN_OUT",
          action: "impersonation:end",
          outcome: "SUCCESS",
          agent: { ...supportAgent(), onBehalfOf: maraId },
          patientId,
          entityId: maraId,
        },
        harness.now(),
      ),
    ]);
    // It is the session that rested: its end in any case stands where it stood, after an hour.
    harness.setMinutes(39);
    expect(await isInForce(harness, back.sessionId)).toBe(true);
    harness.setMinutes(60);
    expect(await isInForce(harness, back.sessionId)).toBe(false);
  });

  it("ends nothing for who acts for themselves", async () => {
    const mara = await signInFully(harness, MARA);
    const { data, setCookies } = await harness.execute(mara.viewer, END);
    expect([data.endImpersonation, setCookies]).toEqual([
      { viewer: null, userErrors: [{ code: "NOT_IMPERSONATING" }] },
      [],
    ]);
    expect(await isInForce(harness, mara.sessionId)).toBe(true);
  });
});
