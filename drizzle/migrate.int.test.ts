import postgres from "postgres";
import { expect, it } from "vitest";
import { makeScratchDirectory, startEmbeddedPostgres } from "#shared/db/embedded-postgres.ts";
import { CONTEXTS } from "./contexts.ts";
import { migrateAll, withDatabase } from "./migrate.ts";

// A server of its own: on the tests' one all roles are there, made by its superuser.
it("is done by a role that may make databases and roles and is no superuser, and leaves it no other role's rights", async () => {
  const server = await startEmbeddedPostgres({
    dataDirectory: await makeScratchDirectory("clinic-migrate-"),
    durability: "none",
  });
  const superuser = postgres(server.adminUrl, { max: 1, onnotice: () => undefined });
  const owner = new URL(server.adminUrl);
  owner.username = "owner";
  owner.password = "owner";
  try {
    await superuser`create role owner login password 'owner' createdb createrole nosuperuser`;
    const { loginPasswords } = await migrateAll({ adminUrl: owner.href, database: "clinic" });
    expect(Object.keys(loginPasswords)).toHaveLength(CONTEXTS.length);
    const sql = postgres(withDatabase(owner.href, "clinic"), { max: 1, onnotice: () => undefined });
    try {
      const used = await sql`select rolname from pg_roles
        where rolname like any(${["%\\_app", "%\\_system"]}) and (pg_has_role(oid, 'USAGE') or pg_has_role(oid, 'SET'))`;
      expect([...used]).toEqual([]);
      const definers = await sql`select proowner::regrole::text as owner from pg_proc where prosecdef
        and pronamespace = 'appointments'::regnamespace`;
      expect([...definers]).toEqual([{ owner: "appointments_system" }]);
    } finally {
      await sql.end();
    }
  } finally {
    await superuser.end();
    await server.stop();
  }
});
