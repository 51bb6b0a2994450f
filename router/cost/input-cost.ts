import {
  getNullableType,
  isInputObjectType,
  isListType,
  valueFromAST,
  type FieldNode,
  type GraphQLArgument,
  type GraphQLInputType,
} from "graphql";
import { isValues } from "../query-plan/values.ts";
import type { CostRules } from "./cost-rules.ts";
import { LEAF_COST, OBJECT_COST, type CountedField } from "./counted-fields.ts";

type Variables = Readonly<Record<string, unknown>>;

/**
 * What the arguments of a field cost: the weight of each value that has one, and without weights 5 for each object and 1
 * for each leaf of every list, at any depth. A value that is alone costs nothing more than the field.
 */
export function inputCost({ node, priced }: CountedField, variables: Variables, rules: CostRules): number {
  let cost = 0;
  for (const { argument, weight } of priced) {
    cost += costOfValue(
      argumentValue(node, argument, variables),
      argument.type,
      { weight, isItem: false },
      rules,
    );
  }
  return cost;
}

/** The value of an argument: as given, by variable too, else the default; null when neither says anything. */
export function argumentValue(node: FieldNode, argument: GraphQLArgument, variables: Variables): unknown {
  const given = node.arguments?.find(({ name }) => name.value === argument.name)?.value;
  // Our subgraphs take null for "not said", as they take a missing argument.
  return valueFromAST(given, argument.type, variables) ?? argument.defaultValue ?? null;
}

interface Place {
  readonly weight: number | undefined;
  /** True within a list. */
  readonly isItem: boolean;
}

function costOfValue(value: unknown, type: GraphQLInputType, place: Place, rules: CostRules): number {
  if (value === null || value === undefined) return 0;
  const nullable = getNullableType(type);
  if (isListType(nullable)) {
    const items = Array.isArray(value) ? value : [value];
    const item: Place = { weight: place.weight, isItem: true };
    return items.reduce<number>((sum, each) => sum + costOfValue(each, nullable.ofType, item, rules), 0);
  }
  if (!isInputObjectType(nullable)) return place.weight ?? weightOfLeaf(nullable.name, place, rules);
  let cost = place.weight ?? (place.isItem ? OBJECT_COST : 0);
  for (const field of Object.values(nullable.getFields())) {
    const inner = isValues(value) ? value[field.name] : undefined;
    const weight = rules.inputs.get(`${nullable.name}.${field.name}`);
    cost += costOfValue(inner, field.type, { weight, isItem: false }, rules);
  }
  return cost;
}

function weightOfLeaf(typeName: string, { isItem }: Place, rules: CostRules): number {
  return isItem ? (rules.types.get(typeName) ?? LEAF_COST) : 0;
}
