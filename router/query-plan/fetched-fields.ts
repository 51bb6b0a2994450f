import { Kind, parse, type FieldNode, type SelectionSetNode } from "graphql";

/** Response keys of the root fields that a fetch would have brought. */
export function rootFieldsOf(query: string): readonly string[] {
  return [...new Set(fieldsOf(operationOf(query)).map(responseKey))];
}

/** Response keys of what a fetch of entities would have brought for one of that type. */
export function entityFieldsOf(query: string, typeName: string): readonly string[] {
  const entities = fieldsOf(operationOf(query))[0]?.selectionSet;
  return [...new Set(fieldsOf(entities, typeName).map(responseKey))].filter((key) => key !== "__typename");
}

function operationOf(query: string): SelectionSetNode | undefined {
  const operation = parse(query).definitions.find(({ kind }) => kind === Kind.OPERATION_DEFINITION);
  return operation?.kind === Kind.OPERATION_DEFINITION ? operation.selectionSet : undefined;
}

/** Fields of a selection set and of its inline fragments, those for other types than `typeName` left out. */
function fieldsOf(selectionSet: SelectionSetNode | undefined, typeName?: string): FieldNode[] {
  return (selectionSet?.selections ?? []).flatMap((selection) => {
    if (selection.kind === Kind.FIELD) return [selection];
    if (selection.kind !== Kind.INLINE_FRAGMENT) return [];
    const condition = selection.typeCondition?.name.value;
    const isOther = typeName !== undefined && condition !== undefined && condition !== typeName;
    return isOther ? [] : fieldsOf(selection.selectionSet, typeName);
  });
}

function responseKey(field: FieldNode): string {
  return (field.alias ?? field.name).value;
}
