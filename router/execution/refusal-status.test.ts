import { describe, expect, it } from "vitest";
import { refusalStatus } from "./refusal-status.ts";

const error = (code: string) => ({ message: "x", extensions: { code } });
const INVALID = [error("VALIDATION_ERROR")];

describe("the status of a refusal", () => {
  it.each([
    ["application/json", 200],
    ["application/json; charset=utf-8", 200],
    ["text/html, Application/JSON;q=0.9, */*;q=0.1", 200],
    ["application/graphql-response+json", 400],
    ["application/graphql-response+json, application/json", 400],
    ["application/json, application/graphql-response+json;q=0.5", 400],
    ["*/*", 400],
    [undefined, 400],
  ])("is, for what is not valid and a client that accepts %s, %i", (accept, status) => {
    expect(refusalStatus(INVALID, { accept, query: "{" })).toBe(status);
  });

  it.each([
    [[error("AUTH_UNAUTHENTICATED")], 401],
    [[error("AUTH_FORBIDDEN")], 403],
    [[error("COST_LIMIT_EXCEEDED")], 400],
    [[error("RATE_LIMIT_EXCEEDED")], 429],
    [[error("DEPENDENCY_UNAVAILABLE")], 503],
    [[error("NO_SUCH_CODE")], 500],
    [[{ message: "x" }], 500],
    [[error("VALIDATION_ERROR"), error("COST_LIMIT_EXCEEDED")], 400],
  ])("is the same for every client when not only the document is at fault: %j", (errors, status) => {
    for (const accept of ["application/json", "application/graphql-response+json"]) {
      expect(refusalStatus(errors, { accept, query: "{" })).toBe(status);
    }
  });

  it("is 400 for every client when there is no document", () => {
    expect(refusalStatus(INVALID, { accept: "application/json", query: undefined })).toBe(400);
  });
});
