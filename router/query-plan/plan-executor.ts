import { setImmediate as breathe } from "node:timers/promises";
import type { ApolloGateway } from "@apollo/gateway";
import type { QueryPlanner } from "@apollo/query-planner";
import {
  executeSync,
  GraphQLError,
  Kind,
  visit,
  type DocumentNode,
  type GraphQLSchema,
  type OperationDefinitionNode,
} from "graphql";
import { SpanStatusCode } from "@opentelemetry/api";
import { LRUCache } from "lru-cache";
import { AppError } from "#shared/errors/app-error.ts";
import type { Logger } from "#shared/logging/logger.ts";
import { inSpan } from "#shared/observability/spans.ts";
import type { KeptAnswers } from "../answer-cache/kept-answers.ts";
import { coerceVariables } from "../execution/operation-checks.ts";
import type { RequestContext } from "../execution/request-context.ts";
import type { ServiceCaller } from "../services/service-caller.ts";
import { prepareOperation, type PreparedOperation } from "./prepare-operation.ts";
import { responseKeysOf, type ResponseKeys } from "./response-keys.ts";
import type { Problem } from "./response-shape.ts";
import { runFetch, type Execution } from "./run-fetch.ts";
import { runPlan } from "./run-plan.ts";
import { callSubgraph } from "./subgraph-call.ts";
import { typeConditionsOf, type TypeConditions } from "./type-conditions.ts";
import type { Values } from "./values.ts";

/** What {@link createPlanExecutor} needs. */
export interface PlanExecutorOptions {
  /** Asked once, for the first operation. */
  readonly planner: () => QueryPlanner;
  /** By name of the subgraph. */
  readonly callers: ReadonlyMap<string, ServiceCaller>;
  /** Null: no answer is kept. */
  readonly answers: KeptAnswers | null;
  readonly logger: Logger;
}

/** One operation of a client, valid for the schema. */
type ExecutableRequest = Omit<Parameters<GatewayExecutor>[0], "context"> & {
  readonly context: RequestContext;
};

type GatewayExecutor = ApolloGateway["executor"];
type Answer = Awaited<ReturnType<GatewayExecutor>>;

/** All prepared operations together. */
const KEPT_BYTES = 32 * 1024 * 1024;

/** Executes operations by the gateway's plans, in place of its own executor. */
export function createPlanExecutor(options: PlanExecutorOptions): GatewayExecutor {
  const executor = new PlanExecutor(options);
  return (request) => {
    // eslint-disable-next-line @typescript-eslint/no-unsafe-type-assertion -- what the engine gives Apollo Server as context
    const context = request.context as RequestContext;
    return executor.execute({ ...request, context });
  };
}

/** What belongs to the supergraph and not to an operation. */
interface Planning {
  readonly planner: QueryPlanner;
  readonly types: TypeConditions;
  readonly keys: ResponseKeys;
}

class PlanExecutor {
  readonly #options: PlanExecutorOptions;
  readonly #prepared = new LRUCache<string, PreparedOperation>({
    maxSize: KEPT_BYTES,
    sizeCalculation: ({ size }, key) => size + key.length,
  });
  /** Those that were rehearsed: they stay for as long as the supergraph. */
  readonly #rehearsed = new Map<string, PreparedOperation>();
  /** Names of the variables that decide `@skip` and `@include`. */
  readonly #conditions = new WeakMap<OperationDefinitionNode, readonly string[]>();
  #planning: Planning | undefined;

  constructor(options: PlanExecutorOptions) {
    this.#options = options;
  }

  execute(request: ExecutableRequest): Promise<Answer> {
    if (request.context.isRehearsal) return this.#rehearse(request);
    const { operation: kind, name } = request.operation;
    const attributes = {
      "graphql.operation.type": kind,
      ...(name && { "graphql.operation.name": name.value }),
    };
    return inSpan("router.operation", { attributes }, async (span) => {
      const answer = await this.#execute(request);
      if (answer.errors !== undefined) span.setStatus({ code: SpanStatusCode.ERROR });
      return answer;
    });
  }

  /** Prepares the operation for every way in which its conditions can turn out. */
  async #rehearse(request: ExecutableRequest): Promise<Answer> {
    for (const conditions of allOutcomes(this.#conditionsOf(request))) {
      this.#rehearsed.set(keyOf(request, conditions), this.#prepareNow(request, conditions));
      // Planning takes a while: who is served by the engine before goes on being served.
      await breathe();
    }
    return { data: null };
  }

  async #execute(request: ExecutableRequest): Promise<Answer> {
    const { schema, operation, context } = request;
    const variables = request.request.variables ?? {};
    const withDefaults = coerceVariables(schema, operation, variables);
    const prepared = await this.#prepare(request, withDefaults);
    context.masked = prepared.masked;
    const { maxAgeSeconds } = prepared;
    const { answers } = this.#options;
    if (answers === null || maxAgeSeconds === 0) return this.#run(request, prepared, withDefaults);
    const { viewer, caching, extensions } = context;
    const identity = { operation: keyOf(request, {}), variables: withDefaults, viewer };
    return answers.through({ identity, maxAgeSeconds, caching, extensions }, () =>
      this.#run(request, prepared, withDefaults),
    );
  }

  /** By its plan, whatever may be kept. */
  async #run(
    { schema, context, request: { variables = {} } }: ExecutableRequest,
    { plan, shape, introspection }: PreparedOperation,
    withDefaults: Values,
  ): Promise<Answer> {
    const { callers, logger } = this.#options;
    const execution: Execution = {
      variables,
      result: {},
      errors: [],
      conditions: this.#planned().types,
      call: (name, body) => {
        const call = callers.get(name);
        if (call === undefined) throw new Error(`There is no subgraph "${name}".`);
        return callSubgraph({ name, call, body, request: context, logger });
      },
    };
    if (introspection !== undefined) introspect(schema, introspection, variables, execution);
    await runPlan(plan, withDefaults, (fetch) => runFetch(fetch, execution));
    const { data, problems } = shape(execution.result);
    const { errors } = execution;
    reportProblems(problems, errors.length > 0, logger);
    // A subgraph answered null, without an error, where the schema promises a value, and it cost the whole answer: data
    // that is null needs an error (https://spec.graphql.org/October2021/#sec-Data).
    if (data === null && errors.length === 0) {
      errors.push(new GraphQLError(`The answer was null. ${JSON.stringify(problems)}`));
    }
    return { data, ...(errors.length > 0 && { errors }) };
  }

  async #prepare(
    request: ExecutableRequest,
    variables: Readonly<Record<string, unknown>>,
  ): Promise<PreparedOperation> {
    const conditions = this.#conditionValues(request, variables);
    const key = keyOf(request, conditions);
    const known = this.#rehearsed.get(key) ?? this.#prepared.get(key);
    if (known !== undefined) return known;
    return inSpan("router.plan", {}, async () => {
      const prepared = this.#prepareNow(request, conditions);
      this.#prepared.set(key, prepared);
      return prepared;
    });
  }

  #prepareNow(
    { schema, document, operation, context }: ExecutableRequest,
    conditions: Values,
  ): PreparedOperation {
    const { planner, keys } = this.#planned();
    const cacheRules = this.#options.answers?.rules ?? null;
    const { masked } = context;
    return prepareOperation({ schema, planner, keys, document, operation, conditions, masked, cacheRules });
  }

  #planned(): Planning {
    if (this.#planning === undefined) {
      const planner = this.#options.planner();
      const supergraph = planner.supergraph.schema.toGraphQLJSSchema();
      this.#planning = {
        planner,
        types: typeConditionsOf(supergraph),
        keys: responseKeysOf(supergraph, planner.supergraph),
      };
    }
    return this.#planning;
  }

  #conditionsOf({ document, operation }: ExecutableRequest): readonly string[] {
    let names = this.#conditions.get(operation);
    if (names === undefined) {
      names = conditionVariables(document);
      this.#conditions.set(operation, names);
    }
    return names;
  }

  #conditionValues(request: ExecutableRequest, variables: Values): Values {
    const values: Values = {};
    for (const name of this.#conditionsOf(request)) {
      if (!Object.hasOwn(variables, name)) continue;
      // A default makes a nullable variable good enough for a condition, and null still comes through.
      if (variables[name] === null)
        throw new AppError(
          "VALIDATION_ERROR",
          `The variable "$${name}" decides what is selected and must not be null.`,
        );
      values[name] = variables[name];
    }
    return values;
  }
}

/**
 * Nulls without an error are usual: an entity that is not there for the viewer. A value of a wrong type is a fault of the
 * subgraph.
 */
function reportProblems(problems: readonly Problem[], hasErrors: boolean, logger: Logger): void {
  const invalid = problems.filter(({ reason }) => reason === "invalid");
  if (invalid.length > 0)
    logger.error({ problems: invalid }, "a subgraph answered what its schema does not allow");
  else if (problems.length > 0 && !hasErrors)
    logger.debug({ problems }, "null where the schema promises a value");
}

function introspect(
  schema: GraphQLSchema,
  document: DocumentNode,
  variableValues: Values,
  { result, errors }: Execution,
): void {
  const answer = executeSync({ schema, document, rootValue: {}, variableValues });
  Object.assign(result, answer.data);
  errors.push(...(answer.errors ?? []));
}

function conditionVariables(document: DocumentNode): string[] {
  const names = new Set<string>();
  visit(document, {
    Directive(directive) {
      if (directive.name.value !== "skip" && directive.name.value !== "include") return;
      for (const { value } of directive.arguments ?? []) {
        if (value.kind === Kind.VARIABLE) names.add(value.name.value);
      }
    },
  });
  return [...names];
}

function keyOf({ queryHash, operation, context: { masked } }: ExecutableRequest, conditions: Values): string {
  const key = `${queryHash} ${operation.name?.value ?? ""} ${JSON.stringify(conditions)}`;
  return masked.size === 0 ? key : `${key} ${[...masked].join(" ")}`;
}

/** More ways to turn out than that of so many conditions are prepared when they are asked for. */
const MOST_CONDITIONS = 5;

/** Every way in which conditions can turn out, with names in the order given. */
function allOutcomes(names: readonly string[]): Values[] {
  let outcomes: Values[] = [{}];
  for (const name of names.slice(0, MOST_CONDITIONS)) {
    outcomes = outcomes.flatMap((outcome) => [
      { ...outcome, [name]: true },
      { ...outcome, [name]: false },
    ]);
  }
  return names.length > MOST_CONDITIONS ? [] : outcomes;
}
