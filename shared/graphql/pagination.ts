import type { z } from "zod";
import { AppError } from "../errors/app-error.ts";

/** Longest page a connection gives. */
export const MAX_PAGE_SIZE = 100;

/** What a repository needs to read one page and know whether there is another. */
export interface PageRequest<K> {
  /** Page size, 1 to {@link MAX_PAGE_SIZE}. */
  readonly first: number;
  /** Keyset of the last item of the page before. */
  readonly after: K | null;
}

/** An item with its cursor. */
export interface Edge<N> {
  readonly cursor: string;
  readonly node: N;
}

/** Shape of every `<Type>Connection`, but for `totalCount`, which resolvers count when asked. */
export interface Page<N> {
  readonly edges: readonly Edge<N>[];
  readonly nodes: readonly N[];
  readonly pageInfo: {
    readonly hasNextPage: boolean;
    readonly hasPreviousPage: boolean;
    readonly startCursor: string | null;
    readonly endCursor: string | null;
  };
}

/**
 * Checks `first` and decodes `after`.
 * @param keyset schema of what {@link makePage} put into the cursor
 * @throws AppError `VALIDATION_ERROR` for a size out of bounds or a cursor that is not ours
 */
export function readPageRequest<K>(
  args: { readonly first?: number | null | undefined; readonly after?: string | null | undefined },
  keyset: z.ZodType<K>,
  defaultSize = 20,
): PageRequest<K> {
  const first = args.first ?? defaultSize;
  if (first < 1 || first > MAX_PAGE_SIZE) {
    throw invalid("first", `A page has 1 to ${String(MAX_PAGE_SIZE)} items.`);
  }
  return { first, after: args.after == null ? null : decodeCursor(args.after, keyset) };
}

/**
 * Makes a page of rows that were read with `limit first + 1`: the one too many tells that there is a next page.
 * @param keysetOf the values that the list is ordered by, unique together
 */
export function makePage<N>(
  rows: readonly N[],
  request: PageRequest<unknown>,
  keysetOf: (row: N) => readonly (string | number)[],
): Page<N> {
  const nodes = rows.slice(0, request.first);
  const edges = nodes.map((node) => ({ node, cursor: encodeCursor(keysetOf(node)) }));
  return {
    edges,
    nodes,
    pageInfo: {
      hasNextPage: rows.length > request.first,
      hasPreviousPage: request.after !== null,
      startCursor: edges[0]?.cursor ?? null,
      endCursor: edges.at(-1)?.cursor ?? null,
    },
  };
}

function encodeCursor(keyset: readonly (string | number)[]): string {
  return Buffer.from(JSON.stringify(keyset)).toString("base64url");
}

function decodeCursor<K>(cursor: string, keyset: z.ZodType<K>): K {
  try {
    return keyset.parse(JSON.parse(Buffer.from(cursor, "base64url").toString("utf8"), refuseNul));
  } catch {
    throw invalid("after", "The cursor is not one of this list.");
  }
}

/** Postgres has no text with a zero byte in it: a forged cursor would end as a fault of ours. */
function refuseNul(_key: string, value: unknown): unknown {
  if (typeof value === "string" && value.includes("\0")) throw new RangeError("A cursor holds no zero byte.");
  return value;
}

function invalid(field: string, message: string): AppError {
  return new AppError("VALIDATION_ERROR", message, { fields: [{ field, message }] });
}
