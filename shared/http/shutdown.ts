import type { Logger } from "../logging/logger.ts";
import { stopTelemetry } from "../observability/telemetry.ts";

/** Something to undo before the process ends: close a server, drain a queue, end a pool. */
export type ShutdownStep = () => Promise<unknown>;

/** Where signals come from: `process`, or a stand-in for tests. */
export interface SignalSource {
  on(signal: "SIGTERM" | "SIGINT", listener: () => void): unknown;
  off(signal: "SIGTERM" | "SIGINT", listener: () => void): unknown;
}

/** What {@link createShutdown} needs. */
export interface ShutdownOptions {
  readonly logger: Logger;
  /** All steps together may take this long. */
  readonly timeoutMs: number;
  /** Ends the process. */
  readonly exit?: (code: number) => void;
  readonly signals?: SignalSource;
}

/** The end of a process, in order. */
export interface Shutdown {
  /** True from the first moment of the end: no new work should be sent here. */
  readonly isDraining: boolean;
  /** True when all steps are over. */
  readonly isStopped: boolean;
  /** Steps run one after the other, the one added last first, so that what was opened last is closed first. */
  add(name: string, step: ShutdownStep): void;
  /**
   * Runs the steps, and sends the spans that are left, once however often it is called. A step that fails is logged and does not keep the others from
   * running. Resolves to true when all held and were in time.
   */
  run(reason: string): Promise<boolean>;
  /**
   * From now on SIGTERM and SIGINT run the steps and then end the process, with code 0 when all held and 1 otherwise. A
   * second signal ends it at once, with code 1. Returns how to stop listening.
   */
  listen(): () => void;
}

/** Gathers what has to be undone before a process ends, and undoes it when it is told to end. */
export function createShutdown(options: ShutdownOptions): Shutdown {
  const { logger, exit = (code: number) => process.exit(code), signals = process } = options;
  const steps: { readonly name: string; readonly step: ShutdownStep }[] = [];
  let outcome: Promise<boolean> | undefined;
  let isStopped = false;

  function run(reason: string): Promise<boolean> {
    outcome ??= start(reason);
    return outcome;
  }

  async function start(reason: string): Promise<boolean> {
    logger.info({ reason, steps: steps.length }, "shutting down");
    const inOrder = [...steps.toReversed(), { name: "telemetry", step: stopTelemetry }];
    const held = await withinTime(runSteps(inOrder, logger), options);
    isStopped = true;
    logger.info({ held }, "shut down");
    return held;
  }

  function onSignal(signal: string): void {
    if (outcome !== undefined) {
      logger.warn({ signal }, "ended at once by a second signal");
      exit(1);
      return;
    }
    void run(signal).then((held) => {
      exit(held ? 0 : 1);
    });
  }

  return {
    get isDraining() {
      return outcome !== undefined;
    },
    get isStopped() {
      return isStopped;
    },
    add: (name, step) => {
      steps.push({ name, step });
    },
    run,
    listen: () => listenTo(signals, onSignal),
  };
}

function listenTo(signals: SignalSource, onSignal: (signal: string) => void): () => void {
  const onTerminate = (): void => {
    onSignal("SIGTERM");
  };
  const onInterrupt = (): void => {
    onSignal("SIGINT");
  };
  signals.on("SIGTERM", onTerminate);
  signals.on("SIGINT", onInterrupt);
  return () => {
    signals.off("SIGTERM", onTerminate);
    signals.off("SIGINT", onInterrupt);
  };
}

async function runSteps(
  steps: readonly { readonly name: string; readonly step: ShutdownStep }[],
  logger: Logger,
): Promise<boolean> {
  let held = true;
  for (const { name, step } of steps) {
    try {
      await step();
    } catch (error) {
      held = false;
      logger.error({ step: name, err: error }, "a step of the shutdown failed");
    }
  }
  return held;
}

async function withinTime(work: Promise<boolean>, options: ShutdownOptions): Promise<boolean> {
  const tooLate = Promise.withResolvers<boolean>();
  const timer = setTimeout(() => {
    options.logger.error({ timeoutMs: options.timeoutMs }, "the shutdown took too long");
    tooLate.resolve(false);
  }, options.timeoutMs);
  try {
    return await Promise.race([work, tooLate.promise]);
  } finally {
    clearTimeout(timer);
  }
}
