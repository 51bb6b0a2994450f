import { HeaderMap, type HTTPGraphQLRequest } from "@apollo/server";
import type { FastifyInstance } from "fastify";
import { noteForAccessLog } from "#shared/http/server.ts";
import { newOperationRecord } from "../execution/request-context.ts";
import { sendSdl } from "./conditional-answer.ts";
import { executeFor, sendAnswer, type GraphQLRouteOptions } from "./graphql-route.ts";

/** The least introspection there is. */
const PROBE = "query SchemaDownload { __schema { __typename } }";

/**
 * Serves `GET /schema.graphql`: the SDL that clients see, with an `ETag`. Whoever may not introspect may not download:
 * an introspection of one leaf is executed for the caller, under the rules of texts, of field access and of budgets that
 * hold for any, and when it is refused its refusal is the answer. Needs the plugin `@fastify/cookie`.
 */
export function registerSchemaRoute(app: FastifyInstance, options: GraphQLRouteOptions): void {
  app.route({
    method: "GET",
    url: "/schema.graphql",
    exposeHeadRoute: false,
    onRequest: (_request, reply, done) => {
      void reply.header("cache-control", "private, no-store");
      done();
    },
    handler: async (request, reply) => {
      // Judged and printed by the same version.
      const engine = options.engine();
      const record = newOperationRecord();
      const operation = { sent: probe(), record };
      const answer = await executeFor(request, reply, operation, { ...options, engine: () => engine });
      noteForAccessLog(request, { operation: record.operation, code: record.errorCode });
      if (record.errorCode !== undefined || answer.status !== undefined) return sendAnswer(reply, answer);
      return sendSdl(request, reply, engine.apiSdl());
    },
  });
}

function probe(): HTTPGraphQLRequest {
  const headers = new HeaderMap([
    ["content-type", "application/json"],
    ["accept", "application/json"],
  ]);
  return { method: "POST", headers, search: "", body: { query: PROBE } };
}
