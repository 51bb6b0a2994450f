/** That something a request used will not be there for ever. */
export interface DeprecationNotice {
  /** Since when it is deprecated. */
  readonly since: Date;
  /** When it ends; null when that is not known. */
  readonly endsAt: Date | null;
}

/**
 * `Deprecation` (RFC 9745, seconds since 1970 after an at sign) and `Sunset` (RFC 8594, an HTTP date) of the notices: the
 * earliest of each. None for no notice.
 */
export function deprecationHeaders(notices: readonly DeprecationNotice[]): Record<string, string> {
  const since = earliest(notices.map((notice) => notice.since));
  const endsAt = earliest(notices.map((notice) => notice.endsAt));
  return {
    ...(since && { deprecation: `@${String(Math.floor(since.getTime() / 1_000))}` }),
    ...(endsAt && { sunset: endsAt.toUTCString() }),
  };
}

function earliest(dates: readonly (Date | null)[]): Date | undefined {
  return dates.filter((date) => date !== null).toSorted((one, other) => one.getTime() - other.getTime())[0];
}
