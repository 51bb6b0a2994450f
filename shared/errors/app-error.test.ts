import { describe, expect, it } from "vitest";
import { AppError } from "./app-error.ts";
import { ERROR_CATALOGUE, isErrorCode, type ErrorCode } from "./catalogue.ts";
import { toGraphQLError } from "./graphql-error.ts";

const CODES = Object.keys(ERROR_CATALOGUE) as ErrorCode[];

describe("error catalogue", () => {
  it("gives these statuses, and a retry helps only where it can", () => {
    const table = CODES.map((code) => [
      code,
      ERROR_CATALOGUE[code].status,
      ERROR_CATALOGUE[code].isRetryable,
    ]);
    expect(table).toStrictEqual([
      ["AUTH_UNAUTHENTICATED", 401, false],
      ["AUTH_INVALID_CREDENTIALS", 401, false],
      ["AUTH_FORBIDDEN", 403, false],
      ["USER_NOT_FOUND", 404, false],
      ["RESOURCE_NOT_FOUND", 404, false],
      ["VALIDATION_ERROR", 400, false],
      ["CONFLICT", 409, false],
      ["REQUEST_IN_PROGRESS", 409, true],
      ["PAYLOAD_TOO_LARGE", 413, false],
      ["UNSUPPORTED_MEDIA_TYPE", 415, false],
      ["RATE_LIMIT_EXCEEDED", 429, true],
      ["DOCUMENT_NOT_TRUSTED", 403, false],
      ["PURPOSE_NEEDED", 403, false],
      ["COST_LIMIT_EXCEEDED", 400, false],
      ["DEPENDENCY_UNAVAILABLE", 503, true],
      ["DEADLINE_EXCEEDED", 503, true],
      ["INTERNAL", 500, false],
    ]);
  });

  it.each(CODES)("has a sentence for a person under %s", (code) => {
    expect(ERROR_CATALOGUE[code].message).toMatch(/^[A-Z].+\.$/);
    expect(isErrorCode(code)).toBe(true);
  });

  it.each([["NO_SUCH_CODE"], ["toString"], [""], [42], [undefined], [null]])("does not hold %s", (value) => {
    expect(isErrorCode(value)).toBe(false);
  });
});

describe("AppError", () => {
  it("takes message, status and retry from the catalogue", () => {
    const error = new AppError("RATE_LIMIT_EXCEEDED");
    expect(error).toMatchObject({
      name: "AppError",
      code: "RATE_LIMIT_EXCEEDED",
      message: "Too many requests; try again later.",
      status: 429,
      isRetryable: true,
      fields: [],
    });
    expect(Object.hasOwn(error, "cause")).toBe(false);
  });

  it("keeps a message of its own, the cause and the refused fields", () => {
    const cause = new Error("connection refused");
    const fields = [{ field: "input.email", message: "An e-mail address has an @." }];
    const error = new AppError("VALIDATION_ERROR", "The e-mail address is not valid.", { cause, fields });
    expect(error.message).toBe("The e-mail address is not valid.");
    expect(error.cause).toBe(cause);
    expect(error.fields).toStrictEqual(fields);
  });

  it("leaves a subgraph as code, retry and refused fields, without its cause", () => {
    const cause = new Error("relation users.patient does not exist");
    const plain = toGraphQLError(new AppError("INTERNAL", undefined, { cause }));
    expect(plain.toJSON()).toStrictEqual({
      message: "Something went wrong on our side.",
      extensions: { code: "INTERNAL", retryable: false },
    });
    const fields = [{ field: "first", message: "A page has 1 to 100 items." }];
    expect(toGraphQLError(new AppError("VALIDATION_ERROR", undefined, { fields })).extensions).toStrictEqual({
      code: "VALIDATION_ERROR",
      retryable: false,
      fields,
    });
  });
});
