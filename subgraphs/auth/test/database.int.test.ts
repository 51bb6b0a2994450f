import postgres from "postgres";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { insertAccount, insertClient, insertTenants, signIn, startAuth, type AuthHarness } from "./world.ts";

let harness: AuthHarness;
let tables: string[];

beforeAll(async () => {
  harness = await startAuth();
  const { northwind: tenantId } = await insertTenants(harness.admin);
  await insertAccount(harness.admin, { tenantId, email: "mara@patients.example" });
  await insertClient(harness.admin, { tenantId, clientId: "partner-lab" });
  const rows = await harness.admin<{ name: string }[]>`
    select table_name as name from information_schema.tables where table_schema = 'auth' order by 1`;
  tables = rows.map(({ name }) => name);
  await signIn(harness, { email: "mara@patients.example" });
});
afterAll(() => harness.stop());

describe("the login role", () => {
  it("sees no row of any table without context", async () => {
    expect(tables).toEqual([
      "account",
      "attempt_limit",
      "authorization_code",
      "break_glass_grant",
      "consent_form",
      "inbox",
      "mail",
      "mailed_token",
      "oauth_client",
      "outbox",
      "outbox_sequence",
      "parked_message",
      "passkey",
      "passkey_challenge",
      "recovery_code",
      "refresh_token",
      "revocation",
      "session",
      "session_ending",
      "signing_key",
      "tenant",
      "token_family",
      "totp",
      "wrong_code",
    ]);
    const sql = postgres(harness.database.urlFor("auth_app"), { max: 1, onnotice: () => undefined });
    const counts: Record<string, number | string> = {};
    for (const table of tables) {
      const count = sql.unsafe(`select count(*)::int as count from auth."${table}"`);
      counts[table] = await count.then(
        ([row]) => Number(row?.["count"]),
        (error: unknown) => (error instanceof postgres.PostgresError ? error.code : "another error"),
      );
    }
    await sql.end();
    expect(counts).toEqual({
      account: 0,
      attempt_limit: "42501",
      authorization_code: "42501",
      break_glass_grant: 0,
      consent_form: "42501",
      inbox: 0,
      mail: 0,
      mailed_token: 0,
      oauth_client: 0,
      outbox: "42501",
      outbox_sequence: "42501",
      parked_message: "42501",
      passkey: 0,
      passkey_challenge: "42501",
      recovery_code: 0,
      refresh_token: "42501",
      revocation: "42501",
      session: 0,
      session_ending: "42501",
      signing_key: "42501",
      tenant: 0,
      token_family: 0,
      totp: 0,
      wrong_code: "42501",
    });
  });

  it("and the system role may do what is done, and nothing else", async () => {
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
    for (const refused of [
      sql`select password_hash from auth.account`,
      sql`select sealed_secret from auth.totp`,
      sql`select code_hash from auth.recovery_code`,
      sql`select public_key from auth.passkey`,
    ])
      await expect(refused).rejects.toMatchObject({ code: "42501" });
    await sql.end();
  });
});
