import type { Logger } from "#shared/logging/logger.ts";
import { WorkLoop } from "#shared/messaging/work-loop.ts";
import type { Change } from "./change-repository.ts";
import type { ChangeSource } from "./change-source.ts";

/** Should a NOTIFY be lost. */
const POLL_MS = 2_000;
const BATCH_SIZE = 500;

/** What {@link ChangeFeed} needs. */
export interface ChangeFeedOptions {
  readonly source: Pick<ChangeSource, "listen" | "latestPosition" | "after">;
  readonly onChanges: (changes: readonly Change[]) => void;
  readonly logger: Logger;
}

/**
 * Follows the changes from when it begins, by NOTIFY and by a look every two seconds. Without the database it begins when that is
 * there. What has a higher position than another is committed later, so nothing is passed over.
 */
export class ChangeFeed {
  readonly #options: ChangeFeedOptions;
  readonly #loop: WorkLoop;
  #position: number | undefined;
  #isListening = false;

  constructor(options: ChangeFeedOptions) {
    this.#options = options;
    const step = (): Promise<boolean> => this.step();
    this.#loop = new WorkLoop({ name: "changes", idleMs: POLL_MS, logger: options.logger, step });
  }

  /** True when changes are followed: whoever opens a stream before might miss one. */
  get hasBegun(): boolean {
    return this.#position !== undefined;
  }

  start(): void {
    this.#loop.start();
  }

  stop(): Promise<void> {
    return this.#loop.stop();
  }

  /** Reads what there is, a batch at a time; true when there may be more. */
  async step(): Promise<boolean> {
    const { source, onChanges } = this.#options;
    if (!this.#isListening) {
      await source.listen(() => this.#loop.wake());
      this.#isListening = true;
    }
    if (this.#position === undefined) {
      this.#position = await source.latestPosition();
      return false;
    }
    const changes = await source.after(this.#position, BATCH_SIZE);
    this.#position = changes.at(-1)?.position ?? this.#position;
    onChanges(changes);
    return changes.length === BATCH_SIZE;
  }
}
