import { describe, expect, it } from "vitest";
import { areWaitingDays, planOffers, waitingWindows, type WaitedService, type Waiting } from "./waitlist.ts";

const NOW_MS = Date.parse("2026-03-09T06:00:00Z");
const DAY = "2026-03-10";
const at = (time: string): number => Date.parse(`${DAY}T${time}:00Z`);

/** On Tuesdays from 09:00 to 10:00 in Berlin: two slots of half an hour. */
const SERVICE: WaitedService = {
  timeZone: "Europe/Berlin",
  timing: { durationMinutes: 30, bufferBeforeMinutes: 0, bufferAfterMinutes: 0 },
  workingHours: [{ practitionerId: "ada", weekday: 2, opensAt: "09:00", closesAt: "10:00" }],
  exceptions: [],
  resources: { roomIds: ["room"], deviceIdsOfKinds: [] },
  rules: { minimumNoticeMinutes: 0, bookingHorizonDays: 365 },
};

function waits(patientId: string, changes: Partial<Waiting> = {}): Waiting {
  const anybody = { serviceTypeId: "check", practitionerId: null, offered: [] };
  return { patientId, ...anybody, fromDate: DAY, untilDate: DAY, ...changes };
}

function offers(waiting: readonly Waiting[], changes: Partial<Parameters<typeof planOffers>[1]> = {}) {
  const services = new Map([["check", SERVICE]]);
  return planOffers(waiting, { services, busy: [], nowMs: NOW_MS, offerMinutes: 60, ...changes }).map(
    ({ entry, plan, minutes }) => [entry.patientId, new Date(plan.seen.fromMs).toISOString(), minutes],
  );
}

const [FIRST, SECOND] = ["2026-03-10T08:00:00.000Z", "2026-03-10T08:30:00.000Z"];

describe("offers", () => {
  it("go to those who wait in their order, one time each, as long as there are times", () => {
    expect(offers([waits("b"), waits("a"), waits("c")])).toEqual([
      ["b", FIRST, 60],
      ["a", SECOND, 60],
    ]);
  });

  it("pass over who waits for somebody else, another day or another service", () => {
    const others = [
      waits("a", { practitionerId: "bob" }),
      waits("b", { fromDate: "2026-03-11", untilDate: "2026-03-16" }),
      waits("c", { serviceTypeId: "other" }),
    ];
    expect(offers([...others, waits("d", { practitionerId: "ada" })])).toEqual([["d", FIRST, 60]]);
  });

  it("are of no time that was offered before, nor one at which practitioner, room or patient is taken", () => {
    const offered = [{ practitionerId: "ada", startsAtMs: at("08:00") }];
    expect(offers([waits("a", { offered })])).toEqual([["a", SECOND, 60]]);
    for (const resourceId of ["ada", "room", "a"]) {
      const busy = [{ resourceId, fromMs: at("08:10"), untilMs: at("08:20") }];
      expect(offers([waits("a")], { busy })).toEqual([["a", SECOND, 60]]);
    }
    // Of one patient who waits twice: one time after the other.
    expect(offers([waits("a"), waits("a")])).toEqual([
      ["a", FIRST, 60],
      ["a", SECOND, 60],
    ]);
  });

  it("end before the time cannot be booked any more, and are not made for less than five minutes", () => {
    const rules = { minimumNoticeMinutes: 20, bookingHorizonDays: 365 };
    const services = new Map([["check", { ...SERVICE, rules }]]);
    expect(offers([waits("a")], { services, nowMs: at("07:10") })).toEqual([["a", FIRST, 30]]);
    expect(offers([waits("a")], { services, nowMs: at("07:35") })).toEqual([["a", FIRST, 5]]);
    expect(offers([waits("a")], { services, nowMs: at("07:35") + 1 })).toEqual([["a", SECOND, 34]]);
  });

  it("are of no time that lies beyond the horizon of the service", () => {
    const rules = { minimumNoticeMinutes: 0, bookingHorizonDays: 1 };
    expect(offers([waits("a")], { services: new Map([["check", { ...SERVICE, rules }]]) })).toEqual([]);
  });
});

describe("days that somebody waits for", () => {
  it.each([
    ["2026-03-10", "2026-03-10", true],
    ["2026-03-01", "2026-03-09", true],
    ["2026-03-01", "2026-03-08", false],
    ["2026-03-11", "2026-03-10", false],
    ["2026-03-10", "2026-06-08", true],
    ["2026-03-10", "2026-06-09", false],
    ["2027-03-01", "2027-03-10", true],
    ["2027-03-01", "2027-03-11", false],
  ])("from %s until %s are allowed: %s", (fromDate, untilDate, expected) => {
    expect(areWaitingDays({ fromDate, untilDate }, "2026-03-09")).toBe(expected);
  });

  it("are looked at from today on, those that overlap together", () => {
    const windows = waitingWindows(
      [
        { fromDate: "2026-05-01", untilDate: "2026-05-02" },
        { fromDate: "2026-03-01", untilDate: "2026-03-10" },
        { fromDate: "2026-03-09", untilDate: "2026-03-12" },
      ],
      "2026-03-09",
    );
    const iso = (ms: number): string => new Date(ms).toISOString().slice(0, 10);
    expect(windows.map(({ fromMs, untilMs }) => [iso(fromMs), iso(untilMs)])).toEqual([
      ["2026-03-08", "2026-03-14"],
      ["2026-04-30", "2026-05-04"],
    ]);
  });
});
