import { createHash } from "node:crypto";
import { parse } from "graphql";
import { describe, expect, it } from "vitest";
import { KnownDocuments } from "./known-documents.ts";

const TEXT = "{ greeting }";
const sha256 = (text: string): string => createHash("sha256").update(text).digest("hex");
const ofTexts = (text: string): string => `apq:${sha256(text)}`;
const ofParsed = (text: string): string => `schema:${sha256(text)}`;

describe("documents that an engine knows", () => {
  it("are found by their hash when they are kept, and by no other", async () => {
    const known = new KnownDocuments();
    known.keep(TEXT);
    expect(await known.texts.get(ofTexts(TEXT))).toBe(TEXT);
    expect(await known.texts.get(ofTexts("{ other }"))).toBeUndefined();
  });

  it("are added and removed by no client", async () => {
    const known = new KnownDocuments();
    known.keep(TEXT);
    await known.texts.set(ofTexts("{ other }"), "{ other }");
    await known.texts.delete(ofTexts(TEXT));
    expect(await known.texts.get(ofTexts("{ other }"))).toBeUndefined();
    expect(await known.texts.get(ofTexts(TEXT))).toBe(TEXT);
  });

  it("stay parsed when they are kept, however many others come; others do not", async () => {
    const known = new KnownDocuments({ othersKeptCharacters: 10_000 });
    const other = "{ firstOfOthers }";
    known.keep(TEXT);
    for (const text of [TEXT, other]) await known.parsed.set(ofParsed(text), parse(text));
    expect(await known.parsed.get(ofParsed(other))).toEqual(parse(other));
    for (let index = 0; index < 100; index += 1) {
      const text = `{ other${String(index)} }`;
      await known.parsed.set(ofParsed(text), parse(text));
    }
    expect(await known.parsed.get(ofParsed(TEXT))).toEqual(parse(TEXT));
    expect(await known.parsed.get(ofParsed(other))).toBeUndefined();
  });

  it("are parsed again once they are deleted", async () => {
    const known = new KnownDocuments();
    known.keep(TEXT);
    await known.parsed.set(ofParsed(TEXT), parse(TEXT));
    await known.parsed.delete(ofParsed(TEXT));
    expect(await known.parsed.get(ofParsed(TEXT))).toBeUndefined();
  });
});
