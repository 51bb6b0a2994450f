import type { Context } from "#drizzle/contexts.ts";
import type { Part } from "../round.ts";

/** What every way to run is given. */
export interface StackSetting {
  readonly urlFor: (context: Context) => string;
  readonly sealingKey: Uint8Array;
  /** Options of Node itself, for profiling. */
  readonly nodeOptions: readonly string[];
}

/** Router and subgraphs that serve. */
export interface RunningStack {
  /** Address without path. */
  readonly url: string;
  /** The processes, by what they are to the reader of the table. */
  readonly parts: readonly Part[];
  stop(): Promise<void>;
}

/** One way to run the clinic. */
export interface StackAdapter {
  readonly name: string;
  readonly start: (setting: StackSetting) => Promise<RunningStack>;
}
