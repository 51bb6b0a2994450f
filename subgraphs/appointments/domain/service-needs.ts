import type { ScheduleException, WorkingHours } from "./working-calendar.ts";

/** A room or a device of a clinic. */
export interface ResourceOfKind {
  readonly id: string;
  readonly kind: string;
}

/** What a service needs beside a practitioner. */
export interface ServiceNeeds {
  /** Null for any room. */
  readonly roomKind: string | null;
  /** One device of each. */
  readonly deviceKinds: readonly string[];
}

/** What of a clinic a service can take: one of the rooms, and of each list of devices one. */
export interface FittingResources {
  readonly roomIds: readonly string[];
  /** By kind, in the order of the service's `deviceKinds`. */
  readonly deviceIdsOfKinds: readonly (readonly string[])[];
}

/** Those of a clinic's rooms and devices that fit the service. */
export function fittingResources(
  { roomKind, deviceKinds }: ServiceNeeds,
  {
    rooms,
    devices,
  }: { readonly rooms: readonly ResourceOfKind[]; readonly devices: readonly ResourceOfKind[] },
): FittingResources {
  const idsOf = (resources: readonly ResourceOfKind[], wanted: string | null): string[] =>
    resources.filter(({ kind }) => wanted === null || kind === wanted).map(({ id }) => id);
  return {
    roomIds: idsOf(rooms, roomKind),
    deviceIdsOfKinds: [...new Set(deviceKinds)].map((kind) => idsOf(devices, kind)),
  };
}

/** When those work who offer a service: what is left of a clinic's hours and exceptions. */
export function hoursOfService(
  { practitionerIds }: { readonly practitionerIds: readonly string[] | null },
  clinic: {
    readonly workingHours: readonly WorkingHours[];
    readonly exceptions: readonly ScheduleException[];
  },
): { readonly workingHours: readonly WorkingHours[]; readonly exceptions: readonly ScheduleException[] } {
  if (practitionerIds === null) return clinic;
  const offering = new Set(practitionerIds);
  return {
    workingHours: clinic.workingHours.filter(({ practitionerId }) => offering.has(practitionerId)),
    // Closures are of nobody.
    exceptions: clinic.exceptions.filter(
      ({ practitionerId }) => practitionerId === null || offering.has(practitionerId),
    ),
  };
}
