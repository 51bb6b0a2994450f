import { isValues, ownValue, type ResultPath, type Values } from "./values.ts";

/** Path of a fetch within the result, `@` standing for every item of a list. */
export type PlanPath = readonly (string | number)[];

/** Every object that a result has at a path of the plan. */
export function objectsAt(root: Values, path: PlanPath): Values[] {
  const found: Values[] = [];
  const walk = (value: unknown, depth: number): void => {
    if (Array.isArray(value)) {
      const below = path[depth] === "@" ? depth + 1 : depth;
      for (const item of value) walk(item, below);
    } else if (isValues(value)) {
      const key = path[depth];
      if (key === undefined) found.push(value);
      else walk(ownValue(value, String(key)), depth + 1);
    }
  };
  walk(root, 0);
  return found;
}

/** Where in the result each of {@link objectsAt} is. */
export function placesAt(root: Values, path: PlanPath): Map<Values, ResultPath> {
  const found = new Map<Values, ResultPath>();
  const walk = (value: unknown, depth: number, place: ResultPath): void => {
    if (Array.isArray(value)) {
      const below = path[depth] === "@" ? depth + 1 : depth;
      for (const [index, item] of value.entries()) walk(item, below, [...place, index]);
    } else if (isValues(value)) {
      const key = path[depth];
      if (key === undefined) found.set(value, place);
      else walk(ownValue(value, String(key)), depth + 1, [...place, key]);
    }
  };
  walk(root, 0, []);
  return found;
}
