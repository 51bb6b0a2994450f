import fc from "fast-check";
import { expect, it } from "vitest";
import { secretsOf } from "../test/differencing-attacker.ts";
import type { AppointmentStatus } from "./appointment-status.ts";
import { allAnswers, isOpen, smallWorld, STATUSES, totalOf, type SmallWorld } from "../test/small-world.ts";

const SEED = 4_711;
const WORLDS = 40;
const SECRETS_PER_WORLD = 8;

type Cell = SmallWorld["cells"][number];
type Coordinate = "serviceTypeId" | "status" | "date";

/** Two of a kind, each with each. */
function pairsOf<Item>(items: readonly Item[]): (readonly [Item, Item])[] {
  return items.flatMap((one, index) => items.slice(index + 1).map((other) => [one, other] as const));
}

function merged(world: SmallWorld, cells: readonly Cell[]): SmallWorld {
  const same = Map.groupBy(cells, ({ count: _count, ...cell }) => JSON.stringify(cell));
  const sums = [...same.values()].flatMap((group) =>
    group[0] === undefined ? [] : [{ ...group[0], count: group.reduce((sum, { count }) => sum + count, 0) }],
  );
  return { ...world, cells: sums.filter(({ count }) => count > 0) };
}

/** The same world with two names exchanged: services, days or statuses of a clinic, or all of two clinics; or with all closed. */
function* renamed(world: SmallWorld): Generator<SmallWorld> {
  for (const { id, services } of world.clinics) {
    const dates = [1, 2, 3, 4, 5].map((day) => `2026-02-0${String(day)}`);
    const names: readonly (readonly [Coordinate, readonly string[]])[] = [
      ["serviceTypeId", services.map((service) => service.id)],
      ["date", dates],
      ["status", STATUSES],
    ];
    for (const [coordinate, values] of names) {
      for (const [one, other] of pairsOf(values)) {
        yield merged(
          world,
          world.cells.map((cell): Cell => {
            if (cell.clinicId !== id || (cell[coordinate] !== one && cell[coordinate] !== other)) return cell;
            return { ...cell, [coordinate]: cell[coordinate] === one ? other : one };
          }),
        );
      }
    }
  }
  for (const status of ["FULFILLED", "NOSHOW"] as const) {
    yield merged(
      world,
      world.cells.map((cell): Cell => (isOpen(cell.status) ? { ...cell, status } : cell)),
    );
  }
  for (const [one, other] of pairsOf(world.clinics)) {
    const into = (from: typeof one, to: typeof one) =>
      world.cells
        .filter(({ clinicId }) => clinicId === from.id)
        .map((cell): Cell => {
          const place = from.services.findIndex(({ id }) => id === cell.serviceTypeId);
          const service = to.services[place % to.services.length];
          return { ...cell, clinicId: to.id, serviceTypeId: service?.id ?? "" };
        });
    const others = world.cells.filter(({ clinicId }) => clinicId !== one.id && clinicId !== other.id);
    yield merged(world, [...others, ...into(one, other), ...into(other, one)]);
  }
}

/** One appointment of a cell more, or fewer. */
const by = (cell: Cell, change: number): Cell => ({ ...cell, count: change });

/** The same world with one appointment more, fewer or elsewhere, or with two that have exchanged a coordinate. */
function* disturbed(world: SmallWorld): Generator<SmallWorld> {
  const coordinates = ["date", "status", "serviceTypeId"] as const;
  for (const one of world.cells) {
    yield merged(world, [...world.cells, by(one, 1)]);
    yield merged(world, [...world.cells, by(one, -1)]);
    for (const other of world.cells) {
      if (one === other) continue;
      yield merged(world, [...world.cells, by(one, -1), by(other, 1)]);
      if (one.clinicId !== other.clinicId) continue;
      for (const coordinate of coordinates) {
        if (one[coordinate] === other[coordinate]) continue;
        yield merged(world, [
          ...world.cells,
          ...[by(one, -1), by(other, -1)],
          { ...by(one, 1), [coordinate]: other[coordinate] },
          { ...by(other, 1), [coordinate]: one[coordinate] },
        ]);
      }
    }
  }
}

const oneService = (counts: Readonly<Partial<Record<AppointmentStatus, number>>>): SmallWorld => ({
  clinics: [
    { id: "c", region: "north", services: [{ id: "s", durationMinutes: 30 }], hours: [], exceptions: [] },
  ],
  cells: (Object.keys(counts) as AppointmentStatus[]).map((status) => ({
    ...{ clinicId: "c", serviceTypeId: "s", status, date: "2026-02-02", count: counts[status] ?? 0 },
  })),
});

/** Where few are beside the fewest open ones that count. */
const AT_THE_LIMIT = [
  oneService({ FULFILLED: 50, NOSHOW: 1, BOOKED: 11 }),
  oneService({ FULFILLED: 1, BOOKED: 11 }),
  oneService({ FULFILLED: 10, NOSHOW: 10, BOOKED: 6, ARRIVED: 5 }),
  oneService({ FULFILLED: 1, NOSHOW: 11, BOOKED: 10 }),
];

/** True when one of them is; no more are made than it takes. */
function has(worlds: Iterable<SmallWorld>, isMeant: (world: SmallWorld) => boolean): boolean {
  for (const world of worlds) if (isMeant(world)) return true;
  return false;
}

function draw<Item>(items: readonly Item[], most: number): Item[] {
  const step = Math.max(1, Math.floor(items.length / most));
  return items.filter((_, index) => index % step === 0).slice(0, most);
}

it("leaves of every group of 1 to 10 another world, in which it is of another size and every answer is the same", () => {
  const found = { secrets: 0, without: [] as string[] };
  for (const world of [...AT_THE_LIMIT, ...fc.sample(smallWorld, { seed: SEED, numRuns: WORLDS })]) {
    const real = merged(world, world.cells);
    const answers = JSON.stringify(allAnswers(real));
    for (const { name, total, isMeant } of draw(secretsOf(real), SECRETS_PER_WORLD)) {
      found.secrets += 1;
      const isAlike = (other: SmallWorld): boolean =>
        totalOf(other, isMeant) !== total && JSON.stringify(allAnswers(other)) === answers;
      if (has(renamed(real), isAlike) || has(disturbed(real), isAlike)) continue;
      found.without.push(`${name} of ${JSON.stringify(real.cells)}`);
    }
  }
  expect(found.without).toEqual([]);
  expect(found.secrets).toBeGreaterThan(WORLDS);
});
