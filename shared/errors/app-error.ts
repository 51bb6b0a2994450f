import { ERROR_CATALOGUE, type ErrorCode } from "./catalogue.ts";

/** One refused part of an input: `field` is a path such as `input.email`, `message` a sentence for a person. */
export interface FieldProblem {
  readonly field: string;
  readonly message: string;
}

/** What an {@link AppError} may carry beside its code. */
export interface AppErrorOptions {
  readonly cause?: unknown;
  readonly fields?: readonly FieldProblem[];
}

/**
 * A fault with a code of the catalogue. Its message reaches clients, so it never names a table, driver, host or
 * service; what an operator needs travels in `cause`, which only the log sees.
 */
export class AppError extends Error {
  readonly code: ErrorCode;
  readonly isRetryable: boolean;
  /** HTTP status when the request is refused before execution. */
  readonly status: number;
  readonly fields: readonly FieldProblem[];

  constructor(
    code: ErrorCode,
    message: string = ERROR_CATALOGUE[code].message,
    options: AppErrorOptions = {},
  ) {
    super(message, options.cause === undefined ? undefined : { cause: options.cause });
    this.name = "AppError";
    this.code = code;
    this.isRetryable = ERROR_CATALOGUE[code].isRetryable;
    this.status = ERROR_CATALOGUE[code].status;
    this.fields = options.fields ?? [];
  }
}
