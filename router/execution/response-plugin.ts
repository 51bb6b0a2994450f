import type { ApolloServerPlugin } from "@apollo/server";
import { GraphQLError, type GraphQLFormattedError } from "graphql";
import { maskError, type MaskingOptions } from "./error-masking.ts";
import { refusalStatus } from "./refusal-status.ts";
import type { RequestContext } from "./request-context.ts";

/** Statuses that HTTP itself asks for: wrong method, not acceptable, wrong media type. */
const PROTOCOL_STATUSES: ReadonlySet<number | undefined> = new Set([405, 406, 415]);

/**
 * Finishes the answer: the status of a refused operation comes from the catalogue, and the extensions are those
 * that subgraphs may set (the gateway's own, such as `valueCompletion`, go).
 */
export function responsePlugin({
  logger,
}: Pick<MaskingOptions, "logger">): ApolloServerPlugin<RequestContext> {
  return {
    async requestDidStart() {
      return {
        async willSendResponse({ request, response, contextValue }) {
          if (response.body.kind !== "single") return;
          const { data, errors: given, extensions: gatewayExtensions } = response.body.singleResult;
          const correlationId = contextValue.correlationId ?? undefined;
          const errors =
            data === null && given === undefined
              ? [explainNull(gatewayExtensions?.["valueCompletion"], { logger, correlationId })]
              : given;
          const extensions = Object.fromEntries(contextValue.extensions);
          response.body.singleResult = {
            ...(errors && { errors }),
            ...(data !== undefined && { data }),
            ...(contextValue.extensions.size > 0 && { extensions }),
          };
          if (errors === undefined || data !== undefined || PROTOCOL_STATUSES.has(response.http.status))
            return;
          const accept = request.http?.headers.get("accept");
          response.http.status = refusalStatus(errors, { accept, query: request.query });
        },
      };
    },
  };
}

/**
 * A subgraph answered null, without an error, where the schema promises a value, and it cost the whole answer. The
 * gateway would say so in its extensions only, but data that is null needs an error
 * (https://spec.graphql.org/October2021/#sec-Data).
 */
function explainNull(cause: unknown, options: MaskingOptions): GraphQLFormattedError {
  const error = new GraphQLError(`The answer was null. ${JSON.stringify(cause)}`);
  return maskError(error.toJSON(), error, options);
}
