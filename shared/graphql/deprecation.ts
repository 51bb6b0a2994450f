/** What the reason of a `@deprecated` says. */
export interface DeprecationReason {
  /** Day from which on it is deprecated, `2026-12-01`. */
  readonly since: string;
  /** Coordinate of what to use instead; null when nothing replaces it. */
  readonly replacement: string | null;
  /** Day at whose beginning (UTC) it may be gone. */
  readonly endsOn: string;
}

/** How a reason is written, for whoever has written another. */
export const DEPRECATION_FORM =
  "Since 2026-12-01. Use `Type.field`. Ends 2027-06-01. Then whatever else there is to say; `Nothing replaces it.` in place of `Use`.";

const DAY = String.raw`(\d{4}-\d{2}-\d{2})`;
const REASON = new RegExp(
  String.raw`^Since ${DAY}\. (?:Use \x60([^\x60]+)\x60|Nothing replaces it)\. Ends ${DAY}\.(?: .+)?$`,
  "s",
);

/** Reads a reason in the {@link DEPRECATION_FORM}; undefined for any other, and for days that there are not. */
export function parseDeprecation(reason: string): DeprecationReason | undefined {
  const [whole, since = "", replacement, endsOn = ""] = REASON.exec(reason.trim()) ?? [];
  if (whole === undefined || !isDay(since) || !isDay(endsOn) || endsOn <= since) return undefined;
  return { since, replacement: replacement ?? null, endsOn };
}

function isDay(text: string): boolean {
  const date = new Date(`${text}T00:00:00Z`);
  return !Number.isNaN(date.getTime()) && date.toISOString().startsWith(text);
}
