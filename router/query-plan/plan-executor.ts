import type { ApolloGateway } from "@apollo/gateway";
import type { QueryPlanner } from "@apollo/query-planner";
import {
  executeSync,
  getVariableValues,
  GraphQLError,
  Kind,
  visit,
  type DocumentNode,
  type GraphQLSchema,
  type OperationDefinitionNode,
} from "graphql";
import { LRUCache } from "lru-cache";
import type { Logger } from "#shared/logging/logger.ts";
import { inSpan } from "#shared/observability/spans.ts";
import type { RequestContext } from "../execution/request-context.ts";
import type { ServiceCaller } from "../services/service-caller.ts";
import { prepareOperation, type PreparedOperation } from "./prepare-operation.ts";
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

/** Executes operations by the gateway's plans; its own executor makes the same of them, in more time. */
export function createPlanExecutor(options: PlanExecutorOptions): GatewayExecutor {
  const executor = new PlanExecutor(options);
  return (request) => {
    // eslint-disable-next-line @typescript-eslint/no-unsafe-type-assertion -- what the engine gives Apollo Server as context
    const context = request.context as RequestContext;
    return executor.execute({ ...request, context });
  };
}

class PlanExecutor {
  readonly #options: PlanExecutorOptions;
  readonly #prepared = new LRUCache<string, PreparedOperation>({
    maxSize: KEPT_BYTES,
    sizeCalculation: ({ size }, key) => size + key.length,
  });
  /** Names of the variables that decide `@skip` and `@include`. */
  readonly #conditions = new WeakMap<OperationDefinitionNode, readonly string[]>();
  #planning: { readonly planner: QueryPlanner; readonly types: TypeConditions } | undefined;

  constructor(options: PlanExecutorOptions) {
    this.#options = options;
  }

  execute(request: ExecutableRequest): Promise<Answer> {
    const { operation: kind, name } = request.operation;
    const attributes = {
      "graphql.operation.type": kind,
      ...(name && { "graphql.operation.name": name.value }),
    };
    return inSpan("router.operation", { attributes }, () => this.#execute(request));
  }

  async #execute(request: ExecutableRequest): Promise<Answer> {
    const { schema, operation, context } = request;
    const variables = request.request.variables ?? {};
    const checked = getVariableValues(schema, operation.variableDefinitions ?? [], variables);
    if (checked.errors) return { errors: checked.errors };
    const withDefaults = checked.coerced;
    const { plan, shape, introspection } = await this.#prepare(request, withDefaults);
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
    const { schema, document, operation, queryHash } = request;
    const conditions = this.#conditionValues(request, variables);
    const key = `${queryHash} ${operation.name?.value ?? ""} ${JSON.stringify(conditions)}`;
    const known = this.#prepared.get(key);
    if (known !== undefined) return known;
    return inSpan("router.plan", {}, async () => {
      const { planner } = this.#planned();
      const prepared = prepareOperation({ schema, planner, document, operation, conditions });
      this.#prepared.set(key, prepared);
      return prepared;
    });
  }

  #planned(): { readonly planner: QueryPlanner; readonly types: TypeConditions } {
    if (this.#planning === undefined) {
      const planner = this.#options.planner();
      this.#planning = { planner, types: typeConditionsOf(planner.supergraph.schema.toGraphQLJSSchema()) };
    }
    return this.#planning;
  }

  #conditionValues({ document, operation }: ExecutableRequest, variables: Values): Values {
    let names = this.#conditions.get(operation);
    if (names === undefined) {
      names = conditionVariables(document);
      this.#conditions.set(operation, names);
    }
    const values: Values = {};
    for (const name of names) if (Object.hasOwn(variables, name)) values[name] = variables[name];
    return values;
  }
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
