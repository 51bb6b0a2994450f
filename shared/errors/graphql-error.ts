import { GraphQLError } from "graphql";
import type { AppError } from "./app-error.ts";

/** An {@link AppError} as it leaves a subgraph: code, whether a retry may help, and refused fields if any. */
export function toGraphQLError(error: AppError): GraphQLError {
  return new GraphQLError(error.message, {
    originalError: error,
    extensions: {
      code: error.code,
      retryable: error.isRetryable,
      ...(error.fields.length > 0 ? { fields: error.fields } : {}),
    },
  });
}
