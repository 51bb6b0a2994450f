import { fileURLToPath } from "node:url";
import { z } from "zod";

const environment = z.object({
  TEST_RACE_ATTEMPTS: z.coerce.number().int().min(50).default(500),
  TEST_KILLS: z.coerce.number().int().min(1).default(5),
  TEST_SHUTDOWNS: z.coerce.number().int().min(1).default(1),
  TEST_RESTARTS: z.coerce.number().int().min(1).default(1),
  TEST_REVOCATIONS: z.coerce.number().int().min(1).default(3),
  TEST_FUZZ_INPUTS: z.coerce.number().int().min(100).default(1000),
  TEST_FUZZ_SEED: z.coerce.number().int().default(20_261_125),
  TEST_IMPORT_ROWS: z.coerce.number().int().min(1_000).max(1_000_000).default(2_000),
  TEST_SCHEMA_CHECK: z.enum(["together", "alone"]).default("together"),
});

/** How long the proofs among the end-to-end tests are: short by default, long in `npm run proof:…`. */
export interface ProofConfig {
  /** Bookings of one slot that are tried by fifty clients. */
  readonly raceAttempts: number;
  /** Times the process is killed while it works. */
  readonly kills: number;
  /** Times each process is told to end while it works. */
  readonly shutdowns: number;
  /** Times the database is taken away in each way. */
  readonly restarts: number;
  /** Times it is measured how long a revoked token is still accepted. */
  readonly revocations: number;
  /** Hostile requests sent to the stack. */
  readonly fuzzInputs: number;
  /** The same seed makes the same requests, up to the ids of the seeded world. */
  readonly fuzzSeed: number;
  /** Rows of the longest file that is imported. */
  readonly importRows: number;
  /** Whether changes of the contract are checked some together in one working tree, or each in one of its own. */
  readonly schemaCheck: "together" | "alone";
}

/** Reads the settings of a proof; a malformed variable is refused by name. */
export function readProofConfig(env: NodeJS.ProcessEnv = process.env): ProofConfig {
  const values = environment.parse(env);
  return {
    raceAttempts: values.TEST_RACE_ATTEMPTS,
    kills: values.TEST_KILLS,
    shutdowns: values.TEST_SHUTDOWNS,
    restarts: values.TEST_RESTARTS,
    revocations: values.TEST_REVOCATIONS,
    fuzzInputs: values.TEST_FUZZ_INPUTS,
    fuzzSeed: values.TEST_FUZZ_SEED,
    importRows: values.TEST_IMPORT_ROWS,
    schemaCheck: values.TEST_SCHEMA_CHECK,
  };
}

/** Where Node keeps what it has compiled: programs that are started again and again start sooner. */
const COMPILED_CODE = fileURLToPath(new URL("../../node_modules/.cache/compiled-code/", import.meta.url));

/**
 * The environment of a program that a test starts and whose coverage is not measured, because that takes longer than
 * what is tested; what it runs is measured elsewhere.
 */
export function unmeasuredEnvironment(settings: Readonly<Record<string, string>>): NodeJS.ProcessEnv {
  return { ...childEnvironment(settings), NODE_V8_COVERAGE: undefined, NODE_COMPILE_CACHE: COMPILED_CODE };
}

/** The environment of a command run by a test: what a shell needs, and nothing of ours but `settings`. */
export function childEnvironment(settings: Readonly<Record<string, string>>): NodeJS.ProcessEnv {
  const { PATH, HOME } = process.env;
  return { PATH, HOME, ...settings };
}

/** Options of Node by which every program of ours is started; see `quick-imports.ts`. */
export const NODE_OPTIONS: readonly string[] = [
  "--import",
  fileURLToPath(new URL("../../shared/process/quick-imports.ts", import.meta.url)),
];

/** More than any test asks for in a minute. */
const AMPLE_LIMITS: Readonly<Record<string, string>> = {
  CLINIC_LIMIT_ADDRESS_POINTS: "1000000000",
  CLINIC_LIMIT_ACCOUNT_POINTS: "1000000000",
  CLINIC_LIMIT_CLIENT_POINTS: "1000000000",
  CLINIC_LIMIT_CREDENTIALS: "1000000000",
};

/** Settings of processes on this machine that are thrown away. */
export const THROW_AWAY: Readonly<Record<string, string>> = {
  LOG_LEVEL: "warn",
  CLINIC_DRAIN_MS: "0",
  CLINIC_METRICS_PORT: "off",
  CLINIC_ROUTER_PORT: "0",
  CLINIC_AUTH_PORT: "0",
  CLINIC_USERS_PORT: "0",
  CLINIC_APPOINTMENTS_PORT: "0",
  CLINIC_AUDIT_PORT: "0",
  CLINIC_CORS_ORIGINS: "http://localhost:3000",
  ...AMPLE_LIMITS,
};
