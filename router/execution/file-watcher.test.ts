import { mkdtemp, rename, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { recordingLogger } from "../test/recording-logger.ts";
import { watchFile, type StopWatching } from "./file-watcher.ts";

let folder: string;
let file: string;
let stop: StopWatching | undefined;

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), "watch-"));
  file = join(folder, "supergraph.graphql");
  await writeFile(file, "first");
});

afterEach(async () => {
  stop?.();
  await rm(folder, { recursive: true, force: true });
});

function watch(): { texts: string[]; lines: Record<string, unknown>[] } {
  const texts: string[] = [];
  const { logger, lines } = recordingLogger();
  stop = watchFile({ file, quietMs: 5, logger, onText: (text) => texts.push(text) });
  return { texts, lines };
}

/** The file system says when it likes, on a busy machine late. */
function eventually(check: () => void): Promise<void> {
  return vi.waitFor(check, { timeout: 20_000, interval: 5 });
}

describe("watchFile", () => {
  it("reads the file again after it was written", async () => {
    const { texts } = watch();
    await writeFile(file, "second");
    await eventually(() => expect(texts.at(-1)).toBe("second"));
  });

  it("sees a file that is replaced by another", async () => {
    const { texts } = watch();
    await writeFile(join(folder, "next"), "third");
    await rename(join(folder, "next"), file);
    await eventually(() => expect(texts.at(-1)).toBe("third"));
  });

  it("survives that the file is gone, and says so", async () => {
    const { texts, lines } = watch();
    await rm(file);
    await eventually(() =>
      expect(lines.map((line) => line["message"])).toContain("a watched file cannot be read"),
    );
    await writeFile(file, "back");
    await eventually(() => expect(texts.at(-1)).toBe("back"));
  });

  it("stays silent once it is stopped", async () => {
    const { texts } = watch();
    stop?.();
    await writeFile(file, "second");
    const other: string[] = [];
    const { logger } = recordingLogger();
    stop = watchFile({ file, quietMs: 5, logger, onText: (text) => other.push(text) });
    await writeFile(file, "third");
    await eventually(() => expect(other.at(-1)).toBe("third"));
    expect(texts).toEqual([]);
  });
});
