import { setTimeout as sleep } from "node:timers/promises";

/** Rows that were done so far. */
export interface Progress {
  rows: number;
}

const INTERVAL_MS = 500;

/**
 * Runs `work`, and tells every half second how far it has got. What cannot be told is left out: it is told again, and nothing hangs
 * on it.
 */
export async function withProgress<T>(
  tell: (rows: number) => Promise<void>,
  work: (progress: Progress) => Promise<T>,
): Promise<T> {
  const progress: Progress = { rows: 0 };
  const over = new AbortController();
  const telling = (async () => {
    for (;;) {
      await sleep(INTERVAL_MS, undefined, { signal: over.signal });
      await tell(progress.rows).catch(() => undefined);
    }
  })().catch(() => undefined);
  try {
    return await work(progress);
  } finally {
    over.abort();
    await telling;
  }
}
