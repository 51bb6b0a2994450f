import { ConfigError } from "../config/load-config.ts";
import { SealError } from "../crypto/seal.ts";
import { AppError } from "../errors/app-error.ts";
import { EmbeddedPostgresError } from "../db/embedded-postgres.ts";

/** The server that a URL names did not answer, or did not let us in, when the process started. */
const UNREACHABLE: ReadonlySet<unknown> = new Set([
  "ECONNREFUSED",
  "ENOTFOUND",
  "EAI_AGAIN",
  "CONNECT_TIMEOUT",
]);
/** https://www.postgresql.org/docs/17/errcodes-appendix.html: password, role or database refused. */
const REFUSED: ReadonlySet<unknown> = new Set(["28P01", "28000", "3D000"]);

/** Why a program failed: one sentence where the operator can mend it, else the error with its stack. */
export function describeFailure(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  if (error instanceof ConfigError || error instanceof EmbeddedPostgresError) return error.message;
  if (error instanceof SealError) {
    return "CLINIC_SEALING_KEY is not the key that sealed what is in the database: give the one it was first started with.";
  }
  // What the database said is what the pool puts into `cause`.
  if (error instanceof AppError && error.cause !== undefined) return describeFailure(error.cause);
  const code = "code" in error ? error.code : undefined;
  if (code === "EADDRINUSE") {
    const port = "port" in error ? String(error.port) : "the";
    return `Port ${port} is in use by another program: end it, or choose another (variables that end in _PORT).`;
  }
  if (UNREACHABLE.has(code)) {
    return `The database does not answer (${String(code)}): check the *_DATABASE_URL variables and the server.`;
  }
  if (REFUSED.has(code)) {
    return `The database refuses the login (${String(code)}): check the *_DATABASE_URL variables, and run db:migrate.`;
  }
  return error.stack ?? error.message;
}
