import type { FastifyInstance } from "fastify";
import type { AdhocProfile } from "../documents/document-resolver.ts";
import type { OperationLimits } from "../execution/limits.ts";
import { registerExplorerPage } from "../explorer/explorer-page.ts";
import { registerExplorerApi, type ExplorerOptions } from "../explorer/explorer-routes.ts";
import { registerImports } from "../imports/import-routes.ts";
import type { Platform } from "../platform.ts";
import type { RateLimiter } from "../rate-limit/rate-limiter.ts";
import { required } from "../services/required-service.ts";
import type { ServiceCaller } from "../services/service-caller.ts";
import { registerAuthProxy } from "./auth-proxy.ts";
import { registerCalendarRoutes } from "./calendar-routes.ts";
import type { GraphQLRouteOptions } from "./graphql-route.ts";

/** What {@link registerDoors} needs beside what GraphQL does. */
export interface DoorOptions {
  readonly limiter: RateLimiter;
  readonly runner: ExplorerOptions["runner"];
  readonly callers: ReadonlyMap<string, ServiceCaller>;
  /** Address at which clients reach the API. */
  readonly issuer: string;
  readonly adhoc: AdhocProfile;
  readonly limits: OperationLimits;
  readonly platform: Platform | undefined;
  readonly explorerDirectory: string | undefined;
  /** Milliseconds that a subgraph has to answer for an import. */
  readonly callMs: number;
  /** Bytes of the largest file that is imported. */
  readonly largestImport: number;
}

/** What there is beside GraphQL outside of the open profile: the way to auth, calendars by their addresses, imports, and the explorer. */
export async function registerDoors(
  app: FastifyInstance,
  graphql: GraphQLRouteOptions,
  options: DoorOptions,
): Promise<void> {
  const { authenticate, requestTimeoutMs: timeoutMs, metrics } = graphql;
  const { callers, limiter, issuer } = options;
  const callAuth = required(callers.get("auth"), "auth");
  await registerAuthProxy(app, { authenticate, callAuth, timeoutMs, issuer, limiter });
  await registerExplorer(app, graphql, options);
  // Nowhere to go in a graph without the owner of calendars and imports.
  const callAppointments = callers.get("appointments");
  if (callAppointments === undefined) return;
  registerCalendarRoutes(app, { callAppointments, timeoutMs, limiter, metrics });
  const { callMs, largestImport: largestBytes } = options;
  await registerImports(app, { ...graphql, callAppointments, callMs, largestBytes });
}

async function registerExplorer(
  app: FastifyInstance,
  graphql: GraphQLRouteOptions,
  { adhoc, platform, limits, explorerDirectory, runner }: DoorOptions,
): Promise<void> {
  const { explorer: store, exports } = platform ?? { explorer: null, exports: null };
  registerExplorerApi(app, { ...graphql, runner, adhoc, limits, store, exports });
  if (explorerDirectory !== undefined) await registerExplorerPage(app, explorerDirectory);
}
