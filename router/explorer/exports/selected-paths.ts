import {
  getNamedType,
  getNullableType,
  isInterfaceType,
  isListType,
  isObjectType,
  Kind,
  typeFromAST,
  type FieldNode,
  type FragmentDefinitionNode,
  type FragmentSpreadNode,
  type GraphQLField,
  type GraphQLNamedType,
  type GraphQLSchema,
  type InlineFragmentNode,
  type SelectionNode,
  type SelectionSetNode,
} from "graphql";

/** A document's schema and its named fragments. */
export interface DocumentParts {
  readonly schema: GraphQLSchema;
  readonly fragments: ReadonlyMap<string, FragmentDefinitionNode>;
}

/** A field, and what leads to it from where the search began. */
export interface FoundField {
  readonly node: FieldNode;
  readonly definition: GraphQLField<unknown, unknown>;
  /** From the outside in; spreads of named fragments as inline ones. */
  readonly above: readonly (FieldNode | InlineFragmentNode)[];
}

/** What to look for: fields, and which others to look into. */
export interface FieldSearch {
  readonly isWanted: (definition: GraphQLField<unknown, unknown>, node: FieldNode) => boolean;
  /** Asked for fields that are neither wanted nor lists. */
  readonly isEntered: boolean;
}

/** Every wanted field below a selection set, through objects and fragments but no list. The document must be valid. */
export function findFields(
  parts: DocumentParts,
  selectionSet: SelectionSetNode,
  type: GraphQLNamedType | undefined,
  search: FieldSearch,
): readonly FoundField[] {
  const found: FoundField[] = [];
  const walk = (
    { selections }: SelectionSetNode,
    on: GraphQLNamedType | undefined,
    above: FoundField["above"],
  ): void => {
    for (const selection of selections) {
      if (selection.kind !== Kind.FIELD) {
        const inline = asInline(parts, selection);
        if (inline !== undefined)
          walk(inline.selectionSet, typeWithin(parts, inline, on), [...above, inline]);
        continue;
      }
      const definition = fieldOf(on, selection);
      if (definition === undefined) continue;
      if (search.isWanted(definition, selection)) found.push({ node: selection, definition, above });
      else if (search.isEntered && selection.selectionSet !== undefined && !isList(definition))
        walk(selection.selectionSet, getNamedType(definition.type), [...above, selection]);
    }
  };
  walk(selectionSet, type, []);
  return found;
}

/** What leads to a selection, and nothing beside it. */
export function onlyPathTo(above: FoundField["above"], target: SelectionNode): SelectionNode {
  return above.reduceRight<SelectionNode>(
    (inner, outer) => ({ ...outer, selectionSet: { kind: Kind.SELECTION_SET, selections: [inner] } }),
    target,
  );
}

/** Under which name a field is in the answer. */
export function responseKeyOf({ alias, name }: FieldNode): string {
  return (alias ?? name).value;
}

/** Paths of the values that each row of a selection has: leaves, and lists as one value each, wherever fragments put them. */
export function columnsOf(
  parts: DocumentParts,
  selectionSet: SelectionSetNode,
  type: GraphQLNamedType,
): readonly string[] {
  const columns = new Set<string>();
  const walk = ({ selections }: SelectionSetNode, on: GraphQLNamedType | undefined, prefix: string): void => {
    for (const selection of selections) {
      if (selection.kind !== Kind.FIELD) {
        const inline = asInline(parts, selection);
        if (inline !== undefined) walk(inline.selectionSet, typeWithin(parts, inline, on), prefix);
        continue;
      }
      const path = `${prefix}${responseKeyOf(selection)}`;
      const definition = fieldOf(on, selection);
      if (selection.selectionSet === undefined || definition === undefined || isList(definition))
        columns.add(path);
      else walk(selection.selectionSet, getNamedType(definition.type), `${path}.`);
    }
  };
  walk(selectionSet, type, "");
  return [...columns];
}

function asInline(
  { fragments }: DocumentParts,
  selection: FragmentSpreadNode | InlineFragmentNode,
): InlineFragmentNode | undefined {
  if (selection.kind === Kind.INLINE_FRAGMENT) return selection;
  const fragment = fragments.get(selection.name.value);
  if (fragment === undefined) return undefined;
  const { typeCondition, selectionSet } = fragment;
  const { directives = [] } = selection;
  return { kind: Kind.INLINE_FRAGMENT, typeCondition, selectionSet, directives };
}

function typeWithin(
  { schema }: DocumentParts,
  { typeCondition }: InlineFragmentNode,
  outer: GraphQLNamedType | undefined,
): GraphQLNamedType | undefined {
  return typeCondition === undefined ? outer : typeFromAST(schema, typeCondition);
}

function fieldOf(
  type: GraphQLNamedType | undefined,
  { name }: FieldNode,
): GraphQLField<unknown, unknown> | undefined {
  return isObjectType(type) || isInterfaceType(type) ? type.getFields()[name.value] : undefined;
}

function isList({ type }: GraphQLField<unknown, unknown>): boolean {
  return isListType(getNullableType(type));
}
