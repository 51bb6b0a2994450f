import { describe, expect, it } from "vitest";
import { parseCommandLine } from "./command-line.ts";

const OPEN = ["--supergraph", "super.graphql", "--port", "4100", "--open"];

describe("parseCommandLine", () => {
  it("runs the clinic's router when nothing is said", () => {
    expect(parseCommandLine([], true)).toEqual({ kind: "CLINIC" });
  });

  it("runs any supergraph in the open profile", () => {
    expect(parseCommandLine(OPEN, false)).toEqual({
      kind: "OPEN",
      supergraphFile: "super.graphql",
      port: 4100,
    });
  });

  it("refuses the open profile in production", () => {
    expect(() => parseCommandLine(OPEN, true)).toThrow("not for production");
  });

  it.each([
    [["--open"]],
    [["--supergraph", "super.graphql", "--port", "4100"]],
    [["--supergraph", "super.graphql", "--open"]],
    [["--supergraph", "super.graphql", "--port", "many", "--open"]],
    [["--supergraph", "super.graphql", "--port", "65536", "--open"]],
    [["--supergraph", "super.graphql", "--port=-1", "--open"]],
    [["--verbose"]],
    [["start"]],
  ])("explains itself when given %j", (args) => {
    expect(() => parseCommandLine(args, false)).toThrow("Usage: start:router");
  });
});
