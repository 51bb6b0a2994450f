import { afterAll, afterEach } from "vitest";
import type { RouterOptions } from "../router.ts";
import { createTestRouter, type TestRouter } from "./test-router.ts";

/**
 * Gives routers to the tests of a file. Without options it is one for all of them, put back after each test; with
 * options (also `{}`, for a test that reloads) one of its own, stopped after the test.
 */
export function useTestRouters(): (overrides?: Partial<RouterOptions>) => Promise<TestRouter> {
  let shared: TestRouter | undefined;
  let own: TestRouter[] = [];
  afterEach(async () => {
    shared?.reset();
    await Promise.all(own.map(({ router }) => router.stop()));
    own = [];
  });
  afterAll(async () => {
    await shared?.router.stop();
  });
  return async (overrides) => {
    if (overrides === undefined) return (shared ??= await createTestRouter());
    const testRouter = await createTestRouter(overrides);
    own.push(testRouter);
    return testRouter;
  };
}
