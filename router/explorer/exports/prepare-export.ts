import { print, parse, separateOperations } from "graphql";
import { AppError } from "#shared/errors/app-error.ts";
import { isErrorCode } from "#shared/errors/catalogue.ts";
import { LONGEST_PAGE } from "../../cost/operation-cost.ts";
import type { ExplorerOperation, ExplorerRefusal, Purpose } from "../explorer-api.ts";
import type { ExplorerCaller } from "../explorer-door.ts";
import type { ExplorerModel } from "../explorer-model.ts";
import { pagedQuery, type PagedQuery } from "./paged-query.ts";

/** A query that may be exported, and how. */
export interface PreparedExport {
  readonly query: PagedQuery;
  /** Rows of a page: as many as cost no more than `affordable`. */
  readonly first: number;
  /** Points of a page, at most. */
  readonly cost: number;
  /** Whether the first page says how many rows there are. */
  readonly isCounted: boolean;
}

/** What {@link prepareExport} needs beside the operation. */
export interface PreparationOptions {
  readonly model: ExplorerModel;
  readonly purpose: Purpose | null;
  /** Points that a page may cost at most. */
  readonly affordable: number;
}

/** Later on it waits instead. */
const AMPLE_BUDGET = { remaining: Number.MAX_SAFE_INTEGER, resetSeconds: 0 };

/**
 * Judges a query and makes it one that is followed page by page.
 * @throws AppError `VALIDATION_ERROR` for what cannot be exported, `AUTH_FORBIDDEN` for fields that are not for the caller,
 *   `PURPOSE_NEEDED` for patients' data before a purpose was declared, `COST_LIMIT_EXCEEDED` when a page of one row costs too much
 */
export function prepareExport(
  operation: ExplorerOperation,
  caller: ExplorerCaller,
  { model, purpose, affordable }: PreparationOptions,
): PreparedExport {
  const judge = (sent: ExplorerOperation): readonly ExplorerRefusal[] =>
    model
      .preflight(sent, {
        viewer: caller.user.viewer,
        mayMutate: caller.mayMutate,
        purpose,
        budget: AMPLE_BUDGET,
      })
      .refusals.filter(({ code }) => code !== "COST_LIMIT_EXCEEDED");
  // Of the query as it was written only what is wrong with it counts: what is no part of a row is not asked for.
  throwFirst(judge(operation).filter(({ code }) => code === "VALIDATION_ERROR"));
  const query = pagedQuery(model.apiSchema(), alone(operation));
  const variables = query.variablesFor({ first: 1, after: null });
  const counting = query.countingText;
  const isCounted = counting !== null && judge({ query: counting, variables }).length === 0;
  const text = isCounted ? counting : query.text;
  if (!isCounted) throwFirst(judge({ query: text, variables }));
  const { costWith } = model.examine(text);
  for (let first = LONGEST_PAGE; first >= 1; first = Math.floor(first / 2)) {
    const cost = costWith(query.variablesFor({ first, after: null }));
    if (cost <= affordable) return { query, first, cost, isCounted };
  }
  throw new AppError(
    "COST_LIMIT_EXCEEDED",
    "A single row of it asks for more than anybody may ask for at once.",
  );
}

/** The one of several operations that was chosen. */
function alone({ query, operationName, variables }: ExplorerOperation): ExplorerOperation {
  const named = new Map(Object.entries(separateOperations(parse(query)))).get(operationName ?? "");
  return named === undefined ? { query, variables } : { query: print(named), variables };
}

function throwFirst([refusal]: readonly ExplorerRefusal[]): void {
  if (refusal === undefined) return;
  const { code, reason, fields } = refusal;
  throw new AppError(isErrorCode(code) ? code : "VALIDATION_ERROR", reason, {
    fields: fields.map(({ coordinate, actions }) => ({
      field: coordinate,
      message: `Needs ${actions.join(", ")}.`,
    })),
  });
}
