import type { Supergraph } from "@apollo/federation-internals";
import {
  isInterfaceType,
  isObjectType,
  Kind,
  parse,
  visit,
  type GraphQLSchema,
  type OperationDefinitionNode,
} from "graphql";

/** Clients have no such aliases: what begins with two underscores is refused (`operation-checks.ts`). */
const PREFIX = "__as_";

/**
 * Under which keys fields stand in the result of an operation. Keys of entities and what `@requires` names are read from
 * the result by the names of fields, so nothing else of a client may stand there: it would choose another entity, or say
 * what the subgraphs have to say.
 */
export interface ResponseKeys {
  /** The key, in results, of a field that the client calls `key`. */
  inResult(key: string, fieldName: string): string;
}

/** The keys for a supergraph. @param schema its own, with all types of the subgraphs, also those that clients do not see */
export function responseKeysOf(schema: GraphQLSchema, supergraph?: Supergraph): ResponseKeys {
  const fieldNames = new Set<string>();
  for (const type of Object.values(schema.getTypeMap())) {
    if (!isObjectType(type) && !isInterfaceType(type)) continue;
    for (const name of Object.keys(type.getFields())) fieldNames.add(name);
  }
  // A client may select the same field with other arguments.
  const taken = supergraph === undefined ? new Set() : requiredWithArguments(supergraph);
  return {
    inResult: (key, fieldName) => {
      const isFree = key === fieldName ? !taken.has(key) : !fieldNames.has(key);
      return isFree ? key : `${PREFIX}${key}`;
    },
  };
}

/** What the client calls a field that has this key in results. */
export function clientKey(key: string): string {
  return key.startsWith(PREFIX) ? key.slice(PREFIX.length) : key;
}

/** The operation as it is planned and sent to subgraphs: with the keys of results. */
export function withResultKeys(
  keys: ResponseKeys,
  operation: OperationDefinitionNode,
): OperationDefinitionNode {
  return visit(operation, {
    Field: (node) => {
      const key = (node.alias ?? node.name).value;
      const value = keys.inResult(key, node.name.value);
      return value === key ? undefined : { ...node, alias: { kind: Kind.NAME, value } };
    },
  });
}

/** Names of fields that some `@requires` of a subgraph selects with arguments. */
function requiredWithArguments(supergraph: Supergraph): ReadonlySet<string> {
  const names = new Set<string>();
  for (const subgraph of supergraph.subgraphs()) {
    for (const directive of subgraph.metadata().requiresDirective().applications()) {
      visit(parse(`{ ${String(directive.arguments().fields)} }`), {
        Field: ({ name, arguments: given }) => {
          if (given !== undefined && given.length > 0) names.add(name.value);
        },
      });
    }
  }
  return names;
}
