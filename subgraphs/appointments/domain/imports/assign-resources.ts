import type { Busy } from "../busy-calendar.ts";
import type { Interval } from "../interval.ts";
import type { FittingResources } from "../service-needs.ts";

/** An appointment that needs a room and devices. */
export interface NeedyRow {
  readonly id: string;
  /** When room and devices are taken. */
  readonly taken: Interval;
  readonly practitionerId: string;
  /** Null for any that fits. */
  readonly wantedRoomId: string | null;
  readonly fitting: FittingResources;
}

/** What it gets, or why it gets nothing. */
export type Assignment =
  | {
      readonly id: string;
      readonly roomId: string;
      readonly deviceIds: readonly string[];
      readonly outcome: null;
    }
  | { readonly id: string; readonly outcome: "ROOM_TAKEN" | "NO_ROOM_FREE" | "NO_DEVICE_FREE" };

/**
 * Gives rooms and devices to appointments one after the other, as bookings would get them one after the other.
 * @param rows by when they are taken
 * @param busy what is taken by others, and by rows that were assigned before
 */
export function assignResources(rows: readonly NeedyRow[], busy: readonly Busy[]): Assignment[] {
  const taken = new Map<string, Interval[]>();
  const take = (id: string, interval: Interval): void => {
    const known = taken.get(id);
    if (known === undefined) taken.set(id, [interval]);
    else known.push(interval);
  };
  for (const { resourceId, ...interval } of busy) take(resourceId, interval);
  const isFree = (id: string, { fromMs, untilMs }: Interval): boolean =>
    !(taken.get(id) ?? []).some((other) => other.fromMs < untilMs && other.untilMs > fromMs);
  return rows.map((row) => {
    const assignment = assignOne(row, isFree);
    if (assignment.outcome === null)
      for (const id of [assignment.roomId, ...assignment.deviceIds]) take(id, row.taken);
    return assignment;
  });
}

function assignOne(
  { id, taken, practitionerId, wantedRoomId, fitting }: NeedyRow,
  isFree: (id: string, interval: Interval) => boolean,
): Assignment {
  const roomIds = wantedRoomId === null ? inTurn(practitionerId, fitting.roomIds) : [wantedRoomId];
  const roomId = roomIds.find((one) => isFree(one, taken));
  if (roomId === undefined) return { id, outcome: wantedRoomId === null ? "NO_ROOM_FREE" : "ROOM_TAKEN" };
  const deviceIds = fitting.deviceIdsOfKinds.flatMap(
    (ids) => inTurn(practitionerId, ids).find((one) => isFree(one, taken)) ?? [],
  );
  if (deviceIds.length < fitting.deviceIdsOfKinds.length) return { id, outcome: "NO_DEVICE_FREE" };
  return { id, roomId, deviceIds, outcome: null };
}

/** A practitioner begins where a booking would, too, and so stays in one room as long as it is free. */
function inTurn(practitionerId: string, ids: readonly string[]): readonly string[] {
  let sum = 0;
  for (const character of practitionerId) sum += character.charCodeAt(0);
  const first = sum % Math.max(1, ids.length);
  return [...ids.slice(first), ...ids.slice(0, first)];
}
