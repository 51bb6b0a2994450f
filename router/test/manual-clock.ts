/** A clock that only moves when told to. */
export function manualClock(): {
  readonly now: () => Date;
  readonly advance: (milliseconds: number) => void;
} {
  let atMs = Date.parse("2026-03-02T09:00:00Z");
  return { now: () => new Date(atMs), advance: (milliseconds) => void (atMs += milliseconds) };
}
