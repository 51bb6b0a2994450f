import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { createInterface } from "node:readline";
import { z } from "zod";
import type { EmbeddedPostgresOptions } from "#shared/db/embedded-postgres.ts";

const launcherUrl = new URL("../db/embedded-postgres.ts", import.meta.url).href;

const report = z.union([
  z.object({ adminUrl: z.string(), port: z.number(), dataDirectory: z.string() }),
  z.object({ failure: z.string(), message: z.string() }),
]);

/** What {@link startInProgram} answers. */
export interface EmbeddedProgram {
  /** The started server without its functions, or why it did not start. */
  readonly report: z.infer<typeof report>;
  /** Kills the program without giving it a chance to stop its server. */
  kill(): Promise<void>;
  /** Lets the program stop its server and end. */
  end(): Promise<void>;
}

/**
 * Starts an embedded Postgres in a program of its own, for tests of what happens when that program is killed or runs
 * as another user.
 */
export async function startInProgram(
  options: Omit<EmbeddedPostgresOptions, "logger">,
  user: { readonly uid?: number; readonly gid?: number } = {},
): Promise<EmbeddedProgram> {
  const source = `
    const { startEmbeddedPostgres } = await import(${JSON.stringify(launcherUrl)});
    const tell = (line) => console.log(JSON.stringify(line));
    try {
      const started = await startEmbeddedPostgres(${JSON.stringify(options)});
      tell(started);
      for await (const chunk of process.stdin);
      await started.stop();
    } catch ({ failure, message }) {
      tell({ failure: String(failure), message });
    }`;
  const program = spawn(process.execPath, ["--input-type=module", "-e", source], {
    ...user,
    cwd: "/",
    // Node hands this one on by itself unless told not to; another user could not write the coverage there.
    env: { NODE_V8_COVERAGE: undefined },
    stdio: ["pipe", "pipe", "inherit"],
  });
  const [line] = await once(createInterface(program.stdout), "line");
  return {
    report: report.parse(JSON.parse(String(line))),
    kill: async () => {
      program.kill("SIGKILL");
      await untilEnded(program);
    },
    end: async () => {
      program.stdin.end();
      await untilEnded(program);
    },
  };
}

async function untilEnded(program: ChildProcess): Promise<void> {
  if (program.exitCode === null && program.signalCode === null) await once(program, "exit");
}
