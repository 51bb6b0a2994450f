import { hash } from "node:crypto";
import { v7 } from "uuid";
import { CLINICS, type SeededClinic } from "../places.ts";

/** What a load is made of. The same settings make the same rows on the same anchor. */
export interface LoadSettings {
  /** How many appointments, at least 1. */
  readonly appointments: number;
  /** Another number draws other patients, times and outcomes. */
  readonly seed: number;
}

/** A clinic of a load. */
export interface LoadClinic {
  /** From 0. */
  readonly number: number;
  readonly id: string;
  /** The seeded clinic whose tenant, region, zone and currency it has. */
  readonly like: SeededClinic;
  readonly seed: number;
  readonly appointments: number;
  /** Patients of each of its practitioners; nobody is seen by two of them, so nobody has two appointments at a time. */
  readonly patientsPerPractitioner: number;
}

/** A service of every clinic of a load. With its buffers it takes {@link SLOT_MINUTES}. */
export interface LoadService {
  readonly key: string;
  readonly name: string;
  readonly durationMinutes: number;
  readonly bufferBeforeMinutes: number;
  readonly bufferAfterMinutes: number;
  readonly priceAmountMinor: number;
}

/** Practitioners of a clinic; each has a room. */
export const PRACTITIONERS_PER_CLINIC = 20;
export const SLOT_MINUTES = 30;
/** Local times between which slots lie, Monday to Friday. */
export const OPEN = [
  { opensAt: "08:00", closesAt: "12:00" },
  { opensAt: "13:00", closesAt: "17:00" },
] as const;
export const WORKING_DAYS = 5;

export const LOAD_SERVICES: readonly LoadService[] = [
  { key: "consultation", name: "Consultation", ...minutes(20, 0, 10), priceAmountMinor: 4_500 },
  { key: "follow-up", name: "Follow-up", ...minutes(15, 5, 10), priceAmountMinor: 3_000 },
  { key: "blood-test", name: "Blood test", ...minutes(20, 5, 5), priceAmountMinor: 2_500 },
];

/** Weeks before the anchor, three years, and from it on, one year. */
export const PAST_WEEKS = 156;
const WEEKS = PAST_WEEKS + 52;
const SLOTS_PER_DAY = 16;
/** Times that a clinic has for appointments, of all practitioners and weeks. */
export const SLOTS = WEEKS * WORKING_DAYS * SLOTS_PER_DAY * PRACTITIONERS_PER_CLINIC;
/** Three of five times are taken in a clinic that is full. */
const FULL = 200_000;
/** Of one patient in all these weeks. */
const VISITS = 16;
/** One of each tenant first. */
const PATTERNS: readonly SeededClinic[] = [
  CLINICS.northwindBerlin,
  CLINICS.lakesideNewYork,
  CLINICS.northwindDelhi,
  CLINICS.lakesidePhoenix,
];

/** The clinics among which the appointments are shared out evenly: at least one of each tenant. */
export function loadClinics({ appointments, seed }: LoadSettings): readonly LoadClinic[] {
  const count = Math.max(2, Math.ceil(appointments / FULL));
  return Array.from({ length: count }, (_, number) => {
    const like = PATTERNS[number % PATTERNS.length] ?? CLINICS.northwindBerlin;
    const share =
      Math.floor(((number + 1) * appointments) / count) - Math.floor((number * appointments) / count);
    return {
      ...{ number, like, seed, appointments: share },
      id: loadId(FOUNDED, seed, number, "clinic"),
      patientsPerPractitioner: Math.ceil(share / VISITS / PRACTITIONERS_PER_CLINIC) || 1,
    };
  });
}

/** When everything came that is no appointment: before all of them. */
export const FOUNDED = new Date("2015-01-01T00:00:00Z");

/** A UUIDv7 like those that the application makes, and the same for the same path. */
export function loadId(createdAt: Date, ...path: readonly (string | number)[]): string {
  return v7({ msecs: createdAt.getTime(), random: hash("sha256", `load/${path.join("/")}`, "buffer") });
}

/** Of the clinic's practitioner with this number, from 0. */
export function loadPractitionerId(clinic: LoadClinic, practitioner: number): string {
  return loadId(FOUNDED, clinic.id, "practitioner", practitioner);
}

/** Of that practitioner's room. */
export function loadRoomId(clinic: LoadClinic, practitioner: number): string {
  return loadId(FOUNDED, clinic.id, "room", practitioner);
}

/** Of a service, by its key in {@link LOAD_SERVICES}. */
export function loadServiceTypeId(clinic: LoadClinic, serviceKey: string): string {
  return loadId(FOUNDED, clinic.id, "service-type", serviceKey);
}

/** Of a practitioner's patient with this number, from 0. */
export function loadPatientId(clinic: LoadClinic, practitioner: number, patient: number): string {
  return loadId(FOUNDED, clinic.id, "patient", practitioner, patient);
}

function minutes(durationMinutes: number, bufferBeforeMinutes: number, bufferAfterMinutes: number) {
  return { durationMinutes, bufferBeforeMinutes, bufferAfterMinutes };
}
