import { describe } from "vitest";
import { readTestingConfig } from "./config.ts";

/**
 * Tests that need a Redis. Without `REDIS_URL` they are left out and say so; with `TEST_REQUIRE_SERVICES=true`, as in
 * continuous integration, that is a failure. They share it with others: keys must be a test's own.
 */
export function describeWithRedis(name: string, tests: (redisUrl: string) => void): void {
  const { redisUrl, areServicesRequired } = readTestingConfig();
  if (redisUrl !== undefined) {
    describe(name, () => {
      tests(redisUrl);
    });
    return;
  }
  if (areServicesRequired) throw new Error(`REDIS_URL is not set, and these tests need a Redis: ${name}.`);
  process.stderr.write(`NOT TESTED, because REDIS_URL is not set: ${name}\n`);
  describe.skip(name, () => {
    tests("redis://localhost:6379");
  });
}
