import { afterEach } from "vitest";
import type { RouterOptions } from "../router.ts";
import { createTestRouter, type TestRouter } from "./test-router.ts";

/** Makes routers that are stopped after each test of the file. */
export function useTestRouters(): (overrides?: Partial<RouterOptions>) => Promise<TestRouter> {
  let open: TestRouter[] = [];
  afterEach(async () => {
    await Promise.all(open.map(({ router }) => router.stop()));
    open = [];
  });
  return async (overrides = {}) => {
    const testRouter = await createTestRouter(overrides);
    open.push(testRouter);
    return testRouter;
  };
}
