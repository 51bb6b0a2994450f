import { buildSchema } from "graphql";
import { describe, expect, it } from "vitest";
import { FetchedFields } from "./fetched-fields.ts";
import { typeConditionsOf } from "./type-conditions.ts";

const CONDITIONS = typeConditionsOf(
  buildSchema(`
    type Query { a: Int }
    interface Person { name: String }
    type Patient implements Person { name: String }
    type Clinic { city: String }
  `),
);

describe("the fields of a fetch", () => {
  it("are its root fields by their response keys", () => {
    expect(new FetchedFields("query Q($id: ID!) { a(id: $id) { x } second: a { x } }").ofRoot()).toEqual([
      "a",
      "second",
    ]);
  });

  const ENTITIES = `query ($representations: [_Any!]!) { _entities(representations: $representations) {
    __typename ... on Patient { name tel: phone ... { phone } ... on Patient { name } } ... on Clinic { city } } }`;

  it.each([
    ["Patient", ["name", "tel", "phone"]],
    ["Clinic", ["city"]],
    ["Person", ["name", "tel", "phone"]],
    ["Room", []],
  ])("are those of an entity, for a %s", (typeName, keys) => {
    expect(new FetchedFields(ENTITIES).ofEntity(typeName, CONDITIONS)).toEqual(keys);
  });

  it("are none without an operation", () => {
    expect(new FetchedFields("fragment F on Query { a }").ofRoot()).toEqual([]);
    expect(new FetchedFields("{ ...F } fragment F on Query { a }").ofEntity("Patient", CONDITIONS)).toEqual(
      [],
    );
  });
});
