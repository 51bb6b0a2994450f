import type { GraphQLSchema } from "graphql";
import type { KnockOut } from "../auth/knock-out.ts";
import { assertShieldHoldsOnce } from "../auth/shield-traps.ts";
import type { ViewerKeyRing } from "../auth/signed-viewer.ts";
import { assertBoundByRowLevelSecurity } from "../db/bound-login.ts";
import type { Database } from "../db/database.ts";
import type { ServiceHandler } from "../http/service-call.ts";
import type { IdempotencyKeyTable } from "../idempotency/idempotency-table.ts";
import { createServiceEndpoint, type ServiceCall, type ServiceRoute } from "../http/service-endpoint.ts";
import type { Logger } from "../logging/logger.ts";
import type { Consumer } from "../messaging/contracts.ts";
import { createHousekeeping } from "../messaging/housekeeping.ts";
import type { MessageEffect } from "../messaging/apply-once.ts";
import { createInboxConsumer } from "../messaging/inbox-consumer.ts";
import { createBacklogMeasure } from "../messaging/message-backlog.ts";
import type { MessageTransport, Subscription } from "../messaging/message.ts";
import { createRelay } from "../messaging/relay.ts";
import type { MessagingTables } from "../messaging/tables.ts";
import type { WorkLoop } from "../messaging/work-loop.ts";
import { NO_METRICS, type Metrics } from "../observability/metrics.ts";
import type { Clock } from "../time/clock.ts";
import { createGraphqlRoute, type GraphqlContext } from "./graphql-route.ts";
import type { RequestContextOptions } from "./request-context.ts";

/** One running bounded context, however it is reached. */
export interface Subgraph {
  readonly name: string;
  /** Answers signed calls: what the HTTP routes and the in-process transport call. */
  readonly handle: ServiceHandler;
  /** What {@link handle} answers, e.g. `/graphql`. */
  readonly paths: readonly string[];
  /** Starts answering; background work stays off. */
  startServing(): Promise<void>;
  /** Starts answering, relay and consumer. */
  start(): Promise<void>;
  /** Answers at once who is only waiting for news: called when the process is about to end. */
  release?(): void;
  /** Finishes what is being done and closes the database. */
  stop(): Promise<void>;
  /** Named checks of readiness; each rejects when its dependency is not there. */
  readonly readiness: Readonly<Record<string, () => Promise<void>>>;
}

/** What every subgraph is given by the composition root. */
export interface SubgraphDependencies {
  /** Pool under the subgraph's own login role. */
  readonly database: Database;
  readonly transport: MessageTransport;
  readonly keys: ViewerKeyRing;
  readonly clock: Clock;
  readonly logger: Logger;
  /** Of the process; statements are told by `database`, which is opened with its observer. */
  readonly metrics?: Metrics;
  /** Only in the knock-out test. */
  readonly knockOut?: KnockOut | undefined;
}

/** What makes one subgraph differ from another. */
export interface SubgraphDefinition<C extends GraphqlContext> {
  readonly name: string;
  readonly tables: MessagingTables;
  /** Undefined in one that makes nothing on request. */
  readonly idempotencyKeys?: IdempotencyKeyTable;
  readonly schema: GraphQLSchema;
  readonly createContext: (call: ServiceCall, options: RequestContextOptions) => C;
  /** Signed routes beside `/graphql`, by path. */
  readonly routes?: Readonly<Record<string, ServiceRoute>>;
  /** What it does with the messages that it consumes. */
  readonly consumer: { readonly name: Consumer; readonly effect: MessageEffect };
  /** What it does by itself, beside relay, consumer and housekeeping: started and stopped with them. */
  readonly createTimer?: (dependencies: SubgraphDependencies) => Pick<WorkLoop, "start" | "stop">;
}

/** Puts a subgraph together: signed endpoint, GraphQL, relay and consumer. */
export function createSubgraph<C extends GraphqlContext>(
  definition: SubgraphDefinition<C>,
  dependencies: SubgraphDependencies,
): Subgraph {
  const { name, tables, schema, idempotencyKeys = null } = definition;
  const { database, keys, clock, logger, metrics = NO_METRICS, knockOut } = dependencies;
  const graphql = createGraphqlRoute({
    schema,
    logger,
    createContext: (call) =>
      definition.createContext(call, {
        ...{ subgraph: name, database, tables, idempotencyKeys },
        ...{ clock, knockOut },
      }),
  });
  const background = createBackgroundWork(definition, dependencies);
  const routes = { "/graphql": graphql.route, ...definition.routes };
  const startServing = async (): Promise<void> => {
    await Promise.all([assertShieldHoldsOnce(), assertBoundByRowLevelSecurity(database)]);
    await graphql.start();
  };
  metrics.watchPool(name, () => database.pool);
  metrics.watchMessages(name, createBacklogMeasure({ subgraph: name, database, tables }));
  return {
    name,
    paths: Object.keys(routes),
    handle: createServiceEndpoint({
      audience: name,
      keys,
      clock,
      logger,
      routes,
    }),
    readiness: { database: () => database.ping() },
    startServing,
    start: async () => {
      await startServing();
      await background.start();
    },
    stop: async () => {
      await Promise.all([background.stop(), graphql.stop()]);
      await database.close();
    },
  };
}

/** Relay, consumer, housekeeping and timer of one subgraph. */
function createBackgroundWork<C extends GraphqlContext>(
  { name, tables, idempotencyKeys, consumer, createTimer }: SubgraphDefinition<C>,
  dependencies: SubgraphDependencies,
): Pick<Subgraph, "start" | "stop"> {
  const { database, transport, logger } = dependencies;
  const relay = createRelay({ subgraph: name, database, tables, transport, logger });
  const housekeeping = createHousekeeping({ subgraph: name, database, tables, idempotencyKeys, logger });
  const timer = createTimer?.(dependencies);
  let subscription: Subscription | undefined;
  return {
    start: async () => {
      await relay.start();
      housekeeping.start();
      timer?.start();
      const { name: consumerName, effect } = consumer;
      const handle = createInboxConsumer({ consumer: consumerName, effect, ...dependencies, tables });
      subscription = await transport.subscribe(consumerName, handle);
    },
    stop: async () => {
      await Promise.all([subscription?.stop(), relay.stop(), housekeeping.stop(), timer?.stop()]);
    },
  };
}
