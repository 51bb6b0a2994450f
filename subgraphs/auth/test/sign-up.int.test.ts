import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { PLATFORM_TENANT_ID } from "#shared/auth/viewer.ts";
import { auditRow, drainOutbox, mailRow } from "./outbox.ts";
import { PERSON, signUp } from "./password-flow.ts";
import { signIn } from "./sessions.ts";
import {
  insertAccount,
  insertTenants,
  PASSWORD,
  startAuth,
  type AuthHarness,
  type Tenants,
} from "./world.ts";

let harness: AuthHarness;
let tenants: Tenants;

beforeAll(async () => {
  harness = await startAuth();
  tenants = await insertTenants(harness.admin);
});
afterAll(() => harness.stop());
beforeEach(async () => {
  await harness.admin`truncate auth.outbox`;
});

const ACCEPTED = { data: { signUp: { isAccepted: true, userErrors: [] } }, setCookies: [] };

async function accountCount(): Promise<number> {
  const [row] = await harness.admin<{ count: string }[]>`select count(*) from auth.account`;
  return Number(row?.count);
}

describe("signUp", () => {
  it("makes an account and announces it in the same transaction, without signing in", async () => {
    expect(await signUp(harness, { email: " Mara@Patients.example " })).toEqual(ACCEPTED);
    const [account] = await harness.admin`select * from auth.account where email = 'mara@patients.example'`;
    expect(account).toMatchObject({
      tenant_id: tenants.northwind,
      roles: ["USER"],
      regions: [],
      tier: "STANDARD",
      practitioner_id: null,
      disabled_at: null,
    });
    const { id: accountId, patient_id: patientId } = account ?? {};
    expect(await drainOutbox(harness.admin)).toEqual([
      {
        type: "account.registered.v1",
        tenantId: tenants.northwind,
        payload: {
          accountId,
          patientId,
          email: "mara@patients.example",
          givenName: "Mara",
          familyName: "Lind",
          birthDate: "1990-05-17",
          phone: "+4930901820",
          region: "eu-central",
        },
      },
      mailRow(tenants.northwind, accountId, "EMAIL_VERIFICATION"),
      {
        type: "account.access-changed.v1",
        tenantId: tenants.northwind,
        payload: {
          accountId,
          patientId,
          practitionerId: null,
          roles: ["USER"],
          regions: [],
          tier: "STANDARD",
          isDisabled: false,
        },
      },
      auditRow(tenants.northwind, {
        category: "CHANGE",
        action: "account:register",
        outcome: "SUCCESS",
        patientId,
        entityId: accountId,
      }),
    ]);
    const [sessions] = await harness.admin`select count(*)::int from auth.session`;
    expect(sessions).toEqual({ count: 0 });
    expect((await signIn(harness, { email: "mara@patients.example" })).data.signIn.userErrors).toEqual([]);
  });

  it("takes a person without a telephone, left out or null", async () => {
    for (const [index, phone] of [undefined, null].entries()) {
      const email = `quiet${String(index)}@patients.example`;
      expect(await signUp(harness, { email, phone })).toEqual(ACCEPTED);
      const [event] = await drainOutbox(harness.admin);
      expect(event).toMatchObject({ payload: { email, phone: null } });
    }
  });

  it("answers an address that has an account in the same words", async () => {
    await signUp(harness, { email: "first@patients.example" });
    const [before] = await harness.admin`select * from auth.account where email = 'first@patients.example'`;
    const accounts = await accountCount();
    await harness.admin`truncate auth.outbox`;

    const answer = await signUp(harness, {
      email: "FIRST@patients.example",
      password: "another-Good-phrase",
    });
    expect(answer).toEqual(ACCEPTED);
    expect(await accountCount()).toBe(accounts);
    expect(await harness.admin`select * from auth.account where email = 'first@patients.example'`).toEqual([
      before,
    ]);
    expect(await drainOutbox(harness.admin)).toEqual([
      mailRow(tenants.northwind, before?.["id"], "SIGN_UP_ATTEMPTED"),
      auditRow(tenants.northwind, {
        category: "CHANGE",
        action: "account:register",
        outcome: "FAILURE",
        entityId: before?.["id"],
        detail: { reason: "EMAIL_TAKEN" },
      }),
    ]);
  });

  it("tells of a taken address only the tenant that has the account", async () => {
    const id = await insertAccount(harness.admin, {
      tenantId: tenants.lakeside,
      email: "lake@patients.example",
    });
    expect(await signUp(harness, { email: "lake@patients.example" })).toEqual(ACCEPTED);
    expect(await drainOutbox(harness.admin)).toEqual([
      mailRow(tenants.lakeside, id, "SIGN_UP_ATTEMPTED"),
      auditRow(tenants.lakeside, {
        category: "CHANGE",
        action: "account:register",
        outcome: "FAILURE",
        entityId: id,
        detail: { reason: "EMAIL_TAKEN" },
      }),
    ]);
  });

  it("makes one account when many sign up with one address at once", async () => {
    const accounts = await accountCount();
    const answers = await Promise.all(
      Array.from({ length: 5 }, () => signUp(harness, { email: "race@patients.example" })),
    );
    expect(answers).toEqual(Array.from({ length: 5 }, () => ACCEPTED));
    expect(await accountCount()).toBe(accounts + 1);
    const rows = await drainOutbox(harness.admin);
    expect(rows.map(({ type }) => type).sort()).toEqual([
      "account.access-changed.v1",
      "account.registered.v1",
      ...Array.from({ length: 5 }, () => ["audit.entries.v1", "mail.requested.v1"]).flat(),
    ].sort()); // prettier-ignore
  });

  it.each([
    ["an unknown tenant", { tenant: "nowhere" }, ["TENANT_UNKNOWN"], ["input.tenant"]],
    ["a tenant that takes nobody", { tenant: "lakeside" }, ["SIGN_UP_CLOSED"], ["input.tenant"]],
    ["a short password", { password: "elevenchars" }, ["WEAK_PASSWORD"], ["input.password"]],
    ["a password with the name", { password: "my-MARA-password" }, ["WEAK_PASSWORD"], ["input.password"]],
    ["a birth date to come", { birthDate: "2026-03-11" }, ["BIRTH_DATE_IN_FUTURE"], ["input.birthDate"]],
    [
      "all of it",
      { tenant: "nowhere", password: "x", birthDate: "2126-01-01" },
      ["TENANT_UNKNOWN", "WEAK_PASSWORD", "BIRTH_DATE_IN_FUTURE"],
      ["input.tenant", "input.password", "input.birthDate"],
    ],
  ] as const)("refuses %s, and puts it on record", async (_, changes, codes, fields) => {
    const accounts = await accountCount();
    const answer = await signUp(harness, changes);
    const userErrors: readonly { code: string; message: string; field: string }[] =
      answer.data.signUp.userErrors;
    expect(answer.data.signUp.isAccepted).toBe(false);
    expect(userErrors.map(({ code }) => code)).toEqual(codes);
    expect(userErrors.map(({ field }) => field)).toEqual(fields);
    expect(userErrors.every(({ message }) => message.endsWith("."))).toBe(true);
    expect(await accountCount()).toBe(accounts);
    const tenant = "tenant" in changes ? changes.tenant : PERSON.tenant;
    const tenantId = { ...tenants, nowhere: PLATFORM_TENANT_ID }[tenant];
    expect(await drainOutbox(harness.admin)).toEqual([
      auditRow(tenantId, {
        category: "CHANGE",
        action: "account:register",
        outcome: "FAILURE",
        entityType: null,
        detail: { reason: codes.join(" ") },
      }),
    ]);
  });

  it.each([
    ["email", "no address"],
    ["email", "a\u0000b@patients.example"],
    ["password", "correct horse \ud800 staple"],
    ["tenant", "north\ud800wind"],
    ["birthDate", "0000-12-31"],
    ["phone", "030 901820"],
    ["givenName", "<Mara>"],
    ["familyName", "x".repeat(101)],
    ["familyName", "two\nlines"],
    ["password", ""],
    ["password", "x".repeat(257)],
    ["tenant", "north\u0000wind"],
  ])("refuses a malformed %s (%j) by its path", async (field, value) => {
    const answer = await signUp(harness, { [field]: value });
    expect(answer.data).toBeNull();
    expect(answer.errors?.map(({ extensions }) => extensions)).toMatchObject([
      { code: "VALIDATION_ERROR", fields: [{ field: `input.${field}` }] },
    ]);
    expect(JSON.stringify(answer)).not.toContain(PASSWORD);
    expect(await drainOutbox(harness.admin)).toEqual([]);
  });

  it("makes no account when the announcement cannot be written", async () => {
    await harness.admin`alter table auth.outbox rename column traceparent to traceparent_gone`;
    try {
      const accounts = await accountCount();
      const answer = await signUp(harness, { email: "unlucky@patients.example" });
      expect(answer.errors?.map(({ extensions }) => extensions["code"])).toEqual(["INTERNAL"]);
      expect(await accountCount()).toBe(accounts);
    } finally {
      await harness.admin`alter table auth.outbox rename column traceparent_gone to traceparent`;
    }
  });
});
