import { describe, expect, it } from "vitest";
import { AppError } from "../errors/app-error.ts";
import { errorBody } from "./error-body.ts";

describe("errorBody", () => {
  it("tells of an AppError its code, message and whether a retry may help", () => {
    const error = new AppError("DEPENDENCY_UNAVAILABLE", undefined, {
      cause: new Error("ECONNREFUSED 10.0.0.7"),
    });
    expect(errorBody(error, "c-1")).toEqual({
      status: 503,
      body: {
        errors: [
          {
            message: "A part of the system is not available.",
            extensions: { code: "DEPENDENCY_UNAVAILABLE", correlationId: "c-1", retryable: true },
          },
        ],
      },
    });
  });

  it("lists the refused fields", () => {
    const fields = [{ field: "input.email", message: "Must be an e-mail address." }];
    expect(errorBody(new AppError("VALIDATION_ERROR", "No.", { fields }), "c-1")).toEqual({
      status: 400,
      body: {
        errors: [
          {
            message: "No.",
            extensions: { code: "VALIDATION_ERROR", correlationId: "c-1", retryable: false, fields },
          },
        ],
      },
    });
  });

  it.each([new Error("select secret from account"), "secret", undefined, { code: "CONFLICT", status: 409 }])(
    "tells nothing of what is not an AppError",
    (error) => {
      expect(errorBody(error, "c-1")).toEqual({
        status: 500,
        body: {
          errors: [
            {
              message: "Something went wrong on our side.",
              extensions: { code: "INTERNAL", correlationId: "c-1", retryable: false },
            },
          ],
        },
      });
    },
  );
});
