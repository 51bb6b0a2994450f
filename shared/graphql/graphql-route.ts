import { ApolloServer, HeaderMap, type ApolloServerPlugin } from "@apollo/server";
import { ApolloServerPluginInlineTraceDisabled } from "@apollo/server/plugin/disabled";
import { GraphQLError, type GraphQLFormattedError, type GraphQLSchema } from "graphql";
import { AppError } from "../errors/app-error.ts";
import { isErrorCode } from "../errors/catalogue.ts";
import { toGraphQLError } from "../errors/graphql-error.ts";
import { jsonResponse, type ServiceResponse } from "../http/service-call.ts";
import type { ServiceCall, ServiceRoute } from "../http/service-endpoint.ts";
import type { Logger } from "../logging/logger.ts";
import { operationNameOf, runInOperation } from "../observability/operation-scope.ts";
import { parseJsonBody } from "../validation/parse-json.ts";

/** What every subgraph's context has for this route. */
export interface GraphqlContext {
  /** Commits what the request read, with its audit entries; called once, before the answer is given. */
  finish(): Promise<void>;
  /** `Set-Cookie` values for the browser; only the auth subgraph's are passed on. */
  readonly setCookies: readonly string[];
  /** Idempotency keys whose outcome was told again: the answer's `extensions.idempotency` says so. */
  readonly replayed: ReadonlySet<string>;
}

/** What {@link createGraphqlRoute} needs. */
export interface GraphqlRouteOptions<C extends GraphqlContext> {
  readonly schema: GraphQLSchema;
  readonly createContext: (call: ServiceCall) => C;
  readonly logger: Logger;
}

/** The `/graphql` route of a subgraph, with the means to start and stop its server. */
export interface GraphqlRoute {
  readonly route: ServiceRoute;
  start(): Promise<void>;
  stop(): Promise<void>;
}

/** Executes GraphQL for verified calls. An answer is given only after {@link GraphqlContext.finish} succeeded. */
export function createGraphqlRoute<C extends GraphqlContext>(options: GraphqlRouteOptions<C>): GraphqlRoute {
  const server = new ApolloServer<C>({
    schema: options.schema,
    introspection: false,
    csrfPrevention: false,
    includeStacktraceInErrorResponses: false,
    stopOnTerminationSignals: false,
    plugins: [ApolloServerPluginInlineTraceDisabled(), replayPlugin],
    formatError: (formatted, error) => formatError(formatted, error, options.logger),
  });
  let isStarted = false;
  return {
    start: async () => {
      await server.start();
      isStarted = true;
    },
    // A start that failed elsewhere stops this too, and what it says must not hide why.
    stop: async () => {
      if (isStarted) await server.stop();
    },
    route: async (call) => {
      const context = options.createContext(call);
      const parsed = Promise.resolve(call.request.body).then(parseJsonBody);
      const answer = await runInOperation(await parsed.then(nameOf, nameOf), () =>
        parsed.then((body) => execute(server, body, context)).finally(() => context.finish()),
      );
      return { ...answer, setCookies: context.setCookies };
    },
  };
}

const replayPlugin: ApolloServerPlugin<GraphqlContext> = {
  async requestDidStart() {
    return {
      async willSendResponse({ contextValue: { replayed }, response: { body } }) {
        if (replayed.size === 0 || body.kind !== "single") return;
        const idempotency = [...replayed].map((idempotencyKey) => ({ idempotencyKey, isReplay: true }));
        body.singleResult.extensions = { ...body.singleResult.extensions, idempotency };
      },
    };
  },
};

async function execute<C extends GraphqlContext>(
  server: ApolloServer<C>,
  requestBody: unknown,
  context: C,
): Promise<ServiceResponse> {
  const { status, headers, body } = await server.executeHTTPGraphQLRequest({
    httpGraphQLRequest: {
      method: "POST",
      headers: new HeaderMap([["content-type", "application/json"]]),
      search: "",
      body: requestBody,
    },
    context: () => Promise.resolve(context),
  });
  if (body.kind !== "complete") throw new AppError("INTERNAL");
  const answer = jsonResponse(status ?? 200, null, Object.fromEntries(headers));
  return { ...answer, body: body.string };
}

function nameOf(body: unknown): string {
  return operationNameOf(
    typeof body === "object" && body !== null && "operationName" in body ? body.operationName : undefined,
  );
}

function formatError(
  formatted: GraphQLFormattedError,
  error: unknown,
  logger: Logger,
): GraphQLFormattedError {
  const original = innermost(error);
  if (original instanceof AppError) {
    if (original.code === "INTERNAL" || original.cause !== undefined)
      logger.error({ err: original }, "a field failed");
    return { ...formatted, message: original.message, extensions: toGraphQLError(original).extensions };
  }
  if (isErrorCode(formatted.extensions?.["code"])) return formatted;
  if (isClientFault(formatted.extensions?.["code"])) {
    return { ...formatted, extensions: { code: "VALIDATION_ERROR", retryable: false } };
  }
  logger.error({ err: original }, "a field failed");
  const masked = new AppError("INTERNAL");
  return { ...formatted, message: masked.message, extensions: toGraphQLError(masked).extensions };
}

/** What was thrown or returned first, below the wrappers that shield and the executor put around it. */
function innermost(error: unknown): unknown {
  return error instanceof GraphQLError && error.originalError !== undefined
    ? innermost(error.originalError)
    : error;
}

function isClientFault(code: unknown): boolean {
  return (
    code === "GRAPHQL_PARSE_FAILED" ||
    code === "GRAPHQL_VALIDATION_FAILED" ||
    code === "BAD_USER_INPUT" ||
    code === "OPERATION_RESOLUTION_FAILURE" ||
    code === "BAD_REQUEST"
  );
}
