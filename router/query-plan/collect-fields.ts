import {
  getDirectiveValues,
  GraphQLIncludeDirective,
  GraphQLSkipDirective,
  isAbstractType,
  Kind,
  typeFromAST,
  type FieldNode,
  type FragmentDefinitionNode,
  type GraphQLInterfaceType,
  type GraphQLObjectType,
  type GraphQLSchema,
  type InlineFragmentNode,
  type SelectionNode,
  type SelectionSetNode,
} from "graphql";

/** What selections mean depends on. */
export interface SelectionContext {
  readonly schema: GraphQLSchema;
  /** By name. */
  readonly fragments: ReadonlyMap<string, FragmentDefinitionNode>;
  /** At least those that `@skip` and `@include` ask for. */
  readonly variables: Readonly<Record<string, unknown>>;
}

/** Fields of one type by response key, in the order of the answer; the nodes of a field are to be merged. */
export type Fields = ReadonlyMap<string, readonly FieldNode[]>;

/** The fields that selection sets have for an object of a type (https://spec.graphql.org/October2021/#CollectFields()). */
export function collectFields(
  context: SelectionContext,
  type: GraphQLObjectType | GraphQLInterfaceType,
  sets: readonly SelectionSetNode[],
): Fields {
  const fields = new Map<string, FieldNode[]>();
  const spread = new Set<string>();
  const collect = ({ selections }: SelectionSetNode): void => {
    for (const selection of selections) {
      if (!isIncluded(context, selection)) continue;
      if (selection.kind === Kind.FIELD) {
        const key = (selection.alias ?? selection.name).value;
        const nodes = fields.get(key);
        if (nodes === undefined) fields.set(key, [selection]);
        else if (!nodes.includes(selection)) nodes.push(selection);
        continue;
      }
      const fragment = fragmentOf(context, selection, spread);
      if (fragment !== undefined && applies(context, fragment, type)) collect(fragment.selectionSet);
    }
  };
  sets.forEach(collect);
  return fields;
}

function isIncluded({ variables }: SelectionContext, node: SelectionNode): boolean {
  if (getDirectiveValues(GraphQLSkipDirective, node, variables)?.["if"] === true) return false;
  return getDirectiveValues(GraphQLIncludeDirective, node, variables)?.["if"] !== false;
}

/** Undefined when it has been spread already. */
function fragmentOf(
  { fragments }: SelectionContext,
  selection: Exclude<SelectionNode, FieldNode>,
  spread: Set<string>,
): InlineFragmentNode | FragmentDefinitionNode | undefined {
  if (selection.kind === Kind.INLINE_FRAGMENT) return selection;
  const name = selection.name.value;
  if (spread.has(name)) return undefined;
  spread.add(name);
  return fragments.get(name);
}

function applies(
  { schema }: SelectionContext,
  { typeCondition }: InlineFragmentNode | FragmentDefinitionNode,
  type: GraphQLObjectType | GraphQLInterfaceType,
): boolean {
  if (typeCondition === undefined || typeCondition.name.value === type.name) return true;
  const condition = typeFromAST(schema, typeCondition);
  return isAbstractType(condition) && schema.isSubType(condition, type);
}
