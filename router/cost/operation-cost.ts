import type { DocumentNode, GraphQLSchema, OperationDefinitionNode } from "graphql";
import { fragmentsOf } from "#shared/graphql/fragments-of.ts";
import { NO_COST_RULES, type CostRules } from "./cost-rules.ts";
import { SelectionCounter, type CountedField, type CountedSelection } from "./counted-fields.ts";
import { argumentValue, inputCost } from "./input-cost.ts";

/** Most that any of our lists gives, so that a larger `first`, which its subgraph refuses, counts as this. */
export const LONGEST_PAGE = 100;
/** What a list counts that cannot be told its length. */
const ASSUMED_LENGTH = 10;

/** An operation as it is about to be executed. */
export interface OperationRun {
  /** See {@link countedSelection}. */
  readonly selection: CountedSelection;
  /** Coerced, defaults of the operation included. */
  readonly variables: Readonly<Record<string, unknown>>;
  /** Of the supergraph; none by default. */
  readonly rules?: CostRules;
}

/** Which lists right below are as long as their page. */
type Page = "none" | "every list" | { readonly fields: readonly string[]; readonly length: number };

/**
 * The most an operation can ask for, before it is planned: 5 for every object and 1 for every leaf, as many times as
 * the lists above let it come, and what `inputCost` says of its arguments. Weights of the SDL (`@cost`) take the place
 * of 5 and 1; that of a list's field counts once.
 *
 * A list counts the largest of its slicing arguments, `first` and `last` where `@listSize` names no others (literal,
 * variable or default of the schema, 1 to 100; of a list its length), else its `assumedSize`, else 10. In a connection
 * with `sizedFields` these count so often, and the rest once; in one without it counts for all it selects, so the lists
 * right within it, `nodes` and `edges`, do not count again.
 *
 * Fields count wherever they are written: under each alias and each time a fragment is spread, whatever `@skip` and
 * `@include` say. Introspection counts as one leaf. The document must be valid for the schema.
 */
export function operationCost(run: OperationRun): number {
  const { selection: whole, variables, rules = NO_COST_RULES } = run;
  // Fragments that spread one another twice would take exponential time.
  const known = new Map<CountedSelection, Map<string, number>>();

  function costOfAll(selection: CountedSelection, page: Page): number {
    const costs = known.get(selection) ?? new Map<string, number>();
    known.set(selection, costs);
    const key = typeof page === "string" ? page : `${String(page.length)} ${page.fields.join(" ")}`;
    const before = costs.get(key);
    if (before !== undefined) return before;
    let cost = 0;
    for (const field of selection.fields) cost += costOfField(field, page);
    for (const fragment of selection.fragments) cost += costOfAll(fragment, page);
    costs.set(key, cost);
    return cost;
  }

  function costOfField(field: CountedField, page: Page): number {
    const { isList, each, once, listSize, selected, name } = field;
    const base = once + inputCost(field, variables, rules);
    const size = pageSizeOf(field, variables);
    const below = (inner: Page): number => (selected === undefined ? 0 : costOfAll(selected, inner));
    if (typeof page === "object" && page.fields.includes(name)) {
      return base + page.length * (each + below("none"));
    }
    if (isList) {
      const length = page === "every list" ? (size ?? 1) : (size ?? listSize?.assumedSize ?? ASSUMED_LENGTH);
      return base + length * (each + below("none"));
    }
    if (size === undefined) return base + each + below("none");
    const fields = listSize?.sizedFields ?? [];
    if (fields.length > 0) return base + each + below({ fields, length: size });
    return base + each + size * below("every list");
  }

  return costOfAll(whole, "none");
}

/** The selections of an operation, as `operationCost` and `answerCost` count them, whatever its variables. */
export function countedSelection({
  schema,
  document,
  operation,
  rules = NO_COST_RULES,
}: {
  readonly schema: GraphQLSchema;
  readonly document: DocumentNode;
  readonly operation: OperationDefinitionNode;
  readonly rules?: CostRules;
}): CountedSelection {
  const counter = new SelectionCounter(schema, rules, fragmentsOf(document));
  return counter.count(operation.selectionSet, schema.getRootType(operation.operation) ?? undefined);
}

/** Undefined for a field that no argument gives a length. */
function pageSizeOf(
  { node, slicing, listSize, isList }: CountedField,
  variables: OperationRun["variables"],
): number | undefined {
  if (slicing.length === 0) return isList || listSize === undefined ? undefined : listSize.assumedSize;
  const sizes = slicing.flatMap((argument) => {
    const value = argumentValue(node, argument, variables);
    if (Array.isArray(value)) return [value.length];
    return typeof value === "number" ? [Math.min(Math.max(value, 1), LONGEST_PAGE)] : [];
  });
  return sizes.length > 0 ? Math.max(...sizes) : (listSize?.assumedSize ?? ASSUMED_LENGTH);
}
