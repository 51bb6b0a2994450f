import { execFile } from "node:child_process";
import { readFile, readlink } from "node:fs/promises";
import { promisify } from "node:util";

const run = promisify(execFile);

/** What the operating system tells of a live process. */
export interface ProcessEntry {
  /** Opaque; differs between two processes that had the same pid one after the other. */
  readonly startedAt: string;
  /** The program and its arguments, joined by one space. */
  readonly commandLine: string;
  /** Undefined where the system does not tell. */
  readonly workingDirectory?: string | undefined;
}

/**
 * Reads one live process. A zombie counts as gone: in a container whose first process reaps nobody, an orphan that
 * ended stays one for ever.
 */
export async function findProcess(pid: number): Promise<ProcessEntry | undefined> {
  return process.platform === "linux" ? findInProc(pid) : findWithPs(pid);
}

async function findInProc(pid: number): Promise<ProcessEntry | undefined> {
  try {
    const [stat, commandLine, workingDirectory] = await Promise.all([
      readFile(`/proc/${pid}/stat`, "utf8"),
      readFile(`/proc/${pid}/cmdline`, "utf8"),
      readlink(`/proc/${pid}/cwd`).catch(() => undefined),
    ]);
    // proc(5): the second field is the program's name in parentheses and may itself hold blanks and parentheses.
    const fields = stat.slice(stat.lastIndexOf(")") + 2).split(" ");
    const [state, startTicks] = [fields[0], fields[19]];
    if (state === "Z" || state === "X") return undefined;
    return {
      startedAt: `${startTicks}`,
      commandLine: commandLine.replaceAll("\0", " ").trim(),
      workingDirectory,
    };
  } catch {
    return undefined;
  }
}

/** The same by POSIX `ps`, for systems without `/proc`. */
export async function findWithPs(pid: number): Promise<ProcessEntry | undefined> {
  try {
    const options = { env: { LC_ALL: "C", TZ: "UTC", PATH: "/bin:/usr/bin" } };
    const { stdout } = await run("ps", ["-ww", "-o", "stat=,lstart=,args=", "-p", `${pid}`], options);
    // For example: "Ss   Mon Nov 23 17:34:02 2026 /usr/bin/postgres -D /data".
    const found = /^\s*(\S+)\s+((?:\S+\s+){4}\S+)\s+(.*)$/m.exec(stdout);
    const [state = "Z", startedAt = "", commandLine = ""] = found?.slice(1) ?? [];
    return state.startsWith("Z") ? undefined : { startedAt, commandLine: commandLine.trim() };
  } catch {
    return undefined;
  }
}
