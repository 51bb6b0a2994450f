import { z } from "zod";

const environment = z.object({
  TEST_RACE_ATTEMPTS: z.coerce.number().int().min(50).default(500),
  TEST_KILLS: z.coerce.number().int().min(1).default(5),
});

/** How long the proofs among the end-to-end tests are: short by default, long in `npm run proof:…`. */
export interface ProofConfig {
  /** Bookings of one slot that are tried by fifty clients. */
  readonly raceAttempts: number;
  /** Times the process is killed while it works. */
  readonly kills: number;
}

/** Reads the settings of a proof; a malformed variable is refused by name. */
export function readProofConfig(env: NodeJS.ProcessEnv = process.env): ProofConfig {
  const { TEST_RACE_ATTEMPTS, TEST_KILLS } = environment.parse(env);
  return { raceAttempts: TEST_RACE_ATTEMPTS, kills: TEST_KILLS };
}

/** The environment of a command run by a test: what a shell needs, and nothing of ours but `settings`. */
export function childEnvironment(settings: Readonly<Record<string, string>>): NodeJS.ProcessEnv {
  const { PATH, HOME } = process.env;
  return { PATH, HOME, ...settings };
}
