import type {
  clinic,
  device,
  knownPatient,
  knownPractitioner,
  room,
  schedule,
  serviceType,
} from "#drizzle/appointments/schema.ts";
import { allPatients } from "./patients.ts";
import {
  CLINICS,
  DEVICES,
  ROOMS_PER_CLINIC,
  seededDeviceId,
  seededRoomId,
  seededServiceTypeId,
  type SeededClinic,
} from "./places.ts";
import { seededId } from "./seeded-ids.ts";
import { SERVICES } from "./services-offered.ts";
import { PRACTITIONERS } from "./staff.ts";

/** When a row came and changed. */
export interface RowStamp {
  readonly createdAt: Date;
  readonly updatedAt: Date;
}

/** Rows of the tables that tell where, by whom and for how much care is given. */
export interface ClinicRows {
  readonly clinics: readonly (typeof clinic.$inferInsert)[];
  readonly rooms: readonly (typeof room.$inferInsert)[];
  readonly devices: readonly (typeof device.$inferInsert)[];
  readonly serviceTypes: readonly (typeof serviceType.$inferInsert)[];
  readonly knownPractitioners: readonly (typeof knownPractitioner.$inferInsert)[];
  readonly schedules: readonly (typeof schedule.$inferInsert)[];
  readonly knownPatients: readonly (typeof knownPatient.$inferInsert)[];
}

const ALL_CLINICS: readonly SeededClinic[] = Object.values(CLINICS);

/** Clinics with rooms, services and working hours, and the patients that may book there. */
export function clinicRows(stamp: RowStamp): ClinicRows {
  return {
    clinics: ALL_CLINICS.map(({ id, tenantId, name, region, timeZone, city }) => ({
      ...{ id, tenantId, ...stamp, name, region, timeZone, city },
    })),
    rooms: ALL_CLINICS.flatMap((place) =>
      Array.from({ length: ROOMS_PER_CLINIC }, (_, index) => ({
        id: seededRoomId(place, index + 1),
        tenantId: place.tenantId,
        ...stamp,
        clinicId: place.id,
        name: `Room ${index + 1}`,
      })),
    ),
    devices: ALL_CLINICS.flatMap((place) =>
      DEVICES.map(({ key, name, kind }) => ({
        id: seededDeviceId(place, key),
        tenantId: place.tenantId,
        ...stamp,
        clinicId: place.id,
        ...{ name, kind },
      })),
    ),
    serviceTypes: serviceTypeRows(stamp),
    knownPractitioners: PRACTITIONERS.map(({ id, clinic: { tenantId, region } }) => ({
      ...{ id, tenantId, ...stamp, region },
    })),
    schedules: PRACTITIONERS.flatMap((practitioner) =>
      practitioner.windows.map((window) => ({
        id: seededId("schedule", practitioner.id, window.weekday, window.opensAt),
        tenantId: practitioner.clinic.tenantId,
        ...stamp,
        clinicId: practitioner.clinic.id,
        practitionerId: practitioner.id,
        ...window,
      })),
    ),
    knownPatients: allPatients().map((patient) => ({
      id: patient.id,
      tenantId: patient.clinic.tenantId,
      ...stamp,
      region: patient.clinic.region,
    })),
  };
}

function serviceTypeRows(stamp: RowStamp): ClinicRows["serviceTypes"] {
  return ALL_CLINICS.flatMap((place) =>
    SERVICES.map((service) => ({
      id: seededServiceTypeId(place, service.key),
      tenantId: place.tenantId,
      ...stamp,
      clinicId: place.id,
      name: service.name,
      durationMinutes: service.durationMinutes,
      bufferBeforeMinutes: service.bufferBeforeMinutes,
      bufferAfterMinutes: service.bufferAfterMinutes,
      priceAmountMinor: service.priceMinor[place.currency],
      priceCurrency: place.currency,
      minimumTier: service.minimumTier,
      deviceKinds: [...(service.deviceKinds ?? [])],
    })),
  );
}
