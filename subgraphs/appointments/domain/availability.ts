import type { BookingWindow } from "./booking-window.ts";
import type { BusyCalendar } from "./busy-calendar.ts";
import { MINUTE_MS, takenDuring, type Interval, type ServiceTiming } from "./interval.ts";
import { localDays, LocalTime, type LocalDay } from "./local-time.ts";
import type { FittingResources } from "./service-needs.ts";
import { WorkingCalendar, type ScheduleException, type WorkingHours } from "./working-calendar.ts";

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
  readonly exceptions: readonly ScheduleException[];
}

/** An offer with what decides which of its slots are free. */
export interface ServiceOffer extends Offer {
  readonly serviceTypeId: string;
  readonly resources: FittingResources;
  readonly window: BookingWindow;
}

/** A free slot of one of several services. */
export interface FreeSlot extends OfferedSlot {
  readonly serviceTypeId: string;
}

/**
 * The slots that a clinic has on `days` days from the local date `from`, by start, then practitioner. They stand on a
 * grid: from the time on at which work begins, one follows the other, each with its buffers, as long as all of it lies
 * within the working hours. The grid is counted in elapsed minutes, so on the day of a clock change it has as many slots
 * as there are hours. Those that meet a leave or a closure are left out, and the others stay where they were.
 */
export function offeredSlots(offer: Offer, from: string, days: number): OfferedSlot[] {
  return slotsOfDays(offer, localDays(from, days)).sort(compareSlots);
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

/**
 * The first `limit` free slots of some services, by start, practitioner and service, that come after `after` (null for
 * from the first on): those offered on `days` days from `from`, each in its clinic's zone, that may be booked, and whose
 * practitioner is free with all that the service needs. Looks no further than it has to.
 */
export function firstFreeSlots(input: {
  readonly offers: readonly ServiceOffer[];
  readonly calendar: BusyCalendar;
  readonly from: string;
  readonly days: number;
  readonly after: FreeSlot | null;
  readonly limit: number;
}): FreeSlot[] {
  const { offers, calendar, after, limit } = input;
  const days = localDays(input.from, input.days).filter(
    ({ date }) => after === null || lastStartMs(date) >= after.startsAtMs,
  );
  if (days.length === 0) return [];
  const looks = offers.map((offer) => ({ offer, slotsOn: slotFinder(offer, days) }));
  const found = new Map<string, FreeSlot>();
  for (const [index, day] of days.entries()) {
    for (const { offer, slotsOn } of looks) {
      for (const slot of slotsOn(day)) {
        const free = { ...slot, serviceTypeId: offer.serviceTypeId };
        if (after !== null && compareSlots(free, after) <= 0) continue;
        if (isFree(slot, offer, calendar)) found.set(`${keyOf(slot)} ${offer.serviceTypeId}`, free);
      }
    }
    const next = days[index + 1];
    if (next === undefined) break;
    // In zones ahead a later day begins before an earlier one has ended in others.
    const settledMs = firstStartMs(next.date);
    if ([...found.values()].filter(({ startsAtMs }) => startsAtMs < settledMs).length >= limit) break;
  }
  return [...found.values()].sort(compareSlots).slice(0, limit);
}

function isFree(
  { practitionerId, startsAtMs }: OfferedSlot,
  { timing, resources, window }: ServiceOffer,
  calendar: BusyCalendar,
): boolean {
  if (startsAtMs <= window.afterMs || startsAtMs > window.untilMs) return false;
  const taken = takenDuring(startsAtMs, timing);
  const oneFree = (ids: readonly string[]): boolean => ids.some((id) => calendar.isFree(id, taken));
  return (
    calendar.isFree(practitionerId, taken) &&
    oneFree(resources.roomIds) &&
    resources.deviceIdsOfKinds.every(oneFree)
  );
}

function slotsOfDays(offer: Offer, days: readonly LocalDay[]): OfferedSlot[] {
  const slotsOn = slotFinder(offer, days);
  // By key: a clock change can put slots of two days at one instant.
  return [...new Map(days.flatMap(slotsOn).map((slot) => [keyOf(slot), slot])).values()];
}

/** Finds the slots of one of the days; hours entered twice offer a slot once. */
function slotFinder(offer: Offer, days: readonly LocalDay[]): (day: LocalDay) => OfferedSlot[] {
  const { timing } = offer;
  const working = new WorkingCalendar(offer, new LocalTime(offer.timeZone), days);
  const stepMs =
    (timing.bufferBeforeMinutes + timing.durationMinutes + timing.bufferAfterMinutes) * MINUTE_MS;
  return (day) => {
    const slots = new Map<string, OfferedSlot>();
    for (const { practitionerId, fromMs, untilMs } of working.openingsOn(day)) {
      for (let blockMs = fromMs; blockMs + stepMs <= untilMs; blockMs += stepMs) {
        const block: Interval = { fromMs: blockMs, untilMs: blockMs + stepMs };
        if (working.isAway(practitionerId, block)) continue;
        const slot = { practitionerId, startsAtMs: blockMs + timing.bufferBeforeMinutes * MINUTE_MS };
        slots.set(keyOf(slot), slot);
      }
    }
    return [...slots.values()];
  };
}

function keyOf({ startsAtMs, practitionerId }: OfferedSlot): string {
  return `${String(startsAtMs)} ${practitionerId}`;
}

const HOUR_MS = 60 * MINUTE_MS;

/** No slot of a local date begins before: no zone is more than 14 hours ahead of UTC; one more for clock changes. */
function firstStartMs(date: string): number {
  return Date.parse(`${date}T00:00:00Z`) - 15 * HOUR_MS;
}

/** No slot of a local date begins later: no zone is more than 12 hours behind UTC; one more for clock changes. */
function lastStartMs(date: string): number {
  return Date.parse(`${date}T00:00:00Z`) + (24 + 13) * HOUR_MS;
}

/** Orders slots by start, practitioner and service. */
export function compareSlots(a: OfferedSlot & Partial<FreeSlot>, b: OfferedSlot & Partial<FreeSlot>): number {
  if (a.startsAtMs !== b.startsAtMs) return a.startsAtMs - b.startsAtMs;
  if (a.practitionerId !== b.practitionerId) return a.practitionerId < b.practitionerId ? -1 : 1;
  const [first, second] = [a.serviceTypeId ?? "", b.serviceTypeId ?? ""];
  if (first === second) return 0;
  return first < second ? -1 : 1;
}
