import postgres from "postgres";
import { afterAll, beforeAll, describe, expect, inject, it } from "vitest";
import { createTestDatabase, type TestDatabase } from "#shared/testing/test-database.ts";

interface Table {
  readonly schema: string;
  readonly name: string;
}

let testDatabase: TestDatabase;
let admin: postgres.Sql;
let tables: readonly Table[];

const LOGIN_ROLES = Object.keys(inject("loginPasswords")).sort();
const PERMISSION_DENIED = "42501";

/** Every table that a migration made. */
async function findTables(): Promise<readonly Table[]> {
  return admin<Table[]>`select table_schema as schema, table_name as name from information_schema.tables
    where table_type = 'BASE TABLE' and table_schema not in ('information_schema', 'pg_catalog', 'migrations')
    order by 1, 2`;
}

/** Makes every table take a row of the simplest values: what a row means does not matter here, only who sees it. */
async function insertAnyRow({ schema, name }: Table): Promise<void> {
  const table = `${schema}.${name}`;
  const constraints = await admin<{ name: string }[]>`select conname as name from pg_constraint
    where conrelid = ${`"${schema}"."${name}"`}::regclass and contype in ('c', 'f', 'x')`;
  for (const constraint of constraints) {
    await admin`alter table ${admin(table)} drop constraint if exists ${admin(constraint.name)} cascade`;
  }
  const columns = await admin<{ name: string; type: string; isEnum: boolean }[]>`
    select attname as name, format_type(atttypid, atttypmod) as type, typtype = 'e' as "isEnum"
    from pg_attribute join pg_type on pg_type.oid = atttypid
    where attrelid = ${`"${schema}"."${name}"`}::regclass and attnum > 0 and not attisdropped
      and attnotnull and not atthasdef and attidentity = '' and attgenerated = ''`;
  const values = columns.map(({ type, isEnum }) => (isEnum ? `enum_first(null::${type})` : anyValue(type)));
  await admin.unsafe(
    `insert into "${schema}"."${name}" (${columns.map((column) => `"${column.name}"`).join(", ")})
      values (${values.join(", ")})`,
  );
}

function anyValue(type: string): string {
  if (type.endsWith("[]")) return `'{}'::${type}`;
  if (type === "tstzrange") return `'[2026-03-01,2026-03-02)'::${type}`;
  if (/^(text|character|date|timestamp)/.test(type)) return `'2026-03-01'::${type}`;
  if (type.startsWith("time ")) return `'09:00'::${type}`;
  if (type === "uuid") return "gen_random_uuid()";
  if (type.startsWith("json")) return `'{}'::${type}`;
  if (type === "bytea") return String.raw`'\x00'::bytea`;
  if (type === "boolean") return "false";
  return `1::${type}`;
}

/** How many rows `sql` sees in a table; null when it may not even look. */
async function countRows(sql: postgres.Sql, { schema, name }: Table): Promise<number | null> {
  try {
    const [row] = await sql<
      { rows: number }[]
    >`select count(*)::int as rows from ${sql(`${schema}.${name}`)}`;
    return row?.rows ?? null;
  } catch (error) {
    if (error instanceof postgres.PostgresError && error.code === PERMISSION_DENIED) return null;
    throw error;
  }
}

beforeAll(async () => {
  testDatabase = await createTestDatabase();
  admin = postgres(testDatabase.adminUrl, { max: 1, onnotice: () => undefined });
  tables = await findTables();
  await admin`set session_replication_role = replica`;
  for (const table of tables) await insertAnyRow(table);
});
afterAll(async () => {
  await admin.end();
  await testDatabase.drop();
});

describe("row-level security", () => {
  it("is enabled and forced on every table, so that not even an owner is free of it", async () => {
    const unprotected =
      await admin`select relnamespace::regnamespace::text as schema, relname as name from pg_class
      where relkind in ('r', 'p') and relnamespace::regnamespace::text = any(${[...new Set(tables.map(({ schema }) => schema))]})
        and not (relrowsecurity and relforcerowsecurity)`;
    expect(tables.length).toBeGreaterThan(20);
    expect([...unprotected]).toStrictEqual([]);
  });

  it("binds every login role: none owns a table, is a superuser, inherits a system role or passes it by", async () => {
    const free = await admin`select rolname from pg_roles
      where rolname = any(${LOGIN_ROLES}) and (rolsuper or rolbypassrls or rolinherit or rolcreaterole or rolcreatedb)`;
    const owners = await admin`select tablename from pg_tables where tableowner = any(${LOGIN_ROLES})`;
    expect([...free]).toStrictEqual([]);
    expect([...owners]).toStrictEqual([]);
  });

  it("has something to hide: every table holds a row", async () => {
    for (const table of tables) expect([table, await countRows(admin, table)]).toStrictEqual([table, 1]);
  });

  it.each(LOGIN_ROLES)("shows %s no row of any table without context", async (role) => {
    const sql = postgres(testDatabase.urlFor(role), { max: 1, onnotice: () => undefined });
    try {
      const seen: unknown[] = [];
      for (const table of tables) {
        const rows = await countRows(sql, table);
        if (rows !== null && rows > 0) seen.push({ ...table, rows });
      }
      expect(seen).toStrictEqual([]);
    } finally {
      await sql.end();
    }
  });

  it.each(LOGIN_ROLES)("refuses %s the tables of every other schema", async (role) => {
    const sql = postgres(testDatabase.urlFor(role), { max: 1, onnotice: () => undefined });
    try {
      const foreign = tables.filter(({ schema }) => `${schema}_app` !== role);
      for (const table of foreign) expect([table, await countRows(sql, table)]).toStrictEqual([table, null]);
    } finally {
      await sql.end();
    }
  });
});
