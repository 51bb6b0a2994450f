import { ApolloGateway } from "@apollo/gateway";
import type { QueryPlanner } from "@apollo/query-planner";
import { ApolloServer, type HTTPGraphQLRequest, type HTTPGraphQLResponse } from "@apollo/server";
import {
  ApolloServerPluginCacheControlDisabled,
  ApolloServerPluginInlineTraceDisabled,
  ApolloServerPluginLandingPageDisabled,
  ApolloServerPluginSchemaReportingDisabled,
  ApolloServerPluginUsageReportingDisabled,
} from "@apollo/server/plugin/disabled";
import { parse, printSchema } from "graphql";
import type { Logger } from "#shared/logging/logger.ts";
import { currentScope } from "#shared/observability/request-scope.ts";
import type { AnswerStore } from "../answer-cache/answer-store.ts";
import { KeptAnswers } from "../answer-cache/kept-answers.ts";
import { disableApolloTelemetry } from "../config.ts";
import { readCostRules } from "../cost/cost-rules.ts";
import { createPlanExecutor } from "../query-plan/plan-executor.ts";
import type { ServiceCaller } from "../services/service-caller.ts";
import { deprecationPlugin } from "./deprecation-plugin.ts";
import { maskError } from "./error-masking.ts";
import { KnownDocuments } from "./known-documents.ts";
import { limitRules, type OperationLimits } from "./limits.ts";
import { operationGuardPlugin, type OperationGuard } from "./operation-guard-plugin.ts";
import { rehearsalContext, type RequestContext } from "./request-context.ts";
import { errorRecordPlugin, operationRecordPlugin } from "./operation-record-plugin.ts";
import { responsePlugin } from "./response-plugin.ts";

/** Executes operations on one version of the supergraph. */
export interface Engine {
  readonly sdl: string;
  /** What clients see of it: the SDL without the directives by which the router works. */
  apiSdl(): string;
  /** Never rejects: whatever happens becomes an answer. */
  execute(request: HTTPGraphQLRequest, context: RequestContext): Promise<HTTPGraphQLResponse>;
  /**
   * Parses, validates and plans a document, so that no request of it has to wait for that; from then on a request may name it by
   * Apollo's `extensions.persistedQuery`, also when it is not valid, and is told what is wrong with it.
   * @throws Error when it is not valid for this supergraph
   */
  rehearse(text: string): Promise<void>;
  /** Operations that have begun are finished. */
  stop(): Promise<void>;
}

const REHEARSAL_TIMEOUT_MS = 60_000;
/** What Apollo Server would bring by itself. */
const NOT_APOLLOS = [
  ApolloServerPluginCacheControlDisabled(),
  ApolloServerPluginInlineTraceDisabled(),
  ApolloServerPluginLandingPageDisabled(),
  ApolloServerPluginSchemaReportingDisabled(),
  ApolloServerPluginUsageReportingDisabled(),
];

/** What {@link startEngine} needs. */
export interface EngineOptions {
  readonly sdl: string;
  /** By name of the subgraph. */
  readonly callers: ReadonlyMap<string, ServiceCaller>;
  readonly guard: OperationGuard;
  readonly limits: OperationLimits;
  /** Where answers are kept that are nobody's own; null: nowhere. */
  readonly answers: AnswerStore | null;
  /** True: a request may name a document that was rehearsed. */
  readonly takesIds: boolean;
  readonly logger: Logger;
}

/**
 * Starts gateway and server for a supergraph. Schema, plan cache and access rules belong to one engine, so that an
 * operation is judged and executed by the same version, also while the supergraph is being replaced.
 * @throws Error when the supergraph is not valid or names a subgraph that is not known here
 */
export async function startEngine(options: EngineOptions): Promise<Engine> {
  const { sdl, limits } = options;
  const logger = quietLogger(options.logger);
  disableApolloTelemetry();
  const gateway = createGateway(options, logger);
  const documents = new KnownDocuments();
  const server = new ApolloServer<RequestContext>({
    gateway,
    logger,
    nodeEnv: "production",
    stopOnTerminationSignals: false,
    // Who may introspect is decided by the guard.
    introspection: true,
    hideSchemaDetailsFromClientErrors: true,
    includeStacktraceInErrorResponses: false,
    persistedQueries: options.takesIds && { cache: documents.texts, ttl: null },
    documentStore: documents.parsed,
    allowBatchedHttpRequests: false,
    csrfPrevention: true,
    maxRecursiveSelections: true,
    parseOptions: { maxLexicalTokens: limits.maxTokens },
    validationRules: limitRules(limits),
    formatError: (formatted, error) =>
      maskError(formatted, error, { logger: options.logger, correlationId: currentScope()?.correlationId }),
    plugins: [
      operationRecordPlugin,
      operationGuardPlugin(options.guard, limits, readCostRules(parse(sdl))),
      deprecationPlugin(),
      responsePlugin,
      errorRecordPlugin,
      ...NOT_APOLLOS,
    ],
  });
  await server.start();
  let apiSdl: string | undefined;
  return {
    sdl,
    apiSdl: () => (apiSdl ??= `${printSchema(loaded(gateway.schema)).trimEnd()}\n`),
    execute: (httpGraphQLRequest, context) =>
      server.executeHTTPGraphQLRequest({ httpGraphQLRequest, context: async () => context }),
    async rehearse(text) {
      documents.keep(text);
      const contextValue = rehearsalContext(REHEARSAL_TIMEOUT_MS);
      const { body } = await server.executeOperation({ query: text }, { contextValue });
      const [first] = body.kind === "single" ? (body.singleResult.errors ?? []) : [];
      if (first !== undefined) throw new Error(first.message);
    },
    stop: () => server.stop(),
  };
}

function createGateway(
  { sdl, callers, answers, logger }: EngineOptions,
  gatewayLogger: QuietLogger,
): ApolloGateway {
  const gateway = new ApolloGateway({
    supergraphSdl: sdl,
    validateSupergraph: true,
    logger: gatewayLogger,
    // Otherwise any client may ask for the query plan by a header.
    __exposeQueryPlanExperimental: false,
    buildService: ({ name }) => {
      if (!callers.has(name)) {
        throw new Error(`The supergraph names the subgraph "${name}", which is not known here.`);
      }
      return { process: () => Promise.reject(new Error("Calls of subgraphs are made by our own executor.")) };
    },
  });
  const planner = (): QueryPlanner => loaded(gateway.__testing().queryPlanner);
  gateway.executor = createPlanExecutor({
    planner,
    callers,
    answers: answers === null ? null : new KeptAnswers(sdl, answers),
    logger,
  });
  return gateway;
}

function loaded<T>(part: T | undefined): T {
  if (part === undefined) throw new Error("The gateway has not loaded its supergraph.");
  return part;
}

type QuietLogger = Record<"debug" | "info" | "warn" | "error", (message?: unknown) => void>;

/** Apollo's own log lines; its news is only of interest when debugging. */
function quietLogger(logger: Logger): QuietLogger {
  return {
    debug: (message) => logger.debug(String(message)),
    info: (message) => logger.debug(String(message)),
    warn: (message) => logger.warn(String(message)),
    error: (message) => logger.error(String(message)),
  };
}
