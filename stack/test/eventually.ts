import { vi } from "vitest";

/**
 * Resolves to what `look` answers once it does not throw. Events and memories take less than a second; a machine that is busy
 * with other tests is let take longer, which is not what is tested. @throws what `look` threw last, after five seconds
 */
export function eventually<Found>(look: () => Found | Promise<Found>): Promise<Found> {
  return vi.waitFor(look, { timeout: 5_000, interval: 20 });
}
