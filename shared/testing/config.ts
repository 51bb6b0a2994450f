import { z } from "zod";

const environment = z.object({
  TEST_DATABASE_ADMIN_URL: z.url({ protocol: /^postgres(ql)?$/ }).optional(),
});

/** Settings of a test run. */
export interface TestingConfig {
  /** A Postgres server to test on, by the URL of a superuser; undefined: the run starts one of its own. */
  readonly databaseAdminUrl: string | undefined;
}

/** Reads the settings of a test run; a malformed variable is refused by name. */
export function readTestingConfig(env: NodeJS.ProcessEnv = process.env): TestingConfig {
  return { databaseAdminUrl: environment.parse(env).TEST_DATABASE_ADMIN_URL };
}
