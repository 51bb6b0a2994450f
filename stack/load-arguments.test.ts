import { describe, expect, it } from "vitest";
import { readLoadArguments } from "./load-arguments.ts";

describe("the arguments of db:generate-load", () => {
  it("are how many appointments, and a seed that is 1 unless given", () => {
    expect(readLoadArguments(["--appointments", "1000000"])).toEqual({ appointments: 1_000_000, seed: 1 });
    expect(readLoadArguments(["--appointments=10", "--seed", "7"])).toEqual({ appointments: 10, seed: 7 });
  });

  it.each([
    [[], "--appointments is missing: a whole number from 1 to 10000000."],
    [["--appointments", "many"], '--appointments is "many": a whole number from 1 to 10000000.'],
    [["--appointments", "0"], '--appointments is "0": a whole number from 1 to 10000000.'],
    [["--appointments", "10000001"], '--appointments is "10000001": a whole number from 1 to 10000000.'],
    [["--appointments", "1e6"], '--appointments is "1e6": a whole number from 1 to 10000000.'],
    [["--appointments=-5"], '--appointments is "-5": a whole number from 1 to 10000000.'],
    [["--appointments", "5", "--seed", "x"], '--seed is "x": a whole number from 0 to 2147483647.'],
    [["--rows", "5"], "Unknown option '--rows'"],
    [["5"], "Unexpected argument '5'"],
  ])("refuses %j, and says how it is called", (args, message) => {
    expect(() => readLoadArguments(args)).toThrow(message);
    expect(() => readLoadArguments(args)).toThrow("Usage: db:generate-load -- --appointments NUMBER");
  });
});
