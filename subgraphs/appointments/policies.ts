import type { Attributes } from "#shared/auth/predicates.ts";
import type { AttributesOf } from "#shared/auth/request-access.ts";
import type { CalendarKind } from "./domain/calendar.ts";
import type { AppointmentRow } from "./repositories/appointment-repository.ts";
import type { CalendarFeedRow } from "./repositories/calendar-feed-repository.ts";
import type { SlotModel, WaitlistOfferModel } from "./mappers.ts";
import type { ClinicRow } from "./repositories/clinic-repository.ts";
import type { KnownPatientRow } from "./repositories/known-patient-repository.ts";
import type { DeviceRow } from "./repositories/device-repository.ts";
import type { RoomRow } from "./repositories/room-repository.ts";
import type { PractitionerReference, ScheduleRow } from "./repositories/schedule-repository.ts";
import type { ScheduleExceptionOwner } from "./repositories/schedule-exception-repository.ts";
import type { SlotHoldRow } from "./repositories/slot-hold-repository.ts";
import type { ServiceTypeRow } from "./repositories/service-type-repository.ts";
import type { WaitlistEntryRow } from "./repositories/waitlist-repository.ts";

/** An appointment as the policies see it; its region is the clinic's. */
export function appointmentAttributes(
  row: Pick<
    AppointmentRow,
    "tenantId" | "patientId" | "practitionerId" | "region" | "confidentiality" | "consent" | "guardianship"
  > & {
    readonly id: string | null;
  },
): Attributes {
  return {
    type: "Appointment",
    id: row.id,
    tenantId: row.tenantId,
    patientId: row.patientId,
    practitionerId: row.practitionerId,
    region: row.region,
    confidentiality: row.confidentiality,
    consent: row.consent,
    guardianship: row.guardianship,
  };
}

/** A patient as the policies see it. */
export function patientAttributes(
  row: Pick<KnownPatientRow, "id" | "tenantId" | "region" | "consent" | "guardianship">,
): Attributes {
  const { id, tenantId, region, consent, guardianship } = row;
  return { type: "Patient", id, tenantId, patientId: id, region, consent, guardianship };
}

/** A practitioner as the policies see it. */
export function practitionerAttributes(row: PractitionerReference): Attributes {
  const { id, tenantId, region } = row;
  return { type: "Practitioner", id, tenantId, practitionerId: id, region };
}

/** A clinic as the policies see it. */
export function clinicAttributes({ id, tenantId, region }: ClinicRow): Attributes {
  return { type: "Clinic", id, tenantId, region };
}

/** A free time as the policies see it: it is for whom its service is for. */
export function slotAttributes({ tenantId, region, minimumTier }: ServiceTypeRow): Attributes {
  return { type: "Slot", id: null, tenantId, region, minimumTier };
}

/** A clinic's policy as the policies of access see it. */
function clinicPolicyAttributes(row: ClinicRow): Attributes {
  return { ...clinicAttributes(row), type: "ClinicPolicy" };
}

/** What belongs to a clinic, as the policies see it: it is where the clinic is. */
const partOfClinic =
  (type: string) =>
  ({ id, tenantId, region }: RoomRow | DeviceRow | ServiceTypeRow | ScheduleRow): Attributes => ({
    type,
    id,
    tenantId,
    region,
  });

/** A room as the policies see it. */
export const roomAttributes = partOfClinic("Room");

/** A service as the policies see it. */
export const serviceTypeAttributes = partOfClinic("ServiceType");

/** A leave, closure or more hours as the policies see it, in a region where it holds. */
export function scheduleExceptionAttributes({
  id,
  tenantId,
  practitionerId,
  region,
}: ScheduleExceptionOwner): Attributes {
  return { type: "ScheduleException", id, tenantId, practitionerId, region };
}

/** A time that is kept free, as the policies see it: as the appointment that it may become. */
export function slotHoldAttributes(row: SlotHoldRow): Attributes {
  const { id, tenantId, patientId, practitionerId, region, consent, guardianship } = row;
  return { type: "SlotHold", id, tenantId, patientId, practitionerId, region, consent, guardianship };
}

/** An entry of the waitlist as the policies see it: as the appointment that it waits for. */
export function waitlistEntryAttributes({
  id,
  ...row
}: Pick<
  WaitlistEntryRow,
  "tenantId" | "patientId" | "practitionerId" | "region" | "consent" | "guardianship"
> & { readonly id: string | null }): Attributes {
  const { tenantId, patientId, practitionerId, region, consent, guardianship } = row;
  return { type: "WaitlistEntry", id, tenantId, patientId, practitionerId, region, consent, guardianship };
}

/** A calendar feed as the policies see it: it is the account's that made it. */
export function calendarFeedAttributes({
  id,
  tenantId,
  accountId,
}: Pick<CalendarFeedRow, "tenantId" | "accountId"> & { readonly id: string | null }): Attributes {
  return { type: "CalendarFeed", id, tenantId, accountId };
}

/** The appointments of a calendar as the policies see them: they are the patient's, or the practitioner's. */
export function calendarAttributes(calendar: {
  readonly id: string | null;
  readonly tenantId: string;
  readonly ownerKind: CalendarKind;
  readonly ownerId: string;
}): Attributes {
  const { id, tenantId, ownerKind, ownerId } = calendar;
  const owner = ownerKind === "PATIENT" ? { patientId: ownerId } : { practitionerId: ownerId };
  return { type: "CalendarFeed", id, tenantId, ...owner };
}

/** An import as the policies see it: the tenant's. */
export function importAttributes(row: { readonly id: string | null; readonly tenantId: string }): Attributes {
  return { type: "Import", id: row.id, tenantId: row.tenantId };
}

/** Attribute mappers of the types that stand for a row. */
export const ATTRIBUTES: Readonly<Record<string, AttributesOf>> = {
  Appointment: appointmentAttributes,
  Patient: patientAttributes,
  Practitioner: practitionerAttributes,
  Clinic: clinicAttributes,
  ClinicPolicy: clinicPolicyAttributes,
  Room: roomAttributes,
  Device: partOfClinic("Device"),
  ServiceType: serviceTypeAttributes,
  Schedule: partOfClinic("Schedule"),
  ScheduleException: scheduleExceptionAttributes,
  SlotHold: slotHoldAttributes,
  WaitlistEntry: waitlistEntryAttributes,
  WaitlistOffer: ({ entry }: WaitlistOfferModel) => waitlistEntryAttributes(entry),
  CalendarFeed: calendarFeedAttributes,
  Slot: ({ serviceType }: SlotModel) => slotAttributes(serviceType),
};
