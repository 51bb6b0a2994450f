import { afterAll, afterEach, beforeAll, describe, expect, it } from "vitest";
import type { Viewer } from "#shared/auth/viewer.ts";
import { openDatabase } from "#shared/db/database.ts";
import { createLogger } from "#shared/logging/logger.ts";
import type { MessageTransport } from "#shared/messaging/message.ts";
import { NO_METRICS } from "#shared/observability/metrics.ts";
import { createTestDatabase, type TestDatabase } from "#shared/testing/test-database.ts";
import { openPlatform } from "../platform.ts";
import { createTestRouter, type TestRouter } from "../test/test-router.ts";
import { accountViewer, IDS } from "../test/test-viewers.ts";
import type { Preflight } from "./explorer-api.ts";

const NOBODY: MessageTransport = {
  publish: () => Promise.resolve(),
  subscribe: () => Promise.reject(new Error("nobody subscribes here")),
  close: () => Promise.resolve(),
};

let testDatabase: TestDatabase;
let test: TestRouter;

beforeAll(async () => {
  testDatabase = await createTestDatabase();
  const database = openDatabase({
    ...{ url: testDatabase.urlFor("platform_app"), maxConnections: 2, applicationName: "test-explorer" },
  });
  const logger = createLogger({ service: "test", level: "silent" });
  const clock = (): Date => new Date();
  test = await createTestRouter({
    platform: openPlatform({
      ...{ database, transport: NOBODY, logger, metrics: NO_METRICS, clock },
      exportKey: Buffer.alloc(32, 7),
    }),
  });
});
afterEach(() => test.reset());
afterAll(async () => {
  await test.router.stop();
  await testDatabase.drop();
});

function signIn(role: Viewer["roles"][number], more: Partial<Viewer> = {}): void {
  test.session.viewer = { ...accountViewer(role), sessionHash: "hash", ...more };
}

interface Answered {
  readonly status: number;
  readonly headers: Record<string, unknown>;
  readonly code: string | undefined;
  readonly body: unknown;
}

async function ask(method: "GET" | "POST", path: string, body?: object): Promise<Answered> {
  const response = await test.router.app.inject({
    ...{ method, url: path.startsWith("/") ? path : `/explorer/api/${path}` },
    headers: { cookie: "__Host-session=good", origin: "http://localhost:3000" },
    ...(body !== undefined && { payload: body }),
  });
  const isJson = String(response.headers["content-type"]).includes("json");
  const answer = isJson ? response.json<{ errors?: { extensions: { code: string } }[] }>() : {};
  const code = answer.errors?.[0]?.extensions.code;
  return { status: response.statusCode, headers: response.headers, code, body: answer };
}

async function pointsLeft(): Promise<number> {
  const { body } = await ask("POST", "preflight", { query: "{ greeting }" });
  return (body as Preflight).budget.remaining;
}

describe("an operation that is to be run", () => {
  it.each([
    ["a change by who only reads", { query: "mutation { setCookie }" }, "AUTH_FORBIDDEN"],
    ["what is not GraphQL", { query: "{" }, "VALIDATION_ERROR"],
    ["what is no operation at all", { text: "{ greeting }" }, "VALIDATION_ERROR"],
  ])("costs ten points when it is refused: %s", async (_what, operation, code) => {
    signIn("ANALYST");
    const before = await pointsLeft();
    expect((await ask("POST", "run", operation)).code).toBe(code);
    // Ten for asking what is left.
    expect(await pointsLeft()).toBe(before - 20);
    expect(test.calls.filter(({ service }) => service !== "auth")).toEqual([]);
  });

  it("costs what it held when it is run, and stands in the access log", async () => {
    signIn("ANALYST");
    const before = await pointsLeft();
    expect((await ask("POST", "run", { query: "query Greet { greeting }" })).status).toBe(200);
    expect(await pointsLeft()).toBe(before - 11);
    const operations = test.lines.map(({ operation }) => operation).filter((name) => name !== undefined);
    expect(operations).toEqual(["Greet"]);
  });
});

describe("the schema of a role", () => {
  it("depends on the origin that asks, too: CORS says which one", async () => {
    signIn("ANALYST");
    const { status, headers } = await ask("GET", "schema");
    expect(status).toBe(200);
    expect(headers["access-control-allow-origin"]).toBe("http://localhost:3000");
    expect(headers["vary"]).toBe("origin, cookie, authorization");
  });
});

describe("a saved query", () => {
  it.each([
    ["name", { name: "a\0", text: "{ greeting }" }],
    ["text", { name: "a", text: "{ greeting } # \0" }],
    ["name", { name: "\ud800", text: "{ greeting }" }],
  ])("is refused with a %s that no database holds: %j", async (field, input) => {
    signIn("ANALYST");
    const { status, body } = await ask("POST", "queries", { ...input, isShared: false });
    expect(status).toBe(400);
    expect(body).toMatchObject({ errors: [{ extensions: { fields: [{ field }] } }] });
  });
});

describe("what somebody keeps in the explorer", () => {
  it.each([
    "queries",
    `queries/${IDS.account}/versions`,
    "exports",
    `exports/${IDS.account}`,
    `/v1/files/${IDS.account}`,
  ])("is nothing for who acts in another's place: %s", async (path) => {
    signIn("USER", {
      impersonator: { accountId: IDS.patient, roles: ["SUPPORT"], endsAt: "2100-01-01T00:00:00Z" },
    });
    expect(await ask("GET", path)).toMatchObject({ status: 403, code: "AUTH_FORBIDDEN" });
  });
});
