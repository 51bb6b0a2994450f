import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { csvField, type Cell } from "../csv-text.ts";
import { csvFile, csvParts } from "./csv.ts";

const FORMULA_CHARACTERS = ["=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠"];

/** Texts that are likely to go wrong. */
const awkward = fc.array(
  fc.constantFrom(...FORMULA_CHARACTERS, '"', ",", ";", "'", " ", "1", ".", "a", "é"),
  { maxLength: 6 },
);
const text = fc.oneof(
  fc.string(),
  awkward.map((characters) => characters.join("")),
);
const cell: fc.Arbitrary<Cell> = fc.oneof(text, fc.integer(), fc.boolean(), fc.constant(null));

describe("a CSV file", () => {
  it("reads back as the same cells, with an apostrophe before what would be a formula", () => {
    const tables = fc.integer({ min: 1, max: 4 }).chain((width) => {
      const row = fc.array(cell, { minLength: width, maxLength: width });
      return fc.record({
        columns: fc.array(text, { minLength: width, maxLength: width }),
        rows: fc.array(row, { maxLength: 5 }),
      });
    });
    fc.assert(
      fc.property(tables, ({ columns, rows }) => {
        const read = readCsv([...csvParts({ path: "", columns, rows })].join(""));
        const shown = [columns, ...rows].map((line) =>
          line.map((value) => (value === null ? "" : String(value))),
        );
        expect(read).toHaveLength(shown.length);
        for (const [index, line] of shown.entries())
          for (const [column, value] of line.entries()) {
            const found = read[index]?.[column];
            expect([value, `'${value}`]).toContain(found);
            if (!FORMULA_CHARACTERS.includes(value.charAt(0))) expect(found).toBe(value);
          }
      }),
      { numRuns: 300 },
    );
  });

  it("has no cell that begins with a formula character, but for plain numbers", () => {
    fc.assert(
      fc.property(fc.array(cell, { minLength: 1, maxLength: 4 }), (row) => {
        const [, fields = []] = readCsv([...csvParts({ path: "", columns: ["a"], rows: [row] })].join(""));
        for (const field of fields)
          if (!/^-\d+(\.\d+)?$/.test(field)) expect(FORMULA_CHARACTERS).not.toContain(field.charAt(0));
      }),
      { numRuns: 300 },
    );
  });

  it.each([
    ["=1+1", "'=1+1"],
    ["-5", "-5"],
    [-5, "-5"],
    ["-5.25", "-5.25"],
    ["-5+cmd|' /C calc'!A0", "'-5+cmd|' /C calc'!A0"],
    ["+49 30 1234", "'+49 30 1234"],
    ["@SUM(A1)", "'@SUM(A1)"],
    ["\t=1", '"\'\t=1"'],
    ['=HYPERLINK("x,y")', '"\'=HYPERLINK(""x,y"")"'],
    ["a;=1", '"a;=1"'],
    [null, ""],
    [true, "true"],
  ])("has for %j the field %s", (value, field) => {
    expect(csvField(value)).toBe(field);
  });

  it("has the columns first, CRLF behind each line and a mark of UTF-8 before all", async () => {
    const file = await csvFile({ path: "", columns: ["name", "city"], rows: [["Zoë", null]] });
    expect(file?.type).toBe("text/csv;charset=utf-8");
    expect(Buffer.from((await file?.arrayBuffer()) ?? new ArrayBuffer()).toString("utf8")).toBe(
      "\uFEFFname,city\r\nZoë,\r\n",
    );
  });

  it("of 10 MB is made in parts, between which the page goes on", async () => {
    const rows = Array.from({ length: 100_000 }, (_, index) => [String(index), "x".repeat(95)]);
    let pauses = 0;
    const pause = () => {
      pauses += 1;
      return Promise.resolve();
    };
    const file = await csvFile({ path: "", columns: ["a", "b"], rows }, { pause });
    expect(file?.size).toBe(10_288_898);
    expect(pauses).toBe(51);
  });

  it("that is too long is not made", async () => {
    const table = { path: "", columns: ["a"], rows: [["12345"]] };
    expect(await csvFile(table, { limit: 10 })).toBeNull();
    expect((await csvFile(table, { limit: 11 }))?.size).toBe(13);
  });
});

/** Fields of a file as RFC 4180 has them. */
function readCsv(file: string): string[][] {
  const lines: string[][] = [];
  let line: string[] = [];
  let at = file.startsWith("\uFEFF") ? 1 : 0;
  while (at < file.length) {
    let field = "";
    if (file[at] === '"') {
      for (at += 1; !(file[at] === '"' && file[at + 1] !== '"'); at += 1) {
        if (at >= file.length) throw new Error("A quoted field has no end.");
        if (file[at] === '"') at += 1;
        field += file.charAt(at);
      }
      at += 1;
    } else {
      for (; ![",", "\r", "\n", '"', undefined].includes(file[at]); at += 1) field += file.charAt(at);
    }
    line.push(field);
    if (file[at] === ",") {
      at += 1;
      continue;
    }
    if (!file.startsWith("\r\n", at)) throw new Error(`No separator at ${String(at)}.`);
    at += 2;
    lines.push(line);
    line = [];
  }
  return lines;
}
