import { readFileSync } from "node:fs";
import { buildSchema, parse, validate } from "graphql";
import { describe, expect, it } from "vitest";
import { pagedQuery } from "./paged-query.ts";
import { PAGE_TEXT } from "./row-text.ts";

const schema = buildSchema(readFileSync(new URL("../../../schema/api.graphql", import.meta.url), "utf8"));
const flat = (text: string | null): string => (text ?? "").replaceAll(/\s+/g, " ").trim();

describe("a query that is followed page by page", () => {
  it("asks for one page of its connection and for nothing else, by variables of the router's own", () => {
    const paged = pagedQuery(schema, {
      query: `query List($prefix: String, $size: Int, $unused: ID!) {
        viewer { roles }
        patient(id: $unused) { id }
        all: patients(first: $size, after: "x", filter: { familyNamePrefix: $prefix }) {
          totalCount
          nodes { ...Row }
          pageInfo { hasPreviousPage }
        }
      }
      fragment Row on Patient { id name { display } }
      fragment Other on Clinic { id }`,
      variables: { prefix: "A", size: 2 },
    });
    expect(flat(paged.text)).toBe(
      "query List($prefix: String, $exportFirst: Int, $exportAfter: String) { " +
        "all: patients( filter: {familyNamePrefix: $prefix} first: $exportFirst after: $exportAfter ) { " +
        "nodes { ...Row } exportPageInfo: pageInfo { hasNextPage endCursor } } } " +
        "fragment Row on Patient { id name { display } }",
    );
    expect(flat(paged.countingText)).toContain("exportTotal: totalCount");
    expect(validate(schema, parse(paged.text))).toEqual([]);
    expect(validate(schema, parse(paged.countingText ?? ""))).toEqual([]);
    expect(paged.name).toBe("List");
    expect(paged.variablesFor({ first: 50, after: "c" })).toEqual({
      ...{ prefix: "A", size: 2, exportFirst: 50, exportAfter: "c" },
    });
    expect(paged.columns).toEqual(["id", "name.display"]);
    const data = {
      all: { nodes: [{ id: "1" }], exportPageInfo: { hasNextPage: true, endCursor: "c" }, exportTotal: 7 },
    };
    expect(paged.read(data)).toEqual({ rows: [{ id: "1" }], next: "c", total: 7 });
  });

  it("follows a connection within objects and fragments, with the conditions that they have", () => {
    const paged = pagedQuery(schema, {
      query: `query ($id: ID!, $is: Boolean!) { patient(id: $id) { ...Visits @include(if: $is) } }
        fragment Visits on Patient { name { given } appointments { ...Page } }
        fragment Page on AppointmentConnection { edges { cursor node { id startsAt clinic { name } } } }`,
    });
    expect(validate(schema, parse(paged.text))).toEqual([]);
    expect(flat(paged.text)).toContain("... on Patient @include(if: $is) { appointments(");
    expect(paged.text).not.toContain("given");
    expect(paged.columns).toEqual(["id", "startsAt", "clinic.name"]);
    const edges = [{ cursor: "a", node: { id: "1", startsAt: "t", clinic: null } }];
    const page = { edges, exportPageInfo: { hasNextPage: false, endCursor: "a" } };
    expect(paged.read({ patient: { appointments: page } })).toEqual({
      rows: [{ id: "1", startsAt: "t", clinic: null }],
      next: null,
      total: null,
    });
    expect(paged.read({ patient: null })).toBeNull();
  });

  it("has no end where a page is said to follow that nobody can ask for", () => {
    const paged = pagedQuery(schema, { query: "{ clinics { nodes { id } } }" });
    const exportPageInfo = { hasNextPage: true, endCursor: null };
    expect(() => paged.read({ clinics: { nodes: [], exportPageInfo } })).toThrow(
      expect.objectContaining({ code: "INTERNAL" }),
    );
  });

  it("adds names that the query does not use", () => {
    const paged = pagedQuery(schema, {
      query: `query ($exportFirst: String) {
        patients(filter: { familyNamePrefix: $exportFirst }) { nodes { exportPageInfo: id exportPageInfo_: region } }
      }`,
    });
    expect(validate(schema, parse(paged.text))).toEqual([]);
    expect(flat(paged.text)).toContain("$exportFirst_: Int");
    expect(flat(paged.text)).toContain("exportPageInfo__: pageInfo");
  });

  it("keeps a list within a row, with the length that the query gives it, in one column", () => {
    const paged = pagedQuery(schema, {
      query: `{ patients { nodes { appointments(first: 3) { nodes { id } totalCount } consents { __typename } } } }`,
    });
    expect(paged.columns).toEqual(["appointments.nodes", "appointments.totalCount", "consents"]);
    expect(flat(paged.text)).toContain("appointments(first: 3)");
  });

  it.each([
    ["mutation { signOut { userErrors { code } } }", "Only a query"],
    ["{ viewer { roles } }", "no list with pages"],
    [
      "{ clinics { nodes { id } } practitioners { nodes { id } } }",
      "several lists with pages (clinics, practitioners)",
    ],
    ["{ a: clinics { nodes { id } } b: clinics { nodes { id } } }", "several lists with pages (a, b)"],
    ["{ clinics { totalCount } }", "Select nodes or edges of clinics"],
    ["{ clinics { nodes { id } edges { cursor } } }", "Select nodes or edges of clinics"],
  ])("is not made of %s", (query, reason) => {
    expect(() => pagedQuery(schema, { query })).toThrow(
      expect.objectContaining({
        code: "VALIDATION_ERROR",
        message: expect.stringContaining(reason) as string,
      }),
    );
  });
});

describe("the text of a page", () => {
  const columns = ["name", "home.city", "visits"];
  const rows = [
    { name: "=1+1", home: { city: "Zürich" }, visits: -5 },
    { name: null, home: null, visits: [1, { a: '"' }] },
  ];

  it("is CSV with the same columns on every page, objects flattened, lists as JSON, and no formulas", () => {
    expect(PAGE_TEXT.CSV({ columns, rows, isFirst: true })).toBe(
      '\uFEFFname,home.city,visits\r\n\'=1+1,Zürich,-5\r\n,,"[1,{""a"":""\\""""}]"\r\n',
    );
    expect(PAGE_TEXT.CSV({ columns, rows: [{ visits: 2 }], isFirst: false })).toBe(",,2\r\n");
    expect(PAGE_TEXT.CSV({ columns: ["a"], rows: [{ a: null }], isFirst: false })).toBe('""\r\n');
    // What a client calls a field may be a name that every object has.
    expect(PAGE_TEXT.CSV({ columns: ["constructor"], rows: [{}], isFirst: false })).toBe('""\r\n');
  });

  it("is one JSON object a line", () => {
    expect(PAGE_TEXT.NDJSON({ columns, rows, isFirst: true })).toBe(
      rows.map((row) => `${JSON.stringify(row)}\n`).join(""),
    );
  });
});
