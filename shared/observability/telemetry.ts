import type { TelemetryConfig } from "./config.ts";

type Stop = () => Promise<void>;

/** A collector that does not answer must not hold up the end of a process. */
const STOP_TIMEOUT_MS = 3_000;

let stop: Stop | undefined;

/**
 * Loads the OpenTelemetry SDK when spans are to be sent, and nothing of it otherwise. There is one per process, as its
 * instrumentations patch modules.
 */
export async function startTelemetry(config: TelemetryConfig): Promise<void> {
  if (!config.isTracing || stop !== undefined) return;
  const { startTracing } = await import("./tracing.ts");
  stop = startTracing(config);
}

/** Sends the spans that are still held, for three seconds at most. Never rejects: their loss is no fault of the process. */
export async function stopTelemetry(): Promise<void> {
  const ending = stop;
  stop = undefined;
  if (ending === undefined) return;
  const tooLate = Promise.withResolvers<undefined>();
  const timer = setTimeout(tooLate.resolve, STOP_TIMEOUT_MS, undefined);
  await Promise.race([ending().catch(() => undefined), tooLate.promise]);
  clearTimeout(timer);
}
