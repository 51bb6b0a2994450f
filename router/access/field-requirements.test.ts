import { parse } from "graphql";
import { describe, expect, it } from "vitest";
import { composeTestSupergraph } from "../test/test-graph.ts";
import { readFieldRequirements } from "./field-requirements.ts";

function actionsOf(sdl: string, typeName: string, field: string): string[] | undefined {
  const actions = readFieldRequirements(parse(sdl)).get(typeName)?.get(field);
  return actions && [...actions].sort();
}

describe("readFieldRequirements", () => {
  const supergraph = composeTestSupergraph();

  it("takes the action of a field from the supergraph text", () => {
    expect(actionsOf(supergraph, "Query", "auditTrail")).toEqual(["audit:read"]);
    expect(actionsOf(supergraph, "Patient", "name")).toEqual(["patient:read"]);
  });

  it("adds the actions of the fields that a field is computed from", () => {
    expect(actionsOf(supergraph, "Patient", "reminder")).toEqual([
      "appointment:read",
      "patient:contact:read",
    ]);
  });

  it("adds to a field of an interface what it needs in each type that implements it", () => {
    expect(actionsOf(supergraph, "Person", "name")).toEqual(["patient:read", "public:read"]);
  });

  it("adds what the fields are computed from that a field is computed from", () => {
    const sdl = `
      type Clinic {
        code: String @access(action: "audit:read")
        label: String @join__field(graph: A, requires: "code") @access(action: "clinic:read")
        title: String @join__field(graph: B, requires: "label") @access(action: "slot:read")
        loop: String @join__field(graph: B, requires: "loop title") @access(action: "public:read")
      }
    `;
    expect(actionsOf(sdl, "Clinic", "title")).toEqual(["audit:read", "clinic:read", "slot:read"]);
    expect(actionsOf(sdl, "Clinic", "loop")).toEqual([
      "audit:read",
      "clinic:read",
      "public:read",
      "slot:read",
    ]);
  });

  it("adds, when a field is computed from one of an interface, what that needs in every type behind it", () => {
    const sdl = `
      interface Party { name: String @access(action: "public:read") }
      interface Owner implements Party { name: String @access(action: "slot:read") }
      type Person implements Party & Owner { name: String @access(action: "user:read") }
      type Clinic {
        owner: Party @access(action: "public:read")
        label: String @join__field(graph: A, requires: "owner { name }") @access(action: "clinic:read")
      }
    `;
    const expected = ["public:read", "slot:read", "user:read"];
    expect(actionsOf(sdl, "Party", "name")).toEqual(expected);
    expect(actionsOf(sdl, "Clinic", "label")).toEqual(["clinic:read", ...expected]);
  });

  it("refuses a schema in which a field is given values by @fromContext, which nobody would judge", () => {
    const sdl = `type Clinic { label: String @access(action: "public:read")
      @join__field(graph: A, contextArguments: [{ context: "c", name: "n", type: "String", selection: "{ code }" }]) }`;
    expect(() => readFieldRequirements(parse(sdl))).toThrow(
      "What these fields are given by @fromContext is judged by nobody: Clinic.label.",
    );
  });

  it("looks into nested and conditional selections of what a field is computed from", () => {
    const sdl = `
      interface Party { name: String @access(action: "public:read") }
      type Clinic { region: Region @access(action: "clinic:read"), owner: Party @access(action: "public:read"), label: String
        @join__field(graph: A, requires: "region { code missing } owner { ... on Person { name } ... { name } }")
        @access(action: "slot:read") }
      type Region { code: String @access(action: "audit:read") }
      type Person { name: String @access(action: "user:read") }
    `;
    expect(actionsOf(sdl, "Clinic", "label")).toEqual([
      "audit:read",
      "clinic:read",
      "public:read",
      "slot:read",
      "user:read",
    ]);
  });

  it("knows nothing of fields that do not exist", () => {
    expect(actionsOf(supergraph, "Patient", "shoeSize")).toBeUndefined();
  });

  it("ignores requirements that are not text, and interfaces that are not there", () => {
    const sdl = `type A implements Gone { x: String @join__field(graph: A, requires: 5) @access(action: "public:read") }`;
    expect(actionsOf(sdl, "A", "x")).toEqual(["public:read"]);
  });

  it("refuses a schema in which a field has no action", () => {
    expect(() => readFieldRequirements(parse("type Query { open: String }"))).toThrow(
      "Query.open has no @access.",
    );
  });
});
