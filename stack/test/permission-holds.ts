import type postgres from "postgres";
import { newId } from "#shared/db/ids.ts";
import type { FreeSlot } from "./booking-client.ts";

/** Keeps a time for a patient, in the first room, without taking anything; answers the hold's id. */
export async function insertHold(
  admin: postgres.Sql,
  { clinicId, serviceTypeId, practitionerId, startsAt }: FreeSlot,
  patientId: string,
): Promise<string> {
  const id = newId();
  await admin`insert into appointments.slot_hold (id, tenant_id, clinic_id, service_type_id, room_id, practitioner_id,
      patient_id, region, starts_at, ends_at, expires_at)
    select ${id}, c.tenant_id, c.id, s.id, (select id from appointments.room where clinic_id = c.id order by name limit 1),
      ${practitionerId}, ${patientId}, c.region, ${startsAt}::timestamptz,
      ${startsAt}::timestamptz + make_interval(mins => s.duration_minutes), now() + interval '10 minutes'
    from appointments.clinic c join appointments.service_type s on s.clinic_id = c.id
    where c.id = ${clinicId} and s.id = ${serviceTypeId}`;
  return id;
}

/** Ends what is kept for a patient, who has three times at most; what is offered stays. */
export async function endHolds(admin: postgres.Sql, patientId: string): Promise<void> {
  await admin`update appointments.slot_hold set ended_at = now()
    where patient_id = ${patientId} and ended_at is null and waitlist_entry_id is null`;
  await admin`update appointments.allocation set live = false
    where hold_id in (select id from appointments.slot_hold where patient_id = ${patientId} and ended_at is not null)`;
}
