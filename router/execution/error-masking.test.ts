import { GraphQLError } from "graphql";
import { describe, expect, it } from "vitest";
import { AppError } from "#shared/errors/app-error.ts";
import { recordingLogger } from "../test/recording-logger.ts";
import { maskError } from "./error-masking.ts";

function mask(error: GraphQLError): { masked: object; lines: Record<string, unknown>[] } {
  const { logger, lines } = recordingLogger();
  return { masked: maskError(error.toJSON(), error, { correlationId: "corr-1234", logger }), lines };
}

describe("maskError", () => {
  it("keeps code, sentence, path and refused fields of an error of the catalogue, and nothing else", () => {
    const fields = [{ field: "input.email", message: "Not an address.", column: "email" }];
    const extensions = { code: "VALIDATION_ERROR", fields, serviceName: "users", stacktrace: ["at db.ts"] };
    const { masked, lines } = mask(new GraphQLError("Check the input.", { path: ["a", 0], extensions }));
    expect(masked).toEqual({
      message: "Check the input.",
      path: ["a", 0],
      extensions: {
        code: "VALIDATION_ERROR",
        correlationId: "corr-1234",
        retryable: false,
        fields: [{ field: "input.email", message: "Not an address." }],
      },
    });
    expect(lines).toEqual([]);
  });

  it.each([
    "GRAPHQL_PARSE_FAILED",
    "GRAPHQL_VALIDATION_FAILED",
    "BAD_USER_INPUT",
    "OPERATION_RESOLUTION_FAILURE",
    "PERSISTED_QUERY_NOT_SUPPORTED",
    "BAD_REQUEST",
  ])("turns Apollo's %s into VALIDATION_ERROR", (code) => {
    const { masked, lines } = mask(new GraphQLError("No such field.", { extensions: { code } }));
    expect(masked).toMatchObject({ message: "No such field.", extensions: { code: "VALIDATION_ERROR" } });
    expect(lines).toEqual([]);
  });

  it("turns everything unknown into INTERNAL and logs it once, with the error", () => {
    const { masked, lines } = mask(
      new GraphQLError("select * from patient failed", { originalError: new TypeError("secret") }),
    );
    expect(masked).toEqual({
      message: "Something went wrong on our side.",
      extensions: { code: "INTERNAL", correlationId: "corr-1234", retryable: false },
    });
    expect(lines).toHaveLength(1);
    expect(lines[0]).toMatchObject({ level: "error", message: "an operation failed" });
  });

  it("leaves it to a subgraph to log its own faults", () => {
    const extensions = { code: "INTERNAL", serviceName: "users" };
    const { masked, lines } = mask(new GraphQLError("relation patient does not exist", { extensions }));
    expect(masked).toMatchObject({ message: "Something went wrong on our side." });
    expect(lines).toEqual([]);
  });

  it.each([
    ["DEPENDENCY_UNAVAILABLE", "A part of the system is not available."],
    ["DEADLINE_EXCEEDED", "The request took too long."],
  ] as const)("says of %s nothing but the sentence of the catalogue", (code, message) => {
    const thrown = new AppError(code, "users-7.internal refused");
    const { masked } = mask(new GraphQLError(thrown.message, { originalError: thrown }));
    expect(masked).toEqual({ message, extensions: { code, correlationId: "corr-1234", retryable: true } });
  });

  it.each([
    ["Syntax Error: limit:depth", {}, "The document nests its fields too deeply."],
    ["Syntax Error: limit:aliases", {}, "The document has too many aliases."],
    ["Syntax Error: limit:directives", {}, "The document has too many directives."],
    [
      "Syntax Error: Document contains more that 1500 tokens. Parsing aborted.",
      {},
      "The document is too long.",
    ],
    [
      "too deep",
      { validationErrorCode: "MAX_RECURSIVE_SELECTIONS_EXCEEDED" },
      "The document asks for too much.",
    ],
  ])("hides the limit behind %j", (message, extensions, sentence) => {
    const code = "GRAPHQL_VALIDATION_FAILED";
    const { masked } = mask(new GraphQLError(message, { extensions: { code, ...extensions } }));
    expect(masked).toMatchObject({ message: sentence, extensions: { code: "COST_LIMIT_EXCEEDED" } });
  });

  it("does without a correlation id outside of a request", () => {
    const { logger } = recordingLogger();
    const error = new GraphQLError("No.", { extensions: { code: "CONFLICT" } });
    expect(maskError(error.toJSON(), error, { correlationId: undefined, logger })).toEqual({
      message: "No.",
      extensions: { code: "CONFLICT", retryable: false },
    });
  });
});
