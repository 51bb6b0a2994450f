import { createShutdown, type ShutdownOptions } from "#shared/http/shutdown.ts";
import { createLogger } from "#shared/logging/logger.ts";
import { systemClock } from "#shared/time/clock.ts";
import { parseCommandLine } from "./command-line.ts";
import { readOpenProfileConfig, readRouterConfig } from "./config.ts";
import type { RunningRouter } from "./running-router.ts";
import { startClinicRouter } from "./start-clinic-router.ts";
import { startOpenRouter } from "./start-open-router.ts";

const SHUTDOWN_TIMEOUT_MS = 15_000;

/** What the process gives to {@link startRouter}; tests give less than a process does. */
export interface StartOptions {
  /** Arguments after the name of the program. */
  readonly args: readonly string[];
  readonly env?: Readonly<Record<string, string | undefined>>;
  readonly signals?: NonNullable<ShutdownOptions["signals"]>;
  readonly exit?: NonNullable<ShutdownOptions["exit"]>;
}

/**
 * Starts the router that command line and environment describe; SIGTERM and SIGINT stop it.
 * @throws Error whose message tells an operator what to change
 */
export async function startRouter({ args, env, ...ending }: StartOptions): Promise<RunningRouter> {
  const { isProduction, logLevel } = readOpenProfileConfig(env);
  const mode = parseCommandLine(args, isProduction);
  const logger = createLogger({ service: "router", level: logLevel });
  const shutdown = createShutdown({ logger, timeoutMs: SHUTDOWN_TIMEOUT_MS, ...ending });
  const base = { logger, clock: systemClock };
  const running =
    mode.kind === "OPEN"
      ? await startOpenRouter({ ...base, supergraphFile: mode.supergraphFile, port: mode.port })
      : await startClinicRouter({ ...base, config: readRouterConfig(env), shutdown });
  shutdown.add("router", running.stop);
  shutdown.listen();
  logger.info({ url: running.url }, "the router is listening");
  return running;
}
