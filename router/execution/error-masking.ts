import { GraphQLError, type GraphQLFormattedError } from "graphql";
import { z } from "zod";
import { AppError, type FieldProblem } from "#shared/errors/app-error.ts";
import { ERROR_CATALOGUE, isErrorCode, type ErrorCode } from "#shared/errors/catalogue.ts";
import type { Logger } from "#shared/logging/logger.ts";
import { limitMessage } from "./limits.ts";
import { withoutValues } from "./value-free-message.ts";

/** Codes of Apollo Server for requests that are not right. */
const CLIENT_FAULTS: ReadonlySet<unknown> = new Set([
  "GRAPHQL_PARSE_FAILED",
  "GRAPHQL_VALIDATION_FAILED",
  "BAD_USER_INPUT",
  "OPERATION_RESOLUTION_FAILURE",
  "PERSISTED_QUERY_NOT_FOUND",
  "PERSISTED_QUERY_NOT_SUPPORTED",
  "BAD_REQUEST",
]);

/** Whatever made these happen is not for clients: they always get the sentence of the catalogue. */
const MUTE_CODES: ReadonlySet<ErrorCode> = new Set([
  "INTERNAL",
  "DEPENDENCY_UNAVAILABLE",
  "DEADLINE_EXCEEDED",
]);

/** More of a message helps nobody. */
const LONGEST_MESSAGE = 1_000;

const fieldsSchema = z.array(z.object({ field: z.string(), message: z.string() })).catch([]);

interface Fault {
  readonly code: ErrorCode;
  readonly message: string;
  readonly fields: readonly FieldProblem[];
}

/** What {@link maskError} needs beside the error. */
export interface MaskingOptions {
  readonly correlationId: string | undefined;
  readonly logger: Logger;
}

/**
 * What a client gets to see of an error: message (clipped, and without the values it quotes), path, locations, and of the extensions `code` (of the catalogue),
 * `correlationId`, `retryable` and `fields`. Anything else is logged as `INTERNAL`, once and here.
 *
 * @param formatted the error as Apollo Server would send it
 * @param error the error as it was thrown
 */
export function maskError(
  formatted: GraphQLFormattedError,
  error: unknown,
  options: MaskingOptions,
): GraphQLFormattedError {
  const { code, message, fields } = classify(formatted, error);
  const isOurOwnFault = code === "INTERNAL" && formatted.extensions?.["serviceName"] === undefined;
  if (isOurOwnFault) options.logger.error({ err: error }, "an operation failed");
  return {
    message,
    ...(formatted.locations && { locations: formatted.locations }),
    ...(formatted.path && { path: formatted.path }),
    extensions: {
      code,
      ...(options.correlationId !== undefined && { correlationId: options.correlationId }),
      retryable: ERROR_CATALOGUE[code].isRetryable,
      ...(fields.length > 0 && { fields }),
    },
  };
}

function classify(formatted: GraphQLFormattedError, error: unknown): Fault {
  const thrown =
    error instanceof GraphQLError && error.originalError instanceof Error ? error.originalError : error;
  if (thrown instanceof AppError) return speaking(thrown);

  const limit = limitMessage(formatted);
  if (limit !== undefined) return { code: "COST_LIMIT_EXCEEDED", message: limit, fields: [] };

  const { code: given, fields } = formatted.extensions ?? {};
  const code = isErrorCode(given) ? given : CLIENT_FAULTS.has(given) ? "VALIDATION_ERROR" : "INTERNAL";
  return speaking({ code, message: formatted.message, fields: fieldsSchema.parse(fields ?? []) });
}

function speaking({ code, message, fields }: Fault): Fault {
  if (MUTE_CODES.has(code)) return { code, message: ERROR_CATALOGUE[code].message, fields };
  return { code, message: clipped(code === "VALIDATION_ERROR" ? withoutValues(message) : message), fields };
}

/** A name in a document may be as long as the document. */
function clipped(message: string): string {
  return message.length > LONGEST_MESSAGE ? `${message.slice(0, LONGEST_MESSAGE).toWellFormed()}…` : message;
}
