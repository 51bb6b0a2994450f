import { HeaderMap, type HTTPGraphQLRequest } from "@apollo/server";
import { describe, expect, it } from "vitest";
import { readDocumentRequest } from "./requested-document.ts";

const HASH = "a".repeat(64);
const ID = `sha256:${HASH}`;
const TEXT = "{ greeting }";
const OTHER_HASH = { version: 1, sha256Hash: "b".repeat(64) };
const PERSISTED = { persistedQuery: { version: 1, sha256Hash: HASH } };

const post = (body: unknown): HTTPGraphQLRequest => ({
  method: "POST",
  headers: new HeaderMap([["content-type", "application/json"]]),
  search: "",
  body,
});
const get = (parameters: Record<string, string>): HTTPGraphQLRequest => ({
  method: "GET",
  headers: new HeaderMap(),
  search: `?${new URLSearchParams(parameters).toString()}`,
  body: undefined,
});
const parametersOf = ({ search }: HTTPGraphQLRequest): Record<string, string> =>
  Object.fromEntries(new URLSearchParams(search));

describe("a request that names its document", () => {
  it.each([
    ["by documentId", { documentId: ID, variables: { first: 1 } }, { variables: { first: 1 } }],
    ["by Apollo's hash", { extensions: PERSISTED, operationName: "Now" }, { operationName: "Now" }],
    ["with a query that is empty", { documentId: ID, query: null }, {}],
    ["with an empty query beside the hash", { query: "", extensions: PERSISTED }, {}],
    ["both ways: documentId counts", { documentId: ID, extensions: { persistedQuery: OTHER_HASH } }, {}],
  ])("names it by its hash alone: %s", (_how, body, rest) => {
    const { id, request } = readDocumentRequest(post(body));
    expect(id).toBe(ID);
    expect(request.body).toEqual({ ...rest, extensions: PERSISTED });
  });

  it("keeps its other extensions", () => {
    const extensions = { ...PERSISTED, more: 1 };
    expect(readDocumentRequest(post({ extensions })).request.body).toEqual({ extensions });
  });

  it("is left with extensions that are none, which are refused by whoever reads it next", () => {
    expect(readDocumentRequest(post({ documentId: ID, extensions: "{" })).request.body).toEqual({
      extensions: "{",
    });
  });

  it("may be a plain URL, which no browser has to ask for leave to send", () => {
    const named = { extensions: JSON.stringify(PERSISTED) };
    const byId = readDocumentRequest(get({ documentId: ID, variables: '{"first":1}' }));
    expect([byId.id, parametersOf(byId.request)]).toEqual([ID, { ...named, variables: '{"first":1}' }]);
    expect(byId.request.headers.get("apollo-require-preflight")).toBe("true");
    const byHash = readDocumentRequest(get(named));
    expect([byHash.id, parametersOf(byHash.request)]).toEqual([ID, named]);
  });

  it.each([
    ["its text", { query: TEXT }],
    ["nothing", {}],
    ["a list", [{ documentId: ID }]],
    ["no object", "text"],
    ["other extensions", { query: TEXT, extensions: { more: 1 } }],
  ])("is not one that brings %s", (_what, body) => {
    const sent = post(body);
    const { id, request } = readDocumentRequest(sent);
    expect(id).toBeNull();
    expect(request).toBe(sent);
  });

  it("is not one that brings its text beside a hash, and registers nothing", () => {
    const both = { query: TEXT, extensions: { ...PERSISTED, more: 1 } };
    const { id, request } = readDocumentRequest(post(both));
    expect([id, request.body]).toEqual([null, { query: TEXT, extensions: { more: 1 } }]);
    const url = readDocumentRequest(get({ query: TEXT, extensions: JSON.stringify(PERSISTED) }));
    expect([url.id, parametersOf(url.request)]).toEqual([null, { query: TEXT }]);
  });

  it("is not a GET whose extensions are no JSON: whoever reads it next says so", () => {
    expect(readDocumentRequest(get({ extensions: "{" })).id).toBeNull();
  });

  it.each([
    ["no hash", { documentId: "sha256:abc" }],
    ["another algorithm", { documentId: `md5:${HASH}` }],
    ["no text", { documentId: 7 }],
    ["capitals", { documentId: ID.toUpperCase() }],
    ["a text beside it", { documentId: ID, query: TEXT }],
    ["a hash of another version", { extensions: { persistedQuery: { version: 2, sha256Hash: HASH } } }],
    ["nothing that Apollo sends, beside a text", { query: TEXT, extensions: { persistedQuery: "hash" } }],
    ["no hash, Apollo's way", { extensions: { persistedQuery: { version: 1, sha256Hash: "__proto__" } } }],
  ])("is refused when the id is %s", (_what, body) => {
    expect(() => readDocumentRequest(post(body))).toThrow(
      expect.objectContaining({ code: "VALIDATION_ERROR" }),
    );
  });
});
