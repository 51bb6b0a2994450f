import postgres from "postgres";
import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { systemViewer } from "#shared/auth/service-accounts.ts";
import type { Viewer } from "#shared/auth/viewer.ts";
import { newId } from "#shared/db/ids.ts";
import { asViewer } from "#shared/testing/as-viewer.ts";
import { startSubgraph, type SubgraphHarness } from "#shared/testing/subgraph-harness.ts";
import { createAppointmentsSubgraph } from "../subgraph.ts";
import { clearAppointments, createWorld, insertAppointment, insertRoom, NOW, type World } from "./world.ts";

const REFUSED = { code: "42501" };

let harness: SubgraphHarness;
let world: World;
/** A connection under the login role: what a fault in the application could do at most. */
let login: postgres.Sql;

beforeAll(async () => {
  harness = await startSubgraph({
    name: "appointments",
    create: createAppointmentsSubgraph,
    startsBackgroundWork: false,
    clock: () => NOW,
  });
  world = await createWorld(harness.admin);
  login = postgres(harness.database.urlFor("appointments_app"), { max: 1 });
});
afterAll(async () => {
  await login.end();
  await harness.stop();
});
beforeEach(async () => {
  await clearAppointments(harness);
  await insertAppointment(harness.admin, world, { startsAt: "2026-03-09T09:00:00Z" });
});

/** Runs one statement with the settings of a viewer. */
function as(viewer: Viewer, text: string, parameters?: (string | number | null)[]): Promise<postgres.Row[]> {
  return asViewer(login, viewer, text, parameters);
}

async function foreignRoom(): Promise<string> {
  const { foreignTenantId: tenantId, foreignClinicId: clinicId } = world;
  const id = newId();
  await insertRoom(harness.admin, { id, tenantId, clinicId, name: "Elsewhere" });
  return id;
}

describe("the waitlist", () => {
  const insert = (viewer: Viewer, table: string, row: Record<string, string | null>): Promise<unknown> => {
    const places = Object.keys(row).map((_column, index) => `$${String(index + 1)}`);
    const columns = Object.keys(row).join(", ");
    const text = `insert into appointments.${table} (${columns}) values (${places.join(", ")})`;
    return as(viewer, text, Object.values(row));
  };
  const entryOf = (changes: Record<string, string | null> = {}): Record<string, string | null> => ({
    ...{ id: newId(), tenant_id: world.tenantId, clinic_id: world.clinicId, service_type_id: world.checkId },
    ...{ practitioner_id: null, patient_id: world.patientId, region: "eu-central" },
    ...{ from_date: "2026-03-10", until_date: "2026-03-10", priority: "ROUTINE", status: "WAITING" },
    ...changes,
  });
  const holdOf = (
    entryId: string | null,
    changes: Record<string, string> = {},
  ): Record<string, string | null> => ({
    ...{ id: newId(), tenant_id: world.tenantId, clinic_id: world.clinicId, service_type_id: world.checkId },
    ...{ room_id: world.roomIds[0], practitioner_id: world.practitionerId, patient_id: world.patientId },
    ...{ region: "eu-central", starts_at: "2026-03-10T08:00:00Z", ends_at: "2026-03-10T08:30:00Z" },
    ...{ expires_at: "2999-03-10T08:00:00Z", waitlist_entry_id: entryId },
    ...changes,
  });
  const offerOf = (entryId: string, id: string): Record<string, string | null> => ({
    ...{ id, tenant_id: world.tenantId, entry_id: entryId, practitioner_id: world.practitionerId },
    ...{ starts_at: "2026-03-10T08:00:00Z", ends_at: "2026-03-10T08:30:00Z" },
    ...{ expires_at: "2999-03-10T08:00:00Z", outcome: "OFFERED" },
  });
  const service = (): Viewer => systemViewer("appointments-waitlist", world.tenantId);

  it.each([
    ["another patient's", () => ({ patient_id: world.otherPatientId })],
    ["another tenant's", () => ({ tenant_id: world.foreignTenantId })],
    ["of another clinic's service", () => ({ clinic_id: world.otherClinicId, region: "in-west" })],
    ["of a region that is not the clinic's", () => ({ region: "in-west" })],
    ["with a practitioner of nobody's", () => ({ practitioner_id: newId() })],
    ["urgent", () => ({ priority: "URGENT" })],
    ["with an offer", () => ({ status: "OFFERED" })],
  ])("takes no entry from a patient that is %s", async (_name, changes) => {
    await expect(
      insert(world.viewers.ownPatient, "waitlist_entry", entryOf(changes())),
    ).rejects.toMatchObject(REFUSED);
    await expect(insert(world.viewers.ownPatient, "waitlist_entry", entryOf())).resolves.toEqual([]);
  });

  it("takes an urgent entry from staff, of patients that it books for", async () => {
    const urgent = entryOf({ priority: "URGENT" });
    await expect(insert(world.viewers.supportElsewhere, "waitlist_entry", urgent)).rejects.toMatchObject(
      REFUSED,
    );
    await expect(insert(world.viewers.practitioner, "waitlist_entry", urgent)).rejects.toMatchObject(REFUSED);
    await expect(insert(service(), "waitlist_entry", urgent)).rejects.toMatchObject(REFUSED);
    await expect(insert(world.viewers.supportInRegion, "waitlist_entry", urgent)).resolves.toEqual([]);
  });

  it("keeps times and offers them by its own process only, for whom the entry says", async () => {
    const entry = entryOf();
    const id = entry["id"] ?? "";
    await insert(world.viewers.ownPatient, "waitlist_entry", entry);
    for (const viewer of [world.viewers.ownPatient, world.viewers.admin]) {
      await expect(insert(viewer, "slot_hold", holdOf(id))).rejects.toMatchObject(REFUSED);
      await expect(insert(viewer, "waitlist_offer", offerOf(id, newId()))).rejects.toMatchObject(REFUSED);
      const offered = "update appointments.waitlist_entry set status = 'OFFERED'";
      await expect(as(viewer, offered)).rejects.toMatchObject(REFUSED);
    }
    for (const changes of [
      { patient_id: world.otherPatientId },
      { service_type_id: world.surgeryId },
      { room_id: await foreignRoom() },
    ])
      await expect(insert(service(), "slot_hold", holdOf(id, changes))).rejects.toMatchObject(REFUSED);
    await expect(insert(service(), "slot_hold", holdOf(null))).rejects.toMatchObject(REFUSED);
    const hold = holdOf(id);
    await insert(service(), "slot_hold", hold);
    await expect(insert(service(), "waitlist_offer", offerOf(id, newId()))).rejects.toMatchObject(REFUSED);
    await insert(service(), "waitlist_offer", offerOf(id, hold["id"] ?? ""));
    const taking = `insert into appointments.allocation (id, tenant_id, hold_id, expires_at, resource_kind, resource_id, during, live)
      values ($1, $2, $3, '2999-03-10T08:00:00Z', $4, $5, '[2026-03-10T08:00:00Z,2026-03-10T08:30:00Z)', true)`;
    const takes = (kind: string, resourceId: string): Promise<unknown> =>
      as(service(), taking, [newId(), world.tenantId, hold["id"] ?? "", kind, resourceId]);
    await expect(takes("ROOM", world.roomIds[1])).rejects.toMatchObject(REFUSED);
    await expect(takes("PATIENT", world.otherPatientId)).rejects.toMatchObject(REFUSED);
    await expect(takes("PRACTITIONER", world.practitionerId)).resolves.toEqual([]);
  });

  it("lets its own process lapse offers and book nothing, and the patient end them and lapse nothing", async () => {
    const entry = entryOf();
    const id = entry["id"] ?? "";
    await insert(world.viewers.ownPatient, "waitlist_entry", entry);
    const hold = holdOf(id);
    await insert(service(), "slot_hold", hold);
    await insert(service(), "waitlist_offer", offerOf(id, hold["id"] ?? ""));
    const outcome = "update appointments.waitlist_offer set outcome = $1 returning 1";
    const status = "update appointments.waitlist_entry set status = $1 returning 1";
    await expect(as(service(), outcome, ["ACCEPTED"])).rejects.toMatchObject(REFUSED);
    await expect(as(service(), status, ["BOOKED"])).rejects.toMatchObject(REFUSED);
    await expect(as(world.viewers.ownPatient, outcome, ["LAPSED"])).rejects.toMatchObject(REFUSED);
    for (const other of [
      "otherPatient",
      "practitioner",
      "supportElsewhere",
      "partner",
      "foreignAdmin",
    ] as const) {
      expect(await as(world.viewers[other], outcome, ["DECLINED"])).toEqual([]);
      expect(await as(world.viewers[other], status, ["LEFT"])).toEqual([]);
    }
    expect(await as(world.viewers.ownPatient, outcome, ["DECLINED"])).toHaveLength(1);
    expect(await as(world.viewers.ownPatient, status, ["LEFT"])).toHaveLength(1);
    // What has ended stays so.
    expect(await as(world.viewers.ownPatient, status, ["WAITING"])).toEqual([]);
    expect(await as(service(), outcome, ["LAPSED"])).toEqual([]);
    expect(await as(service(), "update appointments.appointment set version = 9 returning 1")).toEqual([]);
    expect(await as(service(), "select 1 from appointments.appointment")).toEqual([]);
  });
});
