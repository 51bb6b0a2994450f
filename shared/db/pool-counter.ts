import type { PoolUse } from "../observability/metrics.ts";

/** Counts how much of a pool is in use: what has a connection and what waits for one. */
export class PoolCounter implements PoolUse {
  readonly max: number;
  inUse = 0;
  waiting = 0;

  constructor(max: number) {
    this.max = max;
  }

  /** Runs `work`, which says when it got a connection, and gives it back when it is over. */
  async count<T>(work: (connected: () => void) => Promise<T>): Promise<T> {
    let leave = (): void => {
      this.waiting -= 1;
    };
    this.waiting += 1;
    try {
      return await work(() => {
        leave();
        this.inUse += 1;
        leave = () => {
          this.inUse -= 1;
        };
      });
    } finally {
      leave();
    }
  }
}
