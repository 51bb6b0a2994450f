import { describe, expect, it } from "vitest";
import { pathsOfFetch } from "./failed-fields.ts";

describe("pathsOfFetch", () => {
  it("names the root fields by their response keys", () => {
    expect(pathsOfFetch("query Q($id: ID!) { a(id: $id) { x } second: a { x } }", {})).toEqual([
      ["a"],
      ["second"],
    ]);
  });

  it("names the fields of each entity, by its type", () => {
    const query = `query ($representations: [_Any!]!) { _entities(representations: $representations) {
      __typename ... on Patient { name tel: phone ... { phone } ... on Patient { name } } ... on Clinic { city } } }`;
    const representations = [
      { __typename: "Patient", id: 1 },
      { __typename: "Clinic", id: 2 },
    ];
    expect(pathsOfFetch(query, { representations })).toEqual([
      ["_entities", 0, "name"],
      ["_entities", 0, "tel"],
      ["_entities", 0, "phone"],
      ["_entities", 1, "city"],
    ]);
  });

  it("names every field of an entity whose type is not said", () => {
    const query = "{ _entities(representations: []) { ... on Patient { name } ... on Clinic { city } } }";
    expect(pathsOfFetch(query, { representations: [{ id: 1 }, null] })).toEqual([
      ["_entities", 0, "name"],
      ["_entities", 0, "city"],
      ["_entities", 1, "name"],
      ["_entities", 1, "city"],
    ]);
  });

  it("names nothing for a document without fields of an operation", () => {
    expect(pathsOfFetch("fragment F on Query { a }", {})).toEqual([]);
    expect(pathsOfFetch("{ ...F } fragment F on Query { a }", {})).toEqual([]);
    expect(pathsOfFetch("fragment F on Query { a }", { representations: [{}] })).toEqual([]);
  });
});
