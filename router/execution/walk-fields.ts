import {
  getNamedType,
  isInterfaceType,
  isObjectType,
  Kind,
  typeFromAST,
  type DocumentNode,
  type FieldNode,
  type GraphQLNamedType,
  type GraphQLSchema,
  type OperationDefinitionNode,
  type SelectionSetNode,
} from "graphql";
import { fragmentsOf } from "#shared/graphql/fragments-of.ts";

/** One field that a client selected. */
export interface SelectedField {
  readonly node: FieldNode;
  /** Name of the type it is selected on. */
  readonly typeName: string;
  /** Response keys from the root to the field, joined by dots: the client's own words. */
  readonly path: string;
}

/**
 * Lists every field an operation selects, once per place it is written: fragments are entered once, whatever
 * `@skip` and `@include` say. `__schema` and `__type` are listed, their contents are not. The document must be
 * valid for the schema.
 */
export function selectedFields(
  schema: GraphQLSchema,
  document: DocumentNode,
  operation: OperationDefinitionNode,
): SelectedField[] {
  const fragments = fragmentsOf(document);
  const found: SelectedField[] = [];

  function walk(selectionSet: SelectionSetNode, type: GraphQLNamedType | undefined, path: string): void {
    for (const selection of selectionSet.selections) {
      if (selection.kind === Kind.FIELD) walkField(selection, type, path);
      else if (selection.kind === Kind.INLINE_FRAGMENT) {
        const condition = selection.typeCondition;
        walk(selection.selectionSet, condition ? typeFromAST(schema, condition) : type, path);
      } else {
        const fragment = fragments.get(selection.name.value);
        if (fragment === undefined) continue;
        fragments.delete(selection.name.value);
        walk(fragment.selectionSet, typeFromAST(schema, fragment.typeCondition), path);
      }
    }
  }

  function walkField(node: FieldNode, type: GraphQLNamedType | undefined, parentPath: string): void {
    const key = (node.alias ?? node.name).value;
    const path = parentPath === "" ? key : `${parentPath}.${key}`;
    found.push({ node, typeName: type?.name ?? "", path });
    if (node.selectionSet === undefined || (!isObjectType(type) && !isInterfaceType(type))) return;
    const field = type.getFields()[node.name.value];
    if (field !== undefined) walk(node.selectionSet, getNamedType(field.type), path);
  }

  walk(operation.selectionSet, schema.getRootType(operation.operation) ?? undefined, "");
  return found;
}
