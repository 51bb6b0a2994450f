import { setImmediate as nextTurn } from "node:timers/promises";
import { describe, expect, it, vi } from "vitest";
import { AppError } from "../errors/app-error.ts";
import { Deadline } from "./deadline.ts";

const never = Promise.withResolvers<never>().promise;

describe("deadline", () => {
  it("counts down whole milliseconds to 0 and not below", () => {
    let now = 1_000;
    const deadline = new Deadline(250, undefined, () => now);
    expect(deadline.remainingMs()).toBe(250);
    now += 0.4;
    expect(deadline.remainingMs()).toBe(249);
    now += 300;
    expect(deadline.remainingMs()).toBe(0);
  });

  it("gives the result of work that is in time, and its failure", async () => {
    const deadline = new Deadline(60_000);
    await expect(deadline.race(Promise.resolve("done"))).resolves.toBe("done");
    await expect(deadline.race(Promise.reject(new TypeError("broken")))).rejects.toThrow(TypeError);
    expect(deadline.signal.aborted).toBe(false);
  });

  it("does not wait for work beyond its end", async () => {
    const deadline = new Deadline(5);
    await expect(deadline.race(never)).rejects.toMatchObject({
      code: "DEADLINE_EXCEEDED",
      isRetryable: true,
    });
    expect(deadline.signal.aborted).toBe(true);
  });

  it("is over at once for work that begins after it", async () => {
    const deadline = new Deadline(1);
    await vi.waitFor(() => expect(deadline.signal.aborted).toBe(true), { interval: 1 });
    await expect(deadline.race(never)).rejects.toBeInstanceOf(AppError);
  });

  it("ends when the caller goes away", async () => {
    const caller = new AbortController();
    const deadline = new Deadline(60_000, caller.signal);
    const waiting = deadline.race(never);
    caller.abort(new Error("client closed"));
    await expect(waiting).rejects.toMatchObject({
      code: "DEADLINE_EXCEEDED",
      cause: new Error("client closed"),
    });
  });

  it("leaves no listener and no unhandled rejection behind", async () => {
    const unhandled = vi.fn();
    process.on("unhandledRejection", unhandled);
    const caller = new AbortController();
    const deadline = new Deadline(60_000, caller.signal);
    const removed = vi.spyOn(deadline.signal, "removeEventListener");
    const late = Promise.withResolvers<never>();
    await deadline.race(Promise.resolve());
    const waiting = deadline.race(late.promise);
    caller.abort();
    await expect(waiting).rejects.toBeInstanceOf(AppError);
    late.reject(new Error("nobody waits for this any more"));
    await nextTurn();
    process.off("unhandledRejection", unhandled);
    expect(unhandled).not.toHaveBeenCalled();
    expect(removed).toHaveBeenCalledTimes(2);
  });
});
