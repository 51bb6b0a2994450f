import { describe, expect, it } from "vitest";
import { jsonResponse } from "#shared/http/service-call.ts";
import { readSubgraphAnswer } from "./subgraph-answer.ts";

describe("readSubgraphAnswer", () => {
  it("reads data, errors of the catalogue and extensions", () => {
    const fields = [{ field: "input.email", message: "Not an address." }];
    const extensions = { code: "VALIDATION_ERROR", fields, stacktrace: ["secret"] };
    const body = {
      data: { a: 1 },
      errors: [{ message: "No.", path: ["b", 0], extensions }],
      extensions: { x: 1 },
    };
    expect(readSubgraphAnswer(jsonResponse(200, body))).toEqual({
      data: { a: 1 },
      errors: [{ message: "No.", path: ["b", 0], code: "VALIDATION_ERROR", fields, foreignCode: undefined }],
      extensions: { x: 1 },
    });
  });

  it.each([
    ["BAD_USER_INPUT", "VALIDATION_ERROR"],
    ["GRAPHQL_VALIDATION_FAILED", "VALIDATION_ERROR"],
    ["SOMETHING_ELSE", "INTERNAL"],
  ])("translates the foreign code %s to %s", (foreignCode, code) => {
    const body = { errors: [{ message: "No.", extensions: { code: foreignCode, fields: "none" } }] };
    expect(readSubgraphAnswer(jsonResponse(400, body))).toEqual({
      data: undefined,
      errors: [{ message: "No.", path: undefined, code, fields: [], foreignCode }],
      extensions: {},
    });
  });

  it("takes an error without a code for a fault", () => {
    const { errors } = readSubgraphAnswer(jsonResponse(200, { data: null, errors: [{ message: "boom" }] }));
    expect(errors).toEqual([
      { message: "boom", path: undefined, code: "INTERNAL", fields: [], foreignCode: "none" },
    ]);
  });

  it.each([
    ["another status", jsonResponse(500, { data: { a: 1 } })],
    [
      "a refused signature",
      jsonResponse(401, { errors: [{ message: "", extensions: { code: "AUTH_UNAUTHENTICATED" } }] }),
    ],
    ["text", { ...jsonResponse(200, {}), body: "<html>" }],
    ["a list", jsonResponse(200, [])],
    ["neither data nor errors", jsonResponse(200, {})],
    ["data that is a list", jsonResponse(200, { data: [] })],
    ["errors that are none", jsonResponse(200, { data: {}, errors: ["boom"] })],
  ])("refuses an answer that is %s", (_name, response) => {
    expect(() => readSubgraphAnswer(response)).toThrow(
      expect.objectContaining({ code: "DEPENDENCY_UNAVAILABLE" }),
    );
  });

  it("knows a subgraph that ran out of time from one that failed", () => {
    const late = jsonResponse(503, {
      errors: [{ message: "late", extensions: { code: "DEADLINE_EXCEEDED" } }],
    });
    expect(() => readSubgraphAnswer(late)).toThrow(expect.objectContaining({ code: "DEADLINE_EXCEEDED" }));
  });

  it.each(["__proto__", "\\u005f_proto__", "__\\u0070roto__", "\\u005F_proto_\\u005f"])(
    "drops the key %s and keeps the rest",
    (key) => {
      const body = `{ "data": { "a": { "${key}": { "polluted": true }, "b": 1 } } }`;
      const { data } = readSubgraphAnswer({ ...jsonResponse(200, {}), body });
      expect(data).toEqual({ a: { b: 1 } });
      expect(JSON.stringify(data)).toBe('{"a":{"b":1}}');
      expect(Object.hasOwn({}, "polluted")).toBe(false);
    },
  );
});
