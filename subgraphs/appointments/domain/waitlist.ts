import { firstFreeSlots, type OfferedSlot } from "./availability.ts";
import { planBooking, type BookingPlan, type BookingSituation } from "./booking.ts";
import { bookingWindow, type BookingRules } from "./booking-window.ts";
import { BusyCalendar, type Busy } from "./busy-calendar.ts";
import { DAY_MS, MINUTE_MS, seenDuring, takenDuring, type Interval } from "./interval.ts";
import { daysBetween, LocalTime } from "./local-time.ts";

/** How soon somebody has a turn, in the schema's spelling. */
export const WAITLIST_PRIORITIES = ["URGENT", "ROUTINE"] as const;

/** An entry whose offers have lapsed so often waits no more. */
export const MOST_LAPSES = 3;
/** The last day that would do is at most so many days after the first. */
const MOST_WAITING_DAYS = 90;
/** The last day that would do is at most so many days from today. */
const FURTHEST_WAITING_DAYS = 366;
/** Nobody decides in less: what could be offered for a shorter while only is not. */
const LEAST_OFFER_MINUTES = 5;

/** Days on a clinic's calendar, both included; ISO-8601. */
export interface WaitingDays {
  readonly fromDate: string;
  readonly untilDate: string;
}

/** Somebody who waits for a time of a service. */
export interface Waiting extends WaitingDays {
  readonly patientId: string;
  readonly serviceTypeId: string;
  /** Null for anybody who offers it. */
  readonly practitionerId: string | null;
  /** What was offered before, and is not again. */
  readonly offered: readonly OfferedSlot[];
}

/** What free times of a service follow from, but for what is taken. */
export type WaitedService = Omit<BookingSituation, "busy" | "isPractitionerKnown"> & {
  readonly rules: BookingRules;
};

/** What offers to those who wait at a clinic follow from. */
export interface WaitlistSituation {
  /** By id. */
  readonly services: ReadonlyMap<string, WaitedService>;
  /** When practitioners, rooms, devices and those who wait are taken. */
  readonly busy: readonly Busy[];
  readonly nowMs: number;
  /** How long the clinic offers a time. */
  readonly offerMinutes: number;
}

/** A time for somebody who waits. */
export interface PlannedOffer<Entry extends Waiting> {
  readonly entry: Entry;
  readonly practitionerId: string;
  readonly plan: BookingPlan;
  /** How long it is offered. */
  readonly minutes: number;
}

/** True when somebody may wait for these days. @param today on the clinic's calendar */
export function areWaitingDays({ fromDate, untilDate }: WaitingDays, today: string): boolean {
  return (
    fromDate <= untilDate &&
    today <= untilDate &&
    daysBetween(fromDate, untilDate) <= MOST_WAITING_DAYS &&
    daysBetween(today, untilDate) <= FURTHEST_WAITING_DAYS
  );
}

/** The days that these wait for, from today on, merged and wide enough for any zone. */
export function waitingWindows(waiting: readonly WaitingDays[], today: string): Interval[] {
  const windows: { fromMs: number; untilMs: number }[] = [];
  const wanted = waiting.map(({ fromDate, untilDate }) => ({
    fromMs: Date.parse(fromDate > today ? fromDate : today) - DAY_MS,
    untilMs: Date.parse(untilDate) + 2 * DAY_MS,
  }));
  for (const window of wanted.toSorted((a, b) => a.fromMs - b.fromMs)) {
    const last = windows.at(-1);
    if (last === undefined || window.fromMs > last.untilMs) windows.push(window);
    else last.untilMs = Math.max(last.untilMs, window.untilMs);
  }
  return windows;
}

/**
 * Finds times for those who wait, in the order they are given in: for each the first that is free and was not offered to them before.
 * What is found for one is taken for the next. Left out is what cannot be booked any more in five minutes.
 */
export function planOffers<Entry extends Waiting>(
  waiting: readonly Entry[],
  situation: WaitlistSituation,
): PlannedOffer<Entry>[] {
  const planner = new OfferPlanner(waiting, situation);
  return waiting.flatMap((entry) => planner.plan(entry) ?? []);
}

/** A free slot with its date on the clinic's calendar. */
interface DatedSlot extends OfferedSlot {
  readonly date: string;
}

class OfferPlanner<Entry extends Waiting> {
  readonly #situation: WaitlistSituation;
  readonly #calendar: BusyCalendar;
  readonly #free: ReadonlyMap<string, readonly DatedSlot[]>;
  /** By what was planned. */
  readonly #taken: Busy[] = [];

  constructor(waiting: readonly Entry[], situation: WaitlistSituation) {
    this.#situation = situation;
    this.#calendar = new BusyCalendar(situation.busy);
    const byService = Map.groupBy(waiting, ({ serviceTypeId }) => serviceTypeId);
    this.#free = new Map([...byService].map(([id, entries]) => [id, this.#freeSlots(id, entries)]));
  }

  plan(entry: Entry): PlannedOffer<Entry> | undefined {
    const { nowMs, offerMinutes, busy } = this.#situation;
    const service = this.#situation.services.get(entry.serviceTypeId);
    if (service === undefined) return undefined;
    const { patientId } = entry;
    for (const { practitionerId, startsAtMs, date } of this.#free.get(entry.serviceTypeId) ?? []) {
      if (!isWanted({ practitionerId, startsAtMs, date }, entry)) continue;
      const seen = seenDuring(startsAtMs, service.timing);
      const taken = takenDuring(startsAtMs, service.timing);
      if (!this.#isFree(patientId, seen) || !this.#isFree(practitionerId, taken)) continue;
      const request = { practitionerId, patientId, startsAtMs, nowMs, preferredIds: [], lastLane: 0 };
      const { plan } = planBooking(
        { ...request, rules: rulesOfOffer(service) },
        // Hours are of those who are known.
        { ...service, busy: [...busy, ...this.#taken], isPractitionerKnown: true },
      );
      if (plan === null) continue;
      this.#taken.push(
        { resourceId: patientId, ...seen },
        ...[practitionerId, plan.roomId, ...plan.deviceIds].map((resourceId) => ({ resourceId, ...taken })),
      );
      const minutesLeft = Math.floor((startsAtMs - nowMs) / MINUTE_MS) - service.rules.minimumNoticeMinutes;
      return { entry, practitionerId, plan, minutes: Math.min(offerMinutes, minutesLeft) };
    }
    return undefined;
  }

  #isFree(id: string, { fromMs, untilMs }: Interval): boolean {
    return (
      this.#calendar.isFree(id, { fromMs, untilMs }) &&
      !this.#taken.some((busy) => busy.resourceId === id && busy.fromMs < untilMs && busy.untilMs > fromMs)
    );
  }

  /** Those of the days that somebody waits for, by start. */
  #freeSlots(serviceTypeId: string, waiting: readonly WaitingDays[]): DatedSlot[] {
    const { services, nowMs } = this.#situation;
    const service = services.get(serviceTypeId);
    if (service === undefined) return [];
    const localTime = new LocalTime(service.timeZone);
    const today = localTime.dateAt(nowMs);
    const [first = today] = waiting.map(({ fromDate }) => fromDate).toSorted();
    const last =
      waiting
        .map(({ untilDate }) => untilDate)
        .toSorted()
        .at(-1) ?? today;
    const from = first > today ? first : today;
    const window = bookingWindow(rulesOfOffer(service), nowMs);
    const free = firstFreeSlots({
      offers: [{ ...service, serviceTypeId, window }],
      calendar: this.#calendar,
      ...{ from, days: daysBetween(from, last) + 1, after: null, limit: Infinity },
    });
    return free.map((slot) => ({ ...slot, date: localTime.dateAt(slot.startsAtMs) }));
  }
}

/** Whoever takes the offer in its last moment still has to be in time. */
function rulesOfOffer({ rules }: WaitedService): BookingRules {
  return { ...rules, minimumNoticeMinutes: rules.minimumNoticeMinutes + LEAST_OFFER_MINUTES };
}

function isWanted({ practitionerId, startsAtMs, date }: DatedSlot, entry: Waiting): boolean {
  if (date < entry.fromDate || date > entry.untilDate) return false;
  if (entry.practitionerId !== null && entry.practitionerId !== practitionerId) return false;
  return !entry.offered.some(
    (offered) => offered.practitionerId === practitionerId && offered.startsAtMs === startsAtMs,
  );
}
