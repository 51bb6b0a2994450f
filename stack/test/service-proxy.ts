import Fastify, { type FastifyInstance } from "fastify";
import { createHttpServiceClient, type HttpServiceClient } from "#shared/http/service-client.ts";
import type { ServiceHandler } from "#shared/http/service-call.ts";
import { registerServiceRoutes } from "#shared/http/service-route.ts";

/** Stands between the router and a subgraph that is a process of its own, so that a test can break their calls. */
export interface ServiceProxy {
  /** Address for the router. */
  readonly url: string;
  stop(): Promise<void>;
}

/** Of one connection, and not for the next (https://www.rfc-editor.org/rfc/rfc9110#section-7.6.1). */
const HOP_HEADERS: ReadonlySet<string> = new Set([
  "connection",
  "host",
  "content-length",
  "transfer-encoding",
]);

/** Hands calls on to the subgraph at `target`, through what `wrap` makes of the transport. */
export async function startServiceProxy(
  target: string,
  wrap: (handle: ServiceHandler) => ServiceHandler,
): Promise<ServiceProxy> {
  const client = createHttpServiceClient({ baseUrl: target, connections: 64 });
  const app = Fastify();
  // A transport that gives no answer is a connection that breaks.
  app.setErrorHandler((_error, _request, reply) => {
    reply.hijack();
    reply.raw.destroy();
  });
  registerServiceRoutes(app, wrap(withoutHopHeaders(client)), { paths: ["/*"] });
  const url = await app.listen({ host: "127.0.0.1", port: 0 });
  return { url, stop: () => close(app, client) };
}

function withoutHopHeaders(client: HttpServiceClient): ServiceHandler {
  return (request) => {
    const headers = Object.entries(request.headers).filter(([name]) => !HOP_HEADERS.has(name));
    return client.handle({ ...request, headers: Object.fromEntries(headers) });
  };
}

async function close(app: FastifyInstance, client: HttpServiceClient): Promise<void> {
  // What a test lets hang must not keep the proxy alive.
  app.server.closeAllConnections();
  await app.close();
  await client.close();
}
