import { describe, expect, it } from "vitest";
import { MONTH, allAnswers, type SmallWorld } from "../test/small-world.ts";
import type { Grouping, StatisticsCell } from "./appointment-statistics.ts";
import type { AppointmentStatus } from "./appointment-status.ts";

type Counts = Partial<Record<AppointmentStatus, number>>;

/** Clinics of one region, with what their services had on the second of the month, which is a Monday. */
function worldOf(...clinics: readonly (readonly Counts[])[]): SmallWorld {
  return {
    clinics: clinics.map((services, index) => ({
      id: `c${String(index)}`,
      region: "north",
      services: services.map((_, place) => ({
        id: `c${String(index)}s${String(place)}`,
        durationMinutes: 30 * (place + 1),
      })),
      hours: [{ practitionerId: "p", weekday: 1, opensAt: "08:00", closesAt: "18:00" }],
      exceptions: [],
    })),
    cells: clinics.flatMap((services, index) =>
      services.flatMap((counts, place) =>
        (Object.keys(counts) as AppointmentStatus[]).map((status) => ({
          clinicId: `c${String(index)}`,
          serviceTypeId: `c${String(index)}s${String(place)}`,
          status,
          date: `${MONTH}-02`,
          count: counts[status] ?? 0,
        })),
      ),
    ),
  };
}

/** The cells of a grouping, each without what is null. */
function cellsOf(world: SmallWorld, by: Grouping): Partial<StatisticsCell>[] {
  const cells = allAnswers(world).find((answer) => answer.by === by)?.cells ?? [];
  return cells.map(({ month: _month, region: _region, leadTimeHours: _lead, ...cell }) =>
    Object.fromEntries(Object.entries(cell).filter(([, value]) => value !== null)),
  );
}

const countsOf = (world: SmallWorld, by: Grouping): (number | null)[] =>
  cellsOf(world, by).map(({ count }) => count ?? null);

describe("what is counted", () => {
  it("is what took its time; of what nobody closed only where there is enough of it", () => {
    const others: Counts = { FULFILLED: 20, NOSHOW: 12, CANCELLED: 15, WAITLIST: 2, ENTERED_IN_ERROR: 50 };
    expect(countsOf(worldOf([{ ...others, BOOKED: 8, ARRIVED: 2 }]), "CLINIC")).toEqual([32]);
    expect(countsOf(worldOf([{ ...others, BOOKED: 8, ARRIVED: 3 }]), "CLINIC")).toEqual([43]);
  });

  it("is told by status: what took no time as well, and open ones one by one as far as their sum allows", () => {
    const world = worldOf([
      { FULFILLED: 20, NOSHOW: 12, CANCELLED: 15, WAITLIST: 2, BOOKED: 14, ARRIVED: 3 },
    ]);
    const told = Object.fromEntries(
      cellsOf(world, "STATUS").map(({ status, count }) => [String(status), count ?? null]),
    );
    expect(told).toEqual({
      ...{ FULFILLED: 20, NOSHOW: 12, CANCELLED: 15, WAITLIST: null },
      ...{ BOOKED: null, ARRIVED: null, CHECKED_IN: null },
    });
  });

  it("is of no cell where there is none, and of no clinic with few, nor of one beside it", () => {
    expect(cellsOf(worldOf([{ FULFILLED: 0 }]), "CLINIC")).toEqual([]);
    const world = worldOf([{ FULFILLED: 5 }], [{ FULFILLED: 30 }], [{ FULFILLED: 90 }]);
    expect(countsOf(world, "CLINIC")).toEqual([null, null, 90]);
    expect(countsOf(world, "REGION")).toEqual([125]);
    expect(countsOf(world, "CLINIC_DAY").filter((count) => count !== null)).toEqual([90]);
    expect(countsOf(world, "REGION_DAY").filter((count) => count !== null)).toEqual([]);
    expect(countsOf(worldOf([{ FULFILLED: 5 }]), "REGION")).toEqual([null]);
  });
});

describe("a no-show rate", () => {
  it("is told where neither side is small", () => {
    const rate = (fulfilled: number, missed: number): unknown =>
      cellsOf(worldOf([{ FULFILLED: fulfilled, NOSHOW: missed }]), "CLINIC")[0]?.noShowRate;
    expect(rate(33, 11)).toBe(0.25);
    expect(rate(33, 10)).toBeUndefined();
    expect(rate(10, 33)).toBeUndefined();
    expect(rate(33, 0)).toBe(0);
  });

  it("is told of a service where it gives away no other one's", () => {
    const ratesOf = (...services: readonly Counts[]): unknown[] =>
      cellsOf(worldOf(services), "SERVICE").map(({ noShowRate }) => noShowRate ?? null);
    expect(ratesOf({ FULFILLED: 30, NOSHOW: 20 }, { FULFILLED: 60, NOSHOW: 15 })).toEqual([0.4, 0.2]);
    // Of the clinic's 25, the first one's 20 would leave 5 for the second.
    expect(ratesOf({ FULFILLED: 30, NOSHOW: 20 }, { FULFILLED: 60, NOSHOW: 5 })).toEqual([null, null]);
    const three = [
      { FULFILLED: 30, NOSHOW: 20 },
      { FULFILLED: 60, NOSHOW: 5 },
      { FULFILLED: 70, NOSHOW: 6 },
    ];
    expect(ratesOf(...three)).toEqual([0.4, null, null]);
  });
});

describe("utilisation", () => {
  it("is of the minutes of services, a service's part of what the clinic offers, and none by status", () => {
    // Four Mondays of ten hours.
    const world = worldOf([{ FULFILLED: 20 }, { NOSHOW: 30 }]);
    expect(cellsOf(world, "SERVICE").map((cell) => cell.utilisation)).toEqual([0.25, 0.75]);
    expect(cellsOf(world, "CLINIC")).toMatchObject([{ utilisation: 1, isUtilisationEstimated: false }]);
    expect(cellsOf(world, "STATUS").some((cell) => cell.utilisation !== undefined)).toBe(false);
  });

  it("is estimated where services of different length are not told, and of a day", () => {
    const world = worldOf([{ FULFILLED: 5 }, { FULFILLED: 15 }]);
    expect(cellsOf(world, "CLINIC")).toMatchObject([{ utilisation: 0.375, isUtilisationEstimated: true }]);
    expect(cellsOf(world, "CLINIC_DAY").find(({ count }) => count === 20)).toMatchObject({
      ...{ utilisation: 1.5, isUtilisationEstimated: true },
    });
  });
});
