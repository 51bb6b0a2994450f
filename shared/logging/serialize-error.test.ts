import vm from "node:vm";
import { GraphQLError } from "graphql";
import { DrizzleQueryError } from "drizzle-orm/errors";
import postgres from "postgres";
import { describe, expect, it } from "vitest";
import { AppError } from "../errors/app-error.ts";
import { redactRecord } from "./redaction.ts";
import { isError, safeMessage, serializeError } from "./serialize-error.ts";

function postgresError(): Error {
  return Object.assign(new postgres.PostgresError("duplicate key (email)=(patient@x.example) of hunter2"), {
    severity: "ERROR",
    code: "23505",
    constraint_name: "account_email_key",
    detail: "Key (name)=(Asha Rao) already exists.",
    query: "insert into account values ('Asha Rao')",
    parameters: ["Asha Rao"],
  });
}

describe("serializeError", () => {
  it("keeps type, message, stack, own properties and the cause", () => {
    const cause = new TypeError("inner");
    const error = new AppError("CONFLICT", "It is taken.", {
      cause,
      fields: [{ field: "input.at", message: "no" }],
    });
    expect(serializeError(error)).toEqual({
      type: "AppError",
      message: "It is taken.",
      stack: error.stack,
      code: "CONFLICT",
      isRetryable: false,
      status: 409,
      fields: [{ field: "input.at", message: "no" }],
      cause,
    });
    expect(Object.keys(serializeError(new Error("alone")))).toEqual(["type", "message", "stack"]);
  });

  it("keeps of a Postgres error the code and constraint only", () => {
    const serialized = serializeError(postgresError());
    const { stack, ...facts } = serialized;
    expect(facts).toEqual({
      type: "PostgresError",
      message: "A statement was refused with SQLSTATE 23505.",
      code: "23505",
      constraint: "account_email_key",
    });
    expect(String(stack)).toMatch(/^\s+at .*serialize-error\.test\.ts/);
    expect(JSON.stringify(serialized)).not.toMatch(/hunter2|Asha|insert/);
    expect(serializeError(Object.assign(new Error("x"), { severity: "ERROR", code: "42501" }))).toMatchObject(
      {
        message: "A statement was refused with SQLSTATE 42501.",
      },
    );
  });

  it("keeps of a failed query neither statement nor parameters, but its cause", () => {
    const cause = postgresError();
    const error = new DrizzleQueryError(
      "insert into account values ($1)",
      ["Asha Rao\n    at a.ts:1:1"],
      cause,
    );
    const line = JSON.stringify(
      redactRecord({ error: new AppError("INTERNAL", "It failed.", { cause: error }) }),
    );
    expect(line).not.toMatch(/Asha|hunter2|insert into/);
    expect(line).toContain('"type":"DrizzleQueryError","message":"A database query failed."');
    expect(line).toContain('"code":"23505"');
    expect(safeMessage(error)).toBe("A database query failed.");
    expect(serializeError(Object.assign(new Error("x"), { query: "q", params: [] }))).not.toHaveProperty(
      "cause",
    );
  });

  it("drops the first lines of a stack that does not begin as expected", () => {
    const error = new DrizzleQueryError("select 'Asha'", [], undefined);
    error.stack =
      "Renamed: Failed query: select 'Asha'\nparams: \n    at work (file.ts:1:2)\n    at async <anonymous>";
    expect(serializeError(error)["stack"]).toBe("    at work (file.ts:1:2)\n    at async <anonymous>");
  });

  it("keeps the frames of a stack that does not quote the message", () => {
    const error = new DrizzleQueryError("select 'Asha'", [], undefined);
    error.stack = "Renamed\n    at work (file.ts:1:2)";
    expect(serializeError(error)["stack"]).toBe("    at work (file.ts:1:2)");
  });

  it("shows what a GraphQLError wraps and what an AggregateError gathers", () => {
    const original = new Error("inner");
    const wrapped = new GraphQLError("outer", { originalError: original, extensions: { code: "INTERNAL" } });
    expect(serializeError(wrapped)).toMatchObject({ cause: original, extensions: { code: "INTERNAL" } });
    expect(serializeError(new GraphQLError("outer"))).not.toHaveProperty("cause");
    const errors = [new Error("first"), new Error("second")];
    expect(serializeError(new AggregateError(errors, "all"))["errors"]).toEqual(errors);
  });

  it("follows causes in a ring only once", () => {
    const first = new Error("first");
    first.cause = new Error("second", { cause: first });
    expect(redactRecord({ first })).toMatchObject({
      first: { cause: { message: "second", cause: "[circular]" } },
    });
  });
});

describe("isError", () => {
  it("knows errors of another realm", () => {
    expect(isError(vm.runInNewContext("new Error('x')"))).toBe(true);
    expect(isError({ message: "x", stack: "y" })).toBe(false);
  });
});
