import type { Confidentiality } from "#shared/auth/confidentiality.ts";
import { minuteOfDay, weekdayOf } from "./anchor.ts";
import { clinicalPart, type ClinicalPart } from "./clinical-parts.ts";
import { openDayBook, type DayBook, type Stretch } from "./day-book.ts";
import { FIXED_VISITS, type FixedVisit, type VisitOutcome } from "./fixed-visits.ts";
import { isChild, patientsOf, type SeededPatient } from "./patients.ts";
import { DEVICES, ROOMS_PER_CLINIC, seededDeviceId, seededRoomId, type SeededClinic } from "./places.ts";
import { createSeededRandom, type SeededRandom } from "#shared/random/seeded-random.ts";
import { SERVICES, type OfferedService } from "./services-offered.ts";
import { practitionersOf, type SeededPractitioner, type Window } from "./staff.ts";

/** Days before and after the anchor that have appointments. */
export const FIRST_DAY_OFFSET = -90;
export const LAST_DAY_OFFSET = 60;

const ATTEMPTS_PER_BOOKING = 4;
/** From this day on few have booked yet. */
const FAR_DAY_OFFSET = 21;
const FAR_SHARE = 0.4;

/** An appointment of the world, in local time, before it is known which instant the anchor is. */
export interface PlannedAppointment {
  readonly clinic: SeededClinic;
  readonly practitioner: SeededPractitioner;
  readonly service: OfferedService;
  readonly patientId: string;
  readonly roomId: string;
  /** One of each kind that the service needs. */
  readonly deviceIds: readonly string[];
  /** Days from the anchor. */
  readonly dayOffset: number;
  /** Minutes from local midnight. */
  readonly startMinute: number;
  readonly clinical: ClinicalPart;
  /** What it became, should it be over when the world is made. */
  readonly outcome: VisitOutcome;
  /** True: cancelled before its time also when it is still to come. */
  readonly isCalledOff: boolean;
  /** How long before it was booked. */
  readonly leadMinutes: number;
}

/** Every appointment of a clinic, day by day; the same at every call. No resource is taken twice at a time. */
export function planAppointments(clinic: SeededClinic): readonly PlannedAppointment[] {
  const random = createSeededRandom(`appointments of ${clinic.key}`);
  const clinical = createSeededRandom(`clinical parts of ${clinic.key}`);
  const patients = patientsOf(clinic).filter(({ accountId }) => accountId === null);
  const children = patients.filter(isChild);
  const adults = patients.filter((patient) => !isChild(patient));
  const roomIds = Array.from({ length: ROOMS_PER_CLINIC }, (_, index) => seededRoomId(clinic, index + 1));
  const planned: PlannedAppointment[] = [];
  for (let dayOffset = FIRST_DAY_OFFSET; dayOffset <= LAST_DAY_OFFSET; dayOffset += 1) {
    const day: Day = { clinic, roomIds, dayOffset, book: openDayBook(), random, clinical };
    for (const visit of FIXED_VISITS) {
      if (visit.clinic.id === clinic.id && visit.dayOffset === dayOffset) planned.push(planFixed(day, visit));
    }
    for (const practitioner of practitionersOf(clinic)) {
      const seen = practitioner.specialty === "Paediatrics" ? children : adults;
      planned.push(...planDay(day, practitioner, seen));
    }
  }
  return planned;
}

interface Day {
  readonly clinic: SeededClinic;
  readonly roomIds: readonly string[];
  readonly dayOffset: number;
  readonly book: DayBook;
  readonly random: SeededRandom;
  /** Of its own, so that the world without clinical parts is the same as with them. */
  readonly clinical: SeededRandom;
}

interface Wish {
  readonly practitioner: SeededPractitioner;
  readonly service: OfferedService;
  readonly patientId: string;
  readonly startMinute: number;
  readonly confidentiality?: Confidentiality | undefined;
}

function planFixed(day: Day, visit: FixedVisit): PlannedAppointment {
  const practitioner = practitionersOf(visit.clinic).find(({ key }) => key === visit.practitionerKey);
  const service = SERVICES.find(({ key }) => key === visit.serviceKey);
  if (practitioner === undefined || service === undefined) {
    throw new Error(`The fixed visit on day ${visit.dayOffset} names nobody or nothing that exists.`);
  }
  const startMinute = minuteOfDay(visit.startsAt);
  const { patientId, confidentiality } = visit;
  const booked = book(day, { practitioner, service, patientId, startMinute, confidentiality });
  if (booked === undefined) throw new Error(`The fixed visit on day ${visit.dayOffset} meets another one.`);
  return { ...booked, outcome: visit.outcome ?? "FULFILLED", isCalledOff: visit.outcome === "CANCELLED" };
}

function planDay(
  day: Day,
  practitioner: SeededPractitioner,
  patients: readonly SeededPatient[],
): readonly PlannedAppointment[] {
  const { dayOffset, random } = day;
  const windows = practitioner.windows.filter(({ weekday }) => weekday === weekdayOf(dayOffset));
  if (windows.length === 0) return [];
  const services = SERVICES.filter(({ specialties }) => specialties.includes(practitioner.specialty));
  const share = dayOffset < FAR_DAY_OFFSET ? 1 : FAR_SHARE;
  const wanted = Math.round(random.integer(...practitioner.dailyBookings) * share);
  const planned: PlannedAppointment[] = [];
  for (let attempt = 0; attempt < wanted * ATTEMPTS_PER_BOOKING && planned.length < wanted; attempt += 1) {
    const service = random.pick(services);
    const startMinute = random.pick(startMinutes(random.pick(windows), service));
    const booked = book(day, { practitioner, service, patientId: random.pick(patients).id, startMinute });
    if (booked !== undefined) planned.push(booked);
  }
  return planned;
}

/**
 * The slots of a service in a window: from opening time on, one follows the other, each with its buffers, as long as
 * all of it lies within the window. This is the grid on which slots are offered.
 */
export function startMinutes(window: Window, service: OfferedService): readonly number[] {
  const { bufferBeforeMinutes, durationMinutes, bufferAfterMinutes } = service;
  const stepMinutes = bufferBeforeMinutes + durationMinutes + bufferAfterMinutes;
  const opens = minuteOfDay(window.opensAt);
  const count = Math.floor((minuteOfDay(window.closesAt) - opens) / stepMinutes);
  return Array.from({ length: count }, (_, index) => opens + index * stepMinutes + bufferBeforeMinutes);
}

/** Takes practitioner, patient and the first free room; undefined when one of them is not free. */
function book(day: Day, wish: Wish): PlannedAppointment | undefined {
  const { clinic, dayOffset, random } = day;
  const { practitioner, service, patientId, startMinute } = wish;
  const treated = { from: startMinute, to: startMinute + service.durationMinutes };
  const buffered: Stretch = {
    from: treated.from - service.bufferBeforeMinutes,
    to: treated.to + service.bufferAfterMinutes,
  };
  const roomId = day.roomIds.find((id) => day.book.isFree(id, buffered));
  const isFree = day.book.isFree(practitioner.id, buffered) && day.book.isFree(patientId, treated);
  if (roomId === undefined || !isFree) return undefined;
  const deviceIds = (service.deviceKinds ?? []).map((kind) => {
    const device = DEVICES.find(
      (one) => one.kind === kind && day.book.isFree(seededDeviceId(clinic, one.key), buffered),
    );
    if (device === undefined) throw new Error(`No ${kind} is free on day ${dayOffset}.`);
    return seededDeviceId(clinic, device.key);
  });
  for (const deviceId of deviceIds) day.book.take(deviceId, buffered);
  day.book.take(practitioner.id, buffered);
  day.book.take(roomId, buffered);
  day.book.take(patientId, treated);
  return {
    ...{ clinic, practitioner, service, patientId, roomId, deviceIds, dayOffset, startMinute },
    clinical: clinicalPart(
      day.clinical,
      random.chance(0.8) ? random.pick(service.reasons) : null,
      wish.confidentiality,
    ),
    outcome: outcomeOf(random.fraction()),
    isCalledOff: random.chance(0.04),
    leadMinutes: random.integer(1 * 24 * 60, 30 * 24 * 60),
  };
}

function outcomeOf(fraction: number): VisitOutcome {
  if (fraction < 0.84) return "FULFILLED";
  return fraction < 0.91 ? "NOSHOW" : "CANCELLED";
}
