import { Kind, parse, type FieldNode, type SelectionSetNode } from "graphql";

/** A path within a subgraph's answer, as GraphQL errors name it. */
export type AnswerPath = readonly (string | number)[];

/**
 * The paths of all fields that a fetch would have brought, so that a failed fetch costs exactly these: the selected
 * root fields, or for a fetch of entities the selected fields of each representation.
 */
export function pathsOfFetch(query: string, variables: Readonly<Record<string, unknown>>): AnswerPath[] {
  const selectionSet = operationOf(query);
  const representations = variables["representations"];
  if (!Array.isArray(representations)) return fieldsOf(selectionSet).map((field) => [responseKey(field)]);
  const entities = fieldsOf(selectionSet)[0]?.selectionSet;
  return representations.flatMap((representation: unknown, index) =>
    [...new Set(fieldsOf(entities, typeNameOf(representation)).map(responseKey))]
      .filter((key) => key !== "__typename")
      .map((key) => ["_entities", index, key]),
  );
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

/** The type that a representation of an entity names. */
export function typeNameOf(representation: unknown): string | undefined {
  if (typeof representation !== "object" || representation === null) return undefined;
  return "__typename" in representation ? String(representation.__typename) : undefined;
}

function responseKey(field: FieldNode): string {
  return (field.alias ?? field.name).value;
}
