import { describe, expect, it } from "vitest";
import { BENCH_PARTS, parseBenchCommand } from "./command-line.ts";

describe("the command line of the bench", () => {
  it("measures everything unless one part is named", () => {
    expect(parseBenchCommand([]).parts).toEqual(BENCH_PARTS);
    expect(parseBenchCommand(["--quick", "--only", "documents", "--json", "numbers.json"])).toEqual({
      isQuick: true,
      jsonFile: "numbers.json",
      parts: ["documents"],
      profileDirectory: undefined,
    });
  });

  it("takes the part by its name alone, too", () => {
    expect(parseBenchCommand(["scheduling", "--quick"])).toMatchObject({
      isQuick: true,
      parts: ["scheduling"],
    });
  });

  it.each([
    [["--only", "speed"]],
    [["speed"]],
    [["limits", "identity"]],
    [["limits", "--only", "identity"]],
    [["--slow"]],
  ])("refuses %j, and says what there is", (args) => {
    expect(() => parseBenchCommand(args)).toThrow(`PART being ${BENCH_PARTS.join("|")}`);
  });
});
