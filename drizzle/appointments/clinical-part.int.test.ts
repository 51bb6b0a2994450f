import { cp, mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { drizzle } from "drizzle-orm/postgres-js";
import { migrate } from "drizzle-orm/postgres-js/migrator";
import postgres from "postgres";
import { expect, inject, it } from "vitest";
import { z } from "zod";
import { newId } from "#shared/db/ids.ts";
import { bootstrap } from "../bootstrap.ts";
import { withDatabase } from "../migrate.ts";

const MIGRATIONS = fileURLToPath(new URL("./migrations", import.meta.url));
const BEFORE = "0001_access";
const journalSchema = z.looseObject({ entries: z.array(z.looseObject({ tag: z.string() })) });

it("moves the reasons of a clinic that has appointments, as an owner who is bound by row-level security", async () => {
  const name = `test_${newId().replaceAll("-", "")}`;
  const server = postgres(inject("postgresAdminUrl"), { max: 1, onnotice: () => undefined });
  await server.unsafe(`create database ${name}; `);
  const sql = postgres(withDatabase(inject("postgresAdminUrl"), name), {
    max: 1,
    onnotice: () => undefined,
  });
  const earlier = await migrationsUntil(BEFORE);
  try {
    await bootstrap(sql, {});
    // It has the right to grant a role that whoever makes one has.
    await sql.unsafe(
      `create role ${name} nologin; grant create on database ${name} to ${name};
        grant appointments_system to ${name} with admin true, inherit false, set false; set role ${name}`,
    );
    await migrateFrom(sql, earlier);
    const appointments = await bookAsBefore(sql);
    await sql.unsafe(`set role ${name}`);
    await migrateFrom(sql, MIGRATIONS);
    await sql.unsafe("reset role");

    const parts = await sql`select id, tenant_id, reason, notes from appointments.appointment_clinical`;
    expect([...parts]).toEqual([
      { id: appointments.told, tenant_id: appointments.tenantId, reason: "Cough", notes: null },
    ]);
    const rows =
      await sql`select id, reason, confidentiality from appointments.appointment order by reason, id`;
    expect([...rows]).toEqual(
      [appointments.told, appointments.untold].map((id) => ({ id, reason: null, confidentiality: "NORMAL" })),
    );
    const forced =
      await sql`select relname from pg_class where relname in ('appointment', 'appointment_clinical')
      and relrowsecurity and relforcerowsecurity order by 1`;
    expect(forced.map(({ relname }): unknown => relname)).toEqual(["appointment", "appointment_clinical"]);
  } finally {
    await sql.end();
    await server.unsafe(`drop database ${name} with (force)`);
    await server.unsafe(`drop role if exists ${name}`);
    await server.end();
    await rm(earlier, { recursive: true });
  }
});

async function migrateFrom(sql: postgres.Sql, migrationsFolder: string): Promise<void> {
  await migrate(drizzle(sql), {
    ...{ migrationsFolder, migrationsSchema: "migrations", migrationsTable: "appointments" },
  });
}

/** A copy of the migrations that ends with the one of this name. */
async function migrationsUntil(tag: string): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), "migrations-"));
  await cp(MIGRATIONS, folder, { recursive: true });
  const file = join(folder, "meta", "_journal.json");
  const journal = journalSchema.parse(JSON.parse(await readFile(file, "utf8")));
  const end = journal.entries.findIndex((entry) => entry.tag === tag) + 1;
  await writeFile(file, JSON.stringify({ ...journal, entries: journal.entries.slice(0, end) }));
  return folder;
}

/** Two appointments in the tables of the version before, one with a reason. */
async function bookAsBefore(
  sql: postgres.Sql,
): Promise<{ readonly tenantId: string; readonly told: string; readonly untold: string }> {
  await sql.unsafe("reset role");
  const [tenantId, clinicId, roomId, serviceTypeId] = [newId(), newId(), newId(), newId()];
  await sql`insert into appointments.clinic (id, tenant_id, name, region, time_zone, city)
    values (${clinicId}, ${tenantId}, 'Mitte', 'eu-central', 'Europe/Berlin', 'Berlin')`;
  await sql`insert into appointments.room (id, tenant_id, clinic_id, name)
    values (${roomId}, ${tenantId}, ${clinicId}, 'Room 1')`;
  await sql`insert into appointments.service_type (id, tenant_id, clinic_id, name, duration_minutes,
      buffer_before_minutes, buffer_after_minutes, price_amount_minor, price_currency)
    values (${serviceTypeId}, ${tenantId}, ${clinicId}, 'Check', 30, 0, 0, 4500, 'EUR')`;
  const ids = { told: newId(), untold: newId() };
  for (const [id, reason] of [
    [ids.told, "Cough"],
    [ids.untold, null],
  ] as const) {
    await sql`insert into appointments.appointment (id, tenant_id, clinic_id, service_type_id, room_id,
        practitioner_id, patient_id, region, status, starts_at, ends_at, reason)
      values (${id}, ${tenantId}, ${clinicId}, ${serviceTypeId}, ${roomId}, ${newId()}, ${newId()}, 'eu-central',
        'BOOKED', '2026-03-09T09:00:00Z', '2026-03-09T09:30:00Z', ${reason})`;
  }
  return { tenantId, ...ids };
}
