import postgres from "postgres";
import { afterAll, beforeAll, describe, expect, inject, it } from "vitest";
import { SERVICE_ACCOUNTS, systemViewer, type ServiceAccountName } from "#shared/auth/service-accounts.ts";
import type { Viewer } from "#shared/auth/viewer.ts";
import type { Preamble } from "#shared/db/database.ts";
import { viewerSettings } from "#shared/db/viewer-settings.ts";
import { viewerOf } from "#shared/testing/viewers.ts";
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

/** How many rows of a table a viewer sees; null when its role may not even look. */
async function countIn(
  sql: postgres.Sql,
  { schema, name }: Table,
  { text, parameters }: Preamble,
): Promise<number | null> {
  try {
    return await sql.begin(async (tx) => {
      await tx.unsafe(text, [...parameters]);
      return (await tx`select 1 from ${tx(`${schema}.${name}`)}`).length;
    });
  } catch (error) {
    if (error instanceof postgres.PostgresError && error.code === PERMISSION_DENIED) return null;
    throw error;
  }
}

/** Tables in which every viewer of a tenant may keep messages, and see them. */
const OF_MESSAGES = ["inbox", "outbox_sequence"];
/** What {@link anyValue} makes of a text. */
const REGION = "2026-03-01";
const TENANT = "0197a000-0000-7000-8000-000000000001";

describe("of a tenant's rows, row-level security shows", () => {
  let logins: readonly { readonly role: string; readonly sql: postgres.Sql }[];
  afterAll(async () => {
    await Promise.all(logins.map(({ sql }) => sql.end()));
  });
  beforeAll(async () => {
    logins = LOGIN_ROLES.map((role) => ({
      role,
      sql: postgres(testDatabase.urlFor(role), { max: 1, onnotice: () => undefined, fetch_types: false }),
    }));
    for (const { schema, name } of tables) {
      await admin`update ${admin(`${schema}.${name}`)} set tenant_id = ${TENANT}`;
    }
    await admin`update appointments.clinic set deleted_at = null`;
    await admin`update appointments.waitlist_entry set status = 'WAITING'`;
    await admin`update appointments.waitlist_offer set entry_id = (select id from appointments.waitlist_entry)`;
    for (const part of ["room", "service_type", "schedule", "device", "schedule_exception"]) {
      await admin`update ${admin(`appointments.${part}`)} set clinic_id = (select id from appointments.clinic)`;
    }
  });

  /** Tables of which the viewer sees the row under some login role, without the messages. */
  async function visibleTo(viewer: Viewer): Promise<string[]> {
    const settings = viewerSettings(viewer, 5_000);
    const seen: string[] = [];
    for (const { role, sql } of logins) {
      for (const table of tables.filter(({ schema }) => `${schema}_app` === role)) {
        const rows = await countIn(sql, table, settings);
        if (rows === 1 && !OF_MESSAGES.includes(table.name)) seen.push(`${table.schema}.${table.name}`);
      }
    }
    return seen.sort();
  }

  const OF_SERVICES: Readonly<Record<ServiceAccountName, readonly string[]>> = {
    router: ["auth.tenant"],
    "auth-consumer": ["auth.account", "auth.mail", "auth.mailed_token", "auth.tenant"],
    "users-consumer": [
      ...["appointments.known_actor", "auth.tenant", "users.known_actor", "users.patient", "users.user"],
    ],
    "appointments-consumer": [
      ...["appointments.known_actor", "appointments.known_consent"],
      ...["appointments.known_guardianship", "appointments.known_patient"],
      ...["auth.tenant", "users.known_actor"],
    ],
    "audit-consumer": ["audit.chain_head", "auth.tenant"],
    "appointments-waitlist": [
      ...[
        "allocation",
        "clinic",
        "device",
        "known_practitioner",
        "room",
        "schedule",
        "schedule_exception",
      ].map((table) => `appointments.${table}`),
      ...["appointments.service_type", "appointments.slot_hold", "appointments.waitlist_entry"],
      ...["appointments.waitlist_offer", "auth.tenant"],
    ],
    // Others read what it writes.
    "platform-consumer": ["auth.tenant"],
    "denial-recorder": ["audit.chain_head", "auth.tenant"],
    "key-rotation": ["auth.tenant"],
    "token-revocation": ["auth.tenant"],
    "document-publication": ["auth.tenant"],
    "second-factor-reset": ["auth.tenant"],
  };

  it.each(Object.keys(SERVICE_ACCOUNTS) as ServiceAccountName[])(
    "the service account %s what it must see to do its work, and nothing else",
    async (name) => {
      expect(await visibleTo(systemViewer(name, TENANT))).toStrictEqual(OF_SERVICES[name]);
    },
  );

  it("a viewer that only says SYSTEM what everybody may see", async () => {
    const nameless = viewerOf({ tenantId: TENANT, roles: ["SYSTEM"], scopes: ["patient:register"] });
    expect(await visibleTo(nameless)).toStrictEqual(["auth.tenant"]);
  });

  it("an ANALYST places and the directory of the assigned regions, and of who is in care no name", async () => {
    const analyst = { tenantId: TENANT, roles: ["ANALYST" as const] };
    expect(await visibleTo(viewerOf({ ...analyst, regions: [REGION] }))).toStrictEqual([
      "appointments.clinic",
      "appointments.device",
      "appointments.known_practitioner",
      "appointments.room",
      "appointments.schedule",
      "appointments.schedule_exception",
      "appointments.service_type",
      "auth.tenant",
      "users.deidentified_patient",
      "users.practitioner",
    ]);
    expect(await visibleTo(viewerOf({ ...analyst, regions: ["elsewhere"] }))).toStrictEqual(["auth.tenant"]);
  });
});

describe("of a tenant's rows, row-level security lets", () => {
  const WRITES = [
    {
      action: "patient:register",
      role: "users_app",
      statement: `insert into users."user" (id, tenant_id, given_name, family_name, email)
        values (gen_random_uuid(), '${TENANT}', 'Noor', 'Haddad', 'noor@northwind.example')`,
    },
    {
      action: "patient:register",
      role: "users_app",
      statement: `insert into users.patient (id, tenant_id, given_name, family_name, birth_date, region)
        values (gen_random_uuid(), '${TENANT}', 'Noor', 'Haddad', '1990-05-06', '${REGION}')`,
    },
    {
      action: "mail:make",
      role: "auth_app",
      statement: `update auth.mailed_token set ended_at = now() where tenant_id = '${TENANT}'`,
    },
    {
      action: "patient:project",
      role: "appointments_app",
      statement: `insert into appointments.known_patient (id, tenant_id, region)
        values (gen_random_uuid(), '${TENANT}', '${REGION}')`,
    },
    ...["users", "appointments"].map((context) => ({
      action: "actor:project",
      role: `${context}_app`,
      statement: `insert into ${context}.known_actor (id, tenant_id, roles, regions, tier, is_disabled)
        values (gen_random_uuid(), '${TENANT}', '{USER}', '{}', 'STANDARD', false)`,
    })),
    {
      action: "patient:project",
      role: "appointments_app",
      statement: `insert into appointments.known_consent (id, tenant_id, patient_id, client_id, scopes)
        values (gen_random_uuid(), '${TENANT}', gen_random_uuid(), 'partner-lab', '{APPOINTMENT_READ}')`,
    },
    {
      action: "waitlist:offer",
      role: "appointments_app",
      statement: "update appointments.waitlist_entry set status = 'EXPIRED'",
    },
    {
      action: "change:record",
      role: "platform_app",
      statement: `insert into platform.change (id, tenant_id, type, entity_id, version, patient_id, practitioner_ids)
        values (gen_random_uuid(), '${TENANT}', 'Appointment', gen_random_uuid(), 1, gen_random_uuid(), '{}')`,
    },
    {
      action: "audit:append",
      role: "audit_app",
      statement: `update audit.chain_head set updated_at = now() where tenant_id = '${TENANT}'`,
    },
  ];

  it.each(WRITES)("$role do $action for the service accounts that list it only", async (write) => {
    const sql = postgres(testDatabase.urlFor(write.role), { max: 1, onnotice: () => undefined });
    try {
      const able: string[] = [];
      for (const name of Object.keys(SERVICE_ACCOUNTS) as ServiceAccountName[]) {
        const { text, parameters } = viewerSettings(systemViewer(name, TENANT), 5_000);
        const isDone = await sql
          .begin(async (tx) => {
            await tx.unsafe(text, [...parameters]);
            return (await tx.unsafe(write.statement)).count === 1;
          })
          .catch((error: unknown) => {
            expect(error).toMatchObject({ code: PERMISSION_DENIED });
            return false;
          });
        if (isDone) able.push(name);
      }
      const listed = Object.entries(SERVICE_ACCOUNTS).filter(([, { actions }]) =>
        (actions as readonly string[]).includes(write.action),
      );
      expect(able).toStrictEqual(listed.map(([name]) => name));
    } finally {
      await sql.end();
    }
  });
});
