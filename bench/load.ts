import { z } from "zod";
import { startChildProgram, type ChildProgram } from "./child-program.ts";
import type { Core } from "./pinning.ts";

/** Requests to send: each connection sends its next one when the answer to the last has come (closed loop). */
export const loadSchema = z.object({
  url: z.url(),
  headers: z.record(z.string(), z.string()),
  /** Sent in turn. */
  bodies: z.array(z.string()).min(1),
  /** Ends when every body was sent once; otherwise they are sent again and again. */
  isOnce: z.boolean(),
  connections: z.int().min(1).max(64),
  /** Nothing is sent after this long. */
  durationMs: z.int().min(1).max(60_000),
  /** Text that every good answer holds; others count as failures. */
  expected: z.string(),
});

/** See {@link loadSchema}. */
export type Load = z.infer<typeof loadSchema>;

const outcomeSchema = z.object({
  elapsedMs: z.number(),
  /** One for each good answer. */
  latenciesMs: z.array(z.number()),
  failures: z.int(),
  /** The first answer that was not good. */
  firstFailure: z.string().nullable(),
});

/** What came of a {@link Load}. */
export type LoadOutcome = z.infer<typeof outcomeSchema>;

/** A load generator in a process of its own. */
export interface LoadGenerator {
  readonly pid: number;
  run(load: Load): Promise<LoadOutcome>;
  stop(): Promise<void>;
}

/** Starts the load generator, on one core when pinned. */
export function startLoadGenerator(core: Core): LoadGenerator {
  const file = new URL("load-program.ts", import.meta.url).pathname;
  const program: ChildProgram = startChildProgram({ file, core });
  return {
    pid: program.pid,
    run: async (load) => outcomeSchema.parse(await program.ask(load)),
    stop: () => program.stop(),
  };
}
