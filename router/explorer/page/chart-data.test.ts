import { describe, expect, it } from "vitest";
import { chartColumns, chartOf } from "./chart-data.ts";

const table = {
  path: "days",
  columns: ["id", "clinic.name", "count", "note"],
  rows: [
    ["1", "Lakeside", 3, null],
    ["2", "Hill", -1, null],
    ["3", "Lakeside", 4, null],
    ["4", null, null, null],
  ],
};

describe("a chart of a table", () => {
  it("is of numbers by texts that are no ids", () => {
    expect(chartColumns(table)).toEqual({ labels: ["clinic.name"], numbers: ["count"] });
  });

  it("adds up the rows of one label, and leaves out those without a number", () => {
    expect(chartOf(table, "clinic.name", "count")).toEqual({
      bars: [
        { label: "Lakeside", value: 7 },
        { label: "Hill", value: -1 },
      ],
      total: 2,
    });
  });

  it("has at most 30 bars, and says how many there would be", () => {
    const rows = Array.from({ length: 31 }, (_, index) => [`Clinic ${String(index)}`, index]);
    const chart = chartOf({ path: "", columns: ["name", "count"], rows }, "name", "count");
    expect(chart.total).toBe(31);
    expect(chart.bars).toHaveLength(30);
    expect(chart.bars.at(-1)).toEqual({ label: "Clinic 29", value: 29 });
  });

  it("is not there without a column of numbers, or without one of texts", () => {
    expect(chartColumns({ path: "", columns: ["name"], rows: [["Hill"]] })).toBeNull();
    expect(chartColumns({ path: "", columns: ["count"], rows: [[1]] })).toBeNull();
    expect(
      chartColumns({
        path: "",
        columns: ["mixed", "name"],
        rows: [
          [1, "Hill"],
          ["x", "Hill"],
        ],
      }),
    ).toBeNull();
  });
});
