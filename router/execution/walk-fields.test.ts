import { buildSchema, Kind, parse } from "graphql";
import { describe, expect, it } from "vitest";
import { selectedFields } from "./walk-fields.ts";

const schema = buildSchema(`
  interface Node { id: ID! }
  type Patient implements Node { id: ID! name: String doctor: Doctor }
  type Doctor implements Node { id: ID! name: String }
  union Person = Patient | Doctor
  type Query { me: Patient node: Node people: [Person!]! }
`);

function walk(source: string, operationName?: string): string[] {
  const document = parse(source);
  const operation = document.definitions.find(
    (definition) =>
      definition.kind === Kind.OPERATION_DEFINITION &&
      (operationName === undefined || definition.name?.value === operationName),
  );
  if (operation?.kind !== Kind.OPERATION_DEFINITION) throw new Error("no operation");
  return selectedFields(schema, document, operation).map(
    ({ node, typeName, path }) => `${typeName}.${node.name.value} at ${path}`,
  );
}

describe("selectedFields", () => {
  it("names fields by type, and paths in the client's own words", () => {
    expect(walk("{ who: me { name doctor { title: name } } }")).toEqual([
      "Query.me at who",
      "Patient.name at who.name",
      "Patient.doctor at who.doctor",
      "Doctor.name at who.doctor.title",
    ]);
  });

  it("enters inline fragments, unions and interfaces", () => {
    expect(walk("{ node { id ... { id } } people { ... on Doctor { name } ... on Node { id } } }")).toEqual([
      "Query.node at node",
      "Node.id at node.id",
      "Node.id at node.id",
      "Query.people at people",
      "Doctor.name at people.name",
      "Node.id at people.id",
    ]);
  });

  it("enters each fragment once, also when fragments multiply", () => {
    const source = `{ a: me { ...A } b: me { ...A } } fragment A on Patient { ...B ...B } fragment B on Patient { name }`;
    expect(walk(source)).toEqual(["Query.me at a", "Patient.name at a.name", "Query.me at b"]);
  });

  it("counts fields that @skip or @include would leave out", () => {
    expect(walk("{ me @skip(if: true) { name @include(if: false) } }")).toEqual([
      "Query.me at me",
      "Patient.name at me.name",
    ]);
  });

  it("lists introspection without its contents", () => {
    expect(walk("{ __schema { types { name } } __typename }")).toEqual([
      "Query.__schema at __schema",
      "Query.__typename at __typename",
    ]);
  });

  it("looks at the chosen operation only", () => {
    expect(walk("query A { me { id } } query B { node { id } }", "B")).toEqual([
      "Query.node at node",
      "Node.id at node.id",
    ]);
  });
});
