import { describe, expect, it } from "vitest";
import { isOffered, offeredSlots, type Offer } from "./availability.ts";
import { LocalTime } from "./local-time.ts";
import { closedDuring, type ScheduleException, type WorkingHours } from "./working-calendar.ts";

const BERLIN = "Europe/Berlin";
const HOUR = { durationMinutes: 60, bufferBeforeMinutes: 0, bufferAfterMinutes: 0 };

function weekly(changes: Partial<WorkingHours> = {}): WorkingHours {
  return { practitionerId: "p", weekday: 1, opensAt: "09:00", closesAt: "12:00", ...changes };
}

function exception(changes: Partial<ScheduleException>): ScheduleException {
  return {
    kind: "LEAVE",
    practitionerId: "p",
    firstDate: "2026-11-30",
    lastDate: "2026-11-30",
    startTime: null,
    endTime: null,
    recurrence: null,
    ...changes,
  };
}

/** Local starts, `MM-DD HH`, of the slots of some days. */
function startsOf(
  changes: Partial<Offer>,
  { from = "2026-11-30", days = 1 }: { readonly from?: string; readonly days?: number } = {},
): string[] {
  const offer: Offer = {
    timeZone: BERLIN,
    timing: HOUR,
    workingHours: [weekly()],
    exceptions: [],
    ...changes,
  };
  const slots = offeredSlots(offer, from, days);
  // What is listed can be booked, and nothing else at those hours.
  for (const slot of slots) expect(isOffered(offer, slot)).toBe(true);
  return slots.map(({ startsAtMs }) => {
    const local = new Intl.DateTimeFormat("sv-SE", {
      timeZone: offer.timeZone,
      dateStyle: "short",
      timeStyle: "short",
    });
    return local.format(startsAtMs).slice(5, 13);
  });
}

describe("weekly hours", () => {
  it("hold from their first day to their last", () => {
    const bounded = (validFrom: string | null, validUntil: string | null): string[] =>
      startsOf({ workingHours: [weekly({ opensAt: "11:00", validFrom, validUntil })] }, { days: 15 });
    expect(bounded(null, null)).toEqual(["11-30 11", "12-07 11", "12-14 11"]);
    expect(bounded("2026-12-01", null)).toEqual(["12-07 11", "12-14 11"]);
    expect(bounded("2026-12-07", "2026-12-07")).toEqual(["12-07 11"]);
    expect(bounded(null, "2026-11-30")).toEqual(["11-30 11"]);
  });

  it("hold on those of the weekdays that their rule has", () => {
    const fortnightly = weekly({
      opensAt: "11:00",
      validFrom: "2026-11-16",
      recurrence: "FREQ=WEEKLY;INTERVAL=2;BYDAY=MO,TU",
    });
    expect(startsOf({ workingHours: [fortnightly] }, { from: "2026-11-09", days: 30 })).toEqual([
      "11-16 11",
      "11-30 11",
    ]);
  });
});

describe("exceptions", () => {
  it("take a whole day of leave from who is away, and from nobody else", () => {
    const workingHours = [weekly(), weekly({ practitionerId: "q", opensAt: "11:00" })];
    expect(startsOf({ workingHours, exceptions: [exception({})] })).toEqual(["11-30 11"]);
  });

  it("take a closed day from everybody", () => {
    const workingHours = [weekly(), weekly({ practitionerId: "q" })];
    const closed = exception({
      kind: "CLOSURE",
      practitionerId: null,
      recurrence: "FREQ=YEARLY",
      firstDate: "2020-11-30",
      lastDate: "2020-11-30",
    });
    expect(startsOf({ workingHours, exceptions: [closed] })).toEqual([]);
    expect(startsOf({ workingHours, exceptions: [closed] }, { from: "2026-12-07" })).toHaveLength(6);
  });

  it("leave the other slots where they were", () => {
    const lunch = exception({ startTime: "10:10", endTime: "10:20" });
    expect(startsOf({ exceptions: [lunch] })).toEqual(["11-30 09", "11-30 11"]);
    const touching = exception({ startTime: "10:00", endTime: "11:00" });
    expect(startsOf({ exceptions: [touching] })).toEqual(["11-30 09", "11-30 11"]);
  });

  it("cover several days, also when they come again", () => {
    const days = [1, 2, 3, 4, 5].map((weekday) => weekly({ weekday, opensAt: "11:00" }));
    const away = exception({ firstDate: "2026-11-25", lastDate: "2026-12-02" });
    expect(startsOf({ workingHours: days, exceptions: [away] }, { days: 7 })).toEqual([
      "12-03 11",
      "12-04 11",
    ]);
    const monthly = exception({
      firstDate: "2026-10-02",
      lastDate: "2026-10-03",
      recurrence: "FREQ=MONTHLY",
    });
    expect(startsOf({ workingHours: days, exceptions: [monthly] }, { days: 5 })).toEqual([
      "11-30 11",
      "12-01 11",
      "12-04 11",
    ]);
  });

  it("add hours, which leave and closures take away as well", () => {
    const extra = exception({
      kind: "EXTRA_HOURS",
      firstDate: "2026-12-05",
      lastDate: "2026-12-06",
      startTime: "10:00",
      endTime: "12:00",
    });
    expect(startsOf({ exceptions: [extra] }, { from: "2026-12-05", days: 2 })).toEqual([
      "12-05 10",
      "12-05 11",
      "12-06 10",
      "12-06 11",
    ]);
    const leave = exception({
      firstDate: "2026-12-06",
      lastDate: "2026-12-06",
      startTime: "11:00",
      endTime: "24:00",
    });
    expect(startsOf({ exceptions: [extra, leave] }, { from: "2026-12-06" })).toEqual(["12-06 10"]);
  });

  it("close the whole of a day that a clock change makes longer", () => {
    const around = [6, 7, 1].map((weekday) => weekly({ weekday, opensAt: "00:00", closesAt: "24:00" }));
    const closed = exception({ firstDate: "2026-10-25", lastDate: "2026-10-25" });
    const open = startsOf({ workingHours: around, exceptions: [closed] }, { from: "2026-10-24", days: 3 });
    expect(open).toHaveLength(48);
    expect(open.filter((start) => start.startsWith("10-25"))).toEqual([]);
    const [stretch] = closedDuring(closed, new LocalTime(BERLIN), {
      from: "2026-10-01",
      until: "2026-10-31",
    });
    expect((stretch?.untilMs ?? 0) - (stretch?.fromMs ?? 0)).toBe(25 * 3_600_000);
  });
});
