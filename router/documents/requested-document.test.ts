import { HeaderMap, type HTTPGraphQLRequest } from "@apollo/server";
import { describe, expect, it } from "vitest";
import { requestedDocument } from "./requested-document.ts";

const HASH = "a".repeat(64);
const ID = `sha256:${HASH}`;
const TEXT = "{ greeting }";
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
    ["among other extensions", { extensions: { ...PERSISTED, more: 1 } }, { extensions: { more: 1 } }],
    ["with a query that is empty", { documentId: ID, query: null }, {}],
  ])("gets the text in its place: %s", (_how, body, rest) => {
    const requested = requestedDocument(post(body));
    expect(requested?.id).toBe(ID);
    expect(requested?.withText(TEXT).body).toEqual({ ...rest, query: TEXT });
  });

  it("may be a plain URL, which no browser has to ask for leave to send", () => {
    const requested = requestedDocument(get({ documentId: ID, variables: '{"first":1}' }));
    const made = requested?.withText(TEXT);
    expect(made && parametersOf(made)).toEqual({ query: TEXT, variables: '{"first":1}' });
    expect(made?.headers.get("apollo-require-preflight")).toBe("true");
    const byHash = requestedDocument(get({ extensions: JSON.stringify(PERSISTED) }))?.withText(TEXT);
    expect(byHash && parametersOf(byHash)).toEqual({ query: TEXT });
  });

  it.each([
    ["its text", { query: TEXT }],
    ["its text beside a hash, to be registered", { query: TEXT, extensions: PERSISTED }],
    ["nothing", {}],
    ["a list", [{ documentId: ID }]],
    ["no object", "text"],
    ["a hash of another version", { extensions: { persistedQuery: { version: 2, sha256Hash: HASH } } }],
  ])("is not one that brings %s", (_what, body) => {
    expect(requestedDocument(post(body))).toBeNull();
  });

  it("is not a GET whose extensions are no JSON: whoever reads it next says so", () => {
    expect(requestedDocument(get({ extensions: "{" }))).toBeNull();
  });

  it.each([
    ["no hash", { documentId: "sha256:abc" }],
    ["another algorithm", { documentId: `md5:${HASH}` }],
    ["no text", { documentId: 7 }],
    ["capitals", { documentId: ID.toUpperCase() }],
    ["a text beside it", { documentId: ID, query: TEXT }],
    ["no hash, Apollo's way", { extensions: { persistedQuery: { version: 1, sha256Hash: "__proto__" } } }],
  ])("is refused when the id is %s", (_what, body) => {
    expect(() => requestedDocument(post(body))).toThrow(
      expect.objectContaining({ code: "VALIDATION_ERROR" }),
    );
  });
});
