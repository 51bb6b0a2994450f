import { createServiceEndpoint, type ServiceRoute } from "#shared/http/service-endpoint.ts";
import { createHttpServer } from "#shared/http/server.ts";
import { jsonResponse } from "#shared/http/service-call.ts";
import { registerServiceRoutes } from "#shared/http/service-route.ts";
import { systemClock } from "#shared/time/clock.ts";
import { recordingLogger } from "./recording-logger.ts";
import { executeOn, TEST_SUBGRAPHS } from "./test-graph.ts";
import { accountViewer, keyRing } from "./test-viewers.ts";

/** Services that listen, as in the distributed way to run. */
export interface HttpServices {
  /** Address of each service by name. */
  readonly urls: ReadonlyMap<string, string>;
  stop(): Promise<void>;
}

/** Starts the test subgraphs and audit on free ports, with signatures checked. */
export async function startHttpServices(): Promise<HttpServices> {
  const { logger } = recordingLogger();
  const routesOf = new Map<string, Record<string, ServiceRoute>>([
    ...TEST_SUBGRAPHS.map((subgraph) => [subgraph.name, { "/graphql": executeOn(subgraph) }] as const),
    ["audit", {}],
  ]);
  const verify: ServiceRoute = async () => jsonResponse(200, { viewer: accountViewer("USER") });
  routesOf.set("auth", { ...routesOf.get("auth"), "/internal/sessions/verify": verify });
  const servers = await Promise.all(
    [...routesOf].map(async ([name, routes]) => {
      const app = createHttpServer({ logger });
      const endpoint = createServiceEndpoint({
        audience: name,
        keys: keyRing(name),
        clock: systemClock,
        logger,
        routes,
      });
      registerServiceRoutes(app, endpoint, { paths: ["/graphql", "/internal/*"] });
      return { name, app, url: await app.listen({ host: "127.0.0.1", port: 0 }) };
    }),
  );
  return {
    urls: new Map(servers.map(({ name, url }) => [name, url])),
    async stop() {
      await Promise.all(servers.map(({ app }) => app.close()));
    },
  };
}
