import { createInterface } from "node:readline";
import { z } from "zod";
import { delivery } from "#drizzle/messaging/schema.ts";
import { openDatabase } from "#shared/db/database.ts";
import type { SubgraphDependencies } from "#shared/graphql/subgraph.ts";
import { createHttpServer } from "#shared/http/server.ts";
import { registerServiceRoutes } from "#shared/http/service-route.ts";
import { createLogger } from "#shared/logging/logger.ts";
import { createPostgresTransport } from "#shared/messaging/postgres-transport.ts";
import { systemClock } from "#shared/time/clock.ts";
import { createAppointmentsSubgraph } from "../../subgraphs/appointments/subgraph.ts";
import { createAuditSubgraph } from "../../subgraphs/audit/subgraph.ts";
import { createAuthSubgraph } from "../../subgraphs/auth/subgraph.ts";
import { createUsersSubgraph } from "../../subgraphs/users/subgraph.ts";

const settingsSchema = z.object({
  name: z.enum(["auth", "users", "appointments", "audit"]),
  url: z.url(),
  messagingUrl: z.url(),
  /** 32 bytes each, base64. */
  key: z.base64(),
  sealingKey: z.base64(),
});

/** The settings of a subgraph in a program of its own. */
export type SubgraphProgramSettings = z.infer<typeof settingsSchema>;

// One subgraph behind a socket: reads its settings as the first line of standard input, prints `{"url":"http://…"}` and
// serves until standard input ends.
if (import.meta.main) {
  const input = createInterface(process.stdin).once("close", () => process.exit());
  const line = await new Promise<string>((resolve) => {
    input.once("line", resolve);
  });
  const settings = settingsSchema.parse(JSON.parse(line));
  const { name } = settings;
  const logger = createLogger({ service: name, level: "silent" });
  const open = (url: string, applicationName: string): ReturnType<typeof openDatabase> =>
    openDatabase({ url, maxConnections: 4, applicationName });
  const dependencies: SubgraphDependencies = {
    database: open(settings.url, name),
    transport: createPostgresTransport({
      database: open(settings.messagingUrl, "messaging"),
      deliveries: delivery,
      logger,
    }),
    keys: [{ kid: "test", secret: Buffer.from(settings.key, "base64") }],
    clock: systemClock,
    logger,
  };
  const auth = { issuer: "http://localhost:4000", sealingKey: Buffer.from(settings.sealingKey, "base64") };
  const subgraph = {
    auth: () => createAuthSubgraph({ ...dependencies, ...auth }),
    users: () => createUsersSubgraph(dependencies),
    appointments: () => createAppointmentsSubgraph(dependencies),
    audit: () => createAuditSubgraph(dependencies),
  }[name]();
  await subgraph.start();
  const app = createHttpServer({ logger });
  registerServiceRoutes(app, subgraph.handle, { paths: ["/graphql", "/internal/*"] });
  process.stdout.write(`${JSON.stringify({ url: await app.listen({ host: "127.0.0.1", port: 0 }) })}\n`);
}
