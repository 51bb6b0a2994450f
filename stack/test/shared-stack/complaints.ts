import type { TestStack } from "../test-stack.ts";

/** How the correlation ids begin of requests that are broken off on purpose. */
export const BROKEN_OFF = "broken-off-";

/** What anybody logged as an error, but for requests that were broken off on purpose. */
export function complaintsOf({ errorLog }: TestStack): readonly string[] {
  return errorLog.filter((line) => !line.includes(`"correlationId":"${BROKEN_OFF}`));
}
