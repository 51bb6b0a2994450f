import {
  getNamedType,
  isObjectType,
  Kind,
  type DocumentNode,
  type FragmentDefinitionNode,
  type GraphQLNamedType,
  type GraphQLSchema,
  type SelectionSetNode,
} from "graphql";

/** By the keys on the way to a field of an answer, joined by dots: its coordinates from the root down. */
export type AskedPaths = ReadonlyMap<string, readonly string[]>;

/** A value in an answer that is not null. */
export interface Place {
  /** Keys on the way, without the indices of lists. */
  readonly path: string;
  /** From the root down; undefined where the document asks for no such key. */
  readonly coordinates: readonly string[] | undefined;
  /** Of a string, a number or a Boolean. */
  readonly text: string | undefined;
}

/** Everything that a document asks for, whatever is left out by a condition. */
export function askedPaths(schema: GraphQLSchema, document: DocumentNode): AskedPaths {
  const paths = new Map<string, readonly string[]>();
  const fragments = new Map<string, FragmentDefinitionNode>();
  for (const one of document.definitions)
    if (one.kind === Kind.FRAGMENT_DEFINITION) fragments.set(one.name.value, one);
  const read = (
    { selections }: SelectionSetNode,
    parent: GraphQLNamedType,
    above: { readonly path: string; readonly coordinates: readonly string[] },
  ): void => {
    for (const selection of selections) {
      if (selection.kind !== Kind.FIELD) {
        const fragment =
          selection.kind === Kind.INLINE_FRAGMENT ? selection : fragments.get(selection.name.value);
        const narrowed = schema.getType(fragment?.typeCondition?.name.value ?? parent.name);
        if (fragment && narrowed) read(fragment.selectionSet, narrowed, above);
        continue;
      }
      const { name, alias, selectionSet } = selection;
      const path = above.path + (above.path && ".") + (alias ?? name).value;
      const coordinates = [...above.coordinates, `${parent.name}.${name.value}`];
      paths.set(path, coordinates);
      const field = isObjectType(parent) ? parent.getFields()[name.value] : undefined;
      if (field && selectionSet) read(selectionSet, getNamedType(field.type), { path, coordinates });
    }
  };
  for (const one of document.definitions) {
    const root = one.kind === Kind.OPERATION_DEFINITION ? schema.getRootType(one.operation) : undefined;
    if (root && "selectionSet" in one) read(one.selectionSet, root, { path: "", coordinates: [] });
  }
  return paths;
}

/** Every value of an answer, with the fields it came by. */
export function placesOf(asked: AskedPaths, data: unknown, path = ""): readonly Place[] {
  if (data === null || data === undefined) return [];
  if (Array.isArray(data)) return data.flatMap((one) => placesOf(asked, one, path));
  const own = path === "" ? [] : [{ path, coordinates: asked.get(path) }];
  if (typeof data !== "object") return own.map((place) => ({ ...place, text: JSON.stringify(data) }));
  const below = Object.entries(data).flatMap(([key, value]) =>
    placesOf(asked, value, path === "" ? key : `${path}.${key}`),
  );
  return [...own.map((place) => ({ ...place, text: undefined })), ...below];
}
