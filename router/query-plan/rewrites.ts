import type { FetchDataRewrite } from "@apollo/query-planner";
import type { TypeConditions } from "./type-conditions.ts";
import { isValues, ownValue } from "./values.ts";

const FRAGMENT = "... on ";

/**
 * Applies what the plan says is to be changed in a value on its way to or from a subgraph: the type that an interface
 * object has there, and aliases that the planner made because fields of two types do not go together.
 */
export function applyRewrites(
  rewrites: readonly FetchDataRewrite[],
  value: unknown,
  conditions: TypeConditions,
): void {
  for (const rewrite of rewrites) rewriteAt(value, rewrite.path, rewrite, conditions);
}

function rewriteAt(
  value: unknown,
  path: readonly string[],
  rewrite: FetchDataRewrite,
  conditions: TypeConditions,
): void {
  if (Array.isArray(value)) {
    for (const item of value) rewriteAt(item, path, rewrite, conditions);
    return;
  }
  const [key, ...rest] = path;
  if (!isValues(value) || key === undefined) return;
  if (key.startsWith(FRAGMENT)) {
    const typeName = value["__typename"];
    const isMeant = typeof typeName !== "string" || conditions.includes(key.slice(FRAGMENT.length), typeName);
    if (isMeant) rewriteAt(value, rest, rewrite, conditions);
  } else if (rest.length > 0) {
    rewriteAt(ownValue(value, key), rest, rewrite, conditions);
  } else if (rewrite.kind === "ValueSetter") {
    value[key] = rewrite.setValueTo;
  } else {
    const renamed = ownValue(value, key);
    if (renamed === undefined) return;
    value[rewrite.renameKeyTo] = renamed;
    value[key] = undefined;
  }
}
