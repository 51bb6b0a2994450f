import { describe, expect, it } from "vitest";
import { localDays, LocalTime } from "./local-time.ts";

function instantOf(timeZone: string, date: string, time: string): string {
  return new Date(new LocalTime(timeZone).toInstantMs(date, time)).toISOString();
}

describe("LocalTime", () => {
  it("turns local times into instants by the zone's offset of that day", () => {
    expect(instantOf("Europe/Berlin", "2026-01-15", "09:00:00")).toBe("2026-01-15T08:00:00.000Z");
    expect(instantOf("Europe/Berlin", "2026-07-15", "09:00")).toBe("2026-07-15T07:00:00.000Z");
    expect(instantOf("Asia/Kolkata", "2026-07-15", "09:00")).toBe("2026-07-15T03:30:00.000Z");
  });

  it("moves a local time that does not exist forward by the gap", () => {
    // 02:00 to 03:00 is skipped.
    expect(instantOf("America/New_York", "2026-03-08", "02:30")).toBe("2026-03-08T07:30:00.000Z");
    expect(instantOf("America/New_York", "2026-03-08", "03:30")).toBe("2026-03-08T07:30:00.000Z");
    // Lord Howe skips half an hour, 02:00 to 02:30.
    expect(instantOf("Australia/Lord_Howe", "2026-10-04", "02:15")).toBe("2026-10-03T15:45:00.000Z");
    expect(instantOf("Australia/Lord_Howe", "2026-10-04", "02:45")).toBe("2026-10-03T15:45:00.000Z");
  });

  it("takes the earlier of a local time that exists twice", () => {
    expect(instantOf("America/New_York", "2026-11-01", "01:30")).toBe("2026-11-01T05:30:00.000Z");
    expect(instantOf("Europe/Berlin", "2026-10-25", "02:30")).toBe("2026-10-25T00:30:00.000Z");
    expect(instantOf("Australia/Lord_Howe", "2026-04-05", "01:45")).toBe("2026-04-04T14:45:00.000Z");
  });

  it("reads 24:00 as the start of the next day", () => {
    expect(instantOf("Asia/Kolkata", "2026-12-31", "24:00:00")).toBe("2026-12-31T18:30:00.000Z");
  });

  it("gives the same instant when asked again", () => {
    const localTime = new LocalTime("Europe/Berlin");
    expect(localTime.toInstantMs("2026-01-15", "09:00")).toBe(localTime.toInstantMs("2026-01-15", "09:00"));
  });

  it("knows the local date at an instant", () => {
    expect(new LocalTime("Asia/Kolkata").dateAt(Date.parse("2026-03-09T18:29:59.999Z"))).toBe("2026-03-09");
    expect(new LocalTime("Asia/Kolkata").dateAt(Date.parse("2026-03-09T18:30:00Z"))).toBe("2026-03-10");
  });

  it("refuses a zone that does not exist", () => {
    expect(() => new LocalTime("Mars/Olympus").toInstantMs("2026-01-15", "09:00")).toThrow(RangeError);
  });
});

describe("localDays", () => {
  it("counts over the end of a month, with ISO weekdays", () => {
    expect(localDays("2026-02-28", 3)).toEqual([
      { date: "2026-02-28", weekday: 6 },
      { date: "2026-03-01", weekday: 7 },
      { date: "2026-03-02", weekday: 1 },
    ]);
    expect(localDays("2026-03-01", 1, -1)).toEqual([{ date: "2026-02-28", weekday: 6 }]);
  });
});
