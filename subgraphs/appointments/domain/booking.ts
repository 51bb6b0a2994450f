import { isOffered, type Offer } from "./availability.ts";
import { bookingWindow, type BookingRules } from "./booking-window.ts";
import { BusyCalendar, type Busy } from "./busy-calendar.ts";
import { seenDuring, takenDuring, type Interval } from "./interval.ts";

/** What is asked for. */
export interface BookingRequest {
  readonly practitionerId: string;
  readonly patientId: string;
  readonly startsAtMs: number;
  readonly nowMs: number;
  /** Null when whoever books is bound by none. */
  readonly rules: BookingRules | null;
  /** Taken again when it is free; for an appointment that moves. */
  readonly preferredRoomId: string | null;
}

/** What is known of clinic, service, practitioner, rooms and patient around that time. */
export interface BookingSituation extends Offer {
  readonly isPractitionerKnown: boolean;
  readonly roomIds: readonly string[];
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
] as const;

/** One of {@link BOOKING_PROBLEMS}. */
export type BookingProblem = (typeof BOOKING_PROBLEMS)[number];

/** A time that can be booked: when each resource is taken, and which room. */
export interface BookingPlan {
  readonly roomId: string;
  /** When the patient is seen. */
  readonly seen: Interval;
  /** When practitioner and room are taken. */
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
  if (!calendar.isFree(practitionerId, taken)) return refused("SLOT_TAKEN");
  if (!calendar.isFree(patientId, seen)) return refused("PATIENT_BUSY");
  const roomId = roomsInTurn(request, situation.roomIds).find((id) => calendar.isFree(id, taken));
  return roomId === undefined ? refused("NO_ROOM_FREE") : { plan: { roomId, seen, taken }, problem: null };
}

function refused(problem: BookingProblem): BookingDecision {
  return { plan: null, problem };
}

/**
 * The rooms in the order they are tried: the preferred one, then a turn that begins elsewhere for each practitioner,
 * so that colleagues booked in the same moment seldom reach for the same room.
 */
function roomsInTurn(
  { practitionerId, preferredRoomId }: BookingRequest,
  roomIds: readonly string[],
): readonly string[] {
  let sum = 0;
  for (const character of practitionerId) sum += character.charCodeAt(0);
  const first = sum % Math.max(1, roomIds.length);
  const turn = [...roomIds.slice(first), ...roomIds.slice(0, first)];
  return preferredRoomId === null ? turn : [preferredRoomId, ...turn];
}
