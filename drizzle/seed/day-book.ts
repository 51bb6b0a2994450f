/** A stretch of a day, in minutes from local midnight; the end is not part of it. */
export interface Stretch {
  readonly from: number;
  readonly to: number;
}

/** Who and what is taken when, on one day at one clinic. */
export interface DayBook {
  isFree(resourceId: string, stretch: Stretch): boolean;
  take(resourceId: string, stretch: Stretch): void;
}

/** An empty day. */
export function openDayBook(): DayBook {
  const taken = new Map<string, Stretch[]>();
  return {
    isFree: (resourceId, { from, to }) =>
      (taken.get(resourceId) ?? []).every((other) => to <= other.from || other.to <= from),
    take: (resourceId, stretch) => {
      taken.set(resourceId, [...(taken.get(resourceId) ?? []), stretch]);
    },
  };
}
