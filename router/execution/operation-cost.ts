import {
  getNamedType,
  getNullableType,
  isInterfaceType,
  isListType,
  isObjectType,
  Kind,
  typeFromAST,
  valueFromAST,
  type DocumentNode,
  type FieldNode,
  type GraphQLField,
  type GraphQLNamedType,
  type GraphQLSchema,
  type OperationDefinitionNode,
  type SelectionNode,
  type SelectionSetNode,
} from "graphql";
import { fragmentsOf } from "#shared/graphql/fragments-of.ts";

/** An object is a row somebody looks up, checks and writes down; a leaf only a value of it. */
const OBJECT_COST = 5;
const LEAF_COST = 1;
/** Most that any of our lists gives, so that a larger `first`, which its subgraph refuses, counts as this. */
const LONGEST_PAGE = 100;
/** What a list counts that cannot be told its length. */
const ASSUMED_LENGTH = 10;

/** An operation as it is about to be executed. */
export interface OperationRun {
  readonly schema: GraphQLSchema;
  readonly document: DocumentNode;
  readonly operation: OperationDefinitionNode;
  /** Coerced, defaults of the operation included. */
  readonly variables: Readonly<Record<string, unknown>>;
}

type NamedType = GraphQLNamedType | undefined;
type OutputField = GraphQLField<unknown, unknown>;

/**
 * The most an operation can ask for, before it is planned: 5 for every object and 1 for every leaf, as many times as
 * the lists above let it come. A list counts its `first` (literal, variable or default of the schema, 1 to 100), or
 * 10 when it has none. `first` of a connection counts for all it selects, so the lists right within it, `nodes` and
 * `edges`, do not count again. Fields count wherever they are written: under each alias and each time a fragment is
 * spread, whatever `@skip` and `@include` say. Introspection counts as one leaf. The document must be valid for the
 * schema.
 */
export function operationCost({ schema, document, operation, variables }: OperationRun): number {
  const fragments = fragmentsOf(document);
  // Fragments that spread one another twice would take exponential time.
  const fragmentCosts = new Map<string, number>();

  function costOfAll({ selections }: SelectionSetNode, type: NamedType, isPage: boolean): number {
    return selections.reduce((sum, selection) => sum + costOf(selection, type, isPage), 0);
  }

  function costOf(selection: SelectionNode, type: NamedType, isPage: boolean): number {
    if (selection.kind === Kind.FIELD) return costOfField(selection, type, isPage);
    if (selection.kind === Kind.FRAGMENT_SPREAD) return costOfFragment(selection.name.value, isPage);
    const { typeCondition, selectionSet } = selection;
    return costOfAll(selectionSet, typeCondition ? typeFromAST(schema, typeCondition) : type, isPage);
  }

  function costOfFragment(name: string, isPage: boolean): number {
    const key = `${name} ${String(isPage)}`;
    const known = fragmentCosts.get(key);
    const fragment = fragments.get(name);
    if (known !== undefined || fragment === undefined) return known ?? 0;
    const cost = costOfAll(fragment.selectionSet, typeFromAST(schema, fragment.typeCondition), isPage);
    fragmentCosts.set(key, cost);
    return cost;
  }

  function costOfField(node: FieldNode, parent: NamedType, isPage: boolean): number {
    const field = fieldOf(parent, node.name.value);
    if (field === undefined) return LEAF_COST;
    const isList = isListType(getNullableType(field.type));
    const pageSize = pageSizeOf(node, field, variables);
    const length = pageSize ?? (isList && !isPage ? ASSUMED_LENGTH : 1);
    const own = node.selectionSet === undefined ? LEAF_COST : OBJECT_COST;
    const isConnection = pageSize !== undefined && !isList;
    const selected =
      node.selectionSet === undefined
        ? 0
        : costOfAll(node.selectionSet, getNamedType(field.type), isConnection);
    return isList ? length * (own + selected) : own + length * selected;
  }

  return costOfAll(operation.selectionSet, schema.getRootType(operation.operation) ?? undefined, false);
}

/** Undefined for introspection, which no type lists among its fields. */
function fieldOf(type: NamedType, name: string): OutputField | undefined {
  return isObjectType(type) || isInterfaceType(type) ? type.getFields()[name] : undefined;
}

/** Undefined for a field without the argument `first`. */
function pageSizeOf(
  node: FieldNode,
  field: OutputField,
  variables: OperationRun["variables"],
): number | undefined {
  const first = field.args.find(({ name }) => name === "first");
  if (first === undefined) return undefined;
  const given = node.arguments?.find(({ name }) => name.value === "first")?.value;
  // Our subgraphs take null for "not said", as they take a missing argument.
  const size: unknown = valueFromAST(given, first.type, variables) ?? first.defaultValue;
  return typeof size === "number" ? Math.min(Math.max(size, 1), LONGEST_PAGE) : ASSUMED_LENGTH;
}
