import { expect, it } from "vitest";
import { publishRegion } from "./published-month.ts";
import { isTellable } from "./small-cells.ts";

const MOST = 23;
const STATUSES = ["FULFILLED", "NOSHOW", "BOOKED"] as const;

/** What is told of a clinic that has one service, one day, and so many of each status. */
function told(counts: readonly number[]): string {
  const tallies = STATUSES.map((status, index) => ({
    ...{ serviceTypeId: "s", status, count: counts[index] ?? 0, leadMinutes: 0 },
  }));
  const dayTallies = tallies.map(({ status, ...tally }) => ({
    ...{ ...tally, date: "2026-02-02", isOpen: status === "BOOKED" },
  }));
  const month = { serviceTypeIds: ["s"], dates: ["2026-02-02", "2026-02-03"], tallies, dayTallies };
  const { total, clinics } = publishRegion(new Map([["c", month]]));
  return JSON.stringify([
    total,
    [...clinics.values()].map(({ statuses, ...rest }) => [[...statuses], rest.total, rest.noShows]),
  ]);
}

it("tells of no outcome, and of no outcomes together, that they are 1 to 10, to whoever knows the rule and all that is told", () => {
  const possible = new Map<string, number[][]>();
  for (let index = 0; index < (MOST + 1) ** 3; index += 1) {
    const counts = [0, 1, 2].map((place) => Math.floor(index / (MOST + 1) ** place) % (MOST + 1));
    const answer = told(counts);
    possible.set(answer, [...(possible.get(answer) ?? []), counts]);
  }
  const known = [...possible].flatMap(([answer, worlds]) =>
    [1, 2, 3, 4, 5, 6, 7]
      .map((subset) =>
        worlds.map((counts) =>
          counts.reduce((sum, count, place) => sum + ((subset >> place) % 2 === 1 ? count : 0), 0),
        ),
      )
      .filter((totals) => new Set(totals).size === 1 && !isTellable(totals[0] ?? 0))
      .map(() => `${answer} of ${JSON.stringify(worlds)}`),
  );
  expect(known).toEqual([]);
  expect(possible.size).toBeGreaterThan(1_000);
});
