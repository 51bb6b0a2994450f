import { AppError, type FieldProblem } from "../errors/app-error.ts";
import type { ErrorCode } from "../errors/catalogue.ts";

/** The body of every answer that refuses a request, in the shape of GraphQL errors. */
export interface ErrorBody {
  readonly errors: readonly [
    {
      readonly message: string;
      readonly extensions: {
        readonly code: ErrorCode;
        readonly correlationId: string;
        /** True when sending the same request again may help. */
        readonly retryable: boolean;
        /** Only of `VALIDATION_ERROR`: the refused parts of the input. */
        readonly fields?: readonly FieldProblem[];
      };
    },
  ];
}

/** An HTTP status with the body that goes with it. */
export interface ErrorAnswer {
  readonly status: number;
  readonly body: ErrorBody;
}

/**
 * What a caller may know of `error`: code and message of an {@link AppError}, and of anything else only that it is
 * `INTERNAL`. The log line with the same correlation id has the rest; the caller of this function writes it.
 */
export function errorBody(error: unknown, correlationId: string): ErrorAnswer {
  const known = error instanceof AppError ? error : new AppError("INTERNAL");
  const extensions = { code: known.code, correlationId, retryable: known.isRetryable };
  return {
    status: known.status,
    body: {
      errors: [
        {
          message: known.message,
          extensions: known.fields.length === 0 ? extensions : { ...extensions, fields: known.fields },
        },
      ],
    },
  };
}
