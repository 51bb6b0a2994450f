import type { ApolloServerPlugin } from "@apollo/server";
import { refusalStatus } from "./refusal-status.ts";
import type { RequestContext } from "./request-context.ts";

/** Statuses that HTTP itself asks for: wrong method, not acceptable, wrong media type. */
const PROTOCOL_STATUSES: ReadonlySet<number | undefined> = new Set([405, 406, 415]);

/**
 * Finishes the answer: the status of a refused operation comes from the catalogue, and the extensions are those
 * that subgraphs may set, what the operation cost, what it uses that is deprecated, and which of its fields are masked.
 */
export const responsePlugin: ApolloServerPlugin<RequestContext> = {
  async requestDidStart() {
    return {
      async willSendResponse({ request, source, response, contextValue }) {
        if (response.body.kind !== "single") return;
        const { data, errors } = response.body.singleResult;
        const { budget } = contextValue;
        if (budget !== null) {
          await budget.settle({ data, hasErrors: errors !== undefined });
          contextValue.extensions.set("cost", budget.report());
        }
        const { deprecations } = contextValue;
        if (deprecations.length > 0) contextValue.extensions.set("deprecations", deprecations);
        const { masked } = contextValue;
        if (masked.size > 0 && data != null) contextValue.extensions.set("redacted", [...masked].sort());
        const extensions = Object.fromEntries(contextValue.extensions);
        response.body.singleResult = {
          ...(errors && { errors }),
          ...(data !== undefined && { data }),
          ...(contextValue.extensions.size > 0 && { extensions }),
        };
        if (errors === undefined || data !== undefined || PROTOCOL_STATUSES.has(response.http.status)) return;
        const accept = request.http?.headers.get("accept");
        response.http.status = refusalStatus(errors, { accept, query: source });
      },
    };
  },
};
