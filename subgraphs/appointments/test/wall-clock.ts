const MINUTE_MS = 60_000;
const DAY_MINUTES = 1440;

/** A second opinion on local times: reads the clock on the wall minute by minute through `Intl`. */
export interface WallClock {
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
  const known = new Map<string, ReadonlyMap<number, number>>();

  /** Local minutes since the start of `date` → first instant, for all instants that may concern the date. */
  function minutesOf(date: string): ReadonlyMap<number, number> {
    const earlier = known.get(date);
    if (earlier !== undefined) return earlier;
    const minutes = new Map<number, number>();
    const startMs = Date.parse(`${date}T00:00:00Z`);
    for (let offset = -15 * 60; offset <= DAY_MINUTES + 15 * 60; offset += 1) {
      const instantMs = startMs + offset * MINUTE_MS;
      const [day = "", time = ""] = format.format(instantMs).split(", ");
      const local = (Date.parse(`${day}T${time}:00Z`) - startMs) / MINUTE_MS;
      if (!minutes.has(local)) minutes.set(local, instantMs);
    }
    known.set(date, minutes);
    return minutes;
  }

  return {
    days: (from, days, offsetDays = 0) =>
      Array.from({ length: days }, (_, index) =>
        new Date(Date.parse(`${from}T00:00:00Z`) + (offsetDays + index) * DAY_MINUTES * MINUTE_MS)
          .toISOString()
          .slice(0, 10),
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
