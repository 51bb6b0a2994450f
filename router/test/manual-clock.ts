/** A clock that only moves when told to. */
export function manualClock(): {
  readonly now: () => Date;
  /** Of the same clock, for what counts durations. */
  readonly elapsedMs: () => number;
  readonly advance: (milliseconds: number) => void;
} {
  const startedAtMs = Date.parse("2026-03-02T09:00:00Z");
  let elapsedMs = 0;
  return {
    now: () => new Date(startedAtMs + elapsedMs),
    elapsedMs: () => elapsedMs,
    advance: (milliseconds) => void (elapsedMs += milliseconds),
  };
}
