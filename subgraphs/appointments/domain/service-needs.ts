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
