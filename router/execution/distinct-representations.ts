import type { SubgraphAnswer, SubgraphError } from "./subgraph-answer.ts";

type Variables = Readonly<Record<string, unknown>>;

/** A fetch of entities of which some are asked for more than once. */
export interface DistinctFetch {
  /** The variables of the fetch, with each representation once. */
  readonly variables: Variables;
  /** The answer as if each had been sent as often as it was asked for. */
  readonly expand: (answer: SubgraphAnswer) => SubgraphAnswer;
}

/**
 * Sends each entity of a fetch once. The gateway sends it as often as the result has it, such as the clinic of each
 * appointment of a page. Undefined when none repeats.
 */
export function distinctFetch(variables: Variables): DistinctFetch | undefined {
  const representations: unknown = variables["representations"];
  if (!Array.isArray(representations) || representations.length < 2) return undefined;
  const distinct: unknown[] = [];
  const places = new Map<string, number>();
  const placeOf = representations.map((representation: unknown) => {
    const key = JSON.stringify(representation);
    const known = places.get(key);
    if (known !== undefined) return known;
    places.set(key, distinct.length);
    return distinct.push(representation) - 1;
  });
  if (distinct.length === representations.length) return undefined;
  return {
    variables: { ...variables, representations: distinct },
    expand: (answer) => expand(answer, placeOf, distinct.length),
  };
}

function expand(answer: SubgraphAnswer, placeOf: readonly number[], count: number): SubgraphAnswer {
  const errors = answer.errors.flatMap((error) => repeatError(error, placeOf));
  const { data } = answer;
  const entities = data?.["_entities"];
  // What is no answer to the fetch is left to the gateway, which says so.
  if (data == null || !Array.isArray(entities) || entities.length !== count) return { ...answer, errors };
  const given = new Set<number>();
  const expanded = placeOf.map((place): unknown => {
    const entity: unknown = entities[place];
    // The gateway merges what later fetches bring into these very objects: no two may be one.
    if (given.has(place)) return copyOf(entity);
    given.add(place);
    return entity;
  });
  return { ...answer, data: { ...data, _entities: expanded }, errors };
}

/** An error of an entity is one of each place where the entity is. */
function repeatError(error: SubgraphError, placeOf: readonly number[]): readonly SubgraphError[] {
  const [root, place, ...rest] = error.path ?? [];
  if (root !== "_entities" || typeof place !== "number") return [error];
  return placeOf.flatMap((each, index) =>
    each === place ? [{ ...error, path: [root, index, ...rest] }] : [],
  );
}

function copyOf(value: unknown): unknown {
  if (typeof value !== "object" || value === null) return value;
  if (Array.isArray(value)) return value.map(copyOf);
  const copy: Record<string, unknown> = {};
  for (const [key, each] of Object.entries(value)) copy[key] = copyOf(each);
  return copy;
}
