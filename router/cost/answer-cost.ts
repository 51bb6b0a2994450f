import { isValues, ownValue } from "../query-plan/values.ts";
import { NO_COST_RULES } from "./cost-rules.ts";
import { LEAF_COST, type CountedField, type CountedSelection } from "./counted-fields.ts";
import { inputCost } from "./input-cost.ts";
import type { OperationRun } from "./operation-cost.ts";

/**
 * What an answer held, counted as `operationCost` counts what it may hold: lists by their real length, what was null as a
 * leaf, and nothing for what `@skip`, `@include` or the type of an object left out. Weights of fields and arguments
 * count in full, since the work is done whatever comes of it. At least 1.
 *
 * @param data of an answer without errors
 */
export function answerCost(run: OperationRun, data: Readonly<Record<string, unknown>>): number {
  const { selection: whole, variables, rules = NO_COST_RULES } = run;

  function costOfAll(selection: CountedSelection, object: Readonly<Record<string, unknown>>): number {
    let cost = 0;
    for (const field of selection.fields) {
      const value = ownValue(object, field.key);
      if (value !== undefined)
        cost += field.once + inputCost(field, variables, rules) + costOfValue(field, value);
    }
    for (const fragment of selection.fragments) cost += costOfAll(fragment, object);
    return cost;
  }

  function costOfValue(field: CountedField, value: unknown): number {
    if (field.isList && Array.isArray(value)) {
      return value.reduce<number>((sum, item) => sum + costOfValue(field, item), 0);
    }
    const { selected, each } = field;
    if (value === null) return Math.min(each, LEAF_COST);
    return selected !== undefined && isValues(value) ? each + costOfAll(selected, value) : each;
  }

  return Math.max(1, costOfAll(whole, data));
}
