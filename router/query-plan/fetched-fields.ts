import { Kind, parse, type FieldNode, type SelectionSetNode } from "graphql";
import type { TypeConditions } from "./type-conditions.ts";

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

  /**
   * Response keys of the fields of an entity of that type, `__typename` left out. An interface may be all that is known
   * of the entity's type: then fields of its types are among them.
   */
  ofEntity(typeName: string, conditions: TypeConditions): readonly string[] {
    const known = this.#byTypeName.get(typeName);
    if (known !== undefined) return known;
    const isAbout = (condition: string): boolean =>
      conditions.includes(condition, typeName) || conditions.includes(typeName, condition);
    const entities = fieldsOf(this.#selectionSet())[0]?.selectionSet;
    const keys = distinctKeys(fieldsOf(entities, isAbout)).filter((key) => key !== "__typename");
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

/** Fields of a selection set and of its inline fragments, but for those whose type condition `isAbout` refuses. */
function fieldsOf(
  selectionSet: SelectionSetNode | undefined,
  isAbout: (condition: string) => boolean = () => true,
): FieldNode[] {
  return (selectionSet?.selections ?? []).flatMap((selection) => {
    if (selection.kind === Kind.FIELD) return [selection];
    if (selection.kind !== Kind.INLINE_FRAGMENT) return [];
    const condition = selection.typeCondition?.name.value;
    return condition === undefined || isAbout(condition) ? fieldsOf(selection.selectionSet, isAbout) : [];
  });
}

function distinctKeys(fields: readonly FieldNode[]): string[] {
  return [...new Set(fields.map(({ alias, name }) => (alias ?? name).value))];
}
