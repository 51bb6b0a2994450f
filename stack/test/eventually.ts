import { vi } from "vitest";

const INTERVAL_MS = 20;

/** Resolves to what `look` answers once it does not throw. @throws what `look` threw last, after three seconds */
export function eventually<Found>(look: () => Found | Promise<Found>): Promise<Found> {
  return vi.waitFor(look, { timeout: 3_000, interval: INTERVAL_MS });
}

/** The same where a second is what the documents promise. */
export function withinASecond<Found>(look: () => Found | Promise<Found>): Promise<Found> {
  return vi.waitFor(look, { timeout: 1_000, interval: INTERVAL_MS });
}
