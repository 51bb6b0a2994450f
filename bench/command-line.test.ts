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

  it.each([[["--only", "speed"]], [["--slow"]]])("refuses %j, and says what there is", (args) => {
    expect(() => parseBenchCommand(args)).toThrow(`--only ${BENCH_PARTS.join("|")}`);
  });
});
