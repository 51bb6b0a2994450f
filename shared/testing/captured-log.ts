import { z } from "zod";
import { createLogger, type Logger, type LogLevel } from "../logging/logger.ts";

/** A logger whose lines a test can read. */
export interface CapturedLog {
  readonly logger: Logger;
  /** Every line written so far, parsed. */
  readonly entries: () => Record<string, unknown>[];
  /** Every line written so far, as it was written. */
  readonly text: () => string;
}

const entrySchema = z.record(z.string(), z.unknown());

/** Makes a logger of the service `test` that writes to memory, at the fixed time 2026-03-01T09:00:00Z. */
export function captureLog(level: LogLevel = "trace"): CapturedLog {
  const lines: string[] = [];
  const logger = createLogger({
    service: "test",
    level,
    destination: { write: (line) => lines.push(line) },
    clock: () => new Date("2026-03-01T09:00:00.000Z"),
  });
  return {
    logger,
    entries: () => lines.map((line) => entrySchema.parse(JSON.parse(line))),
    text: () => lines.join(""),
  };
}
