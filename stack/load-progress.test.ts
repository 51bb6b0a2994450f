import { describe, expect, it } from "vitest";
import { createLoadProgress } from "./load-progress.ts";

/** What is written when so many rows are there at these times, in milliseconds. */
function linesOf(steps: readonly (readonly [atMs: number, written: number])[], isTTY = false): string[] {
  const lines: string[] = [];
  let at = 0;
  const tell = createLoadProgress({ isTTY, write: (text: string) => lines.push(text) }, 1_000, () => at);
  for (const [atMs, written] of steps) {
    at = atMs;
    tell(written);
  }
  return lines;
}

describe("the progress of a load", () => {
  it("is told every two seconds, and at the end, with the speed since the first portion", () => {
    const steps = [
      [1_000, 200],
      [2_000, 400],
      [4_000, 600],
      [8_000, 1_000],
    ] as const;
    expect(linesOf(steps)).toEqual([
      "  400 of 1000 appointments, 200/s, 3 s left\n",
      "  600 of 1000 appointments, 133/s, 3 s left\n",
      "  1000 of 1000 appointments, 114/s, done\n",
    ]);
  });

  it("is one line that changes on a terminal", () => {
    expect(linesOf([[1_000, 500]], true)).toEqual(["\r\u001b[K  500 of 1000 appointments, 0/s, …"]);
  });
});
