import { isValues, type Values } from "../query-plan/values.ts";

/** The node of an edge, with what else the edge has but for its cursor, which nobody reads in a table. What is no edge stays as it is. */
export function nodeOfEdge(item: Values): Values {
  const { node, cursor: _cursor, __typename: _typename, ...others } = item;
  return isValues(node) ? { ...node, ...others } : item;
}
