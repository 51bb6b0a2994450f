import { afterAll, beforeAll, expect, it } from "vitest";
import { openDatabase, type Database } from "#shared/db/database.ts";
import { SystemScope } from "#shared/db/system-scope.ts";
import { newId } from "#shared/db/ids.ts";
import { AccountRepository } from "../repositories/account-repository.ts";
import { insertAccount, insertTenants, startAuth, type AuthHarness } from "./world.ts";

let harness: AuthHarness;
let database: Database;

beforeAll(async () => {
  harness = await startAuth();
  const url = harness.database.urlFor("auth_app");
  database = openDatabase({ url, maxConnections: 1, applicationName: "test-account-rows" });
});
afterAll(async () => {
  await database.close();
  await harness.stop();
});

it("nobody who writes of an account waits for an admin who changes it", async () => {
  const { northwind: tenantId } = await insertTenants(harness.admin);
  const accountId = await insertAccount(harness.admin, { tenantId, email: "mara@patients.example" });
  const writeForm = () =>
    harness.admin.begin(async (sql) => {
      await sql`set local lock_timeout = '200ms'`;
      return sql`insert into auth.consent_form
          (id, tenant_id, account_id, token_hash, session_hash, request_hash, expires_at)
        values (${newId()}, ${tenantId}, ${accountId}, 'token', 'session', 'request', now()) returning id`;
    });
  const written = new SystemScope(database, "auth").run(async (tx) => {
    await new AccountRepository(tx).lockWithAdmins({ tenantId, id: accountId });
    return writeForm();
  });
  await expect(written).resolves.toHaveLength(1);
});
