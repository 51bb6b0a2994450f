import { Kind, parse, visit, type SelectionSetNode } from "graphql";
import type { SentOperation } from "../documents/certificate.ts";

/** Who acts is told first; then the read of patients' data is put on record. */
const AROUND_EACH_CALL = 2;

/**
 * SQL statements that calls of subgraphs take, at most: loaders make one statement of every field that returns objects, however
 * many objects have it, and a `totalCount` is one of its own. Counted are all of them, although many come with their parent.
 */
export function statementsAtMost(sent: readonly SentOperation[]): number {
  return sent.reduce((sum, { text }) => sum + AROUND_EACH_CALL + loadsOf(text), 0);
}

function loadsOf(text: string): number {
  let loads = 0;
  visit(parse(text), {
    Field: ({ name, selectionSet }) => {
      if (name.value === "totalCount" || hasFields(selectionSet)) loads += 1;
    },
  });
  return loads;
}

function hasFields(selectionSet: SelectionSetNode | undefined): boolean {
  return selectionSet?.selections.some(({ kind }) => kind !== Kind.FRAGMENT_SPREAD) ?? false;
}
