import { z } from "zod";
import { AppError, type FieldProblem } from "#shared/errors/app-error.ts";
import { isErrorCode, type ErrorCode } from "#shared/errors/catalogue.ts";
import type { ServiceResponse } from "#shared/http/service-call.ts";

/** One error of a subgraph, in catalogue terms. */
export interface SubgraphError {
  readonly message: string;
  readonly code: ErrorCode;
  readonly path: readonly (string | number)[] | undefined;
  readonly fields: readonly FieldProblem[];
  /** The code as the subgraph gave it, when it is none of the catalogue's. */
  readonly foreignCode: string | undefined;
}

/** A GraphQL answer of a subgraph. */
export interface SubgraphAnswer {
  /** Undefined when nothing was executed. */
  readonly data: Record<string, unknown> | null | undefined;
  readonly errors: readonly SubgraphError[];
  readonly extensions: Readonly<Record<string, unknown>>;
}

const recordSchema = z.record(z.string(), z.unknown());
const errorSchema = z.object({
  message: z.string(),
  path: z.array(z.union([z.string(), z.number()])).optional(),
  extensions: recordSchema.default({}),
});
const answerSchema = z.object({
  data: z.unknown().optional(),
  errors: z.array(errorSchema).default([]),
  extensions: recordSchema.default({}),
});
const fieldsSchema = z.array(z.object({ field: z.string(), message: z.string() })).catch([]);

/** A subgraph knows scalars that the router passes through, so it may be the first to see that a value is wrong. */
const CLIENT_FAULTS: ReadonlySet<string> = new Set(["BAD_USER_INPUT", "GRAPHQL_VALIDATION_FAILED"]);

/**
 * Reads a GraphQL answer.
 * @throws AppError `DEADLINE_EXCEEDED` when the subgraph ran out of time, `DEPENDENCY_UNAVAILABLE` when the answer
 *   is no GraphQL result (status other than 200 and 400, not JSON, neither data nor errors)
 */
export function readSubgraphAnswer(response: ServiceResponse): SubgraphAnswer {
  const parsed = answerSchema.safeParse(parseJsonSafely(response.body));
  if (response.status !== 200 && response.status !== 400) {
    const isLate = parsed.data?.errors[0]?.extensions["code"] === "DEADLINE_EXCEEDED";
    throw unusable(isLate ? "DEADLINE_EXCEEDED" : "DEPENDENCY_UNAVAILABLE", { status: response.status });
  }
  if (!parsed.success) throw unusable("DEPENDENCY_UNAVAILABLE", parsed.error);
  const { data, errors, extensions } = parsed.data;
  if (!isResult(data) || (data == null && errors.length === 0)) {
    throw unusable("DEPENDENCY_UNAVAILABLE", "an answer without data and errors");
  }
  return { data, errors: errors.map(toCatalogue), extensions };
}

/**
 * Parses JSON without `__proto__` keys, which would change the prototype of what they are merged into.
 * They are dropped and not refused: a value that somebody stored must not make an answer unreadable.
 */
function parseJsonSafely(text: string): unknown {
  try {
    const isSuspicious = text.includes("__proto__") || /\\u00[5-7]/i.test(text);
    return isSuspicious ? JSON.parse(text, withoutPrototype) : JSON.parse(text);
  } catch (error) {
    throw unusable("DEPENDENCY_UNAVAILABLE", error);
  }
}

function withoutPrototype(key: string, value: unknown): unknown {
  return key === "__proto__" ? undefined : value;
}

function isResult(data: unknown): data is Record<string, unknown> | null | undefined {
  return data == null || (typeof data === "object" && !Array.isArray(data));
}

function toCatalogue({ message, path, extensions }: z.infer<typeof errorSchema>): SubgraphError {
  const given = extensions["code"];
  const fields = fieldsSchema.parse(extensions["fields"]);
  if (isErrorCode(given)) return { message, path, fields, code: given, foreignCode: undefined };
  const foreignCode = typeof given === "string" ? given : "none";
  const code = CLIENT_FAULTS.has(foreignCode) ? "VALIDATION_ERROR" : "INTERNAL";
  return { message, path, fields, code, foreignCode };
}

function unusable(code: "DEPENDENCY_UNAVAILABLE" | "DEADLINE_EXCEEDED", cause: unknown): AppError {
  return new AppError(code, undefined, { cause });
}
