import postgres from "postgres";
import { seededId } from "#drizzle/seed/seeded-ids.ts";
import { ACCOUNTS, CLINICS, seededPractitionerId, seededServiceTypeId } from "#drizzle/seed/world.ts";

const CLINIC = CLINICS.northwindBerlin;
const ENTRY_ID = seededId("waitlist-entry", "golden");
const OFFER_ID = seededId("slot-hold", "golden");

/** Lets the first patient wait for somebody, and have an offer until no clock of a database is as far. */
export async function seedGoldenOffer(adminUrl: string): Promise<void> {
  const admin = postgres(adminUrl, { max: 1, onnotice: () => undefined });
  const { patientId } = ACCOUNTS.patient;
  const practitionerId = seededPractitionerId(CLINIC, "lena-hoffmann");
  await admin`insert into appointments.waitlist_entry (id, tenant_id, created_at, updated_at, clinic_id, service_type_id, practitioner_id, patient_id,
      region, from_date, until_date, priority, status, version)
    select ${ENTRY_ID}, tenant_id, '2025-03-05T08:00:00Z', '2025-03-05T09:00:00Z', id, ${seededServiceTypeId(CLINIC, "consultation")},
      ${practitionerId}, ${patientId}, region, '2025-03-06'::date, '2025-03-14'::date, 'ROUTINE', 'OFFERED', 2
    from appointments.clinic where id = ${CLINIC.id}`;
  await admin`insert into appointments.slot_hold (id, tenant_id, created_at, updated_at, clinic_id, service_type_id, room_id,
      practitioner_id, patient_id, region, starts_at, ends_at, expires_at, waitlist_entry_id)
    select ${OFFER_ID}, e.tenant_id, e.updated_at, e.updated_at, e.clinic_id, e.service_type_id,
      (select id from appointments.room where clinic_id = e.clinic_id order by name, id limit 1), ${practitionerId}, e.patient_id,
      e.region, '2025-03-07T07:00:00Z'::timestamptz, '2025-03-07T07:20:00Z'::timestamptz, '2999-12-31T00:00:00Z', e.id
    from appointments.waitlist_entry e where e.id = ${ENTRY_ID}`;
  await admin`insert into appointments.waitlist_offer (id, tenant_id, created_at, updated_at, entry_id, practitioner_id, starts_at,
      ends_at, expires_at, outcome)
    select id, tenant_id, created_at, updated_at, waitlist_entry_id, practitioner_id, starts_at, ends_at, expires_at, 'OFFERED'
    from appointments.slot_hold where id = ${OFFER_ID}`;
  await admin.end();
}
