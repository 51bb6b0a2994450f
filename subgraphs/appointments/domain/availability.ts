import type { BookingWindow } from "./booking-window.ts";
import type { BusyCalendar } from "./busy-calendar.ts";
import { MINUTE_MS, takenDuring, type ServiceTiming } from "./interval.ts";
import { localDays, LocalTime, type LocalDay } from "./local-time.ts";

/** Weekly working hours of one practitioner, in the clinic's local time. */
export interface WorkingHours {
  readonly practitionerId: string;
  /** ISO-8601 day of the week: 1 is Monday. */
  readonly weekday: number;
  readonly opensAt: string;
  readonly closesAt: string;
}

/** A time at which a practitioner could see a patient. */
export interface OfferedSlot {
  readonly practitionerId: string;
  readonly startsAtMs: number;
}

/** What the slots of a service at a clinic follow from. */
export interface Offer {
  /** IANA zone of the clinic. */
  readonly timeZone: string;
  readonly timing: ServiceTiming;
  readonly workingHours: readonly WorkingHours[];
}

/**
 * The slots that working hours have on `days` days from the local date `from`, by start, then practitioner. They stand
 * on a grid: from opening time on, one follows the other, each with its buffers, as long as all of it lies within the
 * working hours. The grid is counted in elapsed minutes, so on the day of a clock change it has as many slots as there
 * are hours.
 */
export function offeredSlots(offer: Offer, from: string, days: number): OfferedSlot[] {
  return slotsOfDays(offer, localDays(from, days));
}

/** True when {@link offeredSlots} has the slot. */
export function isOffered(offer: Offer, slot: OfferedSlot): boolean {
  const date = new LocalTime(offer.timeZone).dateAt(slot.startsAtMs);
  // A clock change around midnight puts a slot of one day on the date after it, or before.
  return slotsOfDays(offer, localDays(date, 3, -1)).some(
    ({ practitionerId, startsAtMs }) =>
      practitionerId === slot.practitionerId && startsAtMs === slot.startsAtMs,
  );
}

/** Those of the slots that may be booked now and whose practitioner is free, with a room, for the service and its buffers. */
export function freeSlots(input: {
  readonly slots: readonly OfferedSlot[];
  readonly timing: ServiceTiming;
  readonly roomIds: readonly string[];
  readonly calendar: BusyCalendar;
  readonly window: BookingWindow;
}): OfferedSlot[] {
  const { slots, timing, roomIds, calendar, window } = input;
  return slots.filter(({ practitionerId, startsAtMs }) => {
    if (startsAtMs <= window.afterMs || startsAtMs > window.untilMs) return false;
    const taken = takenDuring(startsAtMs, timing);
    return calendar.isFree(practitionerId, taken) && roomIds.some((roomId) => calendar.isFree(roomId, taken));
  });
}

function slotsOfDays({ timeZone, timing, workingHours }: Offer, days: readonly LocalDay[]): OfferedSlot[] {
  const localTime = new LocalTime(timeZone);
  const hoursOfWeekday = Map.groupBy(workingHours, ({ weekday }) => weekday);
  const stepMs =
    (timing.bufferBeforeMinutes + timing.durationMinutes + timing.bufferAfterMinutes) * MINUTE_MS;
  // By key: working hours entered twice offer a slot once.
  const slots = new Map<string, OfferedSlot>();
  for (const { date, weekday } of days) {
    for (const { practitionerId, opensAt, closesAt } of hoursOfWeekday.get(weekday) ?? []) {
      const closesAtMs = localTime.toInstantMs(date, closesAt);
      let blockMs = localTime.toInstantMs(date, opensAt);
      for (; blockMs + stepMs <= closesAtMs; blockMs += stepMs) {
        const startsAtMs = blockMs + timing.bufferBeforeMinutes * MINUTE_MS;
        slots.set(`${String(startsAtMs)} ${practitionerId}`, { practitionerId, startsAtMs });
      }
    }
  }
  return [...slots.values()].sort(compareSlots);
}

/** Orders slots by start, then practitioner. */
export function compareSlots(a: OfferedSlot, b: OfferedSlot): number {
  if (a.startsAtMs !== b.startsAtMs) return a.startsAtMs - b.startsAtMs;
  if (a.practitionerId === b.practitionerId) return 0;
  return a.practitionerId < b.practitionerId ? -1 : 1;
}
