import { createServer } from "node:net";
import { once } from "node:events";
import { describe, expect, it } from "vitest";
import { ConfigError } from "../config/load-config.ts";
import { captureLog } from "../testing/captured-log.ts";
import { samplesOf, scrape } from "../testing/scraped-metrics.ts";
import { readTelemetryConfig } from "./config.ts";
import { startMetrics } from "./metrics-server.ts";
import { operationNameOf, runInOperation } from "./operation-scope.ts";

const ENDPOINT = "http://localhost:4318";

describe("spans", () => {
  it.each([
    [{}, false],
    [{ OTEL_EXPORTER_OTLP_ENDPOINT: ENDPOINT }, true],
    [{ OTEL_EXPORTER_OTLP_TRACES_ENDPOINT: ENDPOINT }, true],
    [{ OTEL_TRACES_EXPORTER: "otlp" }, true],
    [{ OTEL_EXPORTER_OTLP_ENDPOINT: ENDPOINT, OTEL_TRACES_EXPORTER: "none" }, false],
    [{ OTEL_EXPORTER_OTLP_ENDPOINT: ENDPOINT, OTEL_SDK_DISABLED: "true" }, false],
  ])("are sent only when an exporter is configured: %j", (env, isTracing) => {
    expect(readTelemetryConfig(env, []).isTracing).toBe(isTracing);
  });

  it("refuse a protocol that we do not speak", () => {
    expect(() => readTelemetryConfig({ OTEL_EXPORTER_OTLP_PROTOCOL: "grpc" })).toThrow(ConfigError);
  });

  it("are named after the process", () => {
    const nameOf = (...args: string[]): string => readTelemetryConfig({}, ["node", ...args]).serviceName;
    expect(nameOf("/app/router/index.ts")).toBe("router");
    expect(nameOf("/app/subgraphs/start.ts", "users")).toBe("users");
    expect(nameOf("/app/stack/start.ts")).toBe("clinic");
    expect(readTelemetryConfig({ OTEL_SERVICE_NAME: "mine" }).serviceName).toBe("mine");
  });
});

describe("metrics", () => {
  it("tell 200 names of operations apart, however many clients make up", async () => {
    const {
      metrics,
      url = "",
      stop,
    } = await startMetrics({
      port: 0,
      host: "127.0.0.1",
      logger: captureLog().logger,
    });
    for (let number = 0; number < 300; number += 1) {
      const answered = runInOperation(`Operation${String(number)}`, () => metrics.statementsOf("users")?.());
      answered?.({ durationMs: 1, errorCode: undefined });
    }
    const samples = samplesOf(await scrape(url), "db_client_operation_duration_count");
    expect(samples).toHaveLength(201);
    const others = samples.filter(({ labels }) => labels["graphql_operation_name"] === "other");
    expect(others.map(({ value }) => value)).toEqual([100]);
    await stop();
    await expect(fetch(url)).rejects.toThrow();
  });

  it("leave out a database that hangs, and ask it one question however often they are scraped", async () => {
    const {
      metrics,
      url = "",
      stop,
    } = await startMetrics({
      port: 0,
      host: "127.0.0.1",
      logger: captureLog().logger,
    });
    let asked = 0;
    const hanging = Promise.withResolvers<never>();
    metrics.watchMessages("users", () => {
      asked += 1;
      return asked === 1
        ? Promise.resolve({ unpublished: 7, oldestAgeSeconds: 3, parked: 0 })
        : hanging.promise;
    });
    const seen = async (): Promise<number[]> =>
      samplesOf(await scrape(url), "clinic_outbox_messages").map(({ value }) => value);
    expect(await seen()).toEqual([7]);
    expect(await Promise.all([seen(), seen()])).toEqual([[], []]);
    expect(asked).toBe(2);
    await stop();
  });

  it("cost only themselves when their port is taken, and say so", async () => {
    const taken = createServer().listen(0, "127.0.0.1");
    await once(taken, "listening");
    const address = taken.address();
    const port = typeof address === "object" && address !== null ? address.port : 0;
    const log = captureLog();
    const { url } = await startMetrics({ port, host: "127.0.0.1", logger: log.logger });
    expect(url).toBeUndefined();
    expect(log.text()).toContain("CLINIC_METRICS_PORT");
    taken.close();
  });
});

describe("operationNameOf", () => {
  it("gives the client's name back", () => {
    expect(operationNameOf("PatientHome__users__0")).toBe("PatientHome");
    expect(operationNameOf("PatientHome")).toBe("PatientHome");
    expect(operationNameOf(undefined)).toBe("anonymous");
  });
});
