import { AppError } from "../errors/app-error.ts";
import type { ErrorCode } from "../errors/catalogue.ts";

/**
 * Fastify's own refusals as errors of the catalogue: 404, 413 and 415 have codes of their own, its other 4xx are
 * requests that are not valid, and its 5xx are faults of ours. Anything that Fastify did not make stays as it is.
 * Codes: https://fastify.dev/docs/latest/Reference/Errors/
 */
export function fromFrameworkError(error: unknown): unknown {
  if (!(error instanceof Error) || !isFrameworkError(error)) return error;
  const code = CODES_BY_STATUS.get(error.statusCode);
  if (code !== undefined) return new AppError(code, undefined, { cause: error });
  return error.statusCode < 500
    ? new AppError("VALIDATION_ERROR", messageOf(error), { cause: error })
    : error;
}

const CODES_BY_STATUS: ReadonlyMap<number, ErrorCode> = new Map([
  [404, "RESOURCE_NOT_FOUND"],
  [413, "PAYLOAD_TOO_LARGE"],
  [415, "UNSUPPORTED_MEDIA_TYPE"],
]);

interface FrameworkError extends Error {
  readonly code: string;
  readonly statusCode: number;
}

function isFrameworkError(error: Error): error is FrameworkError {
  return (
    "code" in error &&
    typeof error.code === "string" &&
    error.code.startsWith("FST_") &&
    "statusCode" in error &&
    typeof error.statusCode === "number" &&
    error.statusCode >= 400
  );
}

/** Messages that help and quote nothing of the request. */
function messageOf(error: FrameworkError): string | undefined {
  switch (error.code) {
    case "FST_ERR_CTP_INVALID_JSON_BODY":
      return "The body is not valid JSON.";
    case "FST_ERR_CTP_EMPTY_JSON_BODY":
      return "The body is empty.";
    default:
      return undefined;
  }
}
