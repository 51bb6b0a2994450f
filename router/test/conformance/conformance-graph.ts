import { composeServices } from "@apollo/composition";
import { buildSubgraphSchema } from "@apollo/subgraph";
import {
  execute,
  graphql,
  Kind,
  OperationTypeNode,
  parse,
  type ExecutionResult,
  type GraphQLFieldResolver,
  type GraphQLSchema,
  type GraphQLTypeResolver,
} from "graphql";
import { jsonResponse, type ServiceHandler } from "#shared/http/service-call.ts";
import { CONFORMANCE_SUBGRAPHS, type ConformanceSubgraph } from "./conformance-subgraphs.ts";
import { createWorld, readField, type Thing, type World } from "./world.ts";

type Record_ = Readonly<Record<string, unknown>>;

/** An operation, as both sides get it. */
export interface Operation {
  readonly query: string;
  readonly variables: Record_;
}

/** The same graph twice: in subgraphs that share it, and merged into one schema. */
export interface ConformanceGraph {
  readonly supergraphSdl: string;
  /** What clients see. */
  readonly apiSchema: GraphQLSchema;
  /** Transports to the subgraphs, by name. */
  readonly services: Readonly<Record<string, ServiceHandler>>;
  /** Puts the data behind the subgraphs back to where it was. */
  reset(): void;
  /** Executes on the merged schema, on data of its own. */
  executeMerged(operation: Operation): Promise<ExecutionResult>;
}

const fieldResolver: GraphQLFieldResolver<Thing, unknown> = (source, args, _context, { fieldName }) =>
  readField(source, fieldName, args);

const typeResolver: GraphQLTypeResolver<Thing, unknown> = ({ __typename }) => __typename;

/** Composes the graph of {@link CONFORMANCE_SUBGRAPHS}. */
export function createConformanceGraph(): ConformanceGraph {
  const composed = composeServices(
    CONFORMANCE_SUBGRAPHS.map(({ name, sdl }) => ({
      name,
      url: `http://${name}.invalid/graphql`,
      typeDefs: parse(sdl),
    })),
  );
  if (composed.errors !== undefined) throw new AggregateError(composed.errors, "It does not compose.");
  const apiSchema = composed.schema.toAPISchema().toGraphQLJSSchema();
  let world = createWorld();
  return {
    supergraphSdl: composed.supergraphSdl,
    apiSchema,
    services: Object.fromEntries(
      CONFORMANCE_SUBGRAPHS.map((subgraph) => [subgraph.name, serve(subgraph, () => world)]),
    ),
    reset() {
      world = createWorld();
    },
    async executeMerged({ query, variables }) {
      const { query: queryRoot, mutation } = createWorld();
      const document = parse(query);
      const isMutation = document.definitions.some(
        (definition) =>
          definition.kind === Kind.OPERATION_DEFINITION &&
          definition.operation === OperationTypeNode.MUTATION,
      );
      const rootValue = isMutation ? mutation : queryRoot;
      return execute({
        schema: apiSchema,
        document,
        rootValue,
        variableValues: variables,
        fieldResolver,
        typeResolver,
      });
    },
  };
}

function serve({ name, sdl }: ConformanceSubgraph, world: () => World): ServiceHandler {
  const typeDefs = parse(sdl);
  const resolvers = resolversOf(name, sdl, world);
  const schema = buildSubgraphSchema([{ typeDefs, resolvers }]);
  return async ({ body }) => {
    const { query, variables } = JSON.parse(body) as Operation;
    const { query: queryRoot, mutation } = world();
    const rootValue = query.trimStart().startsWith("mutation") ? mutation : queryRoot;
    const result = await graphql({
      schema,
      source: query,
      rootValue,
      variableValues: variables,
      fieldResolver,
      typeResolver,
    });
    return jsonResponse(200, result);
  };
}

type Resolvers = Record<string, { __resolveReference: (representation: Record_) => Thing | null }>;

/**
 * Only references need resolvers. Of fields that are external to the subgraph it gets to know what the
 * representation says, and nothing else.
 */
function resolversOf(name: string, sdl: string, world: () => World): Resolvers {
  return Object.fromEntries(
    parse(sdl).definitions.flatMap((definition) => {
      if (
        definition.kind !== Kind.OBJECT_TYPE_DEFINITION &&
        definition.kind !== Kind.INTERFACE_TYPE_DEFINITION
      ) {
        return [];
      }
      const isEntity = definition.directives?.some((directive) => directive.name.value === "key");
      if (isEntity !== true) return [];
      const external = (definition.fields ?? [])
        .filter(({ directives }) => directives?.some((directive) => directive.name.value === "external"))
        .map((field) => field.name.value);
      const __resolveReference = (representation: Record_): Thing | null => {
        const thing = world().find(name, representation);
        if (thing === null) return null;
        return { ...thing, ...Object.fromEntries(external.map((field) => [field, representation[field]])) };
      };
      return [[definition.name.value, { __resolveReference }]];
    }),
  );
}
