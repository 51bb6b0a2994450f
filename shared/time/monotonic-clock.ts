/**
 * Milliseconds since some moment, never set back or forth: for whatever counts how long something lasts. `Clock` tells
 * instants, and may jump.
 */
export type MonotonicClock = () => number;

/** That of this process. */
export const monotonicClock: MonotonicClock = () => performance.now();
