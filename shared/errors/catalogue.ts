/**
 * Every error code a client can meet, with the HTTP status it takes when a request is refused before execution
 * and whether sending the same request again may help.
 */
export const ERROR_CATALOGUE = {
  AUTH_UNAUTHENTICATED: { status: 401, isRetryable: false, message: "Sign in to do this." },
  AUTH_INVALID_CREDENTIALS: { status: 401, isRetryable: false, message: "The credentials are not valid." },
  AUTH_FORBIDDEN: { status: 403, isRetryable: false, message: "You may not do this." },
  USER_NOT_FOUND: { status: 404, isRetryable: false, message: "No such user." },
  RESOURCE_NOT_FOUND: { status: 404, isRetryable: false, message: "No such resource." },
  VALIDATION_ERROR: { status: 400, isRetryable: false, message: "The request is not valid." },
  CONFLICT: { status: 409, isRetryable: false, message: "The request conflicts with the current state." },
  REQUEST_IN_PROGRESS: {
    status: 409,
    isRetryable: true,
    message: "The same request is being worked on; ask again for its outcome.",
  },
  PAYLOAD_TOO_LARGE: { status: 413, isRetryable: false, message: "The request is too large." },
  UNSUPPORTED_MEDIA_TYPE: { status: 415, isRetryable: false, message: "The media type is not supported." },
  RATE_LIMIT_EXCEEDED: { status: 429, isRetryable: true, message: "Too many requests; try again later." },
  DOCUMENT_NOT_TRUSTED: { status: 403, isRetryable: false, message: "The document is not registered." },
  PURPOSE_NEEDED: { status: 403, isRetryable: false, message: "Say first what the data is looked at for." },
  COST_LIMIT_EXCEEDED: { status: 400, isRetryable: false, message: "The query asks for too much." },
  DEPENDENCY_UNAVAILABLE: {
    status: 503,
    isRetryable: true,
    message: "A part of the system is not available.",
  },
  DEADLINE_EXCEEDED: { status: 503, isRetryable: true, message: "The request took too long." },
  INTERNAL: { status: 500, isRetryable: false, message: "Something went wrong on our side." },
} as const;

/** A code of {@link ERROR_CATALOGUE}. */
export type ErrorCode = keyof typeof ERROR_CATALOGUE;

/** True when `value` is a code of the catalogue. */
export function isErrorCode(value: unknown): value is ErrorCode {
  return typeof value === "string" && Object.hasOwn(ERROR_CATALOGUE, value);
}
