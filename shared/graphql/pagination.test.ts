import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { z } from "zod";
import { AppError } from "../errors/app-error.ts";
import { makePage, MAX_PAGE_SIZE, readPageRequest, type PageRequest } from "./pagination.ts";

const keyset = z.tuple([z.string(), z.int(), z.uuid()]);
type Keyset = z.infer<typeof keyset>;

const thrownBy = (run: () => unknown): unknown => {
  try {
    run();
  } catch (error) {
    return error;
  }
  return undefined;
};

const keysets = fc.tuple(fc.string({ unit: "grapheme" }), fc.maxSafeInteger(), fc.uuid());

/** The cursor a page gives for a row. */
function cursorOf(row: Keyset): string {
  const [edge] = makePage([row], { first: 1, after: null }, (value) => value).edges;
  return edge?.cursor ?? "";
}

describe("page size", () => {
  it.each([
    [1, 1],
    [100, 100],
    [undefined, 20],
    [null, 20],
  ])("first: %s reads %i", (first, expected) => {
    expect(readPageRequest({ first }, keyset)).toStrictEqual({ first: expected, after: null });
  });

  it.each([0, 101, -1, 2 ** 31 - 1])("first: %i is refused", (first) => {
    const message = "A page has 1 to 100 items.";
    const error = thrownBy(() => readPageRequest({ first }, keyset));
    expect(error).toBeInstanceOf(AppError);
    expect(error).toMatchObject({ code: "VALIDATION_ERROR", message, fields: [{ field: "first", message }] });
  });

  it("may default to another size", () => {
    expect(readPageRequest({}, keyset, 5).first).toBe(5);
    expect(MAX_PAGE_SIZE).toBe(100);
  });
});

describe("cursor", () => {
  it("comes back as the keyset of its row", () => {
    fc.assert(
      fc.property(keysets, (row) => {
        expect(readPageRequest({ after: cursorOf(row) }, keyset)).toStrictEqual({ first: 20, after: row });
      }),
    );
  });

  it("fits into a URL as it is", () => {
    fc.assert(fc.property(keysets, (row) => /^[A-Za-z0-9_-]+$/.test(cursorOf(row))));
  });

  const isRefused = (after: string): void => {
    const message = "The cursor is not one of this list.";
    const error = thrownBy(() => readPageRequest({ after }, keyset));
    expect(error).toMatchObject({ code: "VALIDATION_ERROR", message, fields: [{ field: "after", message }] });
  };

  it.each(["", "null", "bm90IGpzb24", cursorOf(["a", 1, "x"] as unknown as Keyset), "W10", "bnVsbA", "e30"])(
    "that is not ours is refused: %s",
    isRefused,
  );

  it("that is garbage is refused", () => {
    fc.assert(fc.property(fc.string(), isRefused));
    fc.assert(fc.property(fc.base64String(), isRefused));
    fc.assert(fc.property(fc.json(), (json) => isRefused(Buffer.from(json).toString("base64url"))));
  });

  it("that was cut short is refused", () => {
    fc.assert(
      fc.property(keysets, fc.nat(), (row, at) => {
        const cursor = cursorOf(row);
        isRefused(cursor.slice(0, at % cursor.length));
      }),
    );
  });

  it("with a zero byte in a text, which Postgres would refuse later, is refused", () => {
    isRefused(cursorOf(["a\0b", 1, "0197a000-0000-7000-8000-000000000001"]));
  });
});

describe("page", () => {
  const rows = [1, 2, 3].map((id) => ({ id }));
  const keysetOf = ({ id }: { id: number }): readonly [number] => [id];
  const cursor = (id: number): string => Buffer.from(JSON.stringify([id])).toString("base64url");

  it("leaves out the row too many and says that there is a next page", () => {
    expect(makePage(rows, { first: 2, after: null }, keysetOf)).toStrictEqual({
      edges: [
        { cursor: cursor(1), node: { id: 1 } },
        { cursor: cursor(2), node: { id: 2 } },
      ],
      nodes: [{ id: 1 }, { id: 2 }],
      pageInfo: { hasNextPage: true, hasPreviousPage: false, startCursor: cursor(1), endCursor: cursor(2) },
    });
  });

  it("that is the last says so, and that there was one before", () => {
    expect(makePage(rows, { first: 3, after: [0] }, keysetOf).pageInfo).toStrictEqual({
      hasNextPage: false,
      hasPreviousPage: true,
      startCursor: cursor(1),
      endCursor: cursor(3),
    });
  });

  it("without rows has no cursors", () => {
    expect(makePage([], { first: 3, after: null }, keysetOf)).toStrictEqual({
      edges: [],
      nodes: [],
      pageInfo: { hasNextPage: false, hasPreviousPage: false, startCursor: null, endCursor: null },
    });
  });

  it("after page reaches every row once, in order", () => {
    const list = fc.uniqueArray(fc.nat(10_000), { maxLength: 60 }).map((ids) => ids.sort((a, b) => a - b));
    fc.assert(
      fc.property(list, fc.integer({ min: 1, max: 25 }), (ids, first) => {
        const seen: number[] = [];
        let after: string | null = null;
        for (let hasNext = true; hasNext;) {
          const request: PageRequest<[number]> = readPageRequest({ first, after }, z.tuple([z.int()]));
          const from = request.after?.[0] ?? -1;
          const read = ids.filter((id) => id > from).slice(0, first + 1);
          const page = makePage(
            read.map((id) => ({ id })),
            request,
            keysetOf,
          );
          seen.push(...page.nodes.map(({ id }) => id));
          ({ endCursor: after, hasNextPage: hasNext } = page.pageInfo);
        }
        expect(seen).toStrictEqual(ids);
      }),
    );
  });
});
