import { readFileSync } from "node:fs";
import { Supergraph } from "@apollo/federation-internals";
import { Kind, parse, visit, type DocumentNode } from "graphql";
import { describe, expect, it } from "vitest";
import { readAccessMap } from "#shared/auth/access-directives.ts";
import { normalizeOperation } from "../query-plan/normal-form.ts";
import { parseOperation } from "../test/parse-operation.ts";
import { maxAgeSeconds } from "./cache-policy.ts";
import { readCacheRules } from "./cache-rules.ts";

const sdl = readFileSync(new URL("../../schema/supergraph.graphql", import.meta.url), "utf8");
const document = parse(sdl);
const schema = Supergraph.build(sdl).apiSchema().toGraphQLJSSchema();

function ageOf(text: string, supergraph: DocumentNode = document): number {
  const normal = normalizeOperation({ schema, variables: {}, ...parseOperation(text) });
  return maxAgeSeconds(schema, normal, readCacheRules(supergraph));
}

/** The supergraph with another directive on a field or type. */
function withHint(coordinate: string, hint: string): DocumentNode {
  const [typeName, fieldName] = coordinate.split(".");
  const [directive] = parse(`type T @cacheControl(${hint}) { f: Int }`).definitions;
  if (directive?.kind !== Kind.OBJECT_TYPE_DEFINITION) throw new Error("no directive");
  const { directives = [] } = directive;
  return visit(document, {
    ObjectTypeDefinition: (type) => {
      if (type.name.value !== typeName) return undefined;
      if (fieldName === undefined) return { ...type, directives };
      return {
        ...type,
        fields: type.fields?.map((field) =>
          field.name.value === fieldName
            ? { ...field, directives: [...(field.directives ?? []), ...directives] }
            : field,
        ),
      };
    },
  });
}

const CLINICS =
  "{ clinics(first: 5) { nodes { name serviceTypes { name price { amountMinor } } } pageInfo { endCursor } } }";

describe("an answer", () => {
  it("of reference data may be kept as long as the schema says", () => {
    expect(ageOf(CLINICS)).toBe(60);
    expect(ageOf('{ clinic(id: "1") { ... on Clinic { rooms { id __typename } } } }')).toBe(60);
  });

  it.each([
    ["of a patient", "{ viewer { patient { id } } }"],
    ["of reference data and a patient", "{ clinics { nodes { id } } viewer { patient { id } } }"],
    ["of appointments with their clinic", '{ appointment(id: "1") { clinic { name } } }'],
    ["of who the caller is", "{ viewer { roles } }"],
    ["of who works at a clinic, which says nothing", '{ clinic(id: "1") { schedules { weekday } } }'],
    [
      "of what a clinic asks of its patients, so that a change is seen",
      '{ clinic(id: "1") { policy { version } } }',
    ],
    [
      "of what an account may do",
      '{ clinic(id: "1") { accessDecision(action: "clinic:read", accountId: "2") { rule } } }',
    ],
    ["of introspection", "{ clinics { nodes { id } } __schema { queryType { name } } }"],
    ["of nothing but a type's name", "{ __typename }"],
    ["to a mutation", "mutation { signOut { userErrors { code } } }"],
  ])("%s is not kept", (_what, text) => {
    expect(ageOf(text)).toBe(0);
  });

  it("is kept as long as its least field, a leaf's own word included", () => {
    expect(ageOf(CLINICS, withHint("ServiceType", "maxAge: 10"))).toBe(10);
    expect(ageOf(CLINICS, withHint("Clinic.name", "maxAge: 5"))).toBe(5);
    expect(ageOf(CLINICS, withHint("PageInfo", "maxAge: 0"))).toBe(0);
  });

  it.each([
    ["Query.appointment", '{ appointment(id: "1") { __typename } }'],
    ["Query.viewer", "{ viewer { roles } }"],
    ["Query.patient", '{ patient(id: "1") { __typename } }'],
  ])("is not kept for a mistaken directive on %s", (coordinate, text) => {
    const supergraph = withHint(coordinate, "maxAge: 60");
    const [typeName = "", fieldName = ""] = coordinate.split(".");
    expect(readCacheRules(supergraph).hint(typeName, fieldName, "")).toBe(60);
    expect(ageOf(text, supergraph)).toBe(0);
  });
});

describe("@cacheControl", () => {
  it("stands on nothing that may not be kept", () => {
    const access = readAccessMap(document);
    const rules = readCacheRules(document);
    const mistaken = [...access].flatMap(([typeName, fields]) =>
      [...fields.keys()]
        .filter((name) => typeof rules.hint(typeName, name, "") === "number")
        .filter((name) => !rules.isShareable(typeName, name))
        .map((name) => `${typeName}.${name}`),
    );
    expect(mistaken).toEqual([]);
  });
});
