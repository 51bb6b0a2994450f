import { randomBytes } from "node:crypto";
import { resolve } from "node:path";
import { afterEach, describe, expect, it, vi } from "vitest";
import {
  disableApolloTelemetry,
  readOpenProfileConfig,
  readRouterConfig,
  ROUTER_VARIABLES,
} from "./config.ts";

const SECRET = randomBytes(32).toString("base64");
const KEYS = {
  CLINIC_VIEWER_KEYS_AUTH: `a1:${SECRET}`,
  CLINIC_VIEWER_KEYS_USERS: `u1:${SECRET}`,
  CLINIC_VIEWER_KEYS_APPOINTMENTS: `p1:${SECRET}`,
  CLINIC_VIEWER_KEYS_AUDIT: `d1:${SECRET}`,
};

afterEach(() => {
  vi.unstubAllGlobals();
});

/** Hides what the tests themselves are run with. */
function runWithEnvironment(env: Readonly<Record<string, string>>): void {
  vi.stubGlobal("process", Object.create(process, { env: { value: env } }));
}

describe("readRouterConfig", () => {
  it("needs nothing but the keys", () => {
    const { subgraphs, ...rest } = readRouterConfig(KEYS);
    expect(rest).toEqual({
      logLevel: "info",
      metrics: { port: 9464, host: "127.0.0.1" },
      port: 4000,
      drainMs: 500,
      host: "localhost",
      timeouts: { requestMs: 10_000, subgraphMs: 5_000 },
      supergraphFile: resolve("schema/supergraph.graphql"),
      documentsDirectory: resolve("schema/operations"),
      corsOrigins: ["http://localhost:3000", "http://localhost:5173"],
      tokens: { issuer: "http://localhost:4000", audience: "clinic-api" },
      rateLimits: {
        windowSeconds: 60,
        points: { address: 20_000, account: 100_000, client: 300_000, credentials: 300 },
      },
      live: { connections: 2_000, connectionsPerAccount: 20 },
      redisUrl: undefined,
      trustedProxies: [],
      adhoc: "people",
      publishers: [],
      explorerDirectory: resolve("router/explorer/assets"),
      largestImport: 200 * 1024 * 1024,
      platform: undefined,
    });
    expect(
      Object.entries(subgraphs).map(([name, { baseUrl, keys }]) => [name, baseUrl, keys[0].kid]),
    ).toEqual([
      ["auth", "http://localhost:4001", "a1"],
      ["users", "http://localhost:4002", "u1"],
      ["appointments", "http://localhost:4003", "p1"],
      ["audit", "http://localhost:4006", "d1"],
    ]);
  });

  it("allows no origin in production unless it is named", () => {
    expect(readRouterConfig({ ...KEYS, NODE_ENV: "production" }).corsOrigins).toEqual([]);
    const named = { ...KEYS, CLINIC_CORS_ORIGINS: "https://a.example, https://b.example:8443" };
    expect(readRouterConfig(named).corsOrigins).toEqual(["https://a.example", "https://b.example:8443"]);
  });

  it("takes limits, a Redis to share them, and the proxies to believe", () => {
    const env = {
      CLINIC_LIMIT_ADDRESS_POINTS: "1",
      CLINIC_LIMIT_ACCOUNT_POINTS: "2",
      CLINIC_LIMIT_CLIENT_POINTS: "3",
      CLINIC_LIMIT_CREDENTIALS: "4",
      CLINIC_LIVE_CONNECTIONS: "5",
      CLINIC_LIVE_CONNECTIONS_PER_ACCOUNT: "6",
      CLINIC_TRUSTED_PROXIES: "10.0.0.0/8, 2001:db8::/32,192.0.2.1",
      REDIS_URL: "redis://localhost:6379",
    };
    expect(readRouterConfig({ ...KEYS, ...env })).toMatchObject({
      rateLimits: { windowSeconds: 60, points: { address: 1, account: 2, client: 3, credentials: 4 } },
      live: { connections: 5, connectionsPerAccount: 6 },
      redisUrl: "redis://localhost:6379",
      trustedProxies: ["10.0.0.0/8", "2001:db8::/32", "192.0.2.1"],
    });
  });

  it.each(["proxy.example", "10.0.0.0/33", "0.0.0.0/0", "::/0", "10.0.0.0/8/8", "10.0.0.0/x", "1.2.3.4,,"])(
    "does not believe %s to be proxies",
    (proxies) => {
      expect(() => readRouterConfig({ ...KEYS, CLINIC_TRUSTED_PROXIES: proxies })).toThrow(
        "CLINIC_TRUSTED_PROXIES is malformed",
      );
    },
  );

  it("refuses what is missing, malformed or unknown, all in one message", () => {
    const env = {
      CLINIC_CORS_ORIGINS: "https://a.example/",
      CLINIC_ROUTER_PROT: "1",
      OTHER: "x",
      CLINIC_USERS_PORT: "4002",
    };
    expect(() => readRouterConfig(env)).toThrow(
      /CLINIC_CORS_ORIGINS is malformed[^]*CLINIC_VIEWER_KEYS_AUTH is missing[^]*CLINIC_ROUTER_PROT is not known/,
    );
    expect(() => readRouterConfig({ ...KEYS, CLINIC_USERS_PORT: "4002" })).not.toThrow();
  });

  it("reads the environment of the process when none is given", () => {
    runWithEnvironment(KEYS);
    expect(Object.keys(readRouterConfig().subgraphs)).toContain("users");
    expect(ROUTER_VARIABLES).toContain("CLINIC_ROUTER_PORT");
  });
});

describe("readOpenProfileConfig", () => {
  it("needs nothing, and does not mind the clinic's variables", () => {
    expect(readOpenProfileConfig({ CLINIC_ROUTER_PROT: "1" })).toEqual({
      logLevel: "info",
      isProduction: false,
    });
    expect(readOpenProfileConfig({ NODE_ENV: "production" }).isProduction).toBe(true);
  });

  it("reads the environment of the process when none is given", () => {
    runWithEnvironment({ LOG_LEVEL: "warn" });
    expect(readOpenProfileConfig().logLevel).toBe("warn");
  });
});

describe("disableApolloTelemetry", () => {
  it("tells the gateway by the environment", () => {
    const env: Record<string, string | undefined> = {};
    disableApolloTelemetry(env);
    expect(env).toEqual({ APOLLO_TELEMETRY_DISABLED: "true" });
  });
});
