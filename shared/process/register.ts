import { readTelemetryConfig } from "../observability/config.ts";
import { startTelemetry } from "../observability/telemetry.ts";
import "./quick-imports.ts";

// Loaded by `node --import` before the program: what is instrumented must be patched before anything imports it.
try {
  await startTelemetry(readTelemetryConfig());
} catch (error) {
  process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`);
  process.exit(1);
}
