import { z } from "zod";

const environment = z.object({
  TEST_DATABASE_ADMIN_URL: z.url({ protocol: /^postgres(ql)?$/ }).optional(),
  REDIS_URL: z.url({ protocol: /^rediss?$/ }).optional(),
  TEST_REQUIRE_SERVICES: z.enum(["true", "false"]).default("false"),
  TEST_REQUIRE_BROWSER: z.enum(["true", "false"]).default("false"),
});

/** Settings of a test run. */
export interface TestingConfig {
  /** A Postgres server to test on, by the URL of a superuser; undefined: the run starts one of its own. */
  readonly databaseAdminUrl: string | undefined;
  /** A Redis that tests may write to; undefined: tests that need one are left out. */
  readonly redisUrl: string | undefined;
  /** True: a service that is not there fails the run instead of leaving out its tests. */
  readonly areServicesRequired: boolean;
  /** True: that there is no Chromium fails the run instead of leaving out the tests that need one. */
  readonly isBrowserRequired: boolean;
}

/** Reads the settings of a test run; a malformed variable is refused by name. */
export function readTestingConfig(env: NodeJS.ProcessEnv = process.env): TestingConfig {
  const values = environment.parse(env);
  return {
    databaseAdminUrl: values.TEST_DATABASE_ADMIN_URL,
    redisUrl: values.REDIS_URL,
    areServicesRequired: values.TEST_REQUIRE_SERVICES === "true",
    isBrowserRequired: values.TEST_REQUIRE_BROWSER === "true",
  };
}
