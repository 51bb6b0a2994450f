import postgres from "postgres";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { Viewer } from "#shared/auth/viewer.ts";
import { viewerSettings } from "#shared/db/viewer-settings.ts";
import { viewerOf } from "#shared/testing/viewers.ts";
import { insertAccount, insertTenants, startAuth, type AuthHarness } from "./world.ts";

let harness: AuthHarness;
let admin: Viewer;

beforeAll(async () => {
  harness = await startAuth();
  const { northwind: tenantId } = await insertTenants(harness.admin);
  const accountId = await insertAccount(harness.admin, { tenantId, email: "mara@patients.example" });
  admin = viewerOf({ tenantId, accountId, roles: ["ADMIN"] });
});
afterAll(() => harness.stop());

describe("the login role", () => {
  it("may do what is done, as the system role may, and nothing else", async () => {
    const rows = await harness.admin<{ grant: string }[]>`
      select grantee || ' ' || table_name || ': ' || string_agg(privilege_type, ' ' order by privilege_type) as grant
      from information_schema.role_table_grants where table_schema = 'auth' and grantee in ('auth_app', 'auth_system')
      group by grantee, table_name order by grantee, table_name`;
    expect(rows.map(({ grant }) => grant)).toEqual([
      "auth_app break_glass_grant: SELECT",
      "auth_app inbox: INSERT SELECT",
      "auth_app mail: INSERT",
      "auth_app mailed_token: INSERT",
      "auth_app outbox: INSERT",
      "auth_app session: SELECT",
      "auth_app tenant: SELECT",
      "auth_app token_family: SELECT",
      "auth_system account: INSERT SELECT",
      "auth_system attempt_limit: DELETE INSERT SELECT UPDATE",
      "auth_system authorization_code: DELETE INSERT SELECT",
      "auth_system break_glass_grant: INSERT SELECT",
      "auth_system consent_form: DELETE INSERT SELECT",
      "auth_system idempotency_key: DELETE INSERT SELECT",
      "auth_system inbox: DELETE INSERT SELECT UPDATE",
      "auth_system mail: DELETE SELECT UPDATE",
      "auth_system mailed_token: DELETE SELECT UPDATE",
      "auth_system oauth_client: SELECT",
      "auth_system outbox: DELETE INSERT SELECT UPDATE",
      "auth_system outbox_sequence: INSERT SELECT UPDATE",
      "auth_system parked_message: DELETE INSERT SELECT UPDATE",
      "auth_system passkey: DELETE INSERT SELECT",
      "auth_system passkey_challenge: DELETE INSERT SELECT",
      "auth_system recovery_code: DELETE INSERT SELECT",
      "auth_system refresh_token: INSERT SELECT",
      "auth_system revocation: DELETE INSERT SELECT",
      "auth_system session: DELETE INSERT SELECT UPDATE",
      "auth_system session_ending: DELETE INSERT SELECT UPDATE",
      "auth_system signing_key: INSERT SELECT",
      "auth_system tenant: SELECT",
      "auth_system token_family: DELETE INSERT SELECT",
      "auth_system totp: DELETE INSERT SELECT",
      "auth_system wrong_code: DELETE INSERT SELECT",
    ]);
    const columns = await harness.admin<{ name: string }[]>`
      select column_name as name from information_schema.column_privileges
      where table_schema = 'auth' and table_name = 'account' and grantee = 'auth_app' order by 1`;
    expect(columns.map(({ name }) => name)).toEqual([
      "created_at",
      "disabled_at",
      "email",
      "email_verified_at",
      "id",
      "patient_id",
      "patient_region",
      "practitioner_id",
      "regions",
      "roles",
      "tenant_id",
      "tier",
      "updated_at",
      "version",
    ]);
  });

  it("cannot read a hash of a password or a code, a sealed secret, or the key of a passkey, even as an admin of the tenant", async () => {
    const sql = postgres(harness.database.urlFor("auth_app"), { max: 1, onnotice: () => undefined });
    const { text, parameters } = viewerSettings(admin, 5_000);
    const asAdmin = (query: string): Promise<readonly postgres.Row[]> =>
      sql.begin(async (tx) => {
        await tx.unsafe(text, [...parameters]);
        return tx.unsafe(query);
      });
    try {
      expect([...(await asAdmin("select email from auth.account"))]).toEqual([
        { email: "mara@patients.example" },
      ]);
      for (const query of [
        "select password_hash from auth.account",
        "select sealed_secret from auth.totp",
        "select code_hash from auth.recovery_code",
        "select public_key from auth.passkey",
      ])
        await expect(asAdmin(query), query).rejects.toMatchObject({ code: "42501" });
    } finally {
      await sql.end();
    }
  });
});
