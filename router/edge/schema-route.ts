import { HeaderMap, type HTTPGraphQLRequest } from "@apollo/server";
import type { FastifyInstance } from "fastify";
import { hash } from "node:crypto";
import { noteForAccessLog } from "#shared/http/server.ts";
import { newOperationRecord } from "../execution/request-context.ts";
import { isKnown } from "./conditional-answer.ts";
import { executeFor, sendAnswer, type GraphQLRouteOptions } from "./graphql-route.ts";

/** The least introspection there is. */
const PROBE = "query SchemaDownload { __schema { __typename } }";

/** Who asks is told by these; CORS adds the origin on its own only where nothing else is said. */
const VARY = "origin, cookie, authorization";

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
      const sdl = engine.apiSdl();
      const tag = `"${hash("sha256", sdl, "base64url")}"`;
      // The caller's own cache may keep it, and asks each time whether it still may be shown.
      void reply.headers({ etag: tag, "cache-control": "private, no-cache", vary: VARY });
      if (isKnown(request.headers["if-none-match"], tag)) return reply.code(304).send();
      return reply.type("text/plain; charset=utf-8").send(sdl);
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
