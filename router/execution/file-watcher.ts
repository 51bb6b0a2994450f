import { watch } from "node:fs";
import { readFile } from "node:fs/promises";
import { dirname } from "node:path";
import type { Logger } from "#shared/logging/logger.ts";

/** Stops watching. */
export type StopWatching = () => void;

/** What {@link watchFile} needs. */
export interface FileWatcherOptions {
  readonly file: string;
  /** Gets the whole text, some time after any change near the file; the text may be the same as before. */
  readonly onText: (text: string) => void;
  /** Waits this long for a series of changes to end. */
  readonly quietMs: number;
  readonly logger: Logger;
}

/**
 * Watches a text file. The folder is watched and not the file, because editors and mounted volumes replace files
 * (or a link above them) instead of writing into them.
 */
export function watchFile({ file, onText, quietMs, logger }: FileWatcherOptions): StopWatching {
  let timer: NodeJS.Timeout | undefined;
  let isStopped = false;

  async function read(): Promise<void> {
    try {
      const text = await readFile(file, "utf8");
      if (!isStopped) onText(text);
    } catch (error) {
      logger.warn({ err: error, file }, "a watched file cannot be read");
    }
  }

  const watcher = watch(dirname(file), () => {
    clearTimeout(timer);
    timer = setTimeout(() => void read(), quietMs);
  });
  watcher.on("error", (error) => {
    logger.warn({ err: error, file }, "changes of a file are no longer seen");
  });
  return () => {
    isStopped = true;
    clearTimeout(timer);
    watcher.close();
  };
}
