import fc from "fast-check";
import { describe, expect, it } from "vitest";
import {
  compareSlots,
  firstFreeSlots,
  isOffered,
  offeredSlots,
  type FreeSlot,
  type ServiceOffer,
} from "./availability.ts";
import { BusyCalendar } from "./busy-calendar.ts";
import { takenDuring, type ServiceTiming } from "./interval.ts";
import type { WorkingHours } from "./working-calendar.ts";

const HALF_HOUR: ServiceTiming = { durationMinutes: 30, bufferBeforeMinutes: 0, bufferAfterMinutes: 0 };
const MINUTE = 60_000;

function hours(weekday: number, opensAt: string, closesAt: string, practitionerId = "p"): WorkingHours {
  return { practitionerId, weekday, opensAt, closesAt };
}

function startsOf(
  timeZone: string,
  date: string,
  workingHours: readonly WorkingHours[],
  timing: ServiceTiming = HALF_HOUR,
): string[] {
  return offeredSlots({ timeZone, timing, workingHours, exceptions: [] }, date, 1).map(({ startsAtMs }) =>
    new Date(startsAtMs).toISOString().slice(11, 16),
  );
}

describe("offeredSlots", () => {
  it("fills the working hours of the weekday, and only them", () => {
    // 2026-03-09 is a Monday.
    const monday = hours(1, "09:00", "11:00");
    expect(startsOf("Etc/UTC", "2026-03-09", [monday, hours(2, "15:00", "16:00")])).toEqual([
      "09:00",
      "09:30",
      "10:00",
      "10:30",
    ]);
  });

  it("leaves out a slot that would end after closing", () => {
    expect(startsOf("Etc/UTC", "2026-03-09", [hours(1, "09:00", "10:20")])).toEqual(["09:00", "09:30"]);
  });

  it("keeps the buffers within the working hours", () => {
    const timing = { durationMinutes: 30, bufferBeforeMinutes: 5, bufferAfterMinutes: 10 };
    expect(startsOf("Etc/UTC", "2026-03-09", [hours(1, "09:00", "10:30")], timing)).toEqual([
      "09:05",
      "09:50",
    ]);
    expect(startsOf("Etc/UTC", "2026-03-09", [hours(1, "09:00", "10:29")], timing)).toEqual(["09:05"]);
  });

  it("offers a slot once although working hours were entered twice", () => {
    const twice = [hours(1, "09:00", "10:00"), hours(1, "09:00", "10:00")];
    expect(startsOf("Etc/UTC", "2026-03-09", twice)).toEqual(["09:00", "09:30"]);
  });

  it("works until midnight", () => {
    expect(startsOf("Etc/UTC", "2026-03-09", [hours(1, "23:00", "24:00")])).toEqual(["23:00", "23:30"]);
  });

  it("has the hours there are when the clock goes forward and when it goes back", () => {
    // 2026-03-08 and 2026-11-01 are Sundays; 00:00 to 04:00 has three hours on the one and five on the other.
    const sunday = [hours(7, "00:00", "04:00")];
    const hour = { ...HALF_HOUR, durationMinutes: 60 };
    expect(startsOf("America/New_York", "2026-03-08", sunday, hour)).toEqual(["05:00", "06:00", "07:00"]);
    expect(startsOf("America/New_York", "2026-11-01", sunday, hour)).toEqual([
      "04:00",
      "05:00",
      "06:00",
      "07:00",
      "08:00",
    ]);
  });

  it("offers nothing when the clock change swallows the working hours", () => {
    // 02:30 does not exist and becomes 03:30, which is after closing.
    expect(startsOf("America/New_York", "2026-03-08", [hours(7, "02:30", "03:15")])).toEqual([]);
  });

  it("orders by start, then practitioner", () => {
    const workingHours = [hours(1, "09:00", "10:00", "b"), hours(1, "09:00", "10:00", "a")];
    const slots = offeredSlots(
      { timeZone: "Etc/UTC", timing: HALF_HOUR, workingHours, exceptions: [] },
      "2026-03-09",
      8,
    );
    expect(slots.map(({ practitionerId }) => practitionerId).join("")).toBe("abababab");
    expect(slots.toSorted(compareSlots)).toEqual(slots);
    const [first] = slots;
    expect(first && compareSlots(first, first)).toBe(0);
  });
});

describe("isOffered", () => {
  const isBookable = (timeZone: string, day: WorkingHours, start: string): boolean =>
    isOffered(
      { timeZone, timing: HALF_HOUR, workingHours: [day], exceptions: [] },
      { practitionerId: "p", startsAtMs: Date.parse(start) },
    );

  it("finds a slot that the clock puts on the date after that of its working hours", () => {
    // In Nuuk 23:00 to 24:00 of Saturday 2026-03-28 is skipped, so 23:30 becomes 00:30 of Sunday.
    const saturday = hours(6, "22:00", "23:30");
    expect(startsOf("America/Nuuk", "2026-03-28", [saturday])).toEqual(["00:00", "00:30", "01:00"]);
    expect(isBookable("America/Nuuk", saturday, "2026-03-29T01:00:00Z")).toBe(true);
    expect(isBookable("America/Nuuk", saturday, "2026-03-29T01:30:00Z")).toBe(false);
  });

  it("finds a slot that the clock puts on the date before that of its working hours", () => {
    // In St. John's the clock went from 00:01 of Sunday 2010-11-07 back to 23:01 of Saturday.
    const sunday = hours(7, "00:00", "00:30");
    expect(startsOf("America/St_Johns", "2010-11-07", [sunday])).toEqual(["02:30", "03:00", "03:30"]);
    expect(isBookable("America/St_Johns", sunday, "2010-11-07T03:00:00Z")).toBe(true);
    expect(isBookable("America/St_Johns", sunday, "2010-11-07T04:00:00Z")).toBe(false);
  });
});

const timing = fc.record({
  durationMinutes: fc.integer({ min: 5, max: 120 }),
  bufferBeforeMinutes: fc.integer({ min: 0, max: 20 }),
  bufferAfterMinutes: fc.integer({ min: 0, max: 20 }),
});

describe("firstFreeSlots", () => {
  const from = Date.parse("2026-03-09T09:00:00Z");
  const MONDAY: ServiceOffer = {
    serviceTypeId: "check",
    timeZone: "Etc/UTC",
    timing: HALF_HOUR,
    workingHours: [hours(1, "09:00", "11:30")],
    exceptions: [],
    resources: { roomIds: ["r1", "r2"], deviceIdsOfKinds: [] },
    window: { afterMs: 0, untilMs: Infinity },
  };
  const look = (changes: Partial<Parameters<typeof firstFreeSlots>[0]> = {}): FreeSlot[] =>
    firstFreeSlots({
      offers: [MONDAY],
      calendar: new BusyCalendar([]),
      from: "2026-03-09",
      days: 1,
      after: null,
      limit: 100,
      ...changes,
    });
  const timesOf = (slots: readonly FreeSlot[]): string[] =>
    slots.map(({ startsAtMs }) => new Date(startsAtMs).toISOString().slice(11, 16));
  const busyAt = (resourceId: string, minutes: number) => ({
    resourceId,
    fromMs: from + minutes * MINUTE,
    untilMs: from + (minutes + 30) * MINUTE,
  });

  it("leaves out what has started, what the practitioner is taken for and what has no room", () => {
    const taken = [busyAt("p", 30), busyAt("r1", 60), busyAt("r1", 90), busyAt("r2", 90)];
    const offer = { ...MONDAY, window: { afterMs: from, untilMs: Infinity } };
    expect(timesOf(look({ offers: [offer], calendar: new BusyCalendar(taken) }))).toEqual(["10:00", "11:00"]);
  });

  it("offers nothing where there is no room at all, or none of a device", () => {
    for (const resources of [
      { roomIds: [], deviceIdsOfKinds: [] },
      { roomIds: ["r1"], deviceIdsOfKinds: [["ecg"], []] },
    ]) {
      expect(look({ offers: [{ ...MONDAY, resources }] })).toEqual([]);
    }
  });

  it("needs one device of each kind", () => {
    const resources = { roomIds: ["r1"], deviceIdsOfKinds: [["ecg1", "ecg2"], ["scale"]] };
    const calendar = new BusyCalendar([
      busyAt("ecg1", 0),
      busyAt("ecg1", 30),
      busyAt("ecg2", 30),
      busyAt("scale", 60),
    ]);
    expect(timesOf(look({ offers: [{ ...MONDAY, resources }], calendar }))).toEqual([
      "09:00",
      "10:30",
      "11:00",
    ]);
  });

  it("lists services of clinics in all zones by start, page by page, as if it were one list", () => {
    const zones = ["Pacific/Kiritimati", "Asia/Kolkata", "Etc/UTC", "America/Los_Angeles", "Etc/GMT+12"];
    const offers = zones.map((timeZone, index) => ({
      ...MONDAY,
      timeZone,
      serviceTypeId: timeZone,
      workingHours: [1, 2, 3, 4, 5, 6, 7].flatMap((weekday) => [
        hours(weekday, "00:00", "02:00", "everybody"),
        hours(weekday, "22:00", "24:00", `p${String(index)}`),
      ]),
    }));
    const whole = zones
      .flatMap((timeZone, index) => {
        const offer = offers[index] ?? MONDAY;
        return offeredSlots(offer, "2026-03-06", 5).map((slot) => ({ ...slot, serviceTypeId: timeZone }));
      })
      .sort(compareSlots);
    expect(whole).toHaveLength(5 * 5 * 8);
    for (const limit of [1, 7, 60]) {
      const pages: FreeSlot[] = [];
      for (;;) {
        const page = look({ offers, from: "2026-03-06", days: 5, after: pages.at(-1) ?? null, limit });
        pages.push(...page);
        if (page.length < limit) break;
      }
      expect(pages).toEqual(whole);
    }
  });

  it("gives exactly the offered slots that collide with nothing", () => {
    const busy = fc.record({
      resourceId: fc.constantFrom("p", "r1", "r2", "ecg"),
      startMinute: fc.integer({ min: -60, max: 480 }),
      minutes: fc.integer({ min: 1, max: 90 }),
    });
    fc.assert(
      fc.property(fc.array(busy, { maxLength: 20 }), timing, (taken, service) => {
        const offer = {
          ...MONDAY,
          timing: service,
          workingHours: [hours(1, "09:00", "17:00")],
          resources: { roomIds: ["r1", "r2"], deviceIdsOfKinds: [["ecg"]] },
        };
        const intervals = taken.map(({ resourceId, startMinute, minutes }) => ({
          resourceId,
          fromMs: from + startMinute * MINUTE,
          untilMs: from + (startMinute + minutes) * MINUTE,
        }));
        const isFree = (resourceId: string, startsAtMs: number): boolean => {
          const wanted = takenDuring(startsAtMs, service);
          return intervals.every(
            (one) =>
              one.resourceId !== resourceId || one.untilMs <= wanted.fromMs || wanted.untilMs <= one.fromMs,
          );
        };
        const expected = offeredSlots(offer, "2026-03-09", 1)
          .filter(
            ({ startsAtMs }) =>
              isFree("p", startsAtMs) &&
              isFree("ecg", startsAtMs) &&
              (isFree("r1", startsAtMs) || isFree("r2", startsAtMs)),
          )
          .map((slot) => ({ ...slot, serviceTypeId: "check" }));
        expect(look({ offers: [offer], calendar: new BusyCalendar(intervals) })).toEqual(expected);
      }),
      { numRuns: 300 },
    );
  });
});
