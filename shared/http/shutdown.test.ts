import { EventEmitter } from "node:events";
import { afterEach, describe, expect, it, vi } from "vitest";
import { captureLog, type CapturedLog } from "../testing/captured-log.ts";
import { createShutdown, type Shutdown } from "./shutdown.ts";

interface Setup {
  readonly shutdown: Shutdown;
  readonly signals: EventEmitter;
  readonly log: CapturedLog;
  readonly codes: number[];
  /** Resolves with the first code the process would have ended with. */
  readonly exited: Promise<number>;
}

function setUp(timeoutMs = 1_000): Setup {
  const log = captureLog();
  const signals = new EventEmitter();
  const codes: number[] = [];
  const exited = Promise.withResolvers<number>();
  const shutdown = createShutdown({
    logger: log.logger,
    timeoutMs,
    signals,
    exit: (code) => {
      codes.push(code);
      exited.resolve(code);
    },
  });
  return { shutdown, signals, log, codes, exited: exited.promise };
}

afterEach(() => {
  vi.useRealTimers();
});

describe("shutdown", () => {
  it("runs the steps one after the other, the last added first, once", async () => {
    const { shutdown } = setUp();
    const seen: string[] = [];
    for (const name of ["database", "server"]) {
      shutdown.add(name, async () => {
        seen.push(`${name} begins`);
        await Promise.resolve();
        seen.push(`${name} ends`);
      });
    }
    expect([shutdown.isDraining, shutdown.isStopped]).toEqual([false, false]);
    const first = shutdown.run("test");
    expect([shutdown.isDraining, shutdown.isStopped]).toEqual([true, false]);
    expect(await Promise.all([first, shutdown.run("again")])).toEqual([true, true]);
    expect(seen).toEqual(["server begins", "server ends", "database begins", "database ends"]);
    expect([shutdown.isDraining, shutdown.isStopped]).toEqual([true, true]);
  });

  it("runs the other steps when one fails, and says that not all held", async () => {
    const { shutdown, log } = setUp();
    const closed = vi.fn(() => Promise.resolve());
    shutdown.add("database", closed);
    shutdown.add("server", () => Promise.reject(new Error("still busy")));
    expect(await shutdown.run("test")).toBe(false);
    expect(closed).toHaveBeenCalledTimes(1);
    expect(log.entries()).toMatchObject([
      { message: "shutting down", reason: "test", steps: 2 },
      { level: "error", step: "server", err: { message: "still busy" } },
      { message: "shut down", held: false },
    ]);
  });

  it("gives up on steps that take too long", async () => {
    vi.useFakeTimers();
    const { shutdown, log } = setUp(500);
    shutdown.add("stuck", () => Promise.withResolvers().promise);
    const held = shutdown.run("test");
    await vi.advanceTimersByTimeAsync(500);
    expect(await held).toBe(false);
    expect(log.text()).toContain('"timeoutMs":500,"message":"the shutdown took too long"');
  });

  it("leaves no timer behind", async () => {
    vi.useFakeTimers();
    const { shutdown } = setUp();
    expect(await shutdown.run("test")).toBe(true);
    expect(vi.getTimerCount()).toBe(0);
  });
});

describe("signals", () => {
  it.each(["SIGTERM", "SIGINT"])("%s runs the steps and ends the process with 0", async (signal) => {
    const { shutdown, signals, exited, log } = setUp();
    const closed = vi.fn(() => Promise.resolve());
    shutdown.add("server", closed);
    shutdown.listen();
    signals.emit(signal);
    expect(await exited).toBe(0);
    expect(closed).toHaveBeenCalledTimes(1);
    expect(log.entries()[0]).toMatchObject({ reason: signal });
  });

  it("end the process with 1 when a step failed", async () => {
    const { shutdown, signals, exited } = setUp();
    shutdown.add("server", () => Promise.reject(new Error("no")));
    shutdown.listen();
    signals.emit("SIGTERM");
    expect(await exited).toBe(1);
  });

  it("end the process at once when a second one comes", async () => {
    const { shutdown, signals, codes, log } = setUp();
    const release = Promise.withResolvers<undefined>();
    shutdown.add("slow", () => release.promise);
    shutdown.listen();
    signals.emit("SIGINT");
    expect(codes).toEqual([]);
    signals.emit("SIGINT");
    expect(codes).toEqual([1]);
    expect(log.text()).toContain("ended at once by a second signal");
    release.resolve(undefined);
    await shutdown.run("test");
  });

  it("mean nothing any more after listening ended", () => {
    const { shutdown, signals } = setUp();
    const stop = shutdown.listen();
    stop();
    signals.emit("SIGTERM");
    signals.emit("SIGINT");
    expect(shutdown.isDraining).toBe(false);
  });

  it("come from the process, which they end, by default", async () => {
    const exit = vi.spyOn(process, "exit").mockImplementation(vi.fn<typeof process.exit>());
    const before = process.listeners("SIGTERM");
    const shutdown = createShutdown({ logger: captureLog().logger, timeoutMs: 100 });
    const stop = shutdown.listen();
    const added = process.listeners("SIGTERM").filter((listener) => !before.includes(listener));
    expect(added).toHaveLength(1);
    for (const listener of added) listener("SIGTERM");
    await shutdown.run("again");
    expect(exit).toHaveBeenCalledExactlyOnceWith(0);
    stop();
    expect(process.listeners("SIGTERM")).toEqual(before);
  });
});
