import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { LONGEST_RECORD, readRecords, type CsvRecord } from "./csv-records.ts";

const FROM_START = { lines: 0, isInLongLine: false };

/** What stands in a file that comes in pieces of so many bytes. */
function readInPieces(file: Buffer, pieceBytes: number): CsvRecord[] {
  const records: CsvRecord[] = [];
  let position = FROM_START;
  let rest = Buffer.alloc(0);
  for (let at = 0; at < file.length || at === 0; at += pieceBytes) {
    const bytes = Buffer.concat([rest, file.subarray(at, at + pieceBytes)]);
    const reading = readRecords(bytes, position, at + pieceBytes >= file.length);
    records.push(...reading.records);
    rest = bytes.subarray(reading.consumed);
    expect(rest.length).toBeLessThanOrEqual(LONGEST_RECORD);
    position = reading;
  }
  expect(rest.length).toBe(0);
  return records;
}

const read = (text: string | Buffer): CsvRecord[] => {
  const file = Buffer.from(text);
  return readInPieces(file, Math.max(1, file.length));
};
/** `2 a|b`, or `2 QUOTES_BROKEN`. */
const shown = (records: readonly CsvRecord[]): string[] =>
  records.map(({ line, fields, fault }) => `${String(line)} ${fault ?? fields.join("|")}`);

describe("the records of a file", () => {
  it("are parted by LF or CRLF, in one file too, the last one with an end or without", () => {
    expect(shown(read("a,b\r\nc,d\ne,f"))).toEqual(["1 a|b", "2 c|d", "3 e|f"]);
    expect(shown(read("a,b\n"))).toEqual(["1 a|b"]);
    expect(read("")).toEqual([]);
  });

  it("may have commas, quotes and line ends in quotes, and begin where their first line does", () => {
    expect(read('a,"b, ""c""\nd"\r\n"",x\n')).toEqual([
      { line: 1, fields: ["a", 'b, "c"\nd'], fault: null },
      { line: 3, fields: ["", "x"], fault: null },
    ]);
  });

  it("are counted with the empty lines between them, which are none", () => {
    expect(shown(read("a\n\n\r\nb\n\n"))).toEqual(["1 a", "4 b"]);
  });

  it.each([
    ["a quote that is not closed", 'a,"b\nc,d\n"e",f\n', ["1 QUOTES_BROKEN", "2 c|d", "3 e|f"]],
    ["one in the last line", 'a,b\nc,"d', ["1 a|b", "2 QUOTES_BROKEN"]],
    ["a quote within a cell", 'a,b"c\nd,e\n', ["1 QUOTES_BROKEN", "2 d|e"]],
    ["something behind a closing quote", 'a,"b"c\nd,e\n', ["1 QUOTES_BROKEN", "2 d|e"]],
    ["a quote in each line", '"a\n"b\n"c\n', ["1 QUOTES_BROKEN", "2 QUOTES_BROKEN", "3 QUOTES_BROKEN"]],
  ])("are all read but the line that has %s", (_name, file, expected) => {
    expect(shown(read(file))).toEqual(expected);
  });

  it("are refused with bytes that are no UTF-8, and with NUL characters, by the line", () => {
    const file = Buffer.concat([
      Buffer.from("ä,b\nc,"),
      Buffer.from([0xc3, 0x28]),
      Buffer.from("\nd\0,e\nf,g\n"),
    ]);
    expect(shown(read(file))).toEqual(["1 ä|b", "2 NOT_UTF8", "3 NUL_CHARACTER", "4 f|g"]);
  });

  it("have 64 KiB at most, however they come", () => {
    const longest = `${"x".repeat(LONGEST_RECORD - 3)},y`;
    const file = Buffer.from(
      [`${longest}\n`, `${longest}z\n`, `${"y".repeat(3 * LONGEST_RECORD)}\n`, "a,b\n"].join(""),
    );
    for (const pieceBytes of [1_000, LONGEST_RECORD, 100_000, file.length]) {
      const records = readInPieces(file, pieceBytes);
      expect(records.map(({ line, fault }) => [line, fault])).toEqual([
        [1, null],
        [2, "LINE_TOO_LONG"],
        [3, "LINE_TOO_LONG"],
        [4, null],
      ]);
    }
  });

  it("of a quote that is closed too late costs one line, and not the 64 KiB behind it", () => {
    const lines = Array.from({ length: 3_000 }, (_, index) => `r${String(index)},${"x".repeat(50)}`);
    const file = Buffer.from(`"a,b\n${lines.join("\n")}\n"c",d\n`);
    const records = readInPieces(file, 10_000);
    expect(records.filter(({ fault }) => fault !== null)).toEqual([
      { line: 1, fields: null, fault: "QUOTES_BROKEN" },
    ]);
    expect(records).toHaveLength(3_002);
  });

  it("are what was written, whatever that was and in whatever pieces it comes", () => {
    const cell = fc.string({
      unit: fc.constantFrom("a", "ä", "😀", ",", '"', "\n", "\r\n", ";", " ", "'", "="),
      maxLength: 8,
    });
    const table = fc.array(fc.array(cell, { minLength: 2, maxLength: 4 }), { maxLength: 12 });
    fc.assert(
      fc.property(
        table,
        fc.integer({ min: 1, max: 40 }),
        fc.constantFrom("\n", "\r\n"),
        (rows, pieceBytes, end) => {
          const quoted = (text: string): string => `"${text.replaceAll('"', '""')}"`;
          const file = Buffer.from(rows.map((row) => row.map(quoted).join(",") + end).join(""));
          const records = readInPieces(file, pieceBytes);
          expect(records.map(({ fields }) => fields)).toEqual(rows);
        },
      ),
    );
  });

  it("are the same whatever pieces a file of any bytes comes in, and every line is told of at most once", () => {
    const bytes = fc.array(fc.constantFrom(0x61, 0x2c, 0x22, 0x0a, 0x0d, 0x00, 0xc3, 0xa4, 0x20), {
      maxLength: 120,
    });
    fc.assert(
      fc.property(bytes, fc.integer({ min: 1, max: 30 }), (file, pieceBytes) => {
        const whole = read(Buffer.from(file));
        expect(readInPieces(Buffer.from(file), pieceBytes)).toEqual(whole);
        const lines = whole.map(({ line }) => line);
        expect(lines).toEqual([...new Set(lines)].toSorted((a, b) => a - b));
      }),
    );
  });
});
