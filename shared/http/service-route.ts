import type { FastifyInstance, FastifyReply, FastifyRequest } from "fastify";
import { currentScope } from "../observability/request-scope.ts";
import { goneSignal } from "./gone-signal.ts";
import {
  CORRELATION_HEADER,
  TRACEPARENT_HEADER,
  type ServiceHandler,
  type ServiceRequest,
  type ServiceResponse,
} from "./service-call.ts";

/** What {@link registerServiceRoutes} needs beside the handler. */
export interface ServiceRouteOptions {
  /** Paths that the handler answers, e.g. `/graphql`; Fastify patterns such as `/internal/*` too. */
  readonly paths: readonly string[];
}

/**
 * Serves `handler` over HTTP, GET and POST. The body reaches it as it was sent, whatever its type: the signature of the
 * call covers the raw text, so nothing may parse and print it on the way.
 */
export function registerServiceRoutes(
  app: FastifyInstance,
  handler: ServiceHandler,
  options: ServiceRouteOptions,
): void {
  // A plugin of its own, so that the other routes of the server keep their parsers.
  void app.register((routes, _options, done) => {
    routes.removeAllContentTypeParsers();
    routes.addContentTypeParser("*", { parseAs: "string" }, (_request, body, parsed) => {
      parsed(null, body);
    });
    for (const url of options.paths) {
      routes.route({
        method: ["GET", "POST"],
        url,
        exposeHeadRoute: false,
        handler: async (request, reply) => send(reply, await handler(toServiceRequest(request, reply))),
      });
    }
    done();
  });
}

function toServiceRequest(request: FastifyRequest, reply: FastifyReply): ServiceRequest {
  const scope = currentScope();
  const headers = Object.entries(request.headers).map(([name, value]) => [name, String(value)] as const);
  return {
    method: request.method === "GET" ? "GET" : "POST",
    path: request.url,
    headers: {
      ...Object.fromEntries(headers),
      // A caller who sent none gets the same ids in the answer's header, its body and the log.
      ...(scope && { [CORRELATION_HEADER]: scope.correlationId, [TRACEPARENT_HEADER]: scope.traceparent }),
    },
    body: typeof request.body === "string" ? request.body : "",
    signal: goneSignal(reply),
  };
}

function send(reply: FastifyReply, response: ServiceResponse): FastifyReply {
  reply.status(response.status).headers(response.headers);
  if (response.setCookies.length > 0) reply.header("set-cookie", response.setCookies);
  return reply.send(response.body);
}
