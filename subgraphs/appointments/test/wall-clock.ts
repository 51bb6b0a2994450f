const MINUTE_MS = 60_000;
const DAY_MINUTES = 1440;

/** A second opinion on local times: reads the clock on the wall minute by minute through `Intl`. */
export interface WallClock {
  /** What the wall shows at an instant, as the milliseconds since the epoch at which it would be shown in UTC. */
  shownAt(instantMs: number): number;
  /** The dates shown in the minutes before and after an instant: one, or two. */
  datesAround(instantMs: number): string[];
  /** `days` dates, beginning `offsetDays` after `from`. */
  days(from: string, days: number, offsetDays?: number): string[];
  /** First instant at which the wall shows the time; when it never does, as far after the gap as it is into it. */
  instantMs(date: string, time: string): number;
}

/** A wall clock in an IANA zone. */
export function wallClock(timeZone: string): WallClock {
  const format = new Intl.DateTimeFormat("en-CA", {
    timeZone,
    dateStyle: "short",
    timeStyle: "short",
    hourCycle: "h23",
  });
  const shown = new Map<number, number>();
  const known = new Map<string, ReadonlyMap<number, number>>();

  function shownAt(instantMs: number): number {
    const earlier = shown.get(instantMs);
    if (earlier !== undefined) return earlier;
    const [day = "", time = ""] = format.format(instantMs).split(", ");
    const local = Date.parse(`${day}T${time}:00Z`);
    shown.set(instantMs, local);
    return local;
  }

  /** Local minutes since the start of `date` → first instant, for all instants that may concern the date. */
  function minutesOf(date: string): ReadonlyMap<number, number> {
    const earlier = known.get(date);
    if (earlier !== undefined) return earlier;
    const minutes = new Map<number, number>();
    const startMs = Date.parse(`${date}T00:00:00Z`);
    // Offsets change by three hours at most, so that of the UTC day's middle tells when the date begins, within these.
    const middleMs = startMs + (DAY_MINUTES / 2) * MINUTE_MS;
    const aboutMs = startMs - (shownAt(middleMs) - middleMs);
    for (let minute = -240; minute <= DAY_MINUTES + 240; minute += 1) {
      const instantMs = aboutMs + minute * MINUTE_MS;
      const local = (shownAt(instantMs) - startMs) / MINUTE_MS;
      if (!minutes.has(local)) minutes.set(local, instantMs);
    }
    known.set(date, minutes);
    return minutes;
  }

  return {
    shownAt,
    datesAround: (instantMs) => [
      ...new Set([instantMs - MINUTE_MS, instantMs].map((minute) => isoDate(shownAt(minute)))),
    ],
    days: (from, days, offsetDays = 0) =>
      Array.from({ length: days }, (_, index) =>
        isoDate(Date.parse(`${from}T00:00:00Z`) + (offsetDays + index) * DAY_MINUTES * MINUTE_MS),
      ),
    instantMs: (date, time) => {
      const minutes = minutesOf(date);
      const [hour = "", minute = ""] = time.split(":");
      const wanted = Number(hour) * 60 + Number(minute);
      for (let before = wanted; ; before -= 1) {
        const instantMs = minutes.get(before);
        if (instantMs !== undefined) return instantMs + (wanted - before) * MINUTE_MS;
      }
    },
  };
}

function isoDate(epochMs: number): string {
  return new Date(epochMs).toISOString().slice(0, 10);
}
