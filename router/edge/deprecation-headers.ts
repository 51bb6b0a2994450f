import type { Deprecation } from "../execution/request-context.ts";

/** Names of the headers of {@link deprecationHeaders}. */
export const DEPRECATION_HEADERS = ["deprecation", "sunset"] as const;

/**
 * `Deprecation` (RFC 9745, seconds since 1970 after an at sign) and `Sunset` (RFC 8594, an HTTP date): of all that a request
 * uses, since when the first is deprecated, and when the first ends. Empty where nothing is.
 */
export function deprecationHeaders(
  deprecations: readonly Pick<Deprecation, "since" | "endsAt">[],
): Record<string, string> {
  const since = earliest(deprecations.map((each) => each.since));
  const endsAt = earliest(deprecations.map((each) => each.endsAt));
  return {
    ...(since && { deprecation: `@${String(Math.floor(since.getTime() / 1_000))}` }),
    ...(endsAt && { sunset: endsAt.toUTCString() }),
  };
}

function earliest(dates: readonly (Date | null)[]): Date | undefined {
  return dates.filter((date) => date !== null).toSorted((one, other) => one.getTime() - other.getTime())[0];
}
