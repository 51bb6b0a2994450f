import type { ERROR_CATALOGUE } from "./__generated__/error-catalogue.ts";

/** Every code that the API itself answers. */
export type ErrorCode = keyof typeof ERROR_CATALOGUE;

/**
 * What went wrong before an answer of the API was there. `NETWORK_ERROR`: no answer came. `TIMEOUT`: none came in time.
 * `INVALID_ANSWER`: what came is none of the API, for example the page of a proxy.
 */
export type TransportErrorCode = "NETWORK_ERROR" | "TIMEOUT" | "INVALID_ANSWER";

/** A code that this version of the package does not know yet. */
export type NewerErrorCode = string & Record<never, never>;

/** A refused part of the input. */
export interface FieldProblem {
  readonly field: string;
  readonly message: string;
}

/** One error of an answer, or why there is no answer. What is refused in the domain is data instead: `userErrors`. */
export interface ClinicError {
  readonly code: ErrorCode | TransportErrorCode | NewerErrorCode;
  /** In English, for developers. */
  readonly message: string;
  /** True when sending the same request again may help: as the API says. Without its answer, only of what cannot be done twice. */
  readonly isRetryable: boolean;
  /** To quote to whoever runs the API; null when no answer came. */
  readonly correlationId: string | null;
  /** The field that is null for it; absent when nothing was executed. */
  readonly path?: readonly (string | number)[];
  /** Only of `VALIDATION_ERROR`. */
  readonly fields?: readonly FieldProblem[];
  /** Seconds to wait before asking again; only of answers that say so. */
  readonly retryAfterSeconds?: number;
}

/** Points that the operation was charged, see `docs/rate-limits.md` of the API. */
export interface Cost {
  readonly requested: number;
  readonly actual: number;
  readonly remaining: number;
  readonly resetSeconds: number;
}

interface AnyResult {
  readonly extensions: Readonly<Record<string, unknown>> & { readonly cost?: Cost };
  /** HTTP status; null when no answer came. */
  readonly status: number | null;
}

/** Everything that was asked for. Look at `userErrors` next: a mutation that was refused is complete as well. */
export interface CompleteResult<Data> extends AnyResult {
  readonly isComplete: true;
  readonly data: Data;
  readonly errors: readonly [];
}

/** Something is missing: fields that `errors` names, or with `data` null all of it. */
export interface IncompleteResult<Data> extends AnyResult {
  readonly isComplete: false;
  readonly data: Data | null;
  readonly errors: readonly [ClinicError, ...ClinicError[]];
}

/** What became of an operation. */
export type Result<Data> = CompleteResult<Data> | IncompleteResult<Data>;
