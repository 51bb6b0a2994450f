import { Kind, parse, type FieldNode, type SelectionSetNode } from "graphql";

/** What a fetch brings, to say what is missing when it fails: by then many may fail at once, so it is kept. */
export class FetchedFields {
  readonly #query: string;
  #selections: SelectionSetNode | undefined;
  readonly #byTypeName = new Map<string, readonly string[]>();

  constructor(query: string) {
    this.#query = query;
  }

  /** Response keys of the root fields. */
  ofRoot(): readonly string[] {
    return distinctKeys(fieldsOf(this.#selectionSet()));
  }

  /** Response keys of the fields of an entity of that type. */
  ofEntity(typeName: string): readonly string[] {
    const known = this.#byTypeName.get(typeName);
    if (known !== undefined) return known;
    const entities = fieldsOf(this.#selectionSet())[0]?.selectionSet;
    const keys = distinctKeys(fieldsOf(entities, typeName)).filter((key) => key !== "__typename");
    this.#byTypeName.set(typeName, keys);
    return keys;
  }

  #selectionSet(): SelectionSetNode | undefined {
    return (this.#selections ??= operationOf(this.#query));
  }
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

function distinctKeys(fields: readonly FieldNode[]): string[] {
  return [...new Set(fields.map(({ alias, name }) => (alias ?? name).value))];
}
