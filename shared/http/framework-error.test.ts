import { errorCodes } from "fastify";
import { describe, expect, it } from "vitest";
import { AppError } from "../errors/app-error.ts";
import { fromFrameworkError } from "./framework-error.ts";

describe("fromFrameworkError", () => {
  it.each([
    [errorCodes.FST_ERR_NOT_FOUND(), "RESOURCE_NOT_FOUND", "No such resource."],
    [errorCodes.FST_ERR_CTP_BODY_TOO_LARGE(), "PAYLOAD_TOO_LARGE", "The request is too large."],
    [
      errorCodes.FST_ERR_CTP_INVALID_MEDIA_TYPE(),
      "UNSUPPORTED_MEDIA_TYPE",
      "The media type is not supported.",
    ],
    [errorCodes.FST_ERR_CTP_INVALID_JSON_BODY(), "VALIDATION_ERROR", "The body is not valid JSON."],
    [errorCodes.FST_ERR_CTP_EMPTY_JSON_BODY(), "VALIDATION_ERROR", "The body is empty."],
    [errorCodes.FST_ERR_BAD_URL("/secret%"), "VALIDATION_ERROR", "The request is not valid."],
  ])("gives %s a code of the catalogue", (error, code, message) => {
    expect(fromFrameworkError(error)).toMatchObject({ code, message, cause: error });
    expect(fromFrameworkError(error)).toBeInstanceOf(AppError);
  });

  it.each([
    new AppError("CONFLICT"),
    new Error("x"),
    Object.assign(new Error("x"), { statusCode: 404 }),
    Object.assign(new Error("x"), { code: "ENOENT", statusCode: 404 }),
    Object.assign(new Error("x"), { code: 7, statusCode: 404 }),
    Object.assign(new Error("x"), { code: "FST_ERR_X" }),
    Object.assign(new Error("x"), { code: "FST_ERR_X", statusCode: "404" }),
    Object.assign(new Error("x"), { code: "FST_ERR_X", statusCode: 200 }),
    errorCodes.FST_ERR_HOOK_TIMEOUT(),
    "text",
  ])("leaves %s as it is", (error) => {
    expect(fromFrameworkError(error)).toBe(error);
  });
});
