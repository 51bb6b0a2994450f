import { ConfigError } from "#shared/config/load-config.ts";
import { EmbeddedPostgresError } from "#shared/db/embedded-postgres.ts";

/** Why a command failed: one sentence where the operator can mend it, else the error with its stack. */
export function describeFailure(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  if (error instanceof ConfigError || error instanceof EmbeddedPostgresError) return error.message;
  if ("code" in error && error.code === "EADDRINUSE") {
    const port = "port" in error ? String(error.port) : "the";
    return `Port ${port} is in use by another program: end it, or choose another with CLINIC_ROUTER_PORT.`;
  }
  return error.stack ?? error.message;
}
