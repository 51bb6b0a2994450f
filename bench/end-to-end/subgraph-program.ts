import { openDatabase } from "#shared/db/database.ts";
import type { Subgraph, SubgraphDependencies } from "#shared/graphql/subgraph.ts";
import { createHttpServer } from "#shared/http/server.ts";
import { registerServiceRoutes } from "#shared/http/service-route.ts";
import { createLogger } from "#shared/logging/logger.ts";
import { createPostgresTransport } from "#shared/messaging/postgres-transport.ts";
import { systemClock } from "#shared/time/clock.ts";
import { createAppointmentsSubgraph } from "../../subgraphs/appointments/subgraph.ts";
import { createAuditSubgraph } from "../../subgraphs/audit/subgraph.ts";
import { createAuthSubgraph } from "../../subgraphs/auth/subgraph.ts";
import { createUsersSubgraph } from "../../subgraphs/users/subgraph.ts";
import { answerLines } from "../child-program.ts";
import { subgraphSettingsSchema, type SubgraphName, type SubgraphSettings } from "./subgraph-settings.ts";

const CONNECTIONS = 12;

/** Serves one subgraph over TCP, as the distributed way to run does. */
async function serve({ name, urls, key, sealingKey }: SubgraphSettings): Promise<string> {
  const logger = createLogger({ service: name, level: "error" });
  const open = (url: string): ReturnType<typeof openDatabase> =>
    openDatabase({ url, maxConnections: CONNECTIONS, applicationName: `clinic-${name}` });
  const dependencies: SubgraphDependencies = {
    database: open(urls.database),
    transport: createPostgresTransport({ database: open(urls.messaging), logger }),
    keys: [{ kid: "bench", secret: Buffer.from(key, "base64") }],
    clock: systemClock,
    logger,
  };
  const subgraph = create(name, dependencies, Buffer.from(sealingKey, "base64"));
  await subgraph.start();
  const app = createHttpServer({ logger });
  registerServiceRoutes(app, subgraph.handle, { paths: ["/graphql", "/internal/*"] });
  return app.listen({ host: "127.0.0.1", port: 0 });
}

function create(name: SubgraphName, dependencies: SubgraphDependencies, sealingKey: Uint8Array): Subgraph {
  switch (name) {
    case "auth":
      return createAuthSubgraph({ ...dependencies, issuer: "http://localhost:4000", sealingKey });
    case "users":
      return createUsersSubgraph(dependencies);
    case "appointments":
      return createAppointmentsSubgraph(dependencies);
    case "audit":
      return createAuditSubgraph(dependencies);
  }
}

// Starts with the settings in the first line and answers with its address.
if (import.meta.main) {
  await answerLines(async (question) => ({ url: await serve(subgraphSettingsSchema.parse(question)) }));
}
