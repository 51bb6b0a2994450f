import fc from "fast-check";
import { describe, expect, it } from "vitest";
import {
  boundsOf,
  classesOf,
  equationsOf,
  finestCells,
  RowSpace,
  secretsOf,
  type Equation,
} from "../test/differencing-attacker.ts";
import {
  allAnswers,
  GROUPINGS,
  matches,
  smallWorld,
  totalOf,
  type Answer,
  type FinestCell,
  type SmallWorld,
} from "../test/small-world.ts";

const SEEDS = [11, 2_026, 77_001];
const WORLDS_PER_SEED = 20;
const WORLDS_TO_COMPARE = 6;

/** The groups of 1 to 10 that the attacker learns the number of, by linear algebra or by bounds. */
function learntFrom(world: SmallWorld, answers: readonly Answer[]): string[] {
  const universe = finestCells(world);
  const equations = equationsOf(world, answers, universe);
  const classes = classesOf(equations, universe.length);
  const classCount = Math.max(...classes) + 1;
  const sizes = Array.from(
    { length: classCount },
    (_, index) => classes.filter((own) => own === index).length,
  );
  const ofClasses = (members: readonly boolean[]): boolean[] =>
    sizes.map((_, index) => members[classes.indexOf(index)] === true);
  const rows = equations.map(({ members, total }) => ({ members: ofClasses(members), total }));
  const space = new RowSpace(rows.map(({ members }) => members));
  const bounds = boundsOf(
    rows.map(({ members, total }) => ({
      total,
      classes: members.flatMap((isMember, index) => (isMember ? [index] : [])),
    })),
    classCount,
  );
  const differences = differencesOf(rows);
  const secrets = secretsOf(world).filter(({ isMeant }) => {
    const meant = sizes.map(
      (_, index) => universe.filter((cell, place) => classes[place] === index && isMeant(cell)).length,
    );
    const isUnionOfClasses = meant.every((part, index) => part === 0 || part === sizes[index]);
    if (isUnionOfClasses && space.determines(meant.map((part) => part > 0))) return true;
    const least = meant.reduce(
      (sum, part, index) => sum + (part === sizes[index] ? (bounds.least[index] ?? 0) : 0),
      0,
    );
    const most = meant.reduce((sum, part, index) => sum + (part > 0 ? (bounds.most[index] ?? 0) : 0), 0);
    return least === most && least >= 1;
  });
  return [...secrets.map(({ name }) => name), ...differences];
}

/** Numbers taken from another that contains them: one, two or three that have nothing in common. */
function differencesOf(rows: readonly Equation[]): string[] {
  const sets = new Map(
    rows.map(({ members, total }) => [
      members.reduce((bits, isMember, index) => (isMember ? bits | (1n << BigInt(index)) : bits), 0n),
      total,
    ]),
  );
  const small: string[] = [];
  const take = (bits: bigint, total: number, steps: number, name: string): void => {
    if (total >= 1 && total <= 10) small.push(name);
    if (steps === 0 || small.length > 0) return;
    for (const [other, part] of sets) {
      if (part > 0 && (bits & other) === other)
        take(bits ^ other, total - part, steps - 1, `${name} - ${String(part)}`);
    }
  };
  for (const [bits, total] of sets) take(bits, total, 3, String(total));
  return small;
}

/** The same answers without complementary suppression: every number of 11 or more is told, and so is none. */
function withPrimarySuppressionOnly(world: SmallWorld): Answer[] {
  return allAnswers(world).map(({ by, regions, cells }) => {
    const isSeen = ({ clinicId }: FinestCell): boolean =>
      world.clinics.some(({ id, region }) => id === clinicId && regions.includes(region));
    return {
      by,
      regions,
      cells: cells.map((cell) => {
        const count = totalOf(world, (finest) => isSeen(finest) && matches(world, cell, finest));
        return { ...cell, noShowRate: null, count: count >= 1 && count <= 10 ? null : count };
      }),
    };
  });
}

function sample(seed: number): SmallWorld[] {
  return fc.sample(smallWorld, { seed, numRuns: WORLDS_PER_SEED });
}

describe.each(SEEDS)("whoever asks every question of the worlds of seed %i", (seed) => {
  it("learns the number of no group of 1 to 10, by linear algebra, bounds or differences", () => {
    for (const world of sample(seed)) {
      expect(learntFrom(world, allAnswers(world)), JSON.stringify(world.cells)).toEqual([]);
    }
  });

  it("would learn some, were the small numbers themselves the only ones left out", () => {
    const learnt = sample(seed)
      .slice(0, WORLDS_TO_COMPARE)
      .filter((world) => learntFrom(world, withPrimarySuppressionOnly(world)).length > 0);
    expect(learnt.length).toBeGreaterThan(0);
  });

  it("is told something: counts of every grouping, and rates", () => {
    const answers = sample(seed).flatMap(allAnswers);
    const told = new Set(
      answers.flatMap(({ by, cells }) => cells.filter(({ count }) => count !== null).map(() => by)),
    );
    expect([...told].sort()).toEqual([...GROUPINGS].sort());
    const rates = new Set(
      answers.flatMap(({ by, cells }) => cells.filter(({ noShowRate }) => noShowRate !== null).map(() => by)),
    );
    expect([...rates].sort()).toEqual(["CLINIC", "REGION", "SERVICE"]);
  });
});
