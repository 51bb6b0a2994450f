import type postgres from "postgres";
import { newId } from "#shared/db/ids.ts";
import { createWorld, insertPatient, insertRoom, insertSchedules, type World } from "../world.ts";

/** How many more than one a practitioner may have at one time. */
export const OVERBOOKING_LIMIT = 1;

/** A small clinic for many patients: everything is wanted by several at once. */
export interface ModelWorld {
  readonly world: World;
  readonly practitionerIds: readonly string[];
  readonly patientIds: readonly string[];
  /** One of them needs a device, of which there are fewer than practitioners. */
  readonly serviceTypeIds: readonly string[];
}

/** Fills a fresh database. */
export async function createModelWorld(admin: postgres.Sql): Promise<ModelWorld> {
  const world = await createWorld(admin);
  const { tenantId, clinicId } = world;
  const third = newId();
  await insertSchedules(admin, { tenantId, clinicId, practitionerId: third });
  await insertRoom(admin, { id: newId(), tenantId, clinicId, name: "Room 3" });
  const scanId = newId();
  await admin`insert into appointments.service_type (id, tenant_id, clinic_id, name, duration_minutes,
      buffer_before_minutes, buffer_after_minutes, price_amount_minor, price_currency, device_kinds)
    values (${scanId}, ${tenantId}, ${clinicId}, 'Scan', 30, 0, 0, 4500, 'EUR', '{SCANNER}')`;
  for (const name of ["Scanner 1", "Scanner 2"]) {
    await admin`insert into appointments.device (id, tenant_id, clinic_id, name, kind)
      values (${newId()}, ${tenantId}, ${clinicId}, ${name}, 'SCANNER')`;
  }
  await admin`update appointments.clinic set overbooking_limit = ${OVERBOOKING_LIMIT} where id = ${clinicId}`;
  const patientIds = [world.patientId, ...Array.from({ length: 7 }, newId)];
  for (const id of patientIds.slice(1)) await insertPatient(admin, { id, tenantId, region: "eu-central" });
  return {
    world,
    practitionerIds: [world.practitionerId, world.otherPractitionerId, third],
    patientIds,
    serviceTypeIds: [world.checkId, world.surgeryId, scanId],
  };
}
