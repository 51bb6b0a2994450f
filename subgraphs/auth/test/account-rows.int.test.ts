import { afterAll, beforeAll, expect, it } from "vitest";
import { openDatabase, type Database } from "#shared/db/database.ts";
import { SystemScope } from "#shared/db/system-scope.ts";
import { newId } from "#shared/db/ids.ts";
import { AccountRepository } from "../repositories/account-repository.ts";
import { AuthorizationRepository } from "../repositories/authorization-repository.ts";
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

let tenantId: string;
let accountId: string;

beforeAll(async () => {
  ({ northwind: tenantId } = await insertTenants(harness.admin));
  accountId = await insertAccount(harness.admin, { tenantId, email: "mara@patients.example" });
});

it("of what is of no use any more a hundred rows are removed at a time, and none that somebody holds", async () => {
  await harness.admin`insert into auth.consent_form
      (id, tenant_id, account_id, token_hash, session_hash, request_hash, expires_at)
    select gen_random_uuid(), ${tenantId}, ${accountId}, n::text, 'session', 'request', now() - n * interval '1 hour'
    from generate_series(1, 102) n`;
  await harness.admin.begin(async (sql) => {
    await sql`select id from auth.consent_form where token_hash = '102' for update`;
    await forget();
  });
  const left = await harness.admin`select token_hash from auth.consent_form order by expires_at`;
  expect([...left]).toEqual([{ token_hash: "102" }, { token_hash: "1" }]);
  await harness.admin`truncate auth.consent_form`;
});

function forget(): Promise<void> {
  return new SystemScope(database, "auth").run((tx) =>
    new AuthorizationRepository(tx).forgetEnded(new Date()),
  );
}

it("nobody who writes of an account waits for an admin who changes it", async () => {
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
