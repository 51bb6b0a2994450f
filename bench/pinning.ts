import { spawnSync } from "node:child_process";
import { availableParallelism } from "node:os";

/** A core of this machine, by number from 0; undefined leaves it to the operating system. */
export type Core = 0 | 1 | undefined;

/** A program and its arguments. */
export interface CommandLine {
  readonly file: string;
  readonly args: readonly string[];
}

/** True when programs can be kept on a core each: Linux with `taskset` (util-linux) and two cores. */
export function canPin(): boolean {
  return availableParallelism() >= 2 && spawnSync("taskset", ["--version"]).status === 0;
}

/** The command that runs `command` on one core. `taskset` becomes the program itself: the process id stays. */
export function pinned(command: CommandLine, core: Core): CommandLine {
  if (core === undefined) return command;
  return { file: "taskset", args: ["--cpu-list", String(core), command.file, ...command.args] };
}
