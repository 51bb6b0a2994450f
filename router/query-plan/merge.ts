import { isValues, ownValue, type Values } from "./values.ts";

/**
 * Merges what a fetch brought into what the result has at its place: objects key by key, lists of the same length item
 * by item; anything else replaces what was there. Later fetches merge into the result's objects, so no two places may
 * share one.
 * @param isShared the source goes to other places too: its objects are copied and not taken over
 */
export function mergeInto(target: Values, source: Values, isShared: boolean): void {
  for (const key of Object.keys(source)) {
    const value = source[key];
    if (value === undefined) continue;
    target[key] = merged(ownValue(target, key), value, isShared);
  }
}

function merged(existing: unknown, value: unknown, isShared: boolean): unknown {
  if (typeof value !== "object" || value === null) return value;
  if (isValues(existing) && isValues(value)) {
    mergeInto(existing, value, isShared);
    return existing;
  }
  if (Array.isArray(existing) && Array.isArray(value) && existing.length === value.length) {
    for (const [index, item] of value.entries()) existing[index] = merged(existing[index], item, isShared);
    return existing;
  }
  return isShared ? copyOf(value) : value;
}

function copyOf(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(copyOf);
  if (!isValues(value)) return value;
  const copy: Values = {};
  for (const key of Object.keys(value)) copy[key] = copyOf(value[key]);
  return copy;
}
