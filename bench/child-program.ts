import { spawn } from "node:child_process";
import { once } from "node:events";
import { createInterface } from "node:readline";
import { programEnvironment } from "./config.ts";
import { pinned, type Core } from "./pinning.ts";

const QUICK_IMPORTS = new URL("../shared/process/quick-imports.ts", import.meta.url).pathname;

/** What is started. */
export interface ChildProgramOptions {
  /** Absolute path of a program of this repository. */
  readonly file: string;
  readonly args?: readonly string[];
  readonly core?: Core;
  readonly env?: Readonly<Record<string, string>>;
  /** Options of Node itself, such as `--cpu-prof`. */
  readonly nodeOptions?: readonly string[];
  /** False: loads all that its packages ask for, also what ours do without; default true. */
  readonly hasQuickImports?: boolean;
}

/** A program that answers each line it is sent with one line, both JSON. */
export interface ChildProgram {
  readonly pid: number;
  /** @throws Error when the program ends before it has answered */
  ask(question: unknown): Promise<unknown>;
  /** SIGTERM; resolves when it has ended. */
  stop(): Promise<void>;
}

/** Starts a program of this repository in a process of its own. What it writes to stderr is shown. */
export function startChildProgram(options: ChildProgramOptions): ChildProgram {
  const { nodeOptions = [], args = [], env = {}, hasQuickImports = true } = options;
  const quickImports = hasQuickImports ? ["--import", QUICK_IMPORTS] : [];
  const command = pinned(
    { file: process.execPath, args: [...quickImports, ...nodeOptions, options.file, ...args] },
    options.core,
  );
  const child = spawn(command.file, command.args, {
    stdio: ["pipe", "pipe", "inherit"],
    env: programEnvironment(env),
  });
  const { pid, stdin, stdout } = child;
  if (pid === undefined) throw new Error(`${command.file} could not be started.`);
  const ended = once(child, "exit").then(([code]) => {
    throw new Error(`${options.file} ended with ${String(code)} before it answered.`);
  });
  ended.catch(() => undefined);
  // Gone already: whoever asks hears of it by `ended`.
  stdin.on("error", () => undefined);
  const lines = createInterface(stdout);
  return {
    pid,
    ask: async (question) => {
      const answer: Promise<unknown[]> = once(lines, "line");
      stdin.write(`${JSON.stringify(question)}\n`);
      const [line] = await Promise.race([answer, ended]);
      const parsed: unknown = JSON.parse(String(line));
      return parsed;
    },
    stop: async () => {
      if (child.exitCode !== null || child.signalCode !== null) return;
      const exit = once(child, "exit");
      child.kill("SIGTERM");
      await exit;
    },
  };
}

/**
 * The program's side: answers each line of standard input, one after the other, and ends when there are no more, which
 * is when the program that started it is gone.
 */
export async function answerLines(answer: (question: unknown) => Promise<unknown>): Promise<never> {
  // Ended by its parent it writes its profile, if it was to make one.
  process.once("SIGTERM", () => process.exit());
  for await (const line of createInterface(process.stdin)) {
    process.stdout.write(`${JSON.stringify(await answer(JSON.parse(line)))}\n`);
  }
  process.exit();
}
