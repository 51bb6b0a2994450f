import { describe, expect, it } from "vitest";
import { flattenResult } from "./flatten-result.ts";

describe("a result as a table", () => {
  it("has a row for each node of a connection, and a column for each field of an object within", () => {
    const data = {
      viewer: {
        patients: {
          totalCount: 2,
          nodes: [
            { id: "1", name: { given: "Ada", family: "Okafor" }, isActive: true },
            { id: "2", name: { given: "Ben", family: null }, isActive: false },
          ],
        },
      },
    };
    expect(flattenResult(data)).toEqual({
      path: "viewer.patients.nodes",
      columns: ["id", "name.given", "name.family", "isActive"],
      rows: [
        ["1", "Ada", "Okafor", true],
        ["2", "Ben", null, false],
      ],
    });
  });

  it("has the nodes of edges without their cursors", () => {
    const data = { clinics: { edges: [{ cursor: "x", node: { name: "Lakeside" }, rank: 1 }] } };
    expect(flattenResult(data)).toEqual({
      path: "clinics.edges",
      columns: ["name", "rank"],
      rows: [["Lakeside", 1]],
    });
  });

  it("takes the list that is nearest to the root, of an alias as well", () => {
    const data = { a: { deep: [{ x: 1 }] }, mine: [{ y: 2 }, null] };
    expect(flattenResult(data)).toEqual({ path: "mine", columns: ["y"], rows: [[2]] });
  });

  it("has no column of its own for an object that is null in some rows", () => {
    const data = {
      items: [{ clinic: null }, { clinic: { name: "Lakeside" } }, { clinic: { name: "Hill" } }],
    };
    expect(flattenResult(data)).toEqual({
      path: "items",
      columns: ["clinic.name"],
      rows: [[null], ["Lakeside"], ["Hill"]],
    });
  });

  it("puts a list within a row into one cell", () => {
    const data = { items: [{ roles: ["ADMIN", "STAFF"], lines: [{ n: 1 }], empty: [] }] };
    expect(flattenResult(data)).toEqual({
      path: "items",
      columns: ["roles", "lines", "empty"],
      rows: [["ADMIN; STAFF", '[{"n":1}]', ""]],
    });
  });

  it.each([
    [
      "of a connection",
      { clinics: { totalCount: 0, nodes: [], pageInfo: { hasNextPage: false } } },
      "clinics.nodes",
    ],
    ["of edges", { viewer: { roles: [] }, clinics: { edges: [] } }, "clinics.edges"],
    ["beside nothing else", { tenant: { clinics: [] }, patients: null }, "tenant.clinics"],
    ["of null alone", { patients: [null] }, "patients"],
  ])("has no rows for an empty list %s", (_what, data, path) => {
    expect(flattenResult(data)).toEqual({ path, columns: [], rows: [] });
  });

  it("takes a list with rows rather than an empty one before it", () => {
    const data = { clinics: { nodes: [] }, patients: { nodes: [{ name: "Ada" }] } };
    expect(flattenResult(data)).toEqual({ path: "patients.nodes", columns: ["name"], rows: [["Ada"]] });
  });

  it("is one row for an object with an empty list among other fields", () => {
    expect(flattenResult({ viewer: { name: "Ada", roles: [] } })).toEqual({
      path: "",
      columns: ["viewer.name", "viewer.roles"],
      rows: [["Ada", ""]],
    });
  });

  it("is one row where there is no list of objects", () => {
    expect(flattenResult({ tenant: { name: "Lakeside", beds: 3 }, roles: ["ADMIN"] })).toEqual({
      path: "",
      columns: ["tenant.name", "tenant.beds", "roles"],
      rows: [["Lakeside", 3, "ADMIN"]],
    });
  });

  it("is nothing for a result without data", () => {
    expect(flattenResult(null)).toBeNull();
    expect(flattenResult(undefined)).toBeNull();
    expect(flattenResult({})).toBeNull();
  });
});
