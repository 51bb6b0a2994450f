/**
 * Why an embedded Postgres cannot be started, stopped or used:
 * - `UNSUPPORTED_PLATFORM`: no binaries for this machine, or they cannot run on it;
 * - `DATA_DIRECTORY_IN_USE`: a live program holds the data directory;
 * - `DATA_DIRECTORY_UNUSABLE`: it belongs to another user, another Postgres version or something else altogether;
 * - `PORT_UNAVAILABLE`: the requested port is taken or reserved;
 * - `START_FAILED`: the server ended or did not become ready; the message has the end of its log;
 * - `STOP_FAILED`: the server does not end;
 * - `NOT_RUNNING`: no program runs it, and who asks may not start it.
 */
export type EmbeddedPostgresFailure =
  | "UNSUPPORTED_PLATFORM"
  | "DATA_DIRECTORY_IN_USE"
  | "DATA_DIRECTORY_UNUSABLE"
  | "PORT_UNAVAILABLE"
  | "START_FAILED"
  | "STOP_FAILED"
  | "NOT_RUNNING";

/**
 * A start-up fault for the person at the terminal. It names directories and process ids, so it is not an
 * `AppError`: it never reaches a client.
 */
export class EmbeddedPostgresError extends Error {
  readonly failure: EmbeddedPostgresFailure;

  constructor(failure: EmbeddedPostgresFailure, message: string, options: { readonly cause?: unknown } = {}) {
    super(message, options.cause === undefined ? undefined : { cause: options.cause });
    this.name = "EmbeddedPostgresError";
    this.failure = failure;
  }
}
