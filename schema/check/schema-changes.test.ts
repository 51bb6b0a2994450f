import { buildSchema } from "graphql";
import { describe, expect, it } from "vitest";
import type { LiveDocument } from "./contract.ts";
import { liveDocuments } from "./live-documents.ts";
import { schemaChanges } from "./schema-changes.ts";

const SDL = `
  type Query { find(by: Filter, first: Int = 20): Thing }
  input Filter { name: String }
  type Thing { used: String! unused: String! kind: Kind! ending: Int @deprecated(reason: "Since 2026-01-01. Nothing replaces it. Ends 2026-06-30.") }
  enum Kind { A B } enum Other { C D @deprecated(reason: "Use C.") } type Far { other: Other }
  extend type Query { far(to: String @deprecated(reason: "Since 2025-06-01. Nothing replaces it. Ends 2026-01-31."), by: Ask): Far } input Ask { order: Order old: Int @deprecated(reason: "Since 2025-06-01. Nothing replaces it. Ends 2026-01-31.") } enum Order { UP }
`;
const before = buildSchema(SDL);
const document = (name: string, text: string): LiveDocument => ({
  ...{ client: "web", version: "1", id: name, name, text, certificate: undefined, answers: {} },
});
const live = liveDocuments(before, [
  document("Find", "query Find($by: Filter) { find(by: $by) { used kind } }"),
  document("Page", "query Page { find(first: 5) { used } }"),
]);

async function changed(
  from: string,
  to: string,
  today = "2026-07-01",
): Promise<readonly (readonly string[])[]> {
  const now = buildSchema(SDL.replace(from, to));
  const findings = await schemaChanges({ before, now, live, today });
  return findings.map(({ verdict, consumers }) => [verdict, ...consumers.map(({ name }) => name)]);
}

describe("a breaking change", () => {
  it.each([
    ["of a field", "used: String!", "used: String", ["Find", "Page"]],
    ["a value that can be answered is gone", "A B", "A", ["Find"]],
    ["an input that is required now", "name: String", "name: String!", ["Find"]],
    ["an input that did not exist", "name: String", "name: String id: ID!", ["Find"]],
    [
      "an argument that is required, of whoever uses the field",
      "first: Int = 20",
      "first: Int!",
      ["Find", "Page"],
    ],
    ["an argument that did not exist", "first: Int = 20", "first: Int = 20, of: ID!", ["Find", "Page"]],
    ["an argument that is gone, of whoever gives it", ", first: Int = 20", "", ["Page"]],
  ])("that live documents rely on is refused and names them: %s", async (_what, from, to, names) => {
    expect(await changed(from, to)).toContainEqual(["refused", ...names]);
  });

  it("that none relies on has to be approved", async () => {
    expect(await changed("unused: String!", "")).toEqual([["unapproved"]]);
  });

  it.each([
    ["a field", 'ending: Int @deprecated(reason: "Since 2026-01-01. Nothing replaces it. Ends 2026-06-30.")'],
    [
      "an argument",
      'to: String @deprecated(reason: "Since 2025-06-01. Nothing replaces it. Ends 2026-01-31."),',
    ],
    [
      "an input field",
      'old: Int @deprecated(reason: "Since 2025-06-01. Nothing replaces it. Ends 2026-01-31.")',
    ],
  ])("is only noted when it was deprecated with a date that has passed: %s", async (_what, from) => {
    expect(await changed(from, "")).toEqual([["noted"]]);
  });

  it("has to be approved the day before, without a date, and when it is no removal", async () => {
    const ending =
      'ending: Int @deprecated(reason: "Since 2026-01-01. Nothing replaces it. Ends 2026-06-30.")';
    expect(await changed(ending, "", "2026-06-29")).toEqual([["unapproved"]]);
    expect(await changed('D @deprecated(reason: "Use C.")', "")).toEqual([["unapproved"]]);
    expect(await changed("ending: Int", "ending: String")).toEqual([["unapproved"]]);
  });
});

describe("a dangerous change", () => {
  it("has to be approved when a live document leaves out what has another default", async () => {
    expect(await changed("first: Int = 20", "first: Int = 30")).toEqual([["unapproved", "Find"]]);
  });

  it("is noted when it is a new value that can be answered", async () => {
    expect(await changed("A B", "A B NEW")).toEqual([["noted", "Find"]]);
  });

  it.each([
    ["a value that can only be sent", "UP }", "UP DOWN }"],
    ["an optional argument", "first: Int = 20", "first: Int = 20, of: ID"],
    ["an input with a default", "name: String", "name: String size: Int! = 1"],
  ])("is none: %s", async (_what, from, to) => {
    expect(await changed(from, to)).toEqual([]);
  });
});
