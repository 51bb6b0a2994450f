import { describe, expect, it } from "vitest";
import { entityFieldsOf, rootFieldsOf } from "./fetched-fields.ts";

describe("the fields of a fetch", () => {
  it("are its root fields by their response keys", () => {
    expect(rootFieldsOf("query Q($id: ID!) { a(id: $id) { x } second: a { x } }")).toEqual(["a", "second"]);
  });

  const ENTITIES = `query ($representations: [_Any!]!) { _entities(representations: $representations) {
    __typename ... on Patient { name tel: phone ... { phone } ... on Patient { name } } ... on Clinic { city } } }`;

  it.each([
    ["Patient", ["name", "tel", "phone"]],
    ["Clinic", ["city"]],
    ["Room", []],
  ])("are those of an entity, for a %s", (typeName, keys) => {
    expect(entityFieldsOf(ENTITIES, typeName)).toEqual(keys);
  });

  it("are none without an operation", () => {
    expect(rootFieldsOf("fragment F on Query { a }")).toEqual([]);
    expect(entityFieldsOf("{ ...F } fragment F on Query { a }", "Patient")).toEqual([]);
  });
});
