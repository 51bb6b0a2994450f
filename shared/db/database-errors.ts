import { DrizzleQueryError } from "drizzle-orm/errors";

/** SQLSTATE codes this code base reacts to: https://www.postgresql.org/docs/17/errcodes-appendix.html */
export const SQLSTATE = {
  uniqueViolation: "23505",
  exclusionViolation: "23P01",
  foreignKeyViolation: "23503",
  insufficientPrivilege: "42501",
  serializationFailure: "40001",
  deadlockDetected: "40P01",
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
