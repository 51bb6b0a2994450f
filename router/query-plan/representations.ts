import type { QueryPlanSelectionNode } from "@apollo/query-planner";
import type { TypeConditions } from "./type-conditions.ts";
import { mergeInto } from "./merge.ts";
import { isValues, ownValue, type Values } from "./values.ts";

/**
 * The representation of an entity: the fields of its key and those that `@requires` names. Undefined when the result
 * lacks one of them, or the object is of no type that the fetch is about.
 */
export function representationOf(
  entity: Values,
  selections: readonly QueryPlanSelectionNode[],
  conditions: TypeConditions,
): Values | undefined {
  const representation = selected(entity, selections, conditions);
  return representation?.["__typename"] == null ? undefined : representation;
}

function selected(
  source: Values,
  selections: readonly QueryPlanSelectionNode[],
  conditions: TypeConditions,
): Values | undefined {
  const found: Values = {};
  for (const selection of selections) {
    if (selection.kind === "InlineFragment") {
      const typeName = source["__typename"];
      const { typeCondition } = selection;
      if (typeCondition === undefined || typeof typeName !== "string") continue;
      if (!conditions.includes(typeCondition, typeName)) continue;
      const part = selected(source, selection.selections, conditions);
      if (part !== undefined) mergeInto(found, part, false);
      continue;
    }
    const key = selection.alias ?? selection.name;
    const value = ownValue(source, key);
    if (value === undefined) return undefined;
    const { selections: below } = selection;
    found[key] = below === undefined ? value : selectedBelow(value, below, conditions);
  }
  return found;
}

function selectedBelow(
  value: unknown,
  selections: readonly QueryPlanSelectionNode[],
  conditions: TypeConditions,
): unknown {
  if (Array.isArray(value)) return value.map((item) => selectedBelow(item, selections, conditions));
  return isValues(value) ? (selected(value, selections, conditions) ?? null) : value;
}
