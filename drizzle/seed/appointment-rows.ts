import type { allocation, appointment, appointmentClinical } from "#drizzle/appointments/schema.ts";
import { instantOf } from "./anchor.ts";
import { planAppointments, type PlannedAppointment } from "./appointment-plan.ts";
import type { VisitOutcome } from "./fixed-visits.ts";
import { CLINICS, seededServiceTypeId, type SeededClinic } from "./places.ts";
import { seededId } from "./seeded-ids.ts";

/** Rows of the tables that tell of bookings. */
export interface AppointmentRows {
  readonly appointments: readonly (typeof appointment.$inferInsert)[];
  readonly clinicalParts: readonly (typeof appointmentClinical.$inferInsert)[];
  readonly allocations: readonly (typeof allocation.$inferInsert)[];
}

/** The instants that turn the plan into rows. */
export interface Calendar {
  /** ISO-8601 date of a Monday, see `anchor.ts`. */
  readonly anchor: string;
  /** Appointments that end before are over. */
  readonly now: Date;
}

const MINUTE_MS = 60_000;
/** Patients come before their time, and are seen up to so long after it. */
const EARLY_MINUTES = 5;
const MOST_LATE_MINUTES = 8;

/** Every appointment of every clinic, with what it holds. Only the status of the anchor's week depends on `now`. */
export function appointmentRows(calendar: Calendar): AppointmentRows {
  const anchorAt = new Date(calendar.anchor);
  const booked = Object.values(CLINICS).flatMap((clinic: SeededClinic) =>
    planAppointments(clinic).map((planned, index) => {
      const row = appointmentRow(seededId("appointment", clinic.key, index), planned, calendar, anchorAt);
      return { row, clinical: clinicalRow(row, planned), allocations: allocationRows(row, planned) };
    }),
  );
  return {
    appointments: booked.map(({ row }) => row),
    clinicalParts: booked.flatMap(({ clinical }) => clinical ?? []),
    allocations: booked.flatMap(({ allocations }) => allocations),
  };
}

function appointmentRow(
  id: string,
  planned: PlannedAppointment,
  { anchor, now }: Calendar,
  anchorAt: Date,
): typeof appointment.$inferInsert {
  const { clinic, service } = planned;
  const startsAt = instantOf(anchor, planned.dayOffset, planned.startMinute, clinic.timeZone);
  const endsAt = addMinutes(startsAt, service.durationMinutes);
  const status = statusOf(planned, endsAt <= now);
  const isCancelled = status === "CANCELLED";
  // Nobody books or cancels after the appointment, or later than the world's first day.
  const latest = startsAt < anchorAt ? startsAt : anchorAt;
  const bookedAt = addMinutes(latest, -planned.leadMinutes);
  const cancelledAt = addMinutes(latest, -Math.floor(planned.leadMinutes / 3));
  return {
    id,
    tenantId: clinic.tenantId,
    createdAt: bookedAt,
    scheduledAt: bookedAt,
    updatedAt: status === "BOOKED" ? bookedAt : isCancelled ? cancelledAt : endsAt,
    clinicId: clinic.id,
    serviceTypeId: seededServiceTypeId(clinic, service.key),
    roomId: planned.roomId,
    deviceIds: [...planned.deviceIds],
    practitionerId: planned.practitioner.id,
    patientId: planned.patientId,
    region: clinic.region,
    status,
    startsAt,
    endsAt,
    confidentiality: planned.clinical.confidentiality,
    cancellationReason: isCancelled ? "The patient could not come." : null,
    cancelledAt: isCancelled ? cancelledAt : null,
    arrivedAt: status === "FULFILLED" ? addMinutes(startsAt, -EARLY_MINUTES) : null,
    startedAt: status === "FULFILLED" ? addMinutes(startsAt, planned.leadMinutes % MOST_LATE_MINUTES) : null,
    version: status === "BOOKED" ? 1 : 2,
  };
}

function statusOf(planned: PlannedAppointment, isOver: boolean): VisitOutcome | "BOOKED" {
  if (isOver) return planned.outcome;
  return planned.isCalledOff ? "CANCELLED" : "BOOKED";
}

/** Null when nothing was told or noted. Notes are of visits that took place. */
function clinicalRow(
  { id, tenantId, status, createdAt, updatedAt }: typeof appointment.$inferInsert,
  { clinical: { reason, notes: whenSeen } }: PlannedAppointment,
): typeof appointmentClinical.$inferInsert | null {
  const notes = status === "FULFILLED" ? whenSeen : null;
  if (reason === null && notes === null) return null;
  return { id, tenantId, createdAt, updatedAt: notes === null ? createdAt : updatedAt, reason, notes };
}

/** Practitioner, room and devices are held with the service's buffers, the patient without. */
function allocationRows(
  row: typeof appointment.$inferInsert,
  { service, deviceIds }: PlannedAppointment,
): readonly (typeof allocation.$inferInsert)[] {
  const treated = range(row.startsAt, row.endsAt);
  const buffered = range(
    addMinutes(row.startsAt, -service.bufferBeforeMinutes),
    addMinutes(row.endsAt, service.bufferAfterMinutes),
  );
  const held = [
    { resourceKind: "PRACTITIONER", resourceId: row.practitionerId, during: buffered },
    { resourceKind: "ROOM", resourceId: row.roomId, during: buffered },
    { resourceKind: "PATIENT", resourceId: row.patientId, during: treated },
    ...deviceIds.map((resourceId) => ({ resourceKind: "DEVICE" as const, resourceId, during: buffered })),
  ] as const;
  return held.map((resource) => ({
    // An appointment takes one resource of each kind, except devices.
    id:
      resource.resourceKind === "DEVICE"
        ? seededId("allocation", row.id, resource.resourceKind, resource.resourceId)
        : seededId("allocation", row.id, resource.resourceKind),
    tenantId: row.tenantId,
    createdAt: row.createdAt,
    updatedAt: row.updatedAt,
    appointmentId: row.id,
    ...resource,
    lane: 0,
    live: row.status !== "CANCELLED",
  }));
}

function range(from: Date, to: Date): string {
  return `[${from.toISOString()},${to.toISOString()})`;
}

function addMinutes(instant: Date, minutes: number): Date {
  return new Date(instant.getTime() + minutes * MINUTE_MS);
}
