import type * as appointmentTables from "#drizzle/appointments/schema.ts";
import type { patient, practitioner } from "#drizzle/users/schema.ts";
import { createSeededRandom } from "#shared/random/seeded-random.ts";
import { NAMES } from "../names.ts";
import {
  FOUNDED,
  LOAD_SERVICES,
  loadId,
  loadPatientId,
  loadPractitionerId,
  loadRoomId,
  loadServiceTypeId,
  OPEN,
  PRACTITIONERS_PER_CLINIC,
  WORKING_DAYS,
  type LoadClinic,
} from "./load-plan.ts";

/** A clinic with rooms, services and hours, who works there and who comes. */
export interface LoadPlaceRows {
  readonly clinics: readonly (typeof appointmentTables.clinic.$inferInsert)[];
  readonly rooms: readonly (typeof appointmentTables.room.$inferInsert)[];
  readonly serviceTypes: readonly (typeof appointmentTables.serviceType.$inferInsert)[];
  readonly practitioners: readonly (typeof practitioner.$inferInsert)[];
  readonly knownPractitioners: readonly (typeof appointmentTables.knownPractitioner.$inferInsert)[];
  readonly schedules: readonly (typeof appointmentTables.schedule.$inferInsert)[];
  readonly patients: readonly (typeof patient.$inferInsert)[];
  readonly knownPatients: readonly (typeof appointmentTables.knownPatient.$inferInsert)[];
}

const DAY_MS = 24 * 60 * 60 * 1000;
const FIRST_BIRTH_MS = Date.parse("1935-01-01");
const BIRTH_DAYS = 29_000;
const STAMP = { createdAt: FOUNDED, updatedAt: FOUNDED };

/** Everything of a clinic but its appointments. */
export function loadPlaceRows(clinic: LoadClinic): LoadPlaceRows {
  const { id: clinicId, number, like } = clinic;
  const owner = { tenantId: like.tenantId, ...STAMP };
  const region = like.region;
  const staff = Array.from({ length: PRACTITIONERS_PER_CLINIC }, (_, index) => index);
  const practitioners = staff.map((index) => ({ id: loadPractitionerId(clinic, index), ...owner, region }));
  const patients = staff.flatMap((index) => patientsOf(clinic, index));
  return {
    clinics: [
      {
        ...{ id: clinicId, ...owner, region, timeZone: like.timeZone, city: like.city },
        name: `Load clinic ${String(number + 1)}`,
      },
    ],
    rooms: staff.map((index) => ({
      ...{ id: loadRoomId(clinic, index), ...owner, clinicId },
      name: `Room ${String(index + 1)}`,
    })),
    serviceTypes: LOAD_SERVICES.map(({ key, ...service }) => ({
      ...{ id: loadServiceTypeId(clinic, key), ...owner, clinicId, ...service },
      priceCurrency: like.currency,
    })),
    practitioners: practitioners.map((row, index) => ({
      ...{ ...row, ...nameOf(clinic, `practitioner ${String(index)}`) },
      specialty: "General practice",
    })),
    knownPractitioners: practitioners,
    schedules: practitioners.flatMap(({ id: practitionerId }) =>
      Array.from({ length: WORKING_DAYS }, (_, day) => day + 1).flatMap((weekday) =>
        OPEN.map((hours) => ({
          ...{ id: loadId(FOUNDED, practitionerId, weekday, hours.opensAt), ...owner },
          ...{ clinicId, practitionerId, weekday, ...hours },
        })),
      ),
    ),
    patients,
    knownPatients: patients.map(({ id }) => ({ id, ...owner, region })),
  };
}

function patientsOf(clinic: LoadClinic, practitioner: number): LoadPlaceRows["patients"] {
  const random = createSeededRandom(`patients of ${clinic.id}, ${String(practitioner)}`);
  return Array.from({ length: clinic.patientsPerPractitioner }, (_, index) => ({
    id: loadPatientId(clinic, practitioner, index),
    ...{ tenantId: clinic.like.tenantId, ...STAMP, region: clinic.like.region },
    ...nameOf(clinic, `patient ${String(practitioner)}/${String(index)}`),
    birthDate: new Date(FIRST_BIRTH_MS + random.integer(0, BIRTH_DAYS) * DAY_MS).toISOString().slice(0, 10),
    phone: null,
    email: null,
  }));
}

function nameOf(
  clinic: LoadClinic,
  whose: string,
): { readonly givenName: string; readonly familyName: string } {
  const random = createSeededRandom(`${clinic.id}, ${whose}`);
  const { given, family } = NAMES[random.pick(clinic.like.nameCultures)];
  return { givenName: random.pick(given), familyName: random.pick(family) };
}
