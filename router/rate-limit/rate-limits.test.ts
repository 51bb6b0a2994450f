import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { ANONYMOUS } from "#shared/auth/viewer.ts";
import { NO_METRICS } from "#shared/observability/metrics.ts";
import { jsonResponse } from "#shared/http/service-call.ts";
import type { RouterOptions } from "../router.ts";
import { createTestRouter, type SendOptions, type SentAnswer, type TestRouter } from "../test/test-router.ts";
import { startSmallGraph } from "../test/small-graph.ts";
import { accountViewer } from "../test/test-viewers.ts";

/** Costs 5 for each of two appointments, 2 leaves each; may have cost twenty. */
const LIST = "{ appointments(first: 20) { id reason } }";
const LIST_REQUESTED = 20 * 7;
const LIST_ACTUAL = 2 * 7;
const GREETING = "{ greeting }";

const POINTS = { address: 60, account: 1_000, client: 400, credentials: 2 };

let router: TestRouter;
let limited: string[];
/** Paths of auth that were asked. */
let asked: string[];

async function setUp(overrides: Partial<RouterOptions> = {}): Promise<void> {
  limited = [];
  router = await createTestRouter({
    rateLimits: { windowSeconds: 60, points: POINTS },
    metrics: { ...NO_METRICS, requestLimited: (policy) => void limited.push(policy) },
    ...overrides,
  });
  asked = [];
  router.handlers.set("auth", (request) => {
    asked.push(request.path);
    return router.door("auth")(request);
  });
}

beforeEach(() => setUp());
afterEach(() => router.router.stop());

const signedOut = (query: string, options: SendOptions = {}): Promise<SentAnswer> =>
  router.send(query, { ...options, isSignedOut: true });

const costOf = ({ cost }: SentAnswer): unknown => cost;
const callsOf = (path = "/graphql"): number => asked.filter((each) => each === path).length;

/** Sends `query` until it is refused, and answers that refusal. */
async function untilRefused(send: () => Promise<SentAnswer>): Promise<SentAnswer> {
  for (let turn = 0; turn < 1_000; turn += 1) {
    const answer = await send();
    if (answer.status === 429) return answer;
  }
  throw new Error("It was never refused.");
}

describe("an operation", () => {
  it("costs what its answer held; the rest of the worst case is given back", async () => {
    const first = await router.send(LIST);
    expect(costOf(first)).toEqual({
      requested: LIST_REQUESTED,
      actual: LIST_ACTUAL,
      remaining: POINTS.account - LIST_ACTUAL,
      resetSeconds: expect.any(Number),
    });
    expect(costOf(await router.send(LIST))).toMatchObject({ remaining: POINTS.account - 2 * LIST_ACTUAL });
  });

  it("tells the limits in headers that pages may read", async () => {
    const { headers } = await router.send(LIST, { headers: { origin: "http://localhost:3000" } });
    expect(headers["ratelimit-policy"]).toBe('"account";q=1000;w=60;clinic-unit="points"');
    expect(headers["ratelimit"]).toMatch(/^"account";r=986;t=60$/);
    expect(headers["retry-after"]).toBeUndefined();
    expect(headers["access-control-expose-headers"]).toBe(
      "x-correlation-id, ratelimit, ratelimit-policy, retry-after, deprecation, sunset",
    );
  });

  it("is refused before it is planned or a subgraph is asked, and may be sent again later", async () => {
    const refused = await untilRefused(() => signedOut(GREETING));
    const before = callsOf();
    const again = await signedOut(GREETING);
    for (const answer of [refused, again]) {
      expect(answer.status).toBe(429);
      expect(answer.body.data).toBeUndefined();
      expect(answer.body.errors).toMatchObject([
        {
          message: "Too many requests; try again later.",
          extensions: { code: "RATE_LIMIT_EXCEEDED", retryable: true },
        },
      ]);
      expect(answer.headers["ratelimit"]).toMatch(/^"address";r=0;t=\d+$/);
      expect(Number(answer.headers["retry-after"])).toBeGreaterThan(0);
      expect(costOf(answer)).toMatchObject({ actual: 0, remaining: 0 });
    }
    expect(before).toBe(POINTS.address);
    expect(callsOf()).toBe(before);
    expect(limited).toEqual(["address", "address"]);
  });

  it("that no full budget could pay for costs too much, and is not asked to come again", async () => {
    const aliases = ["a", "b", "c", "d", "e", "f", "g", "h"].map((alias) => `${alias}: ${LIST.slice(2, -2)}`);
    const { status, body, headers } = await router.send(`{ ${aliases.join(" ")} }`);
    expect(status).toBe(400);
    expect(body.errors?.[0]?.extensions).toMatchObject({ code: "COST_LIMIT_EXCEEDED", retryable: false });
    expect(headers["retry-after"]).toBeUndefined();
  });

  it("with an error in its answer costs all it asked for", async () => {
    const answer = await router.send("{ appointments(first: 20) { id } brokenCount }");
    expect(answer.body.errors).toHaveLength(1);
    expect(costOf(answer)).toMatchObject({ requested: 121, actual: 121 });
  });
});

describe("what is refused without being executed", () => {
  it.each([
    ["no GraphQL", "{", 10],
    ["not valid", "{ nothing }", 10],
    ["not allowed", "{ auditTrail }", 1],
    ["not allowed, and large", "{ auditTrail appointments(first: 20) { id } }", 10],
    [
      "too large by itself",
      `{ ${"a".repeat(3)}: patient(id: 1) { ${"appointments { patient { ".repeat(4)} id ${"} } ".repeat(4)} } }`,
      10,
    ],
  ])("costs a little: %s", async (_what, query, actual) => {
    const answer = await router.send(query);
    expect(answer.status).toBeGreaterThanOrEqual(400);
    expect(answer.body.data).toBeUndefined();
    expect(costOf(answer)).toMatchObject({ actual, remaining: POINTS.account - actual });
    expect(answer.headers["ratelimit"]).toBe(`"account";r=${String(POINTS.account - actual)};t=60`);
  });

  it("costs 10 when it cannot be told which operation is meant", async () => {
    const unnamed = await router.send("query A { greeting } query B { greeting }");
    expect(costOf(unnamed)).toMatchObject({ requested: 10, actual: 10 });
  });

  it("is not even read once nothing is left", async () => {
    const refused = await untilRefused(() => signedOut("{"));
    expect(refused.body.errors?.[0]?.extensions["code"]).toBe("RATE_LIMIT_EXCEEDED");
  });
});

describe("whose budget it is", () => {
  it("is that of the account, apart from who is signed out at the same address", async () => {
    await untilRefused(() => signedOut(GREETING));
    expect((await router.send(GREETING)).status).toBe(200);
    router.session.viewer = { ...accountViewer("USER"), accountId: "01890000-0000-7000-8000-0000000000ff" };
    router.clock.advance(1_000);
    expect(costOf(await router.send(GREETING))).toMatchObject({ remaining: POINTS.account - 1 });
  });

  it("is not chosen by a header", async () => {
    await untilRefused(() => signedOut(GREETING));
    for (const name of ["x-forwarded-for", "x-real-ip", "forwarded", "true-client-ip"]) {
      expect((await signedOut(GREETING, { headers: { [name]: "203.0.113.9" } })).status).toBe(429);
    }
  });

  it("is that of the address a trusted proxy names, however much the client says itself", async () => {
    await router.router.stop();
    await setUp({ trustedProxies: ["127.0.0.0/8"] });
    const from = (forwarded: string): Promise<SentAnswer> =>
      signedOut(GREETING, { headers: { "x-forwarded-for": forwarded } });
    await untilRefused(() => from("203.0.113.9"));
    expect((await from("198.51.100.1, 203.0.113.9")).status).toBe(429);
    expect((await from("198.51.100.1")).status).toBe(200);
    await untilRefused(() => from("2001:db8:1:2::a"));
    expect((await from("2001:db8:1:2:ffff::b")).status).toBe(429);
    expect((await from("2001:db8:1:3::a")).status).toBe(200);
  });
});

describe("credentials that are none", () => {
  it("are not shown to auth any more when there were too many from one address", async () => {
    router.session.viewer = null;
    const guess = (id: number): Promise<SentAnswer> =>
      router.send(GREETING, { isSignedOut: true, headers: { cookie: `__Host-session=guess-${String(id)}` } });
    for (let id = 0; id < 3; id += 1) expect((await guess(id)).status).toBe(200);
    const verified = callsOf("/internal/sessions/verify");
    const refused = await guess(3);
    expect(refused.status).toBe(429);
    expect(refused.headers["ratelimit"]).toMatch(/^"credentials";r=0;t=\d+$/);
    expect(refused.headers["retry-after"]).toBeDefined();
    expect(callsOf("/internal/sessions/verify")).toBe(verified);
    expect((await signedOut(GREETING)).status).toBe(200);
  });

  it("are not those of a sign-in that waits for its second factor", async () => {
    router.session.viewer = { ...ANONYMOUS, sessionHash: "pending" };
    for (let turn = 0; turn < POINTS.credentials + 2; turn += 1) {
      router.clock.advance(1_000);
      expect((await router.send(GREETING)).status).toBe(200);
    }
    expect(limited).toEqual([]);
  });

  it("count when they are tokens, too", async () => {
    const guess = (): Promise<SentAnswer> =>
      signedOut(GREETING, { headers: { authorization: "Bearer x.y.z" } });
    router.routes.set("auth /.well-known/jwks.json", async () => jsonResponse(200, { keys: [] }));
    for (let turn = 0; turn < 3; turn += 1) expect((await guess()).status).toBe(401);
    expect((await guess()).status).toBe(429);
  });
});

describe("auth's public endpoints", () => {
  beforeEach(async () => {
    await router.router.stop();
    await setUp({ rateLimits: { windowSeconds: 60, points: { ...POINTS, address: 500 } } });
  });

  const token = (body = "grant_type=client_credentials", headers: Record<string, string> = {}) =>
    router.router.app.inject({
      method: "POST",
      url: "/oauth2/token",
      headers: { "content-type": "application/x-www-form-urlencoded", ...headers },
      payload: body,
    });

  it("are limited by address, before auth is asked", async () => {
    router.routes.set("auth /oauth2/token", async () => jsonResponse(401, {}));
    for (let turn = 0; turn < 10; turn += 1) expect((await token()).statusCode).toBe(401);
    const refused = await token();
    expect(refused.statusCode).toBe(429);
    expect(refused.json()).toMatchObject({ errors: [{ extensions: { code: "RATE_LIMIT_EXCEEDED" } }] });
    expect(refused.headers["retry-after"]).toBeDefined();
    expect(callsOf("/oauth2/token")).toBe(10);
  });

  it.each([
    ["by the form", "client_id=lab&grant_type=client_credentials", {}],
    [
      "by the header",
      "grant_type=client_credentials",
      { authorization: `Basic ${Buffer.from("lab:secret").toString("base64")}` },
    ],
  ])("are limited by client when auth has accepted it, named %s", async (_how, body, headers) => {
    router.routes.set("auth /oauth2/token", async () => jsonResponse(200, {}));
    for (let turn = 0; turn < 8; turn += 1) expect((await token(body, headers)).statusCode).toBe(200);
    expect((await token(body, headers)).statusCode).toBe(429);
    expect(limited).toEqual(["client"]);
  });

  it("do not let anybody use up the budget of a client by its name", async () => {
    router.routes.set("auth /oauth2/token", async () => jsonResponse(401, {}));
    for (let turn = 0; turn < 9; turn += 1) expect((await token("client_id=lab")).statusCode).toBe(401);
    router.routes.set("auth /oauth2/token", async () => jsonResponse(200, {}));
    expect((await token("client_id=lab")).statusCode).toBe(200);
  });

  it("are limited where a browser comes to allow an app, before anybody is looked up", async () => {
    router.routes.set("auth /oauth2/authorize", async () => jsonResponse(302, {}));
    const ask = () =>
      router.router.app.inject({
        method: "GET",
        url: "/oauth2/authorize?client_id=app",
        cookies: { "__Host-session": "one" },
      });
    for (let turn = 0; turn < 10; turn += 1) expect((await ask()).statusCode).toBe(302);
    const asked = router.calls.length;
    expect((await ask()).statusCode).toBe(429);
    expect(router.calls).toHaveLength(asked);
  });

  it("cost little where only keys are read", async () => {
    router.routes.set("auth /.well-known/jwks.json", async () => jsonResponse(200, { keys: [] }));
    const { headers } = await router.router.app.inject({ method: "GET", url: "/.well-known/jwks.json" });
    expect(headers["ratelimit"]).toBe('"address";r=495;t=60');
  });
});

describe("what is not limited", () => {
  it("are the health checks", async () => {
    await untilRefused(() => signedOut(GREETING));
    const status = async (url: string): Promise<number> =>
      (await router.router.app.inject({ method: "GET", url })).statusCode;
    expect([await status("/livez"), await status("/readyz")]).toEqual([200, 503]);
  });

  it("is the open profile, which tells no cost either", async () => {
    const graph = await startSmallGraph({
      name: "one",
      sdl: "type Query { a: Int }",
      resolvers: { Query: { a: () => 1 } },
    });
    expect((await graph.query("{ a }")).data).toEqual({ a: 1 });
    await graph.stop();
  });
});
