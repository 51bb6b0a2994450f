import { DrizzleQueryError } from "drizzle-orm/errors";
import { expect, it, vi } from "vitest";
import { untilNoOverlap } from "./overlap-retry.ts";

function fault(code: string, constraintName?: string): DrizzleQueryError {
  const cause = Object.assign(new Error("refused"), { code, constraint_name: constraintName });
  return new DrizzleQueryError("insert", [], cause);
}

const overlap = fault("23P01", "allocation_no_overlap");

it("tries again after an overlap and answers what the next attempt gives", async () => {
  const attempt = vi.fn<() => Promise<string>>().mockRejectedValueOnce(overlap).mockResolvedValue("booked");
  await expect(untilNoOverlap(attempt)).resolves.toBe("booked");
  expect(attempt).toHaveBeenCalledTimes(2);
});

it.each([
  ["another exclusion constraint", fault("23P01", "something_else")],
  ["another SQLSTATE", fault("23505", "allocation_no_overlap")],
  ["an error that is not the database's", new Error("no")],
])("does not try again after %s", async (_name, error) => {
  const attempt = vi.fn<() => Promise<string>>().mockRejectedValue(error);
  await expect(untilNoOverlap(attempt)).rejects.toBe(error);
  expect(attempt).toHaveBeenCalledTimes(1);
});

it("gives up after ten overlaps", async () => {
  const attempt = vi.fn<() => Promise<string>>().mockRejectedValue(overlap);
  await expect(untilNoOverlap(attempt)).rejects.toBe(overlap);
  expect(attempt).toHaveBeenCalledTimes(10);
});
