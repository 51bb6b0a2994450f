import { describe, expect, it } from "vitest";
import { readDraft } from "./operation.ts";

const QUERY = "query A { clinics { name } }";

describe("what the editors hold", () => {
  it("is an operation with its name and variables, where there are any", () => {
    expect(readDraft(QUERY, '{ "first": 3 }', "A")).toEqual({
      state: "operation",
      operation: { query: QUERY, operationName: "A", variables: { first: 3 } },
    });
    expect(readDraft(QUERY, " {} ", undefined)).toEqual({ state: "operation", operation: { query: QUERY } });
  });

  it.each(["", " \n", "# a comment\n  # and another"])("is nothing yet for %j", (query) => {
    expect(readDraft(query, "", undefined)).toEqual({ state: "empty" });
  });

  it.each([
    ['{ "first": ', "The variables are not valid JSON."],
    ["[1]", "The variables are no JSON object."],
    ["null", "The variables are no JSON object."],
  ])("is not sent with the variables %s", (variables, reason) => {
    expect(readDraft(QUERY, variables, undefined)).toEqual({ state: "invalid", reason });
  });
});
