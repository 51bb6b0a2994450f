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

/** An operation as subgraphs are asked it, and what was taken out of it. */
export interface WithoutMasked {
  readonly operation: OperationDefinitionNode;
  readonly masked: MaskedFields;
}

/**
 * The operation as subgraphs are asked it: without the fields that are masked, whose values so never come here. Where nothing else
 * was asked of an object, only its type is: how many objects there are is still told.
 * @param operation in normal form, and valid for the schema
 */
export function withoutMasked(
  schema: GraphQLSchema,
  operation: OperationDefinitionNode,
  masked: MaskedFields,
): WithoutMasked {
  if (masked.size === 0) return { operation, masked };
  const found = new Set<string>();
  const types = new TypeInfo(schema);
  const left: OperationDefinitionNode = visit(
    operation,
    visitWithTypeInfo(types, {
      Field: (node) => {
        const coordinate = `${types.getParentType()?.name ?? ""}.${node.name.value}`;
        if (!masked.has(coordinate)) return undefined;
        found.add(coordinate);
        return null;
      },
      SelectionSet: { leave: (node) => (node.selections.length === 0 ? onlyTypeName(node) : undefined) },
    }),
  );
  return { operation: withUsedVariables(left), masked: found };
}

function onlyTypeName(selectionSet: SelectionSetNode): SelectionSetNode {
  return { ...selectionSet, selections: [TYPE_NAME] };
}
