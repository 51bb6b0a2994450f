import type { allocation, appointment, appointmentClinical } from "#drizzle/appointments/schema.ts";
import { createSeededRandom, type SeededRandom } from "#shared/random/seeded-random.ts";
import { instantOf, minuteOfDay } from "../anchor.ts";
import {
  LOAD_SERVICES,
  loadId,
  loadPatientId,
  loadPractitionerId,
  loadRoomId,
  loadServiceTypeId,
  OPEN,
  PAST_WEEKS,
  PRACTITIONERS_PER_CLINIC,
  SLOT_MINUTES,
  SLOTS,
  WORKING_DAYS,
  type LoadClinic,
  type LoadService,
} from "./load-plan.ts";

/** Rows of the tables that tell of bookings. */
export interface LoadAppointmentRows {
  readonly appointments: readonly (typeof appointment.$inferInsert)[];
  readonly clinicalParts: readonly (typeof appointmentClinical.$inferInsert)[];
  readonly allocations: readonly (typeof allocation.$inferInsert)[];
}

/** Appointments of a clinic, by their numbers from 0, in the order of their times: from `first` on and before `end`. */
export interface LoadPortion {
  readonly clinic: LoadClinic;
  readonly first: number;
  readonly end: number;
}

const MINUTE_MS = 60_000;
const DAYS_PER_WEEK = 7;
const START_MINUTES = OPEN.flatMap(({ opensAt, closesAt }) => {
  const first = minuteOfDay(opensAt);
  const slots = (minuteOfDay(closesAt) - first) / SLOT_MINUTES;
  return Array.from({ length: slots }, (_, index) => first + index * SLOT_MINUTES);
});
const REASONS = ["Sore throat", "Headaches", "Back pain", "Repeat prescription", "Yearly check-up"];
const REASON_SHARE = 0.3;
const CANCELLED_SHARE = 0.1;
const NO_SHOW_SHARE = 0.04;
const LONGEST_LEAD_MINUTES = 60 * 24 * 60;
const SHORTEST_LEAD_MINUTES = 60;

/**
 * Appointments, what they take and what patients told. What lies before the anchor is over; of all, one of ten was cancelled.
 * @param anchor ISO-8601 date of a Monday
 */
export function loadAppointmentRows(portion: LoadPortion, anchor: string): LoadAppointmentRows {
  const { clinic, first, end } = portion;
  const random = createSeededRandom(`appointments of ${clinic.id} from ${String(first)}`);
  const startOf = startsIn(clinic.like.timeZone, anchor);
  const anchorAt = new Date(anchor);
  const booked = Array.from({ length: end - first }, (_, index) => {
    const slot = slotOf(clinic, first + index);
    const startsAt = startOf(Math.floor(slot / PRACTITIONERS_PER_CLINIC));
    return bookedRows(clinic, slot % PRACTITIONERS_PER_CLINIC, { startsAt, anchorAt, random });
  });
  return {
    appointments: booked.map(({ row }) => row),
    clinicalParts: booked.flatMap(({ clinical }) => clinical),
    allocations: booked.flatMap(({ allocations }) => allocations),
  };
}

/**
 * Each appointment has a stretch of the clinic's slots for itself, and takes one of it, whichever portion it is in: no two take one.
 * Slots are counted by day, time and practitioner.
 */
function slotOf({ id, appointments }: LoadClinic, number: number): number {
  const from = Math.floor((number * SLOTS) / appointments);
  const until = Math.floor(((number + 1) * SLOTS) / appointments);
  return createSeededRandom(`slot ${String(number)} of ${id}`).integer(from, until - 1);
}

/** The start of a slot, counted by day and time. Most come many times, one after the other. */
function startsIn(timeZone: string, anchor: string): (slot: number) => Date {
  const found = new Map<number, Date>();
  return (slot) => {
    const known = found.get(slot);
    if (known !== undefined) return known;
    const day = Math.floor(slot / START_MINUTES.length);
    const week = Math.floor(day / WORKING_DAYS) - PAST_WEEKS;
    const minute = START_MINUTES[slot % START_MINUTES.length] ?? 0;
    const startsAt = instantOf(anchor, week * DAYS_PER_WEEK + (day % WORKING_DAYS), minute, timeZone);
    found.set(slot, startsAt);
    return startsAt;
  };
}

interface Drawn {
  /** Of the slot, buffer included. */
  readonly startsAt: Date;
  readonly anchorAt: Date;
  readonly random: SeededRandom;
}

function bookedRows(clinic: LoadClinic, practitioner: number, { startsAt: slotAt, anchorAt, random }: Drawn) {
  const service = random.pick(LOAD_SERVICES);
  const startsAt = addMinutes(slotAt, service.bufferBeforeMinutes);
  const endsAt = addMinutes(startsAt, service.durationMinutes);
  const status = statusOf(startsAt < anchorAt, random.fraction());
  const leadMinutes = random.integer(SHORTEST_LEAD_MINUTES, LONGEST_LEAD_MINUTES);
  // Nobody books or cancels after the appointment, or later than the anchor.
  const latest = startsAt < anchorAt ? startsAt : anchorAt;
  const bookedAt = addMinutes(latest, -leadMinutes);
  const cancelledAt = status === "CANCELLED" ? addMinutes(latest, -Math.floor(leadMinutes / 3)) : null;
  const isOver = status === "FULFILLED" || status === "NOSHOW";
  const row: typeof appointment.$inferInsert = {
    id: loadId(bookedAt, clinic.id, practitioner, slotAt.getTime()),
    tenantId: clinic.like.tenantId,
    createdAt: bookedAt,
    scheduledAt: bookedAt,
    updatedAt: cancelledAt ?? (isOver ? endsAt : bookedAt),
    clinicId: clinic.id,
    serviceTypeId: loadServiceTypeId(clinic, service.key),
    roomId: loadRoomId(clinic, practitioner),
    practitionerId: loadPractitionerId(clinic, practitioner),
    patientId: loadPatientId(clinic, practitioner, random.integer(0, clinic.patientsPerPractitioner - 1)),
    region: clinic.like.region,
    status,
    startsAt,
    endsAt,
    cancellationReason: cancelledAt && "The patient could not come.",
    cancelledAt,
    arrivedAt: status === "FULFILLED" ? addMinutes(startsAt, -random.integer(0, 10)) : null,
    startedAt: status === "FULFILLED" ? startsAt : null,
    version: status === "BOOKED" ? 1 : 2,
  };
  const { id, tenantId } = row;
  const reason = random.chance(REASON_SHARE) ? random.pick(REASONS) : null;
  const clinical = { id, tenantId, createdAt: bookedAt, updatedAt: bookedAt, reason };
  return { row, clinical: reason === null ? [] : [clinical], allocations: allocationRows(row, service) };
}

function statusOf(isPast: boolean, drawn: number): "BOOKED" | "CANCELLED" | "FULFILLED" | "NOSHOW" {
  if (drawn < CANCELLED_SHARE) return "CANCELLED";
  if (!isPast) return "BOOKED";
  return drawn < CANCELLED_SHARE + NO_SHOW_SHARE ? "NOSHOW" : "FULFILLED";
}

/** Practitioner and room are held with the service's buffers, the patient without. */
function allocationRows(row: typeof appointment.$inferInsert, service: LoadService) {
  const seen = range(row.startsAt, row.endsAt);
  const taken = range(
    addMinutes(row.startsAt, -service.bufferBeforeMinutes),
    addMinutes(row.endsAt, service.bufferAfterMinutes),
  );
  const held = [
    { resourceKind: "PRACTITIONER", resourceId: row.practitionerId, during: taken },
    { resourceKind: "ROOM", resourceId: row.roomId, during: taken },
    { resourceKind: "PATIENT", resourceId: row.patientId, during: seen },
  ] as const;
  return held.map((resource) => ({
    id: loadId(row.createdAt ?? row.startsAt, row.id, resource.resourceKind),
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
