/* eslint-disable */
// Written by `npm run codegen`.
/** Every error code that the API itself answers. */
export const ERROR_CATALOGUE = {
  /** Sign in to do this. Status 401. */
  AUTH_UNAUTHENTICATED: {"status":401,"isRetryable":false,"message":"Sign in to do this."},
  /** The credentials are not valid. Status 401. */
  AUTH_INVALID_CREDENTIALS: {"status":401,"isRetryable":false,"message":"The credentials are not valid."},
  /** You may not do this. Status 403. */
  AUTH_FORBIDDEN: {"status":403,"isRetryable":false,"message":"You may not do this."},
  /** No such user. Status 404. */
  USER_NOT_FOUND: {"status":404,"isRetryable":false,"message":"No such user."},
  /** No such resource. Status 404. */
  RESOURCE_NOT_FOUND: {"status":404,"isRetryable":false,"message":"No such resource."},
  /** The request is not valid. Status 400. */
  VALIDATION_ERROR: {"status":400,"isRetryable":false,"message":"The request is not valid."},
  /** The request conflicts with the current state. Status 409. */
  CONFLICT: {"status":409,"isRetryable":false,"message":"The request conflicts with the current state."},
  /** The same request is being worked on; ask again for its outcome. Status 409; the same request may be sent again. */
  REQUEST_IN_PROGRESS: {"status":409,"isRetryable":true,"message":"The same request is being worked on; ask again for its outcome."},
  /** The request is too large. Status 413. */
  PAYLOAD_TOO_LARGE: {"status":413,"isRetryable":false,"message":"The request is too large."},
  /** The media type is not supported. Status 415. */
  UNSUPPORTED_MEDIA_TYPE: {"status":415,"isRetryable":false,"message":"The media type is not supported."},
  /** Too many requests; try again later. Status 429; the same request may be sent again. */
  RATE_LIMIT_EXCEEDED: {"status":429,"isRetryable":true,"message":"Too many requests; try again later."},
  /** The document is not registered. Status 403. */
  DOCUMENT_NOT_TRUSTED: {"status":403,"isRetryable":false,"message":"The document is not registered."},
  /** Say first what the data is looked at for. Status 403. */
  PURPOSE_NEEDED: {"status":403,"isRetryable":false,"message":"Say first what the data is looked at for."},
  /** The query asks for too much. Status 400. */
  COST_LIMIT_EXCEEDED: {"status":400,"isRetryable":false,"message":"The query asks for too much."},
  /** A part of the system is not available. Status 503; the same request may be sent again. */
  DEPENDENCY_UNAVAILABLE: {"status":503,"isRetryable":true,"message":"A part of the system is not available."},
  /** The request took too long. Status 503; the same request may be sent again. */
  DEADLINE_EXCEEDED: {"status":503,"isRetryable":true,"message":"The request took too long."},
  /** Something went wrong on our side. Status 500. */
  INTERNAL: {"status":500,"isRetryable":false,"message":"Something went wrong on our side."},
} as const;
