import type { z } from "zod";
import { AppError, type FieldProblem } from "../errors/app-error.ts";

/** More problems than these help nobody, and an attacker could ask for thousands. */
const MOST_PROBLEMS = 50;

/**
 * Checks the `input` of a mutation or the arguments of a query against `schema`, and returns what the schema makes of
 * it (trimmed, lower-cased, with defaults).
 * @throws AppError `VALIDATION_ERROR` with one entry in `fields` per problem, whose path begins with `root`:
 * `input.email`, `input.items.0.name`; with the root `""`, for arguments, `filter.name`. Neither path nor message repeats a value.
 */
export function parseInput<Schema extends z.ZodType>(
  schema: Schema,
  input: unknown,
  root = "input",
): z.output<Schema> {
  const parsed = schema.safeParse(input);
  if (parsed.success) return parsed.data;
  const fields = parsed.error.issues.flatMap((issue) => toProblems(issue, root)).slice(0, MOST_PROBLEMS);
  throw new AppError("VALIDATION_ERROR", undefined, { fields });
}

function toProblems(issue: z.core.$ZodIssue, root: string): FieldProblem[] {
  const field = [root, ...issue.path.map(String)].filter((part) => part !== "").join(".");
  if (issue.code === "unrecognized_keys") {
    return issue.keys.map((key) => ({
      field: [field, key].filter((part) => part !== "").join("."),
      message: "Is not known here.",
    }));
  }
  return [{ field, message: issue.message }];
}
