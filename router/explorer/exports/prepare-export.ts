import { AppError } from "#shared/errors/app-error.ts";
import { LONGEST_PAGE } from "../../cost/operation-cost.ts";
import { chosenOperation } from "../chosen-operation.ts";
import type { ExplorerOperation, ExplorerRefusal, Preflight, Purpose } from "../explorer-api.ts";
import type { ExplorerCaller } from "../explorer-door.ts";
import type { ExplorerModel } from "../explorer-model.ts";
import { AMPLE_BUDGET } from "../preflight.ts";
import { pagedQuery, type PagedQuery } from "./paged-query.ts";

/** A query that the caller may have exported. */
export interface JudgedExport {
  readonly query: PagedQuery;
  /** Coordinates of fields of it that are null for the caller. */
  readonly masked: readonly string[];
  /** Whether the first page says how many rows there are. */
  readonly isCounted: boolean;
}

/** A query that may be exported, and how. */
export interface PreparedExport extends Omit<JudgedExport, "masked"> {
  /** Rows of a page: as many as cost no more than `affordable`. */
  readonly first: number;
  /** Points of a page, at most. */
  readonly cost: number;
}

/** What {@link judgeExport} needs beside the operation. */
export interface JudgingOptions {
  readonly model: ExplorerModel;
  readonly purpose: Purpose | null;
}

/** What {@link prepareExport} needs beside the operation. */
export interface PreparationOptions extends JudgingOptions {
  /** Points that a page may cost at most. */
  readonly affordable: number;
}

/**
 * Judges a query and makes it one that is followed page by page.
 * @throws AppError as {@link judgeExport} does, and `COST_LIMIT_EXCEEDED` when a page of one row costs too much
 */
export function prepareExport(
  operation: ExplorerOperation,
  caller: ExplorerCaller,
  { affordable, ...options }: PreparationOptions,
): PreparedExport {
  const { query, isCounted } = judgeExport(operation, caller, options);
  const { costWith } = options.model.examine((isCounted ? query.countingText : null) ?? query.text);
  for (let first = LONGEST_PAGE; first >= 1; first = Math.floor(first / 2)) {
    const cost = costWith(query.variablesFor({ first, after: null }));
    if (cost <= affordable) return { query, first, cost, isCounted };
  }
  throw new AppError(
    "COST_LIMIT_EXCEEDED",
    "A single row of it asks for more than anybody may ask for at once.",
  );
}

/**
 * Judges what an export asks for: the pages of its list, and nothing beside them.
 * @throws AppError `VALIDATION_ERROR` for what cannot be exported, `AUTH_FORBIDDEN` for fields that are not for the caller,
 *   `PURPOSE_NEEDED` for patients' data before a purpose was declared
 */
export function judgeExport(
  operation: ExplorerOperation,
  { user: { viewer }, mayMutate }: Pick<ExplorerCaller, "user" | "mayMutate">,
  { model, purpose }: JudgingOptions,
): JudgedExport {
  const judge = (sent: ExplorerOperation): Judged => {
    const { operation: read, refusals } = model.preflight(sent, {
      ...{ viewer, mayMutate, purpose, budget: AMPLE_BUDGET },
    });
    return {
      masked: read?.masked ?? [],
      // A page is as long as it may be.
      refusals: refusals.filter(({ code }) => code !== "COST_LIMIT_EXCEEDED"),
    };
  };
  // Of the query as it was written only what is wrong with it counts: what is no part of a row is not asked for.
  throwFirst(judge(operation).refusals.filter(({ code }) => code === "VALIDATION_ERROR"));
  const { variables } = operation;
  const query = pagedQuery(model.apiSchema(), { query: chosenOperation(operation), variables });
  const ofPage = query.variablesFor({ first: 1, after: null });
  const { masked, refusals } = judge({ query: query.text, variables: ofPage });
  throwFirst(refusals);
  const counting =
    query.countingText === null ? null : judge({ query: query.countingText, variables: ofPage });
  // All pages have the same fields masked: a number that is masked itself is not asked for.
  const isCounted = counting?.refusals.length === 0 && counting.masked.length === masked.length;
  return { query, masked, isCounted };
}

interface Judged extends Pick<Preflight, "refusals"> {
  readonly masked: readonly string[];
}

function throwFirst([refusal]: readonly ExplorerRefusal[]): void {
  if (refusal === undefined) return;
  const { code, reason, fields } = refusal;
  throw new AppError(code, reason, {
    fields: fields.map(({ coordinate, actions }) => ({
      field: coordinate,
      message: `Needs ${actions.join(", ")}.`,
    })),
  });
}
