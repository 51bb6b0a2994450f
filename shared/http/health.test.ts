import type { FastifyInstance } from "fastify";
import { afterEach, describe, expect, it, vi } from "vitest";
import { captureLog, type CapturedLog } from "../testing/captured-log.ts";
import { registerHealth, type Health, type HealthOptions } from "./health.ts";
import { createHttpServer } from "./server.ts";

interface Setup {
  readonly app: FastifyInstance;
  readonly health: Health;
  readonly log: CapturedLog;
}

function setUp(options: Partial<HealthOptions> = {}): Setup {
  const log = captureLog();
  const app = createHttpServer({ logger: log.logger });
  return { app, health: registerHealth(app, { logger: log.logger, checks: {}, ...options }), log };
}

async function probe(app: FastifyInstance, url: string): Promise<{ status: number; body: unknown }> {
  const response = await app.inject(url);
  expect(response.headers["cache-control"]).toBe("no-store");
  return { status: response.statusCode, body: response.json() };
}

afterEach(() => {
  vi.useRealTimers();
});

describe("/livez", () => {
  it("is 200 from the start, while draining, and until all is stopped", async () => {
    const shutdown = { isDraining: false, isStopped: false };
    const { app } = setUp({ shutdown });
    expect(await probe(app, "/livez")).toEqual({ status: 200, body: { status: "live" } });
    shutdown.isDraining = true;
    expect(await probe(app, "/livez")).toEqual({ status: 200, body: { status: "live" } });
    shutdown.isStopped = true;
    expect(await probe(app, "/livez")).toEqual({ status: 503, body: { status: "stopped" } });
  });
});

describe("/readyz", () => {
  it("is 503 until the process says that it is ready, without running a check", async () => {
    const database = vi.fn(() => Promise.resolve());
    const { app, health } = setUp({ checks: { database } });
    expect(await probe(app, "/readyz")).toEqual({ status: 503, body: { status: "starting", checks: {} } });
    expect(database).not.toHaveBeenCalled();
    health.markReady();
    expect(await probe(app, "/readyz")).toEqual({
      status: 200,
      body: { status: "ready", checks: { database: "ok" } },
    });
  });

  it("is 503 while draining", async () => {
    const { app, health } = setUp({ shutdown: { isDraining: true, isStopped: false } });
    health.markReady();
    expect(await probe(app, "/readyz")).toEqual({ status: 503, body: { status: "draining", checks: {} } });
  });

  it("names the check that fails and nothing of why; the log has it, once", async () => {
    let fault: Error | undefined = new Error("ECONNREFUSED 10.0.0.7:5432");
    const { app, health, log } = setUp({
      checks: {
        database: () => (fault === undefined ? Promise.resolve() : Promise.reject(fault)),
        cache: () => Promise.resolve("PONG"),
      },
    });
    health.markReady();
    const failing = { status: 503, body: { status: "failing", checks: { database: "failed", cache: "ok" } } };
    expect(await probe(app, "/readyz")).toEqual(failing);
    expect(await probe(app, "/readyz")).toEqual(failing);
    fault = undefined;
    expect((await probe(app, "/readyz")).status).toBe(200);
    expect(log.entries()).toMatchObject([
      { level: "warn", check: "database", err: { message: "ECONNREFUSED 10.0.0.7:5432" } },
      { level: "info", check: "database", message: "a health check holds again" },
    ]);
  });

  it("fails a check that takes too long, and tells it to stop", async () => {
    vi.useFakeTimers({ toFake: ["setTimeout", "clearTimeout"] });
    const reached = Promise.withResolvers<AbortSignal>();
    const { app, health, log } = setUp({
      checkTimeoutMs: 50,
      checks: {
        stuck: (signal) => {
          reached.resolve(signal);
          return Promise.withResolvers().promise;
        },
      },
    });
    health.markReady();
    await app.ready();
    const answer = probe(app, "/readyz");
    const given = await reached.promise;
    expect(given.aborted).toBe(false);
    await vi.advanceTimersByTimeAsync(50);
    expect(await answer).toEqual({ status: 503, body: { status: "failing", checks: { stuck: "failed" } } });
    expect(given.aborted).toBe(true);
    expect(log.text()).toContain("The check took longer than 50 ms.");
    expect(vi.getTimerCount()).toBe(0);
  });

  it("fails a check that throws at once", async () => {
    const { app, health } = setUp({
      checks: {
        broken: () => {
          throw new Error("no");
        },
      },
    });
    health.markReady();
    expect((await probe(app, "/readyz")).body).toEqual({ status: "failing", checks: { broken: "failed" } });
  });

  it("asks once for probes that come at the same time, and again later", async () => {
    const release = Promise.withResolvers<undefined>();
    const reached = Promise.withResolvers<undefined>();
    const database = vi.fn(() => {
      reached.resolve(undefined);
      return release.promise;
    });
    const { app, health } = setUp({ checks: { database } });
    health.markReady();
    await app.ready();
    const answers = [probe(app, "/readyz"), probe(app, "/readyz")];
    await reached.promise;
    release.resolve(undefined);
    expect((await Promise.all(answers)).map(({ status }) => status)).toEqual([200, 200]);
    expect(database).toHaveBeenCalledTimes(1);
    await probe(app, "/readyz");
    expect(database).toHaveBeenCalledTimes(2);
  });
});
