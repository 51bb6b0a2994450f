import { Kind, print, type DocumentNode } from "graphql";
import { describe, expect, it } from "vitest";
import { loadSubgraphSdl } from "./load-sdl.ts";

const namesOf = ({ definitions }: DocumentNode): string[] =>
  definitions.flatMap((definition) =>
    definition.kind === Kind.OBJECT_TYPE_DEFINITION || definition.kind === Kind.SCALAR_TYPE_DEFINITION
      ? [definition.name.value]
      : [],
  );

describe("SDL of a subgraph", () => {
  it("is what all share and then its own files", () => {
    const names = namesOf(loadSubgraphSdl("users"));
    expect(names).toContain("DateTime");
    expect(names).toContain("Patient");
    expect(names.indexOf("PageInfo")).toBeLessThan(names.indexOf("Patient"));
    expect(names).not.toContain("AuditEvent");
  });

  it("is the same text each time", () => {
    expect(print(loadSubgraphSdl("users"))).toBe(print(loadSubgraphSdl("users")));
  });

  it("cannot be had of a subgraph that does not exist", () => {
    expect(() => loadSubgraphSdl("nobody")).toThrow(/ENOENT/);
  });
});
