import { GraphQLError, parse, print, separateOperations } from "graphql";
import type { ExplorerOperation } from "./explorer-api.ts";

/** The text of one of several operations. @throws GraphQLError when there is none of that name, or the document cannot be read */
export function chosenOperation({ query, operationName }: ExplorerOperation): string {
  if (operationName === undefined) return query;
  const named = new Map(Object.entries(separateOperations(parse(query)))).get(operationName);
  if (named === undefined) throw new GraphQLError(`There is no operation "${operationName}".`);
  return print(named);
}
