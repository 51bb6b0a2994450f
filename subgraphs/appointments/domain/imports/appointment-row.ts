import { seenDuring, takenDuring } from "../interval.ts";
import { fittingResources } from "../service-needs.ts";
import type { Catalogue, CatalogueService, FoundClinic } from "./import-catalogue.ts";
import { RowError } from "./import-codes.ts";
import type { Cells } from "./import-columns.ts";

/** States that an appointment can come with. */
export const IMPORTED_STATUSES = ["BOOKED", "FULFILLED", "NOSHOW", "CANCELLED"] as const;

/** One of {@link IMPORTED_STATUSES}. */
export type ImportedStatus = (typeof IMPORTED_STATUSES)[number];

/** What a row says of an appointment; times in milliseconds since the epoch. */
export interface AppointmentValues {
  readonly clinicId: string;
  readonly serviceTypeId: string;
  readonly practitionerId: string;
  readonly patientId: string;
  readonly status: ImportedStatus;
  readonly startsAtMs: number;
  readonly endsAtMs: number;
  /** When practitioner, room and devices are taken. */
  readonly takenFromMs: number;
  readonly takenUntilMs: number;
  /** True when it takes them: it is to come, and not called off. */
  readonly isLive: boolean;
  /** The room that the row names; null for any. */
  readonly wantedRoomId: string | null;
  /** Null where room and devices are found later: what is live takes those that are free. */
  readonly roomId: string | null;
  readonly deviceIds: readonly string[] | null;
  readonly reason: string | null;
}

const LONGEST_NAME = 1_000;
const LONGEST_REASON = 1_000;

/** @throws RowError */
export function readAppointmentRow(cells: Cells, catalogue: Catalogue): AppointmentValues {
  const found = catalogue.clinic("clinic", cells.text("clinic", LONGEST_NAME));
  const service = found.services.find("service", cells.text("service", LONGEST_NAME), {
    unknown: "SERVICE_UNKNOWN",
    ambiguous: "SERVICE_AMBIGUOUS",
  });
  const practitionerId = cells.id("practitioner_id");
  catalogue.assertPractitioner("practitioner_id", practitionerId);
  const patientId = cells.id("patient_id");
  const startsAtMs = found.instants.in("starts_at", cells.text("starts_at", Infinity));
  const status = statusIn(cells.text("status", Infinity));
  const isLive = status === "BOOKED";
  const wantedRoomId = roomIn(cells, found, service);
  const seen = seenDuring(startsAtMs, service);
  const taken = takenDuring(startsAtMs, service);
  return {
    ...{ clinicId: found.clinic.id, serviceTypeId: service.id, practitionerId, patientId, status },
    ...{ startsAtMs, endsAtMs: seen.untilMs, takenFromMs: taken.fromMs, takenUntilMs: taken.untilMs },
    ...{ isLive, wantedRoomId },
    ...(isLive ? { roomId: null, deviceIds: null } : whatItTook(found, service, wantedRoomId)),
    reason: cells.optional("reason", LONGEST_REASON),
  };
}

/** @throws RowError `STATUS_INVALID` */
function statusIn(text: string): ImportedStatus {
  const status = IMPORTED_STATUSES.find((known) => known === text);
  if (status === undefined) throw new RowError("STATUS_INVALID", "status");
  return status;
}

/** @throws RowError `ROOM_UNKNOWN`, `ROOM_AMBIGUOUS`, `ROOM_UNFIT` */
function roomIn(cells: Cells, { rooms }: FoundClinic, { roomKind }: CatalogueService): string | null {
  const called = cells.optional("room", LONGEST_NAME);
  if (called === null) return null;
  const room = rooms.find("room", called, { unknown: "ROOM_UNKNOWN", ambiguous: "ROOM_AMBIGUOUS" });
  if (roomKind !== null && room.kind !== roomKind) throw new RowError("ROOM_UNFIT", "room");
  return room.id;
}

/**
 * Of what is over it is not known, and does not matter, which room and devices it took: the first that fit.
 * @throws RowError `NO_ROOM_FREE`, `NO_DEVICE_FREE`
 */
function whatItTook(
  { clinic }: FoundClinic,
  service: CatalogueService,
  wantedRoomId: string | null,
): { readonly roomId: string; readonly deviceIds: readonly string[] } {
  const { roomIds, deviceIdsOfKinds } = fittingResources(service, clinic);
  const roomId = wantedRoomId ?? roomIds[0];
  if (roomId === undefined) throw new RowError("NO_ROOM_FREE", null);
  return {
    roomId,
    deviceIds: deviceIdsOfKinds.map(([first]) => {
      if (first === undefined) throw new RowError("NO_DEVICE_FREE", null);
      return first;
    }),
  };
}
