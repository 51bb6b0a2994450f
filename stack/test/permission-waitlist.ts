import type postgres from "postgres";
import { newId } from "#shared/db/ids.ts";
import type { FreeSlot } from "./booking-client.ts";
import type { Preparation } from "./permission-operations.ts";
import type { Things } from "./permission-world.ts";

const DAY_MS = 24 * 60 * 60 * 1000;

/** Days on which nothing else of the test is: who waits then is offered no time that something needs. */
const FROM_DATE = dateIn(150);
const UNTIL_DATE = dateIn(160);

/**
 * Offers a time to a patient, without taking anything; answers the offer's and the entry's id.
 * @param practitionerId whom the patient waits for; null for anybody
 */
export async function insertOffer(
  admin: postgres.Sql,
  { clinicId, serviceTypeId, practitionerId: offeredBy, startsAt }: FreeSlot,
  { patientId, practitionerId }: Omit<Waiting, "serviceTypeId">,
): Promise<{ readonly offerId: string; readonly entryId: string }> {
  const [entryId, offerId] = [newId(), newId()];
  await endEntries(admin, { patientId, practitionerId, serviceTypeId });
  await admin`insert into appointments.waitlist_entry (id, tenant_id, clinic_id, service_type_id, practitioner_id, patient_id,
      region, from_date, until_date, priority, status, version)
    select ${entryId}, tenant_id, id, ${serviceTypeId}, ${practitionerId}, ${patientId}, region, ${FROM_DATE}, ${UNTIL_DATE},
      'ROUTINE', 'OFFERED', 2
    from appointments.clinic where id = ${clinicId}`;
  await admin`insert into appointments.slot_hold (id, tenant_id, clinic_id, service_type_id, room_id, practitioner_id,
      patient_id, region, starts_at, ends_at, expires_at, waitlist_entry_id)
    select ${offerId}, c.tenant_id, c.id, s.id, (select id from appointments.room where clinic_id = c.id order by name limit 1),
      ${offeredBy}, ${patientId}, c.region, ${startsAt}::timestamptz,
      ${startsAt}::timestamptz + make_interval(mins => s.duration_minutes), now() + interval '1 hour', ${entryId}
    from appointments.clinic c join appointments.service_type s on s.clinic_id = c.id
    where c.id = ${clinicId} and s.id = ${serviceTypeId}`;
  await admin`insert into appointments.waitlist_offer (id, tenant_id, entry_id, practitioner_id, starts_at, ends_at, expires_at,
      outcome)
    select id, tenant_id, waitlist_entry_id, practitioner_id, starts_at, ends_at, expires_at, 'OFFERED'
    from appointments.slot_hold where id = ${offerId}`;
  return { entryId, offerId };
}

/** Says how to ask for `root`, about who waits. */
export async function prepareWaitlist(
  admin: postgres.Sql,
  root: string,
  things: Things,
): Promise<Preparation> {
  const { patientId, clinicId } = things;
  const isThere = async (rows: Promise<readonly unknown[]>): Promise<boolean> => (await rows).length > 0;
  if (root === "waitlist") return { rootArguments: `(clinicId: "${clinicId}", first: 100)` };
  if (root === "joinWaitlist") {
    const other = await otherService(admin, things);
    await endEntries(admin, { patientId, practitionerId: null, serviceTypeId: other });
    return {
      rootArguments: `(input: { clinicId: "${clinicId}", serviceTypeId: "${other}", patientId: "${patientId}",
        fromDate: "${FROM_DATE}", untilDate: "${UNTIL_DATE}" })`,
      hasHappened: () =>
        isThere(admin`select from appointments.waitlist_entry
          where patient_id = ${patientId} and service_type_id = ${other} and status in ('WAITING', 'OFFERED')`),
    };
  }
  const { entryId, offerId } = await things.makeOffer();
  const isNow = (status: string): Promise<boolean> =>
    isThere(
      admin`select from appointments.waitlist_entry where id = ${entryId} and status = ${status} and version > 2`,
    );
  switch (root) {
    case "leaveWaitlist":
      return {
        rootArguments: `(input: { waitlistEntryId: "${entryId}" })`,
        hasHappened: () => isNow("LEFT"),
      };
    case "acceptWaitlistOffer":
      return {
        rootArguments: `(input: { waitlistOfferId: "${offerId}" })`,
        hasHappened: () => isNow("BOOKED"),
      };
    default:
      return {
        rootArguments: `(input: { waitlistOfferId: "${offerId}" })`,
        hasHappened: () =>
          isThere(
            admin`select from appointments.waitlist_offer where id = ${offerId} and outcome = 'DECLINED'`,
          ),
      };
  }
}

/** Who waits for what. */
interface Waiting {
  readonly patientId: string;
  readonly serviceTypeId: string;
  readonly practitionerId: string | null;
}

/** Not the one that offers are of. */
async function otherService(admin: postgres.Sql, { clinicId, serviceTypeId }: Things): Promise<string> {
  const [row] = await admin<{ id: string }[]>`select id from appointments.service_type
    where clinic_id = ${clinicId} and id <> ${serviceTypeId} and minimum_tier = 'STANDARD' and deleted_at is null
    order by created_at, id limit 1`;
  if (row === undefined) throw new Error("The clinic has one service only.");
  return row.id;
}

/** Nobody waits for the same twice. */
async function endEntries(
  admin: postgres.Sql,
  { patientId, serviceTypeId, practitionerId }: Waiting,
): Promise<void> {
  await admin`with ended as (
      update appointments.waitlist_entry set status = 'LEFT'
      where patient_id = ${patientId} and service_type_id = ${serviceTypeId}
        and practitioner_id is not distinct from ${practitionerId} and status in ('WAITING', 'OFFERED') returning id),
    over as (update appointments.waitlist_offer set outcome = 'DECLINED' from ended
        where entry_id = ended.id and outcome = 'OFFERED' returning waitlist_offer.id)
    update appointments.slot_hold set ended_at = now() from over where slot_hold.id = over.id`;
}

function dateIn(days: number): string {
  return new Date(Date.now() + days * DAY_MS).toISOString().slice(0, 10);
}
