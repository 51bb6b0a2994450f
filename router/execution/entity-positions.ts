/** Path of a fetch within the client's answer, `@` standing for every item of a list. */
type FetchPath = readonly (string | number)[];
type Values = Readonly<Record<string, unknown>>;

const answersOf = new WeakMap<object, Values[]>();

/**
 * Remembers what a fetch without representations brought. The gateway puts the very objects into its result and merges
 * what later fetches bring into them, so that they can be asked later what the result has at a path.
 * @param request whatever stands for the client's request
 */
export function rememberRoot(request: object, data: Values | null | undefined): void {
  if (data == null) return;
  const known = answersOf.get(request);
  if (known === undefined) answersOf.set(request, [data]);
  else known.push(data);
}

/**
 * For each representation of a fetch the place of its entity among all that the result has at the path of the fetch.
 * The gateway leaves out those that are of another type or lack a field, and yet takes the number in a subgraph's error
 * for that place. Null when the two cannot be brought together.
 */
export function positionsOfEntities(
  request: object,
  path: FetchPath,
  representations: readonly unknown[],
): number[] | null {
  const entities = (answersOf.get(request) ?? []).flatMap((root) => valuesAt(root, path)).filter(isValues);
  const typeNames = new Set(entities.map((entity) => entity["__typename"]));
  const positions: number[] = [];
  for (const representation of representations) {
    if (!isValues(representation)) return null;
    const { __typename, ...fields } = representation;
    // What a subgraph takes for an object (`@interfaceObject`) has the name of the interface there.
    const isInterface = !typeNames.has(__typename);
    const start = (positions.at(-1) ?? -1) + 1;
    const offset = entities
      .slice(start)
      .findIndex(
        (entity) => (isInterface || entity["__typename"] === __typename) && includes(entity, fields),
      );
    if (offset < 0) return null;
    positions.push(start + offset);
  }
  return positions;
}

function valuesAt(value: unknown, [head, ...rest]: FetchPath): unknown[] {
  if (Array.isArray(value)) {
    const below = head === "@" ? rest : head === undefined ? [] : [head, ...rest];
    return value.flatMap((item) => valuesAt(item, below));
  }
  if (head === undefined) return [value];
  return isValues(value) && Object.hasOwn(value, head) ? valuesAt(value[head], rest) : [];
}

function includes(whole: unknown, part: unknown): boolean {
  if (Array.isArray(part)) {
    return (
      Array.isArray(whole) &&
      whole.length === part.length &&
      part.every((item, index) => includes(whole[index], item))
    );
  }
  if (!isValues(part)) return whole === part;
  return (
    isValues(whole) &&
    Object.entries(part).every(([key, value]) => Object.hasOwn(whole, key) && includes(whole[key], value))
  );
}

function isValues(value: unknown): value is Values {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
