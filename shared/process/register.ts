import "./quick-imports.ts";

// Loaded by `node --import` before the program: what is instrumented must be patched before anything imports it.
try {
  const { readTelemetryConfig } = await import("../observability/config.ts");
  const { startTelemetry } = await import("../observability/telemetry.ts");
  await startTelemetry(readTelemetryConfig());
} catch (error) {
  process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`);
  process.exit(1);
}
