import type postgres from "postgres";
import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import type { Viewer } from "#shared/auth/viewer.ts";
import { newId } from "#shared/db/ids.ts";
import { beginSession } from "./app-flow.ts";
import { sessionCount, sessionIdIn, viewerOfSession } from "./sessions.ts";
import { insertAccount, insertTenants, startAuth, type AuthHarness } from "./world.ts";

const SUPPORT = "piotr@staff.example";
const IMPERSONATE = `mutation ($input: ImpersonateInput!) { impersonate(input: $input) { userErrors { code } } }`;

let harness: AuthHarness;
let supportId: string;
let maraId: string;
let support: Viewer;

beforeAll(async () => {
  harness = await startAuth();
  const { northwind: tenantId } = await insertTenants(harness.admin);
  supportId = await insertAccount(harness.admin, { tenantId, email: SUPPORT, roles: ["SUPPORT"] });
  maraId = await insertAccount(harness.admin, {
    ...{ tenantId, email: "mara@patients.example", patientId: newId() },
  });
});
afterAll(() => harness.stop());
beforeEach(async () => {
  await harness.admin`truncate auth.session, auth.outbox cascade`;
  await harness.admin`update auth.account set roles = '{USER}', patient_region = 'eu-central' where id = ${maraId}`;
  support = await beginSession(harness, SUPPORT);
});

const impersonate = () =>
  harness.execute(support, IMPERSONATE, { input: { accountId: maraId, reason: "Ticket 4711" } });

/** Does `work` while it has to wait for what `hold` locks; then `change` is done, and it goes on. */
async function meanwhile<T>(
  hold: (sql: postgres.TransactionSql) => Promise<unknown>,
  work: () => Promise<T>,
  change: (sql: postgres.TransactionSql) => Promise<unknown>,
): Promise<T> {
  let begun: Promise<T> | undefined;
  await harness.admin.begin(async (sql) => {
    await hold(sql);
    begun = work();
    await expect
      .poll(async () => (await harness.admin`select 1 from pg_locks where not granted`).length)
      .toBeGreaterThan(0);
    await change(sql);
  });
  if (begun === undefined) throw new Error("Nothing was begun.");
  return begun;
}

it("nobody acts in the place of an account that has become more than a patient's meanwhile", async () => {
  const { data } = await meanwhile(
    (sql) => sql`select pg_advisory_xact_lock(hashtextextended(${`auth.account:${maraId}`}, 0))`,
    impersonate,
    (sql) => sql`update auth.account set roles = '{USER,PRACTITIONER}' where id = ${maraId}`,
  );
  expect(data.impersonate.userErrors).toEqual([{ code: "NOT_A_PATIENT" }]);
  expect(await sessionCount(harness)).toBe(1);
});

describe("while all sessions of the support account end", () => {
  it.each(["signOut { isSignedOut }", "endImpersonation { userErrors { code } }"])(
    "%s in the patient's place waits, and neither fails",
    async (mutation) => {
      const { setCookies } = await impersonate();
      const viewer = await viewerOfSession(harness, sessionIdIn(setCookies[0]));
      const { errors } = await meanwhile(
        (sql) => sql`select id from auth.session where account_id = ${supportId} for update`,
        () => harness.execute(viewer, `mutation { ${mutation} }`),
        (sql) => sql`delete from auth.session where account_id = ${supportId}`,
      );
      expect(errors).toBeUndefined();
      expect(await sessionCount(harness)).toBe(0);
    },
  );
});
