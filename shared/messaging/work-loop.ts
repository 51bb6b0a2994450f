import { setTimeout as sleep } from "node:timers/promises";
import type { Logger } from "../logging/logger.ts";

/** What {@link WorkLoop} needs. */
export interface WorkLoopOptions {
  /** Named in log lines. */
  readonly name: string;
  /** Does one portion of work; true when there may be more. */
  readonly step: () => Promise<boolean>;
  /** How long to wait for a {@link WorkLoop.wake} when there is nothing to do, or after an error. */
  readonly idleMs: number;
  readonly logger: Logger;
}

/** Repeats a step while there is work, and sleeps until woken when there is none. Errors are logged and retried. */
export class WorkLoop {
  readonly #options: WorkLoopOptions;
  #running: Promise<void> | undefined;
  #sleep = new AbortController();
  #isStopping = false;
  #isWoken = false;

  constructor(options: WorkLoopOptions) {
    this.#options = options;
  }

  /** Begins; a second call changes nothing. */
  start(): void {
    this.#running ??= this.#run();
  }

  /** There may be work now. */
  wake(): void {
    this.#isWoken = true;
    this.#sleep.abort();
  }

  /** Ends after the step in hand. */
  async stop(): Promise<void> {
    this.#isStopping = true;
    this.wake();
    await this.#running;
  }

  async #run(): Promise<void> {
    while (!this.#isStopping) {
      this.#isWoken = false;
      const hasMore = await this.#step();
      if (!hasMore) await this.#rest();
    }
  }

  async #step(): Promise<boolean> {
    try {
      return await this.#options.step();
    } catch (error) {
      this.#options.logger.warn(
        { err: error, loop: this.#options.name },
        "a background step failed; it is tried again",
      );
      return false;
    }
  }

  async #rest(): Promise<void> {
    // Woken during the step: what caused it may have come after the step had looked.
    if (this.#isWoken) return;
    this.#sleep = new AbortController();
    await sleep(this.#options.idleMs, undefined, { signal: this.#sleep.signal }).catch(() => undefined);
  }
}
