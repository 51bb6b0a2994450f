import { z } from "zod";

const environment = z.object({
  TEST_DIFFERENTIAL_OPERATIONS: z.coerce.number().int().min(1).default(300),
  TEST_DIFFERENTIAL_SEED: z.coerce.number().int().default(20_261_125),
});

/** How long the differential test is: short by default, long in `npm run proof:differential`. */
export interface DifferentialConfig {
  /** Operations to generate and compare. */
  readonly operations: number;
  /** The same seed makes the same operations. */
  readonly seed: number;
}

/** Reads the settings of the differential test; a malformed variable is refused by name. */
export function readDifferentialConfig(env: NodeJS.ProcessEnv = process.env): DifferentialConfig {
  const { TEST_DIFFERENTIAL_OPERATIONS, TEST_DIFFERENTIAL_SEED } = environment.parse(env);
  return { operations: TEST_DIFFERENTIAL_OPERATIONS, seed: TEST_DIFFERENTIAL_SEED };
}
