import { DrizzleQueryError } from "drizzle-orm/errors";
import { expect, it, vi } from "vitest";
import { untilNoOverlap } from "./overlap-retry.ts";

function fault(code: string, constraintName?: string): DrizzleQueryError {
  const cause = Object.assign(new Error("refused"), { code, constraint_name: constraintName });
  return new DrizzleQueryError("insert", [], cause);
}

const overlap = fault("23P01", "allocation_no_overlap");
const deadlock = fault("40P01");
type Attempt = (isLastLook: boolean) => Promise<string>;

it("tries again after an overlap and answers what the next attempt gives", async () => {
  const attempt = vi.fn<Attempt>().mockRejectedValueOnce(overlap).mockResolvedValue("booked");
  await expect(untilNoOverlap(attempt)).resolves.toBe("booked");
  expect(attempt.mock.calls).toEqual([[false], [false]]);
});

it.each([
  ["another exclusion constraint", fault("23P01", "something_else")],
  ["another SQLSTATE", fault("23505", "allocation_no_overlap")],
  ["an error that is not the database's", new Error("no")],
])("does not try again after %s", async (_name, error) => {
  const attempt = vi.fn<Attempt>().mockRejectedValue(error);
  await expect(untilNoOverlap(attempt)).rejects.toBe(error);
  expect(attempt).toHaveBeenCalledTimes(1);
});

it.each([
  ["ten overlaps", overlap, 10],
  ["a deadlock that running the transaction again did not help", deadlock, 1],
])("takes a last look after %s, and answers what it says", async (_name, error, attempts) => {
  const attempt = vi.fn<Attempt>(async (isLastLook) =>
    isLastLook ? Promise.resolve("no room") : Promise.reject(error),
  );
  await expect(untilNoOverlap(attempt)).resolves.toBe("no room");
  expect(attempt.mock.calls).toEqual([...Array.from({ length: attempts }, () => [false]), [true]]);
});
