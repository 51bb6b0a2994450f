import { setImmediate as nextTurn } from "node:timers/promises";
import { afterEach, describe, expect, it, vi } from "vitest";
import { captureLog } from "#shared/testing/captured-log.ts";
import { WorkLoop, type WorkLoopOptions } from "./work-loop.ts";

const NEVER_MS = 2 ** 31 - 1;
const log = captureLog();
const loops: WorkLoop[] = [];

function loopOf(step: WorkLoopOptions["step"], idleMs = NEVER_MS): WorkLoop {
  const loop = new WorkLoop({ name: "test loop", step, idleMs, logger: log.logger });
  loops.push(loop);
  return loop;
}

const called = (step: ReturnType<typeof vi.fn>, times: number): Promise<void> =>
  vi.waitFor(() => expect(step).toHaveBeenCalledTimes(times), { interval: 1 });

afterEach(async () => {
  await Promise.all(loops.splice(0).map((loop) => loop.stop()));
});

describe("work loop", () => {
  it("goes on without a pause while there may be more, then sleeps", async () => {
    const step = vi.fn().mockResolvedValueOnce(true).mockResolvedValueOnce(true).mockResolvedValue(false);
    loopOf(step).start();
    await called(step, 3);
    await nextTurn();
    expect(step).toHaveBeenCalledTimes(3);
  });

  it("runs again when woken from sleep", async () => {
    const step = vi.fn().mockResolvedValue(false);
    const loop = loopOf(step);
    loop.start();
    await called(step, 1);
    await nextTurn();
    loop.wake();
    await called(step, 2);
    await nextTurn();
    expect(step).toHaveBeenCalledTimes(2);
  });

  it("does not lose a wake that comes during a step", async () => {
    const first = Promise.withResolvers<boolean>();
    const step = vi.fn().mockReturnValueOnce(first.promise).mockResolvedValue(false);
    const loop = loopOf(step);
    loop.start();
    loop.wake();
    first.resolve(false);
    await called(step, 2);
  });

  it("does not run twice for one wake", async () => {
    const first = Promise.withResolvers<boolean>();
    const step = vi.fn().mockReturnValueOnce(first.promise).mockResolvedValue(false);
    const loop = loopOf(step);
    loop.start();
    loop.wake();
    loop.wake();
    first.resolve(false);
    await called(step, 2);
    await nextTurn();
    await nextTurn();
    expect(step).toHaveBeenCalledTimes(2);
  });

  it("looks again after its idle time without being woken", async () => {
    const step = vi.fn().mockResolvedValue(false);
    loopOf(step, 1).start();
    await vi.waitFor(() => expect(step.mock.calls.length).toBeGreaterThan(2), { interval: 1 });
  });

  it("logs a failed step by the loop's name and tries again when woken", async () => {
    const step = vi.fn().mockRejectedValueOnce(new Error("no connection")).mockResolvedValue(false);
    const loop = loopOf(step);
    loop.start();
    await vi.waitFor(() => expect(log.entries()).toHaveLength(1), { interval: 1 });
    expect(log.entries()[0]).toMatchObject({
      level: "warn",
      loop: "test loop",
      message: "a background step failed; it is tried again",
    });
    loop.wake();
    await called(step, 2);
  });

  it("rests after a failure instead of trying at once", async () => {
    const step = vi.fn().mockRejectedValue(new Error("no connection"));
    loopOf(step).start();
    await called(step, 1);
    await nextTurn();
    await nextTurn();
    expect(step).toHaveBeenCalledTimes(1);
  });

  it("stops after the step in hand, and not before", async () => {
    const first = Promise.withResolvers<boolean>();
    const step = vi.fn().mockReturnValueOnce(first.promise);
    const loop = loopOf(step);
    loop.start();
    const stopped = vi.fn();
    const stopping = loop.stop().then(stopped);
    await nextTurn();
    expect(stopped).not.toHaveBeenCalled();
    first.resolve(true);
    await stopping;
    expect(step).toHaveBeenCalledTimes(1);
  });

  it("stops while it sleeps, and before it was started", async () => {
    const step = vi.fn().mockResolvedValue(false);
    const sleeping = loopOf(step);
    sleeping.start();
    await called(step, 1);
    await sleeping.stop();
    const unstarted = loopOf(step);
    await unstarted.stop();
    unstarted.start();
    await nextTurn();
    expect(step).toHaveBeenCalledTimes(1);
  });

  it("is started once", async () => {
    const first = Promise.withResolvers<boolean>();
    const step = vi.fn().mockReturnValueOnce(first.promise).mockResolvedValue(false);
    const loop = loopOf(step);
    loop.start();
    loop.start();
    await nextTurn();
    expect(step).toHaveBeenCalledTimes(1);
    first.resolve(false);
  });
});
