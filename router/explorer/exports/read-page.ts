import { AppError } from "#shared/errors/app-error.ts";
import { nodeOfEdge } from "../node-of-edge.ts";
import { isValues, ownValue, type Values } from "../../query-plan/values.ts";

/** One page of a connection. */
export interface ReadPage {
  /** Objects, as the query selects them. */
  readonly rows: readonly Values[];
  /** Cursor of the next page; null after the last one. */
  readonly next: string | null;
  /** Rows of all pages; null where that was not asked for. */
  readonly total: number | null;
}

/** What the router adds, under names that the query does not use. */
export interface PageNames {
  readonly first: string;
  readonly after: string;
  readonly pageInfo: string;
  readonly total: string;
}

/** Where a page is in the data of an answer. */
export interface PlacesInPage {
  /** Response keys from the connection to the rows. */
  readonly inConnection: readonly string[];
  readonly names: PageNames;
  readonly isOfEdges: boolean;
}

/**
 * Reads a page; null where there is no such list.
 * @throws AppError `INTERNAL` when it is not the last one, and does not say where the next one begins
 */
export function readPage(
  connection: unknown,
  { inConnection, names, isOfEdges }: PlacesInPage,
): ReadPage | null {
  if (!isValues(connection)) return null;
  const items = valueAt(connection, inConnection);
  const pageInfo = valueAt(connection, [names.pageInfo]);
  const total = valueAt(connection, [names.total]);
  const hasNext = valueAt(pageInfo, ["hasNextPage"]) === true;
  const next = valueAt(pageInfo, ["endCursor"]);
  if (hasNext && typeof next !== "string") throw new AppError("INTERNAL");
  return {
    rows: Array.isArray(items) ? items.filter(isValues).map(isOfEdges ? nodeOfEdge : same) : [],
    next: hasNext && typeof next === "string" ? next : null,
    total: typeof total === "number" ? total : null,
  };
}

function same(item: Values): Values {
  return item;
}

/** Undefined where nothing is. */
export function valueAt(value: unknown, path: readonly string[]): unknown {
  return path.reduce((at: unknown, key) => (isValues(at) ? ownValue(at, key) : undefined), value);
}
