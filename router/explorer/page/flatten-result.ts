import type { Cell } from "../csv-text.ts";
import { nodeOfEdge } from "../node-of-edge.ts";

/** A result as rows. */
export interface Table {
  /** Where in the result the rows are, for example `clinics.nodes`; empty for the result itself, as one row. */
  readonly path: string;
  /** Paths within a row, for example `address.city`. */
  readonly columns: readonly string[];
  /** As many cells as there are columns. */
  readonly rows: readonly (readonly Cell[])[];
}

type ResultObject = Readonly<Record<string, unknown>>;

/**
 * The first list of objects of a result as a table, nearest to the root first: an array, or the nodes of a connection.
 * Objects within a row become columns, lists within it one cell. Without such a list it is an empty one, of a connection or where
 * there is nothing else, without rows or columns; otherwise the result itself is the only row.
 */
export function flattenResult(data: ResultObject | null | undefined): Table | null {
  if (data === null || data === undefined) return null;
  const list = findList(data) ?? { path: "", items: [data] };
  const rows = list.items.map((item) => cellsOf(item));
  const columns = columnsOf(rows);
  if (columns.length === 0 && rows.length > 0) return null;
  return {
    path: list.path,
    columns,
    rows: rows.map((row) => columns.map((column) => row.get(column) ?? null)),
  };
}

interface List {
  readonly path: string;
  readonly items: readonly ResultObject[];
}

function findList(data: ResultObject): List | null {
  const queue: [path: string, value: unknown][] = [["", data]];
  const empty: string[] = [];
  let hasOthers = false;
  for (const [path, value] of queue) {
    if (isObject(value)) {
      for (const [key, child] of Object.entries(value))
        queue.push([path === "" ? key : `${path}.${key}`, child]);
    } else if (isListOfObjects(value)) {
      const items = value.filter(isObject);
      if (items.length > 0) return { path, items: items.map(nodeOfEdge) };
      empty.push(path);
    } else hasOthers ||= value !== null;
  }
  // Of an empty list nobody can tell whether objects would be in it, but for its name.
  const path = empty.find((path) => /(^|\.)(nodes|edges)$/.test(path)) ?? (hasOthers ? undefined : empty[0]);
  return path === undefined ? null : { path, items: [] };
}

function cellsOf(item: ResultObject): ReadonlyMap<string, Cell> {
  const cells = new Map<string, Cell>();
  const visit = (value: unknown, path: string): void => {
    if (!isObject(value)) cells.set(path, toCell(value));
    else for (const [key, child] of Object.entries(value)) visit(child, path === "" ? key : `${path}.${key}`);
  };
  visit(item, "");
  return cells;
}

/** An object that is null in one row and there in another has the columns of its fields, and none of its own. */
function columnsOf(rows: readonly ReadonlyMap<string, Cell>[]): readonly string[] {
  const columns = new Map<string, boolean>();
  for (const row of rows)
    for (const [column, cell] of row) columns.set(column, (columns.get(column) ?? false) || cell !== null);
  const parents = new Set<string>();
  for (const column of columns.keys())
    for (let dot = column.indexOf("."); dot !== -1; dot = column.indexOf(".", dot + 1))
      parents.add(column.slice(0, dot));
  return [...columns]
    .filter(([column, hasValue]) => hasValue || !parents.has(column))
    .map(([column]) => column);
}

function isListOfObjects(value: unknown): value is readonly (ResultObject | null)[] {
  return Array.isArray(value) && value.every((item) => item === null || isObject(item));
}

function toCell(value: unknown): Cell {
  if (value === undefined) return null;
  if (value === null || typeof value === "string" || typeof value === "number" || typeof value === "boolean")
    return value;
  if (Array.isArray(value) && value.every((item) => typeof item === "string" || typeof item === "number"))
    return value.join("; ");
  return JSON.stringify(value);
}

function isObject(value: unknown): value is ResultObject {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
