import { DrizzleQueryError } from "drizzle-orm/errors";
import { describe, expect, it, vi } from "vitest";
import { makeRequestScope, runInScope } from "../observability/request-scope.ts";
import { captureLog, type CapturedLog } from "../testing/captured-log.ts";
import { createLogger, type Logger, type LogLevel } from "./logger.ts";

function capture(level: LogLevel = "trace"): CapturedLog & { lines: () => string[]; last: () => unknown } {
  const log = captureLog(level);
  return {
    ...log,
    lines: () => log.text().split("\n").slice(0, -1),
    last: () => log.entries().at(-1),
  };
}

const BASE = { level: "info", timestamp: "2026-03-01T09:00:00.000Z", service: "test" };
const SECRET = "patient@northwind.example";

describe("a log line", () => {
  it("is one line of JSON with timestamp, level, service and message", () => {
    const { logger, text, last } = capture();
    logger.info({ count: 2 }, "seeded");
    expect(text()).toBe(
      '{"level":"info","timestamp":"2026-03-01T09:00:00.000Z","service":"test","count":2,"message":"seeded"}\n',
    );
    logger.warn("plain");
    expect(last()).toEqual({ ...BASE, level: "warn", message: "plain" });
    logger.info("%d of %s", 1, "two");
    expect(last()).toEqual({ ...BASE, message: "1 of two" });
    logger.info(null, "nothing");
    expect(last()).toEqual({ ...BASE, message: "nothing" });
  });

  it("has the correlation and trace ids of the request, which a field cannot forge", () => {
    const { logger, last } = capture();
    const scope = makeRequestScope({ correlationId: "request-1" });
    runInScope(scope, () => {
      logger.info({ correlationId: "forged", trace_id: "forged", span_id: "forged" }, "hello");
    });
    expect(last()).toEqual({
      ...BASE,
      correlationId: "request-1",
      trace_id: scope.traceId,
      span_id: scope.traceparent.slice(36, 52),
      message: "hello",
    });
    logger.info({ correlationId: "of-an-event" }, "hello");
    expect(last()).toEqual({ ...BASE, correlationId: "of-an-event", message: "hello" });
  });

  it("keeps its own fields apart from fields of the same name", () => {
    const { logger, last } = capture();
    logger.info({ level: "x", timestamp: "y", service: "billing", message: "inner" }, "outer");
    expect(last()).toEqual({
      ...BASE,
      _level: "x",
      _timestamp: "y",
      _service: "billing",
      _message: "inner",
      message: "outer",
    });
    logger.info({ message: "only here", count: 1 });
    expect(last()).toEqual({ ...BASE, count: 1, message: "only here" });
    logger.info({ message: { not: "a text" } });
    expect(last()).toEqual({ ...BASE, _message: { not: "a text" } });
  });

  it("is written only from the level on", () => {
    const { logger, lines } = capture("warn");
    logger.info("quiet");
    logger.error("loud");
    expect(lines()).toHaveLength(1);
    const silent = capture("silent");
    silent.logger.fatal("never");
    expect(silent.text()).toBe("");
  });

  it("goes to standard output with the machine's time by default", () => {
    vi.useFakeTimers({ now: new Date("2026-04-05T06:07:08.000Z") });
    const written: unknown[] = [];
    const spy = vi.spyOn(process.stdout, "write").mockImplementation((chunk) => written.push(chunk) > 0);
    createLogger({ service: "router", level: "info" }).info("up");
    spy.mockRestore();
    vi.useRealTimers();
    expect(written).toEqual([
      '{"level":"info","timestamp":"2026-04-05T06:07:08.000Z","service":"router","message":"up"}\n',
    ]);
  });
});

describe("an error in a log line", () => {
  it("is written with its causes, under whatever key", () => {
    const { logger, last } = capture();
    const error = new Error("outer", { cause: new TypeError("inner") });
    for (const write of [
      () => {
        logger.error({ err: error }, "failed");
      },
      () => {
        logger.error({ error }, "failed");
      },
      () => {
        logger.error({ deep: [error] }, "failed");
      },
    ]) {
      // prettier-ignore
      write();
      expect(last()).toMatchObject({ level: "error", message: "failed" });
      expect(JSON.stringify(last())).toContain('"cause":{"type":"TypeError","message":"inner"');
    }
  });

  it("gives its message to a line without one", () => {
    const { logger, last } = capture();
    logger.error(new Error("alone"));
    expect(last()).toMatchObject({ message: "alone", error: { type: "Error", message: "alone" } });
    logger.error(new Error("alone"), "said");
    expect(last()).toMatchObject({ message: "said", error: { message: "alone" } });
    logger.error({ err: new Error("alone") });
    expect(last()).toMatchObject({ message: "alone", err: { message: "alone" } });
    logger.error({ error: "no error" });
    expect(last()).toEqual({ ...BASE, level: "error", error: "no error" });
  });

  it("never brings the parameters of a query into the line", () => {
    const { logger, lines } = capture();
    const error = new DrizzleQueryError("select $1", ["Asha Rao"], new Error("x"));
    logger.error(error);
    logger.error({ error });
    logger.error({ err: error });
    logger.error(error, "failed: %s", error);
    logger.error("failed: %o", error);
    logger.error(`failed: ${error.message}`);
    expect(lines()).toHaveLength(6);
    expect(lines().join("")).not.toMatch(/Asha|select/);
  });
});

describe("nothing is written unredacted", () => {
  it.each<[string, (logger: Logger) => void]>([
    ["message", (logger) => { logger.info(`to ${SECRET}`); }],
    ["message beside fields", (logger) => { logger.info({ a: 1 }, `to ${SECRET}`); }],
    ["message argument", (logger) => { logger.info("to %s", SECRET); }],
    ["object argument", (logger) => { logger.info("to %j", { password: "patient" }); }],
    ["object argument beside fields", (logger) => { logger.info({ a: 1 }, "to %j", { password: "patient" }); }],
    ["argument beside an error", (logger) => { logger.info(new Error("x"), "to %j", { password: "patient" }); }],
    ["non-text message", (logger) => { logger.info({ a: 1 }, Object({ cookie: "patient" })); }],
    ["field", (logger) => { logger.info({ to: SECRET }); }],
    ["key", (logger) => { logger.info({ [SECRET]: 1 }); }],
    ["error message", (logger) => { logger.info(new Error(`to ${SECRET}`)); }],
    ["cause", (logger) => { logger.info(new Error("x", { cause: new Error(SECRET) })); }],
    ["child binding", (logger) => { logger.child({ to: SECRET, cookie: "patient" }).info("x"); }],
    ["grandchild binding", (logger) => { logger.child({ a: 1 }).child({ err: new Error(SECRET) }).info("x"); }],
    ["child's field", (logger) => { logger.child({ a: 1 }).info({ to: SECRET }, SECRET); }],
    ["correlation id", (logger) => {
      runInScope(makeRequestScope({ correlationId: "4111111111111111" }), () => { logger.info("patient@a.example"); });
    }],
  ])("%s", (_, write) => {
    const { logger, lines } = capture();
    write(logger);
    expect(lines()).toHaveLength(1);
    expect(lines()[0]).not.toMatch(/patient|northwind|4111111111111111/);
    expect(lines()[0]).toContain("[redacted:");
  }); // prettier-ignore

  it("not even by options a library passes to a child", () => {
    const { logger, last } = capture();
    const child: unknown = Reflect.apply(logger.child, logger, [
      { a: 1 },
      { serializers: { to: () => SECRET }, formatters: { log: () => ({ to: SECRET }) }, msgPrefix: SECRET },
    ]);
    expect(child).toHaveProperty("info");
    Reflect.apply(Reflect.get(Object(child), "info"), child, [{ to: 1 }, "x"]);
    expect(last()).toEqual({ ...BASE, a: 1, to: 1, message: "x" });
  });
});
