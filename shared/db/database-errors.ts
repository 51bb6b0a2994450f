import { DrizzleQueryError } from "drizzle-orm/errors";
import { AppError } from "../errors/app-error.ts";

/** SQLSTATE codes this code base reacts to: https://www.postgresql.org/docs/17/errcodes-appendix.html */
export const SQLSTATE = {
  uniqueViolation: "23505",
  exclusionViolation: "23P01",
  foreignKeyViolation: "23503",
  insufficientPrivilege: "42501",
  serializationFailure: "40001",
  deadlockDetected: "40P01",
  inFailedTransaction: "25P02",
  queryCanceled: "57014",
} as const;

/** What may be known of a database error: never its message, which holds row values. */
export interface DatabaseFault {
  readonly sqlState: string;
  readonly constraint: string | undefined;
}

/** The SQLSTATE and constraint behind an error of drizzle or postgres.js, or undefined when it is neither. */
export function databaseFault(error: unknown): DatabaseFault | undefined {
  const cause = error instanceof DrizzleQueryError ? error.cause : error;
  if (!(cause instanceof Error) || !("code" in cause) || typeof cause.code !== "string") return undefined;
  const constraint = "constraint_name" in cause ? cause.constraint_name : undefined;
  return { sqlState: cause.code, constraint: typeof constraint === "string" ? constraint : undefined };
}

/** True when the same transaction may succeed if run again: it lost a deadlock or a serialization race. */
export function isTransientConflict(error: unknown): boolean {
  const sqlState = databaseFault(error)?.sqlState;
  return sqlState === SQLSTATE.deadlockDetected || sqlState === SQLSTATE.serializationFailure;
}

/** postgres.js and Node for a server that cannot be reached or went away. */
const CONNECTION_FAULTS: ReadonlySet<string> = new Set([
  "CONNECTION_CLOSED",
  "CONNECTION_DESTROYED",
  "CONNECTION_ENDED",
  "CONNECT_TIMEOUT",
  "EAI_AGAIN",
  "ECONNABORTED",
  "ECONNREFUSED",
  "ECONNRESET",
  "EHOSTUNREACH",
  "ENETUNREACH",
  "ENOTFOUND",
  "EPIPE",
  "ETIMEDOUT",
]);

/**
 * SQLSTATEs of a server that is not able to serve now, though the statement is right: connection exceptions (08),
 * insufficient resources (53), operator intervention (57P), system errors (58), and the timeouts that end a session.
 */
const UNAVAILABLE = /^(?:08|53|57P|58)|^25P0[34]$/;

/**
 * The same error, or, when it tells of the server and not of the statement, what a client may know of it:
 * `DEADLINE_EXCEEDED` for a cancelled statement, `DEPENDENCY_UNAVAILABLE` for a server that is not there.
 */
export function toDatabaseError(error: unknown): unknown {
  const code = databaseFault(error)?.sqlState;
  if (code === undefined) return error;
  if (code === SQLSTATE.queryCanceled) return new AppError("DEADLINE_EXCEEDED", undefined, { cause: error });
  if (CONNECTION_FAULTS.has(code) || UNAVAILABLE.test(code)) {
    return new AppError("DEPENDENCY_UNAVAILABLE", undefined, { cause: error });
  }
  return error;
}
