import { z } from "zod";

const environment = z.object({
  TEST_CLOCK_CHANGES: z.enum(["drawn", "every"]).default("drawn"),
  TEST_CLOCK_CHANGES_SEED: z.coerce.number().int().default(20_261_127),
});

/** How long the tests around clock changes are: short by default, long in `npm run proof:time-zones`. */
export interface ClockChangeConfig {
  /** One drawn change of each zone listed, or every change of every zone that Node knows, alike ones once. */
  readonly changes: "drawn" | "every";
  /** The same seed draws the same changes, working hours and services. */
  readonly seed: number;
}

/** Reads the settings of the tests around clock changes; a malformed variable is refused by name. */
export function readClockChangeConfig(env: NodeJS.ProcessEnv = process.env): ClockChangeConfig {
  const values = environment.parse(env);
  return { changes: values.TEST_CLOCK_CHANGES, seed: values.TEST_CLOCK_CHANGES_SEED };
}
