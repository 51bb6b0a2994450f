import { readFileSync } from "node:fs";
import type { Context } from "#drizzle/contexts.ts";
import { delivery } from "#drizzle/messaging/schema.ts";
import type { ViewerKeyRing } from "#shared/auth/signed-viewer.ts";
import { openDatabase } from "#shared/db/database.ts";
import type { SubgraphDependencies } from "#shared/graphql/subgraph.ts";
import type { ServiceHandler } from "#shared/http/service-call.ts";
import { createLogger, type LogLevel } from "#shared/logging/logger.ts";
import { createPostgresTransport } from "#shared/messaging/postgres-transport.ts";
import type { Clock } from "#shared/time/clock.ts";
import { createRouter, type Router } from "../router/router.ts";
import { createAppointmentsSubgraph } from "../subgraphs/appointments/subgraph.ts";
import { createAuditSubgraph } from "../subgraphs/audit/subgraph.ts";
import { createAuthSubgraph, type AuthOptions } from "../subgraphs/auth/subgraph.ts";
import { createUsersSubgraph } from "../subgraphs/users/subgraph.ts";
import { newViewerKeys } from "./secrets.ts";

/** What {@link startOneProcess} needs. */
export interface OneProcessOptions {
  readonly urlFor: (context: Context) => string;
  readonly host: string;
  /** 0 for any free port. */
  readonly port: number;
  readonly clock: Clock;
  readonly logLevel: LogLevel;
  readonly auth: AuthOptions;
  readonly corsOrigins: readonly string[];
  /** Called for every SQL statement sent, with the context that sent it. */
  readonly onStatement?: (context: Context, text: string) => void;
  /** Replaces a subgraph's transport, so that tests can break it. */
  readonly wrapService?: (name: string, handle: ServiceHandler) => ServiceHandler;
}

/** Router and all subgraphs, running in this process. */
export interface OneProcess {
  /** For example `http://localhost:4000`. */
  readonly url: string;
  readonly router: Router;
  /** Finishes requests and background work in hand, then closes. */
  stop(): Promise<void>;
}

const CONNECTIONS_PER_SUBGRAPH = 12;

/** The modular monolith: the same code as the separate processes, with calls that stay inside. */
export async function startOneProcess(options: OneProcessOptions): Promise<OneProcess> {
  const { clock } = options;
  const loggerOf = (service: string): ReturnType<typeof createLogger> =>
    createLogger({ service, level: options.logLevel });
  const transport = createPostgresTransport({
    database: open(options, "messaging"),
    deliveries: delivery,
    logger: loggerOf("messaging"),
  });
  const keys: Record<string, ViewerKeyRing> = {};
  const dependenciesOf = (name: Exclude<Context, "messaging">): SubgraphDependencies => {
    const ring = newViewerKeys();
    keys[name] = ring;
    return { database: open(options, name), transport, keys: ring, clock, logger: loggerOf(name) };
  };
  const subgraphs = [
    createAuthSubgraph({ ...dependenciesOf("auth"), ...options.auth }),
    createUsersSubgraph(dependenciesOf("users")),
    createAppointmentsSubgraph(dependenciesOf("appointments")),
    createAuditSubgraph(dependenciesOf("audit")),
  ];
  for (const subgraph of subgraphs) await subgraph.start();

  const wrap = options.wrapService ?? ((_name, handle) => handle);
  const router = await createRouter({
    supergraphSdl: readFileSync(new URL("../schema/supergraph.graphql", import.meta.url), "utf8"),
    services: Object.fromEntries(subgraphs.map(({ name, handle }) => [name, wrap(name, handle)])),
    keys,
    logger: loggerOf("router"),
    clock,
    corsOrigins: options.corsOrigins,
    tokens: { issuer: options.auth.issuer, audience: "clinic-api" },
  });
  await router.start({ host: options.host, port: options.port });
  const [address] = router.app.addresses();
  return {
    url: `http://localhost:${String(typeof address === "object" ? address.port : options.port)}`,
    router,
    stop: async () => {
      await router.stop();
      await Promise.all(subgraphs.map((subgraph) => subgraph.stop()));
      await transport.close();
    },
  };
}

function open({ urlFor, onStatement }: OneProcessOptions, context: Context): ReturnType<typeof openDatabase> {
  return openDatabase({
    url: urlFor(context),
    maxConnections: CONNECTIONS_PER_SUBGRAPH,
    applicationName: `clinic-${context}`,
    onStatement: (text) => onStatement?.(context, text),
  });
}
