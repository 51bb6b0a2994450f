import type { z } from "zod";
import { durationMs } from "../config/fields.ts";

/** Long enough for a client that is at work to be told, too short for a person to wait. */
export const DEFAULT_DRAIN_MS = 500;

/** How long a process still takes requests after it was told to stop, see `createHttpServer`: up to a minute. */
export function drainMs(): z.ZodType<number> {
  return durationMs({ minimumMs: 0, maximumMs: 60_000 });
}
