import { describeFailure } from "./describe-failure.ts";

/** A process that listens. */
export interface RunningProcess {
  /** Where, e.g. `http://localhost:4002`. */
  readonly url: string;
  /** Where its metrics are; undefined when it serves none. */
  readonly metricsUrl?: string | undefined;
}

/** Sent to a parent that opened a channel (`child_process.fork` and supervisors alike) when the process listens. */
export interface ListeningReport {
  readonly listening: string;
  readonly metrics?: string | undefined;
}

/**
 * Runs a process's start. A failure is told on standard error, in one sentence where an operator can mend it, and ends
 * the process with code 1. A process started with a channel to its parent reports there when it listens, and ends as if
 * told to by SIGTERM when its parent is gone.
 */
export async function runProcess(start: () => Promise<RunningProcess>): Promise<void> {
  process.once("disconnect", () => process.kill(process.pid, "SIGTERM"));
  try {
    const { url, metricsUrl } = await start();
    const report: ListeningReport = { listening: url, metrics: metricsUrl };
    process.send?.(report);
  } catch (error) {
    process.stderr.write(`${describeFailure(error)}\n`);
    process.exit(1);
  }
}
