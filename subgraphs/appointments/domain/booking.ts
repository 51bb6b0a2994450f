import { isOffered, type Offer } from "./availability.ts";
import { bookingWindow, type BookingRules } from "./booking-window.ts";
import { BusyCalendar, type Busy } from "./busy-calendar.ts";
import { seenDuring, takenDuring, type Interval } from "./interval.ts";
import type { FittingResources } from "./service-needs.ts";

/** What is asked for. */
export interface BookingRequest {
  readonly practitionerId: string;
  readonly patientId: string;
  readonly startsAtMs: number;
  readonly nowMs: number;
  /** Null when whoever books is bound by none. */
  readonly rules: BookingRules | null;
  /** Rooms and devices that are taken again when they are free; those of an appointment that moves. */
  readonly preferredIds: readonly string[];
  /** 0; above, the practitioner may be taken so many times more at that time. */
  readonly lastLane: number;
}

/** What is known of clinic, service, practitioner, rooms and patient around that time. */
export interface BookingSituation extends Offer {
  readonly isPractitionerKnown: boolean;
  readonly resources: FittingResources;
  readonly busy: readonly Busy[];
}

/** Why a time cannot be booked. */
export const BOOKING_PROBLEMS = [
  "PRACTITIONER_NOT_FOUND",
  "SLOT_IN_PAST",
  "NOTICE_TOO_SHORT",
  "TOO_FAR_AHEAD",
  "SLOT_NOT_OFFERED",
  "SLOT_TAKEN",
  "PATIENT_BUSY",
  "NO_ROOM_FREE",
  "NO_DEVICE_FREE",
] as const;

/** One of {@link BOOKING_PROBLEMS}. */
export type BookingProblem = (typeof BOOKING_PROBLEMS)[number];

/** A time that can be booked: when each resource is taken, and which room and devices. */
export interface BookingPlan {
  readonly roomId: string;
  /** One of each kind that the service needs. */
  readonly deviceIds: readonly string[];
  /** Which of the practitioner's lanes it takes: the first that is free. */
  readonly lane: number;
  /** When the patient is seen. */
  readonly seen: Interval;
  /** When practitioner, room and devices are taken. */
  readonly taken: Interval;
}

/** Outcome of {@link planBooking}. */
export type BookingDecision =
  | { readonly plan: BookingPlan; readonly problem: null }
  | { readonly plan: null; readonly problem: BookingProblem };

/** Decides whether a time can be booked, by what is known; the database has the last word. */
export function planBooking(request: BookingRequest, situation: BookingSituation): BookingDecision {
  const { practitionerId, patientId, startsAtMs } = request;
  const calendar = new BusyCalendar(situation.busy);
  const seen = seenDuring(startsAtMs, situation.timing);
  const taken = takenDuring(startsAtMs, situation.timing);
  if (!situation.isPractitionerKnown) return refused("PRACTITIONER_NOT_FOUND");
  if (startsAtMs <= request.nowMs) return refused("SLOT_IN_PAST");
  const { afterMs, untilMs } = bookingWindow(request.rules, request.nowMs);
  if (startsAtMs <= afterMs) return refused("NOTICE_TOO_SHORT");
  if (startsAtMs > untilMs) return refused("TOO_FAR_AHEAD");
  if (!isOffered(situation, { practitionerId, startsAtMs })) return refused("SLOT_NOT_OFFERED");
  const lane = freeLane(request, situation.busy, taken);
  if (lane === undefined) return refused("SLOT_TAKEN");
  if (!calendar.isFree(patientId, seen)) return refused("PATIENT_BUSY");
  const oneFree = (ids: readonly string[]): string | undefined =>
    inTurn(request, ids).find((id) => calendar.isFree(id, taken));
  const roomId = oneFree(situation.resources.roomIds);
  if (roomId === undefined) return refused("NO_ROOM_FREE");
  const deviceIds = situation.resources.deviceIdsOfKinds.flatMap((ids) => oneFree(ids) ?? []);
  if (deviceIds.length < situation.resources.deviceIdsOfKinds.length) return refused("NO_DEVICE_FREE");
  return { plan: { roomId, deviceIds, lane, seen, taken }, problem: null };
}

/** The first lane in which the practitioner is free. */
function freeLane(
  { practitionerId, lastLane }: BookingRequest,
  busy: readonly Busy[],
  taken: Interval,
): number | undefined {
  const lanes = new Map<number, Busy[]>();
  for (const one of busy) {
    if (one.resourceId !== practitionerId) continue;
    const lane = one.lane ?? 0;
    lanes.set(lane, [...(lanes.get(lane) ?? []), one]);
  }
  return Array.from({ length: lastLane + 1 }, (_, lane) => lane).find((lane) =>
    new BusyCalendar(lanes.get(lane) ?? []).isFree(practitionerId, taken),
  );
}

function refused(problem: BookingProblem): BookingDecision {
  return { plan: null, problem };
}

/**
 * Rooms, or devices of a kind, in the order they are tried: the preferred one, then a turn that begins elsewhere for each
 * practitioner, so that colleagues booked in the same moment seldom reach for the same one.
 */
function inTurn({ practitionerId, preferredIds }: BookingRequest, ids: readonly string[]): readonly string[] {
  let sum = 0;
  for (const character of practitionerId) sum += character.charCodeAt(0);
  const first = sum % Math.max(1, ids.length);
  const turn = [...ids.slice(first), ...ids.slice(0, first)];
  return [...turn.filter((id) => preferredIds.includes(id)), ...turn];
}
