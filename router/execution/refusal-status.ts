import type { GraphQLFormattedError } from "graphql";
import { ERROR_CATALOGUE, isErrorCode } from "#shared/errors/catalogue.ts";

/** What of a request decides the status of its refusal. */
export interface RefusedRequest {
  /** The header `Accept` as it came. */
  readonly accept: string | undefined;
  /** Undefined when the client sent no document. */
  readonly query: string | undefined;
}

/**
 * The HTTP status of an answer to a request that was refused before execution with these (masked) errors: that of the
 * catalogue. One exception: a document or variables that are not valid are answered 200 when the client names
 * `application/json` among what it accepts and does not name `application/graphql-response+json`. Clients that old
 * take any other status for a fault of the transport
 * (https://graphql.github.io/graphql-over-http/draft/#sec-application-json).
 */
export function refusalStatus(errors: readonly GraphQLFormattedError[], request: RefusedRequest): number {
  const codes = errors.map(({ extensions }) => extensions?.["code"]);
  const isInvalid = request.query !== undefined && codes.every((code) => code === "VALIDATION_ERROR");
  if (isInvalid && acceptsOnlyPlainJson(request.accept)) return 200;
  return ERROR_CATALOGUE[isErrorCode(codes[0]) ? codes[0] : "INTERNAL"].status;
}

function acceptsOnlyPlainJson(accept = ""): boolean {
  const accepted = accept.split(",").map((range) => range.split(";", 1)[0]?.trim().toLowerCase());
  return accepted.includes("application/json") && !accepted.includes("application/graphql-response+json");
}
