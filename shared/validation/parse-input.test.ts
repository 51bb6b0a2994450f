import { describe, expect, it } from "vitest";
import { z } from "zod";
import { AppError } from "../errors/app-error.ts";
import { email } from "./input-schemas.ts";
import { parseInput } from "./parse-input.ts";

const schema = z.strictObject({
  email,
  people: z.array(z.strictObject({ name: z.string().min(1, "Must not be empty.") })).default([]),
});

function refusal(work: () => unknown): AppError {
  try {
    work();
  } catch (error) {
    if (error instanceof AppError) return error;
  }
  throw new Error("the input was accepted");
}

describe("parseInput", () => {
  it("returns what the schema makes of the input", () => {
    const parsed: { email: string; people: { name: string }[] } = parseInput(schema, {
      email: " A@B.Example ",
    });
    expect(parsed).toEqual({ email: "a@b.example", people: [] });
  });

  it("names every refused part by its path", () => {
    const error = refusal(() =>
      parseInput(schema, { email: "hunter2", people: [{ name: "Asha" }, { name: "" }], admin: true, id: 1 }),
    );
    expect([error.code, error.status, error.message]).toEqual([
      "VALIDATION_ERROR",
      400,
      "The request is not valid.",
    ]);
    expect(error.fields).toEqual([
      { field: "input.email", message: "Must be an e-mail address." },
      { field: "input.people.1.name", message: "Must not be empty." },
      { field: "input.admin", message: "Is not known here." },
      { field: "input.id", message: "Is not known here." },
    ]);
    expect(JSON.stringify(error.fields)).not.toContain("hunter2");
  });

  it("names the input itself, under the name it has there", () => {
    expect(refusal(() => parseInput(schema, null, "args")).fields).toEqual([
      { field: "args", message: "Invalid input: expected object, received null" },
    ]);
  });

  it("lists no more than 50 problems", () => {
    const people = Array.from({ length: 500 }, () => ({ name: "" }));
    const { fields } = refusal(() => parseInput(schema, { email: "a@b.example", people }));
    expect(fields).toHaveLength(50);
    expect(fields[49]?.field).toBe("input.people.49.name");
  });
});
