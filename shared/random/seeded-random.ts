import { createHash } from "node:crypto";

/** Numbers that look random and are the same in every run. */
export interface SeededRandom {
  /** At least 0, below 1. */
  fraction(): number;
  /** A whole number from `lowest` to `highest`, both possible. */
  integer(lowest: number, highest: number): number;
  /** True with this probability, 0 to 1. */
  chance(probability: number): boolean;
  /** An element of a list. Raises an error for an empty list. */
  pick<T>(list: readonly T[]): T;
}

/**
 * A generator of its own per `name`, so that a change of one part of the world leaves the other parts as they are.
 * The algorithm is mulberry32 (32 bits of state, public domain): quick, and good enough for believable data.
 */
export function createSeededRandom(name: string): SeededRandom {
  let state = createHash("sha256").update(name).digest().readUInt32LE(0);
  const fraction = (): number => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
  const integer = (lowest: number, highest: number): number =>
    lowest + Math.floor(fraction() * (highest - lowest + 1));
  return {
    fraction,
    integer,
    chance: (probability) => fraction() < probability,
    pick: (list) => {
      const index = integer(0, list.length - 1);
      const element = list[index];
      if (element === undefined) throw new Error("There is nothing to pick from.");
      return element;
    },
  };
}
