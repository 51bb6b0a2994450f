import { Kind, parse, type OperationDefinitionNode } from "graphql";
import { fragmentsOf } from "#shared/graphql/fragments-of.ts";
import type { SelectionContext } from "../query-plan/collect-fields.ts";

/** The first operation of a document, with the fragments of the document. */
export function parseOperation(
  query: string,
): Pick<SelectionContext, "fragments"> & { readonly operation: OperationDefinitionNode } {
  const document = parse(query);
  const operation = document.definitions.find((each) => each.kind === Kind.OPERATION_DEFINITION);
  if (operation === undefined) throw new Error("There is no operation.");
  return { operation, fragments: fragmentsOf(document) };
}
