import type { ErrorCode } from "../result.ts";
import type { MutationField, UserErrorCode } from "../user-errors.ts";
import type { MockValue } from "./mock-value.ts";

/** Data as given, see {@link answer}. */
export interface Answer<Data, Variables> {
  readonly kind: "answer";
  readonly data: MockValue<Data> | ((variables: Variables) => MockValue<Data>);
}

/** See {@link userErrors}. */
export interface UserErrors<Field extends string> {
  readonly kind: "userErrors";
  readonly field: Field;
  readonly codes: readonly string[];
}

/** See {@link refusal}. */
export interface Refusal {
  readonly kind: "refusal";
  readonly code: ErrorCode;
  readonly retryAfterSeconds: number | null;
}

/** See {@link fieldError}. */
export interface FieldError {
  readonly kind: "fieldError";
  readonly path: string;
  readonly code: ErrorCode;
}

/** See {@link networkFailure}. */
export interface NetworkFailure {
  readonly kind: "networkFailure";
}

/** See {@link delayed}. */
export interface Delayed<Data, Variables> {
  readonly kind: "delayed";
  readonly timeMs: number;
  readonly outcome: Outcome<Data, Variables>;
}

/** What is to become of an operation. */
export type Outcome<Data, Variables> =
  | Answer<Data, Variables>
  | UserErrors<keyof Data & string>
  | Refusal
  | FieldError
  | NetworkFailure
  | Delayed<Data, Variables>;

/** An outcome of whatever operation. */
export type AnyOutcome = Outcome<Readonly<Record<string, unknown>>, never>;

/** Answers this data, or what is made of the variables; what it leaves out is made up. */
export function answer<Data, Variables>(
  data: MockValue<Data> | ((variables: Variables) => MockValue<Data>),
): Answer<Data, Variables> {
  return { kind: "answer", data };
}

/** Refuses a mutation in the domain: its `userErrors` have these codes, and nothing was done. */
export function userErrors<Field extends MutationField>(
  field: Field,
  ...codes: readonly [UserErrorCode<Field>, ...UserErrorCode<Field>[]]
): UserErrors<Field> {
  return { kind: "userErrors", field, codes };
}

/** Refuses the request before it is executed, with the status of the code. */
export function refusal(
  code: ErrorCode,
  options: { /** Default: not said. */ readonly retryAfterSeconds?: number } = {},
): Refusal {
  return { kind: "refusal", code, retryAfterSeconds: options.retryAfterSeconds ?? null };
}

/**
 * Leaves one field out, with an error of this code, as when a part of the system is not available.
 * @param path names in the answer, for example `viewer.patient.appointments`; items of lists by number, for example `nodes.0`
 */
export function fieldError(path: string, code: ErrorCode): FieldError {
  return { kind: "fieldError", path, code };
}

/** No answer comes. */
export function networkFailure(): NetworkFailure {
  return { kind: "networkFailure" };
}

/** The same, later. */
export function delayed<Data, Variables>(
  timeMs: number,
  outcome: Outcome<Data, Variables>,
): Delayed<Data, Variables> {
  return { kind: "delayed", timeMs, outcome };
}
