import { describe, expect, it } from "vitest";
import { listSubgraphs } from "./supergraph-subgraphs.ts";
import { composeTestSupergraph } from "./test/test-graph.ts";

describe("listSubgraphs", () => {
  it("lists name and address of every subgraph", () => {
    expect(listSubgraphs(composeTestSupergraph())).toEqual([
      { name: "appointments", url: "http://appointments.invalid/graphql" },
      { name: "auth", url: "http://auth.invalid/graphql" },
      { name: "users", url: "http://users.invalid/graphql" },
    ]);
  });

  it("leaves open what the supergraph does not say", () => {
    const sdl =
      'enum join__Graph { A @join__graph(name: "a", url: 5) B } enum Other { C } type Query { a: Int }';
    expect(listSubgraphs(sdl)).toEqual([
      { name: "a", url: "" },
      { name: "", url: "" },
    ]);
    expect(listSubgraphs("enum join__Graph")).toEqual([]);
  });
});
