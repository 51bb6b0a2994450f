import type { GraphQLDataSource, GraphQLDataSourceProcessOptions } from "@apollo/gateway";
import type { GraphQLFormattedError } from "graphql";
import { AppError, type FieldProblem } from "#shared/errors/app-error.ts";
import type { ErrorCode } from "#shared/errors/catalogue.ts";
import type { Logger } from "#shared/logging/logger.ts";
import type { ServiceCaller } from "../services/service-caller.ts";
import { distinctFetch } from "./distinct-representations.ts";
import { positionsOfEntities, rememberRoot } from "./entity-positions.ts";
import { pathsOfFetch, typeNameOf } from "./failed-fields.ts";
import type { RequestContext } from "./request-context.ts";
import { readSubgraphAnswer, type SubgraphAnswer, type SubgraphError } from "./subgraph-answer.ts";

type GatewayResponse = Awaited<ReturnType<GraphQLDataSource["process"]>>;
type GatewayRequest = GraphQLDataSourceProcessOptions["request"];

/** The only subgraph whose answers may set cookies. */
const COOKIE_SETTER = "auth";
/** Extensions of subgraph answers that reach the client (the gateway drops them all). */
const FORWARDED_EXTENSIONS = ["degraded", "idempotency"] as const;

/** What a {@link SubgraphDataSource} needs. */
export interface SubgraphDataSourceOptions {
  /** Name of the subgraph. */
  readonly name: string;
  readonly call: ServiceCaller;
  readonly logger: Logger;
}

/**
 * Sends the fetches of query plans to one subgraph. Never rejects: a subgraph that is down, late or talks nonsense
 * becomes errors on exactly the fields of the fetch.
 */
export class SubgraphDataSource implements GraphQLDataSource<RequestContext> {
  readonly #options: SubgraphDataSourceOptions;

  constructor(options: SubgraphDataSourceOptions) {
    this.#options = options;
  }

  /** @throws Error when the gateway calls outside of a client's request (it is configured not to) */
  async process(options: GraphQLDataSourceProcessOptions<RequestContext>): Promise<GatewayResponse> {
    if (!("incomingRequestContext" in options)) throw new Error("A fetch needs a client's request.");
    const { request, context } = options;
    const { query = "", variables = {}, operationName } = request;
    const distinct = distinctFetch(variables);
    try {
      const response = await this.#options.call({
        method: "POST",
        path: "/graphql",
        body: JSON.stringify({ query, variables: distinct?.variables ?? variables, operationName }),
        viewer: context.viewer,
        deadline: context.deadline,
      });
      const received = readSubgraphAnswer(response);
      const answer = distinct?.expand(received) ?? received;
      if (this.#options.name === COOKIE_SETTER) context.setCookies.push(...response.setCookies);
      collectExtensions(answer, context.extensions);
      this.#logForeignErrors(answer.errors);
      if (!("representations" in variables)) rememberRoot(context, answer.data);
      forgetKnownTypes(answer.data, request);
      return { data: answer.data ?? null, ...atEntities(withErrors(answer, request), options) };
    } catch (error) {
      this.#options.logger.error({ err: error, subgraph: this.#options.name }, "a subgraph gave no answer");
      const code = error instanceof AppError ? error.code : "INTERNAL";
      return { data: null, ...atEntities({ errors: fetchErrors(request, { code }) }, options) };
    }
  }

  #logForeignErrors(errors: readonly SubgraphError[]): void {
    const foreign = errors.filter(({ foreignCode }) => foreignCode !== undefined);
    if (foreign.length === 0) return;
    this.#options.logger.error(
      {
        subgraph: this.#options.name,
        errors: foreign.map(({ message, foreignCode }) => ({ message, foreignCode })),
      },
      "a subgraph answered with errors that are not of the catalogue",
    );
  }
}

function collectExtensions({ extensions }: SubgraphAnswer, collected: Map<string, unknown>): void {
  for (const name of FORWARDED_EXTENSIONS) {
    const value = extensions[name];
    if (value === undefined) continue;
    collected.set(name, joined(collected.get(name), value));
  }
}

/** Lists of several subgraphs become one; of anything else the last one counts. */
function joined(earlier: unknown, value: unknown): unknown {
  if (!Array.isArray(earlier) || !Array.isArray(value)) return value;
  const all: readonly unknown[] = earlier.concat(value);
  return all;
}

const ALIASED_TYPENAME = /([_A-Za-z][_0-9A-Za-z]*)\s*:\s*__typename\b/g;

/**
 * Drops from each entity the type that its representation already named. The gateway puts back what it knows, which is
 * more where the subgraph takes an interface for an object (`@interfaceObject`): its answer would name the interface.
 */
function forgetKnownTypes(
  data: SubgraphAnswer["data"],
  { query = "", variables = {} }: GatewayRequest,
): void {
  const representations: unknown = variables["representations"];
  const entities = data?.["_entities"];
  if (!Array.isArray(representations) || !Array.isArray(entities) || !query.includes("__typename")) return;
  const keys = ["__typename", ...Array.from(query.matchAll(ALIASED_TYPENAME), ([, alias]) => alias ?? "")];
  for (const [index, entity] of entities.entries()) {
    const known = typeNameOf(representations[index]);
    if (!isRecord(entity) || known === undefined) continue;
    for (const key of keys) if (entity[key] === known) Reflect.deleteProperty(entity, key);
  }
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === "object" && value !== null;
}

function withErrors(answer: SubgraphAnswer, request: GatewayRequest): Errors {
  if (answer.errors.length === 0) return {};
  return {
    errors: answer.errors.flatMap((error) => {
      // An error without a path costs the whole fetch when nothing was executed.
      if (error.path === undefined && (answer.data ?? null) === null) return fetchErrors(request, error);
      return [toGraphQLError(error, error.path)];
    }),
  };
}

interface Errors {
  readonly errors?: GraphQLFormattedError[];
}

/** Has the errors name the entities by their place in the result, see {@link positionsOfEntities}. */
function atEntities({ errors }: Errors, options: GraphQLDataSourceProcessOptions<RequestContext>): Errors {
  if (errors === undefined) return {};
  const representations: unknown = options.request.variables?.["representations"];
  if (!Array.isArray(representations) || !("pathInIncomingRequest" in options)) return { errors };
  const { context, pathInIncomingRequest: path = [] } = options;
  const positions = positionsOfEntities(context, path, representations);
  return {
    errors: errors.map((error) => {
      const [root, index, ...rest] = error.path ?? [];
      const position = root === "_entities" && typeof index === "number" ? positions?.[index] : undefined;
      return root === undefined || position === undefined
        ? error
        : { ...error, path: [root, position, ...rest] };
    }),
  };
}

interface Fault {
  readonly code: ErrorCode;
  readonly message?: string;
  readonly fields?: readonly FieldProblem[];
}

function fetchErrors({ query = "", variables = {} }: GatewayRequest, fault: Fault): GraphQLFormattedError[] {
  return pathsOfFetch(query, variables).map((path) => toGraphQLError(fault, path));
}

function toGraphQLError(fault: Fault, path: readonly (string | number)[] | undefined): GraphQLFormattedError {
  const { code, fields = [] } = fault;
  return {
    message: fault.message ?? new AppError(code).message,
    ...(path && { path }),
    extensions: { code, ...(fields.length > 0 && { fields }) },
  };
}
