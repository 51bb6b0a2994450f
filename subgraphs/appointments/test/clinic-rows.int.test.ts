import postgres from "postgres";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { Viewer } from "#shared/auth/viewer.ts";
import { newId } from "#shared/db/ids.ts";
import { asViewer } from "#shared/testing/as-viewer.ts";
import { createTestDatabase, type TestDatabase } from "#shared/testing/test-database.ts";
import { createWorld, type World } from "./world.ts";

const REFUSED = { code: "42501" };

let database: TestDatabase;
let admin: postgres.Sql;
/** A connection under the login role: what a fault in the application could do at most. */
let login: postgres.Sql;
let world: World;

beforeAll(async () => {
  database = await createTestDatabase();
  admin = postgres(database.adminUrl, { max: 1, onnotice: () => undefined });
  login = postgres(database.urlFor("appointments_app"), { max: 1 });
  world = await createWorld(admin);
});
afterAll(async () => {
  await login.end();
  await admin.end();
  await database.drop();
});

function as(viewer: Viewer, text: string, parameters?: (string | null)[]): Promise<postgres.Row[]> {
  return asViewer(login, viewer, text, parameters);
}

describe("row-level security of clinics", () => {
  it.each(["room", "device", "service_type"])(
    "lets a clinic's %s be changed by its tenant's admin alone",
    async (table) => {
      const deviceId = newId();
      await admin`insert into appointments.device (id, tenant_id, clinic_id, name, kind)
      values (${deviceId}, ${world.tenantId}, ${world.clinicId}, 'ECG', 'ECG')`;
      const changedBy: string[] = [];
      for (const [name, viewer] of Object.entries(world.viewers)) {
        const rows = await as(viewer, `update appointments.${table} set name = name returning tenant_id`);
        if (rows.length > 0) changedBy.push(name);
        for (const { tenant_id: tenantId } of rows) expect(tenantId).toBe(viewer.tenantId);
      }
      await admin`delete from appointments.device where id = ${deviceId}`;
      expect(changedBy).toEqual(["admin"]);
    },
  );

  it("adds clinics, and what belongs to open ones of the own tenant, for the admin", async () => {
    const adds = (clinicId: string): Record<string, string> => ({
      clinic: `insert into appointments.clinic (id, tenant_id, name, region, time_zone, city)
        values ('${newId()}', $1, 'New', 'eu-central', 'Europe/Berlin', 'Berlin')`,
      room: `insert into appointments.room (id, tenant_id, clinic_id, name) values ('${newId()}', $1, '${clinicId}', 'New')`,
      device: `insert into appointments.device (id, tenant_id, clinic_id, name, kind)
        values ('${newId()}', $1, '${clinicId}', 'New', 'ECG')`,
      service: `insert into appointments.service_type (id, tenant_id, clinic_id, name, duration_minutes, buffer_before_minutes,
          buffer_after_minutes, price_amount_minor, price_currency)
        values ('${newId()}', $1, '${clinicId}', 'New', 30, 0, 0, 4500, 'EUR')`,
    });
    const { clinicId, closedClinicId, foreignClinicId, tenantId, foreignTenantId } = world;
    const refused = async (viewer: Viewer, text: string, tenant: string): Promise<void> => {
      await expect(as(viewer, text, [tenant])).rejects.toMatchObject(REFUSED);
    };
    for (const [name, viewer] of Object.entries(world.viewers)) {
      if (name === "admin") continue;
      for (const text of Object.values(adds(clinicId))) await refused(viewer, text, tenantId);
    }
    const { clinic, ...parts } = adds(clinicId);
    await refused(world.viewers.admin, clinic ?? "", foreignTenantId);
    for (const place of [closedClinicId, foreignClinicId]) {
      for (const part of Object.keys(parts))
        await refused(world.viewers.admin, adds(place)[part] ?? "", tenantId);
    }
    for (const text of Object.values(adds(clinicId))) await as(world.viewers.admin, text, [tenantId]);
    for (const table of ["room", "device", "service_type", "clinic"])
      await admin`delete from ${admin(`appointments.${table}`)} where name = 'New'`;
  });

  it("lets a clinic's policy be changed by its tenant's admin alone", async () => {
    const change = "update appointments.clinic set no_show_fee_percent = 50 returning id";
    const changedBy: Record<string, unknown> = {};
    for (const [name, viewer] of Object.entries(world.viewers)) {
      const rows = await as(viewer, change);
      if (rows.length > 0) changedBy[name] = rows.map(({ id }) => String(id)).sort();
    }
    await admin`update appointments.clinic set no_show_fee_percent = 0`;
    const { clinicId, otherClinicId, closedClinicId, foreignClinicId } = world;
    expect(changedBy).toEqual({
      admin: [clinicId, otherClinicId, closedClinicId].sort(),
      foreignAdmin: [foreignClinicId],
    });
  });

  it.each([
    ["free_cancellation_hours", "721"],
    ["late_cancellation_fee_percent", "101"],
    ["no_show_fee_percent", "-1"],
    ["overbooking_limit", "11"],
    ["reminder_hours_before", "'{1,2,3,4,5,6}'"],
    ["reminder_hours_before", "'{0}'"],
    ["reminder_hours_before", "'{337}'"],
    ["reminder_hours_before", "'{null}'"],
  ])("refuses a clinic's %s of %s", async (column, value) => {
    await expect(
      as(world.viewers.admin, `update appointments.clinic set ${column} = ${value}`),
    ).rejects.toMatchObject({ code: "23514", constraint_name: "clinic_policy_valid" });
  });
});
