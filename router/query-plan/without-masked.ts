import {
  Kind,
  TypeInfo,
  visit,
  visitWithTypeInfo,
  type GraphQLSchema,
  type OperationDefinitionNode,
  type SelectionSetNode,
} from "graphql";
import type { MaskedFields } from "../access/masked-fields.ts";
import { withUsedVariables } from "./normal-form.ts";

const TYPE_NAME = { kind: Kind.FIELD, name: { kind: Kind.NAME, value: "__typename" } } as const;

/**
 * The operation as subgraphs are asked it: without the fields that are masked, whose values so never come here. Where nothing else
 * was asked of an object, only its type is: how many objects there are is still told.
 * @param operation in normal form, and valid for the schema
 */
export function withoutMasked(
  schema: GraphQLSchema,
  operation: OperationDefinitionNode,
  masked: MaskedFields,
): OperationDefinitionNode {
  if (masked.size === 0) return operation;
  const types = new TypeInfo(schema);
  const left: OperationDefinitionNode = visit(
    operation,
    visitWithTypeInfo(types, {
      Field: (node) => {
        const parent = types.getParentType();
        return parent != null && masked.has(`${parent.name}.${node.name.value}`) ? null : undefined;
      },
      SelectionSet: { leave: (node) => (node.selections.length === 0 ? onlyTypeName(node) : undefined) },
    }),
  );
  return withUsedVariables(left);
}

function onlyTypeName(selectionSet: SelectionSetNode): SelectionSetNode {
  return { ...selectionSet, selections: [TYPE_NAME] };
}
