import { describe, expect, it } from "vitest";
import { AppError } from "#shared/errors/app-error.ts";
import { DocumentLookup } from "./document-lookup.ts";
import { documentIdOf } from "./manifest.ts";
import type { SignedPublication } from "./publishing/publication.ts";
import { TrustedDocuments } from "./trusted-documents.ts";

const NOW = new Date("2026-03-09T10:00:00.000Z");
const TEXT = "query Now { viewer { roles } }";
const ID = documentIdOf(TEXT);
const PUBLICATION: SignedPublication = {
  ...{
    audience: "",
    client: "lab",
    kind: "PROGRAM",
    sequence: 1,
    previous: null,
    publisher: "release",
    hash: "",
  },
  ...{ publishedAt: NOW.toISOString(), documents: { [ID]: TEXT }, retirements: {} },
};

interface Looked {
  readonly lookup: DocumentLookup;
  readonly documents: TrustedDocuments;
  readonly state: { reads: number; onRead: () => void; now: Date };
}

function setUp(): Looked {
  const documents = new TrustedDocuments([
    { client: "web", kind: "PAGES", version: "1", documents: { [ID]: TEXT } },
  ]);
  const state = { reads: 0, onRead: (): void => undefined, now: NOW };
  const feed = {
    refresh: async () => {
      state.reads += 1;
      state.onRead();
    },
  };
  return { lookup: new DocumentLookup({ documents, feed, clock: () => state.now }), documents, state };
}

describe("a document that is looked for", () => {
  it("is found at once when it is known: nothing is read", async () => {
    const { lookup, state } = setUp();
    expect(await lookup.find("web", ID)).toMatchObject({ text: TEXT });
    expect(state.reads).toBe(0);
  });

  it("is found when it was published a moment ago", async () => {
    const { lookup, documents, state } = setUp();
    state.onRead = () => documents.add(PUBLICATION);
    expect(await lookup.find("lab", ID)).toMatchObject({ text: TEXT, publication: { publisher: "release" } });
    expect(state.reads).toBe(1);
  });

  it("is read for once, however often it is asked for, until something is published", async () => {
    const { lookup, documents, state } = setUp();
    for (let asked = 0; asked < 5; asked += 1) expect(await lookup.find("lab", ID)).toBeUndefined();
    expect(state.reads).toBe(1);
    // Another client's is another document.
    expect(await lookup.find("insurer", ID)).toBeUndefined();
    expect(state.reads).toBe(2);
    documents.add(PUBLICATION);
    lookup.forgetMisses();
    expect(await lookup.find("lab", ID)).toMatchObject({ text: TEXT });
    expect(await lookup.find("insurer", ID)).toBeUndefined();
    expect(state.reads).toBe(3);
  });

  it("is read for anew when ten thousand others were asked for since: so much is remembered and no more", async () => {
    const { lookup, state } = setUp();
    await lookup.find("lab", ID);
    for (let other = 0; other < 9_999; other += 1) await lookup.find("lab", String(other));
    expect(state.reads).toBe(10_000);
    await lookup.find("lab", ID);
    expect(state.reads).toBe(10_000);
    await lookup.find("lab", "one more");
    await lookup.find("lab", ID);
    expect(state.reads).toBe(10_002);
  });

  it("is not called unknown when that cannot be told", async () => {
    const { lookup, state } = setUp();
    state.onRead = () => {
      throw new AppError("DEPENDENCY_UNAVAILABLE");
    };
    await expect(lookup.find("lab", ID)).rejects.toMatchObject({ code: "DEPENDENCY_UNAVAILABLE" });
    state.onRead = () => undefined;
    expect(await lookup.find("lab", ID)).toBeUndefined();
    expect(state.reads).toBe(2);
  });

  it("ends at the moment of its retirement, and comes back when it is published again", async () => {
    const { lookup, documents, state } = setUp();
    const retiresAt = new Date(NOW.getTime() + 60_000);
    const { documents: published, ...rest } = { ...PUBLICATION, client: "web" };
    documents.add({ ...rest, documents: {}, retirements: { [ID]: retiresAt.toISOString() } });
    expect(await lookup.find("web", ID)).toMatchObject({ retirement: { announcedAt: NOW, retiresAt } });
    state.now = new Date(retiresAt.getTime() - 1);
    expect(await lookup.find("web", ID)).toBeDefined();
    state.now = retiresAt;
    expect(await lookup.find("web", ID)).toBeUndefined();
    expect(documents.texts(retiresAt)).toEqual(new Set());
    documents.add({ ...rest, documents: published });
    lookup.forgetMisses();
    expect(await lookup.find("web", ID)).toMatchObject({ retirement: null });
  });
});
