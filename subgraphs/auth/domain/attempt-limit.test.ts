import fc from "fast-check";
import { describe, expect, it } from "vitest";
import {
  ATTEMPT_RULES,
  attemptWasRight,
  LONGEST_DELAY_MS,
  NOT_BLOCKED,
  takeAttempt,
  waitMs,
  type AttemptRule,
  type AttemptState,
} from "./attempt-limit.ts";

const START = new Date("2026-03-09T10:00:00.000Z");
const MINUTE_MS = 60_000;
const { ACCOUNT, NETWORK } = ATTEMPT_RULES;

function at(milliseconds: number): Date {
  return new Date(START.getTime() + milliseconds);
}

/** Seconds of delay after each of so many attempts, each made as soon as it is looked at. */
function delaysOf(rule: AttemptRule, attempts: number): number[] {
  let state: AttemptState | undefined;
  let now = START;
  return Array.from({ length: attempts }, () => {
    state = takeAttempt(state, now, rule);
    const delayMs = waitMs(state, now);
    now = new Date(now.getTime() + delayMs);
    return delayMs / 1000;
  });
}

describe("wrong attempts", () => {
  it("at one account are delayed from the fifth on, twice as long each time, up to five minutes", () => {
    expect(delaysOf(ACCOUNT, 16)).toEqual([0, 0, 0, 0, 1, 2, 4, 8, 16, 32, 64, 128, 256, 300, 300, 300]);
  });

  it("from one network are delayed from the thirtieth on", () => {
    expect(delaysOf(NETWORK, 32).slice(27)).toEqual([0, 0, 1, 2, 4]);
  });

  it("at the same time do not delay each other, in whatever order their clocks were read and they were counted", () => {
    const later = takeAttempt(undefined, at(5), ACCOUNT);
    expect(waitMs(later, START)).toBe(0);
    const both = takeAttempt(later, START, ACCOUNT);
    expect(waitMs(attemptWasRight(both, later, at(9), NETWORK), at(1))).toBe(0);
  });

  it("are forgotten one by one with time", () => {
    let state: AttemptState | undefined;
    for (let attempt = 0; attempt < 5; attempt += 1) state = takeAttempt(state, START, ACCOUNT);
    expect(waitMs(takeAttempt(state, at(14 * MINUTE_MS), ACCOUNT), at(14 * MINUTE_MS))).toBe(2_000);
    expect(waitMs(takeAttempt(state, at(15 * MINUTE_MS), ACCOUNT), at(15 * MINUTE_MS))).toBe(1_000);
    expect(waitMs(takeAttempt(state, at(30 * MINUTE_MS), ACCOUNT), at(30 * MINUTE_MS))).toBe(0);
  });

  it("are all forgotten within four hours, however many there were", () => {
    fc.assert(
      fc.property(
        fc.array(fc.integer({ min: 0, max: 3_600_000 }), { minLength: 1, maxLength: 200 }),
        (gapsMs) => {
          let state: AttemptState | undefined;
          let nowMs = 0;
          for (const gapMs of gapsMs) {
            nowMs += Math.max(gapMs, waitMs(state, at(nowMs)));
            state = takeAttempt(state, at(nowMs), ACCOUNT);
            expect(waitMs(state, at(nowMs))).toBeLessThanOrEqual(LONGEST_DELAY_MS);
          }
          expect(state?.forgottenAt.getTime()).toBeLessThanOrEqual(at(nowMs + 4 * 60 * MINUTE_MS).getTime());
        },
      ),
    );
  });

  it("get at most 300 looks a day at one account, whatever their pace", () => {
    fc.assert(
      fc.property(fc.infiniteStream(fc.integer({ min: 0, max: 600_000 })), (gapsMs) => {
        const DAY_MS = 24 * 60 * MINUTE_MS;
        let state: AttemptState | undefined;
        let nowMs = 0;
        let looks = 0;
        for (const gapMs of gapsMs) {
          nowMs += Math.max(gapMs, waitMs(state, at(nowMs)));
          if (nowMs >= DAY_MS) break;
          state = takeAttempt(state, at(nowMs), ACCOUNT);
          looks += 1;
        }
        expect(looks).toBeLessThanOrEqual(300);
      }),
      { numRuns: 50 },
    );
  });
});

describe("a right attempt", () => {
  it("makes those before it at the account forgotten", () => {
    const taken = takeAttempt(takeAttempt(undefined, START, ACCOUNT), START, ACCOUNT);
    expect(attemptWasRight(taken, taken, START, ACCOUNT)).toBeUndefined();
  });

  it("takes back only itself from the network's, with its own delay", () => {
    let state: AttemptState | undefined;
    for (let attempt = 0; attempt < 31; attempt += 1) state = takeAttempt(state, START, NETWORK);
    const before = state;
    const later = at(2_000);
    const taken = takeAttempt(before, later, NETWORK);
    expect(attemptWasRight(taken, taken, later, NETWORK)).toEqual({
      forgottenAt: before?.forgottenAt,
      blockedUntil: NOT_BLOCKED,
    });
  });

  it("leaves the delay that another one has begun since", () => {
    let state: AttemptState | undefined;
    for (let attempt = 0; attempt < 28; attempt += 1) state = takeAttempt(state, START, NETWORK);
    const taken = takeAttempt(state, START, NETWORK);
    const other = takeAttempt(taken, START, NETWORK);
    expect(attemptWasRight(other, taken, at(500), NETWORK)).toEqual({
      forgottenAt: taken.forgottenAt,
      blockedUntil: at(1_000),
    });
  });

  it("leaves nothing behind when it was the only one", () => {
    const taken = takeAttempt(undefined, START, NETWORK);
    expect(attemptWasRight(taken, taken, START, NETWORK)).toBeUndefined();
  });
});
