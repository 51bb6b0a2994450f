import { createLogger, type Logger } from "#shared/logging/logger.ts";

/** A logger whose lines can be read. */
export function recordingLogger(): { readonly logger: Logger; readonly lines: Record<string, unknown>[] } {
  const lines: Record<string, unknown>[] = [];
  const write = (line: string): void => void lines.push(JSON.parse(line));
  return { logger: createLogger({ service: "router", level: "trace", destination: { write } }), lines };
}
