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
    let isConnected = false;
    this.waiting += 1;
    try {
      return await work(() => {
        isConnected = true;
        this.waiting -= 1;
        this.inUse += 1;
      });
    } finally {
      if (isConnected) this.inUse -= 1;
      else this.waiting -= 1;
    }
  }
}
