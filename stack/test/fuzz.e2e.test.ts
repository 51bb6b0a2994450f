import fc from "fast-check";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { readProofConfig } from "./config.ts";
import { Battery } from "./bad-input/battery.ts";
import { ownersOfMutations } from "./bad-input/mutation-owners.ts";
import { startTestStack, type TestStack } from "./test-stack.ts";
import { UNLIMITED_ATTEMPTS } from "../unlimited-attempts.ts";

const { fuzzInputs: INPUTS, fuzzSeed: SEED } = readProofConfig();
/** Sent at once; what they wrote is looked for after each lot. */
const LOT_SIZE = 100;
/** The long proof takes under a quarter of an hour when nothing else runs. */
const LONG_PROOF_MS = 60 * 60 * 1000;

let stack: TestStack;
let battery: Battery;
beforeAll(async () => {
  stack = await startTestStack({ attemptRules: UNLIMITED_ATTEMPTS });
  battery = await Battery.load(stack);
});
afterAll(() => stack.stop());

describe("hostile input of every kind, from every kind of caller", () => {
  it(
    "gets a refusal of the catalogue or data, changes nothing it may not, leaks nothing and breaks nothing",
    async () => {
      // The dice leave none out.
      for (const lot of fc.sample(battery.eachCall(), { numRuns: 1, seed: SEED }))
        expect(await battery.fire(lot)).toEqual([]);
      const lots = Math.ceil(INPUTS / LOT_SIZE);
      let done = 0;
      const run = await fc.check(
        fc.asyncProperty(
          fc.array(battery.input(), { minLength: LOT_SIZE, maxLength: LOT_SIZE }),
          async (lot) => {
            expect(await battery.fire(lot)).toEqual([]);
            done += 1;
            if (done % 50 === 0) battery.report(done * LOT_SIZE, INPUTS);
          },
        ),
        // A finding names the one request that made it: there is nothing to shrink, and the lot need not be printed.
        { numRuns: lots, seed: SEED, endOnFailure: true },
      );
      if (run.failed) throw run.errorInstance;
      battery.report(done * LOT_SIZE, INPUTS);
      expect(battery.unusedCalls()).toEqual([]);
      // Each change on record was told to whoever asked for it, and each that was told is on record.
      // What those of auth do is a session or an account, of which an answer says less than the log.
      const owners = ownersOfMutations();
      const changes = [...battery.done].filter(([mutation]) => owners.get(mutation) !== "auth");
      expect(await battery.loggedChanges()).toBe(changes.reduce((sum, [, times]) => sum + times, 0));
    },
    LONG_PROOF_MS,
  );
});
