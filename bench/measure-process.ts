import { existsSync, readdirSync, readFileSync } from "node:fs";

/** What a set of processes used, all together. */
export interface Usage {
  /** Seconds of processor time, in the programs and for them in the kernel. */
  readonly cpuSeconds: number;
  /** Resident memory in MiB; pages that processes share count in each of them. */
  readonly residentMiB: number;
}

/** Linux counts in hundredths of a second (`getconf CLK_TCK`), on every architecture that Node runs on. */
const TICKS_PER_SECOND = 100;
const PAGES_PER_MIB = 256;

// Fields of /proc/<pid>/stat after the program's name, which may hold spaces (proc_pid_stat(5)).
const PARENT = 1;
const OWN_TICKS = [11, 12];
const CHILDREN_TICKS = [13, 14];
const RESIDENT_PAGES = 21;

/** False where there is no `/proc`: processor time and memory are then unknown. */
export function canMeasureProcesses(): boolean {
  return existsSync("/proc/self/stat");
}

/** What processes have used so far; those that have ended count nothing. */
export function usageOf(pids: readonly number[]): Usage {
  const stats = pids.map(statOf).filter((stat) => stat !== undefined);
  const ticks = stats.flatMap((stat) => OWN_TICKS.map((field) => stat[field] ?? 0));
  return { cpuSeconds: sum(ticks) / TICKS_PER_SECOND, residentMiB: residentMiBOf(stats) };
}

/** What a process, its children and those of them that have ended have used so far. For Postgres and its backends. */
export function usageOfFamily(pid: number): Usage {
  const parent = statOf(pid);
  if (parent === undefined) return { cpuSeconds: 0, residentMiB: 0 };
  const children = everyPid()
    .map(statOf)
    .filter((stat) => stat?.[PARENT] === pid)
    .filter((stat) => stat !== undefined);
  const ended = CHILDREN_TICKS.map((field) => parent[field] ?? 0);
  const alive = [parent, ...children].flatMap((stat) => OWN_TICKS.map((field) => stat[field] ?? 0));
  return {
    cpuSeconds: sum([...ended, ...alive]) / TICKS_PER_SECOND,
    residentMiB: residentMiBOf([parent, ...children]),
  };
}

function residentMiBOf(stats: readonly (readonly number[])[]): number {
  return sum(stats.map((stat) => stat[RESIDENT_PAGES] ?? 0)) / PAGES_PER_MIB;
}

function everyPid(): number[] {
  return canMeasureProcesses() ? readdirSync("/proc").map(Number).filter(Number.isInteger) : [];
}

/** The numbers after the name of the program, undefined when there is no such process. */
function statOf(pid: number): readonly number[] | undefined {
  try {
    const text = readFileSync(`/proc/${String(pid)}/stat`, "utf8");
    return text
      .slice(text.lastIndexOf(")") + 2)
      .split(" ")
      .map(Number);
  } catch {
    return undefined;
  }
}

function sum(values: readonly number[]): number {
  return values.reduce((total, value) => total + value, 0);
}
