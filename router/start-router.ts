import { createShutdown, type Shutdown, type ShutdownOptions } from "#shared/http/shutdown.ts";
import { createLogger, type Logger } from "#shared/logging/logger.ts";
import { systemClock } from "#shared/time/clock.ts";
import { parseCommandLine } from "./command-line.ts";
import { readOpenProfileConfig, readRouterConfig } from "./config.ts";
import type { RunningRouter } from "./running-router.ts";
import { startClinicRouter } from "./start-clinic-router.ts";
import { startOpenRouter } from "./start-open-router.ts";

/** After the drain; longer than the longest request. */
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
  const base = { logger: createLogger({ service: "router", level: logLevel }), clock: systemClock };
  if (mode.kind === "OPEN") {
    return serve(base.logger, { timeoutMs: SHUTDOWN_TIMEOUT_MS, ...ending }, () =>
      startOpenRouter({ ...base, supergraphFile: mode.supergraphFile, port: mode.port }),
    );
  }
  const config = readRouterConfig(env);
  return serve(base.logger, { timeoutMs: SHUTDOWN_TIMEOUT_MS + config.drainMs, ...ending }, (shutdown) =>
    startClinicRouter({ ...base, config, shutdown }),
  );
}

async function serve(
  logger: Logger,
  ending: Omit<ShutdownOptions, "logger">,
  start: (shutdown: Shutdown) => Promise<RunningRouter>,
): Promise<RunningRouter> {
  const shutdown = createShutdown({ logger, ...ending });
  const running = await start(shutdown);
  shutdown.add("router", running.stop);
  shutdown.listen();
  logger.info({ url: running.url }, "the router is listening");
  return running;
}
