import { describe, expect, it } from "vitest";
import { manualClock } from "../test/manual-clock.ts";
import { RecentAnswers } from "./recent-answers.ts";

function setUp(capacity = 10): { answers: RecentAnswers<string>; clock: ReturnType<typeof manualClock> } {
  const clock = manualClock();
  return { answers: new RecentAnswers<string>({ capacity, lifetimeMs: 500, now: clock.elapsedMs }), clock };
}

describe("RecentAnswers", () => {
  it("gives an answer for its lifetime and not longer", () => {
    const { answers, clock } = setUp();
    answers.set("a", "yes", clock.elapsedMs());
    clock.advance(500);
    expect(answers.get("a")).toBe("yes");
    clock.advance(1);
    expect(answers.get("a")).toBeUndefined();
  });

  it("counts the lifetime from the moment of the question", () => {
    const { answers, clock } = setUp();
    const askedAtMs = clock.elapsedMs();
    clock.advance(400);
    answers.set("a", "yes", askedAtMs);
    clock.advance(101);
    expect(answers.get("a")).toBeUndefined();
  });

  it("drops the answer that was not used for the longest time when it is full", () => {
    const { answers, clock } = setUp(2);
    answers.set("a", "1", clock.elapsedMs());
    answers.set("b", "2", clock.elapsedMs());
    answers.get("a");
    answers.set("c", "3", clock.elapsedMs());
    expect([answers.get("a"), answers.get("b"), answers.get("c")]).toEqual(["1", undefined, "3"]);
  });
});
