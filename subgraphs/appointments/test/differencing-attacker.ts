import type { CellKey } from "../domain/appointment-statistics.ts";
import { daysOf } from "../domain/calendar-month.ts";
import {
  isOpen,
  matches,
  MONTH,
  STATUSES,
  totalOf,
  type Answer,
  type FinestCell,
  type SmallWorld,
} from "./small-world.ts";

/** What an answer says: these appointments are so many. */
export interface Equation {
  readonly members: readonly boolean[];
  readonly total: number;
}

type Key = Omit<CellKey, "month">;

const ALL: Key = { day: null, region: null, clinicId: null, serviceTypeId: null, status: null };

/** Every finest cell there could be, with days that have nothing, too. */
export function finestCells({ clinics }: SmallWorld): FinestCell[] {
  const dates = daysOf(MONTH).map(({ date }) => date);
  return clinics.flatMap(({ id: clinicId, services }) =>
    services.flatMap(({ id: serviceTypeId }) =>
      STATUSES.flatMap((status) => dates.map((date) => ({ clinicId, serviceTypeId, status, date }))),
    ),
  );
}

/**
 * What the answers say, as a system of equations over the finest cells. The attacker is given more than answers tell:
 * where open appointments are counted, and both numbers of which a no-show rate is made.
 */
export function equationsOf(
  world: SmallWorld,
  answers: readonly Answer[],
  universe: readonly FinestCell[],
): Equation[] {
  const withOpen = new Set(
    world.clinics
      .filter(({ id }) => totalOf(world, (cell) => cell.clinicId === id && isOpen(cell.status)) >= 11)
      .map(({ id }) => id),
  );
  return answers.flatMap(({ by, regions, cells }) => {
    const isSeen = ({ clinicId }: FinestCell): boolean =>
      world.clinics.some(({ id, region }) => id === clinicId && regions.includes(region));
    const equation = (key: Key, total: number): Equation => ({
      total,
      members: universe.map(
        (cell) =>
          isSeen(cell) &&
          matches(world, key, cell) &&
          (key.status !== null || !isOpen(cell.status) || withOpen.has(cell.clinicId)),
      ),
    });
    const told = cells.flatMap((cell) => (cell.count === null ? [] : [equation(cell, cell.count)]));
    const rates = cells
      .filter(({ noShowRate }) => noShowRate !== null)
      .flatMap((cell) =>
        (["FULFILLED", "NOSHOW"] as const).map((status) => {
          const key = { ...cell, status };
          const { members } = equation(key, 0);
          return {
            members,
            total: totalOf(world, (finest) => isSeen(finest) && matches(world, key, finest)),
          };
        }),
      );
    const absent = keysOf(world, by)
      .filter((key) => !cells.some((cell) => sameKey(cell, key)))
      .map((key) => equation(key, 0))
      .filter(({ members }) => members.some(Boolean));
    return [...told, ...rates, ...absent];
  });
}

function sameKey(one: Key, other: Key): boolean {
  return (Object.keys(ALL) as (keyof Key)[]).every((name) => one[name] === other[name]);
}

/** Every cell that a grouping could have. */
export function keysOf({ clinics }: SmallWorld, by: Answer["by"]): Key[] {
  const ofRegion = [...new Set(clinics.map(({ region }) => region))].map((region) => ({ ...ALL, region }));
  const ofClinic = clinics.map(({ id, region }) => ({ ...ALL, region, clinicId: id }));
  const [place, ...rest] = by.split("_");
  const what = rest[0] ?? place;
  const places = place === "REGION" ? ofRegion : place === "CLINIC" ? ofClinic : [ALL];
  if (by === "SERVICE") {
    return clinics.flatMap(({ id, region, services }) =>
      services.map((service) => ({ ...ALL, region, clinicId: id, serviceTypeId: service.id })),
    );
  }
  if (what === "DAY")
    return places.flatMap((key) => daysOf(MONTH).map(({ date }) => ({ ...key, day: date })));
  if (what === "STATUS") return places.flatMap((key) => STATUSES.map((status) => ({ ...key, status })));
  return places;
}

/** A group of appointments that nobody may learn the number of. */
export interface Secret {
  readonly name: string;
  readonly total: number;
  readonly isMeant: (cell: FinestCell) => boolean;
}

/** Every group of 1 to 10 that has a name: of a clinic, service, status, day, and of any of them together. */
export function secretsOf(world: SmallWorld): Secret[] {
  const dates = [...new Set(world.cells.map(({ date }) => date))];
  const statuses = [
    ...STATUSES.map((status) => (cell: FinestCell) => cell.status === status),
    (cell: FinestCell) => cell.status !== "CANCELLED",
    (cell: FinestCell) => cell.status === "FULFILLED" || cell.status === "NOSHOW",
    (cell: FinestCell) => isOpen(cell.status),
    () => true,
  ];
  const places = ["REGION", "CLINIC", "SERVICE"] as const;
  return places
    .flatMap((by) => keysOf(world, by))
    .flatMap((place) =>
      [null, ...dates].flatMap((day) =>
        statuses.map((isOfStatus, index) => {
          const isMeant = (cell: FinestCell): boolean =>
            matches(world, { ...place, day }, { ...cell, status: "FULFILLED" }) && isOfStatus(cell);
          const name = JSON.stringify({ ...place, day, status: STATUSES[index] ?? index });
          return { name, total: totalOf(world, isMeant), isMeant };
        }),
      ),
    )
    .filter(({ total }) => total >= 1 && total <= 10);
}

/** Exact linear algebra over the rationals: whether a sum of finest cells follows from equations. */
export class RowSpace {
  readonly #rows: { readonly pivot: number; readonly row: readonly bigint[] }[] = [];

  constructor(rows: readonly (readonly boolean[])[]) {
    for (const row of rows) {
      const rest = this.#reduce(row.map((isMember) => (isMember ? 1n : 0n)));
      const pivot = rest.findIndex((value) => value !== 0n);
      if (pivot !== -1) this.#rows.push({ pivot, row: rest });
    }
  }

  /** True when the sum of these is a linear combination of the rows. */
  determines(members: readonly boolean[]): boolean {
    return this.#reduce(members.map((isMember) => (isMember ? 1n : 0n))).every((value) => value === 0n);
  }

  #reduce(vector: readonly bigint[]): readonly bigint[] {
    let rest = vector;
    for (const { pivot, row } of this.#rows) {
      const factor = rest[pivot] ?? 0n;
      const own = row[pivot] ?? 1n;
      if (factor === 0n) continue;
      rest = withoutCommonFactor(rest.map((value, place) => value * own - (row[place] ?? 0n) * factor));
    }
    return rest;
  }
}

function withoutCommonFactor(values: readonly bigint[]): readonly bigint[] {
  let common = 0n;
  for (const value of values) {
    let [one, other] = [common, value < 0n ? -value : value];
    while (other !== 0n) [one, other] = [other, one % other];
    common = one;
    if (common === 1n) return values;
  }
  return common === 0n ? values : values.map((value) => value / common);
}

/** Finest cells that stand in the same equations: no linear combination tells them apart. */
export function classesOf(equations: readonly Equation[], size: number): number[] {
  const names = new Map<string, number>();
  return Array.from({ length: size }, (_, index) => {
    const name = equations.map(({ members }) => (members[index] === true ? "1" : "0")).join("");
    return names.get(name) ?? (names.set(name, names.size), names.size - 1);
  });
}

/**
 * Least and most that each class can be, as far as the equations bound it one after the other: what is left of a total
 * when the others are as large, and as small, as they can be.
 */
export function boundsOf(
  equations: readonly { readonly classes: readonly number[]; readonly total: number }[],
  classCount: number,
): { readonly least: readonly number[]; readonly most: readonly number[] } {
  const least = Array.from({ length: classCount }, () => 0);
  const most = Array.from({ length: classCount }, () => Infinity);
  const sum = (values: readonly number[], classes: readonly number[], except: number): number =>
    classes.reduce((total, index) => (index === except ? total : total + (values[index] ?? 0)), 0);
  for (let changed = true; changed;) {
    changed = false;
    for (const { classes, total } of equations) {
      for (const index of classes) {
        const up = Math.min(most[index] ?? 0, total - sum(least, classes, index));
        const down = Math.max(least[index] ?? 0, total - sum(most, classes, index));
        changed ||= up !== most[index] || down !== least[index];
        most[index] = up;
        least[index] = down;
      }
    }
  }
  return { least, most };
}
