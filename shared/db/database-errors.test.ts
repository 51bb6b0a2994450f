import { DrizzleQueryError } from "drizzle-orm/errors";
import { describe, expect, it } from "vitest";
import { databaseFault, isTransientConflict, SQLSTATE } from "./database-errors.ts";

const fault = (code: unknown, more: object = {}): Error =>
  Object.assign(new Error("refused"), { code, ...more });
const wrapped = (cause: Error): Error => new DrizzleQueryError("insert into allocation", ["+49"], cause);

describe("database fault", () => {
  it("is SQLSTATE and constraint of a driver's error, also behind drizzle's", () => {
    const error = fault(SQLSTATE.exclusionViolation, { constraint_name: "allocation_no_overlap" });
    const expected = { sqlState: "23P01", constraint: "allocation_no_overlap" };
    expect(databaseFault(error)).toStrictEqual(expected);
    expect(databaseFault(wrapped(error))).toStrictEqual(expected);
  });

  it("has no constraint when none was broken", () => {
    expect(databaseFault(fault("57014"))).toStrictEqual({ sqlState: "57014", constraint: undefined });
    expect(databaseFault(fault("57014", { constraint_name: 7 }))).toStrictEqual({
      sqlState: "57014",
      constraint: undefined,
    });
  });

  it("never holds the message, which quotes row values", () => {
    expect(JSON.stringify(databaseFault(wrapped(fault("23505"))))).not.toContain("+49");
  });

  it.each([
    ["no error", "23505"],
    ["nothing", undefined],
    ["an error without a code", new Error("x")],
    ["a code that is no text", fault(23505)],
    ["drizzle's without a cause", new DrizzleQueryError("select 1", [])],
  ])("is not found in %s", (_case, error) => {
    expect(databaseFault(error)).toBeUndefined();
    expect(isTransientConflict(error)).toBe(false);
  });
});

describe("transient conflict", () => {
  it.each([
    ["40P01", true],
    ["40001", true],
    ["23505", false],
    ["23P01", false],
    ["57014", false],
  ])("SQLSTATE %s: %s", (code, isTransient) => {
    expect(isTransientConflict(fault(code))).toBe(isTransient);
    expect(isTransientConflict(wrapped(fault(code)))).toBe(isTransient);
  });
});
