import { Readable } from "node:stream";
import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { ANONYMOUS } from "#shared/auth/viewer.ts";
import { AppError } from "#shared/errors/app-error.ts";
import { jsonResponse, type ServiceResponse } from "#shared/http/service-call.ts";
import type { ServiceCall } from "#shared/http/service-endpoint.ts";
import { createTestRouter, type TestRouter } from "../test/test-router.ts";
import { accountViewer, IDS } from "../test/test-viewers.ts";

const ID = "0190a000-0000-7000-8000-00000000000a";
const VIEW = { id: ID, status: "CHECKING" };
const CSV = { "content-type": "text/csv; charset=utf-8" };
const LARGEST = 2 * 1024 * 1024;

let router: TestRouter;
/** What the owner of imports was asked, in order. */
let asked: { readonly step: string; readonly input: Record<string, unknown> }[];

beforeAll(async () => {
  router = await createTestRouter({ largestImport: LARGEST });
});
afterAll(() => router.router.stop());
beforeEach(() => {
  router.reset();
  router.session.viewer = accountViewer("ADMIN");
  asked = [];
  answer("begin", () => ({ id: ID, isReplay: false }));
  answer("receive", () => ({}));
  for (const step of ["complete", "find", "apply", "remove"]) answer(step, () => VIEW);
});

/** Lets the owner answer, or refuse. */
function answer(step: string, act: (input: Record<string, unknown>, call: ServiceCall) => unknown): void {
  router.routes.set(`appointments /internal/imports/${step}`, async (call): Promise<ServiceResponse> => {
    const input = JSON.parse(call.request.body) as Record<string, unknown>;
    asked.push({ step, input });
    return jsonResponse(200, await act(input, call));
  });
}

const refuse = (code: ConstructorParameters<typeof AppError>[0], message?: string) => (): never => {
  throw new AppError(code, message);
};

async function ask(
  method: "GET" | "POST" | "DELETE",
  path: string,
  {
    headers = {},
    payload,
    isSignedOut = false,
  }: { headers?: Record<string, string>; payload?: string | Readable; isSignedOut?: boolean } = {},
) {
  const response = await router.router.app.inject({
    method,
    url: `/v1/imports/${path}`,
    headers: { ...(!isSignedOut && { cookie: "__Host-session=good" }), ...headers },
    ...(payload !== undefined && { payload }),
  });
  const { statusCode: status, body, headers: sent } = response;
  const isJson = String(sent["content-type"]).startsWith("application/json");
  const parsed = isJson
    ? (JSON.parse(body) as { errors?: { message: string; extensions: { code: string } }[] })
    : {};
  return {
    status,
    body,
    headers: sent,
    code: parsed.errors?.[0]?.extensions.code,
    message: parsed.errors?.[0]?.message,
  };
}

const stepsAsked = (): string[] => asked.map(({ step }) => step);
const large = (bytes: number): Readable =>
  Readable.from(Array.from({ length: bytes / 65_536 }, () => Buffer.alloc(65_536, 97)));

describe("a file that is sent", () => {
  it("is passed on in parts under the sender's name, and answered with where to ask about it", async () => {
    const { status, headers, body } = await ask("POST", "appointments?dryRun=true", {
      headers: { ...CSV, "idempotency-key": "key-1" },
      payload: large(1024 * 1024),
    });
    expect([status, headers["location"], headers["cache-control"]]).toEqual([
      202,
      `/v1/imports/${ID}`,
      "private, no-store",
    ]);
    expect(JSON.parse(body)).toEqual({ ...VIEW, isReplay: false });
    expect(stepsAsked()).toEqual(["begin", "receive", "receive", "complete"]);
    expect(asked[0]?.input).toEqual({ kind: "APPOINTMENTS", isDryRun: true, idempotencyKey: "key-1" });
    const parts = asked
      .slice(1, 3)
      .map(({ input }) => [
        input["id"],
        input["position"],
        Buffer.from(String(input["bytes"]), "base64").length,
      ]);
    expect(parts).toEqual([
      [ID, 0, 524_288],
      [ID, 1, 524_288],
    ]);
    expect(asked[3]?.input).toMatchObject({
      id: ID,
      parts: 2,
      sha256: expect.stringMatching(/^[0-9a-f]{64}$/),
    });
    const viewers = router.calls
      .filter(({ service }) => service === "appointments")
      .map(({ call }) => call.viewer.accountId);
    expect(new Set(viewers)).toEqual(new Set([IDS.account]));
  });

  it("is not kept a second time under its key: only told whether it is the same", async () => {
    answer("begin", () => ({ id: ID, isReplay: true }));
    const { status, body } = await ask("POST", "schedules", { headers: CSV, payload: large(1024 * 1024) });
    expect([status, JSON.parse(body), stepsAsked()]).toEqual([
      202,
      { ...VIEW, isReplay: true },
      ["begin", "complete"],
    ]);
    answer("complete", refuse("CONFLICT", "The idempotency key was used with another input."));
    const other = await ask("POST", "schedules", { headers: CSV, payload: "a" });
    // What was there before stays.
    expect([other.status, other.code, stepsAsked().includes("remove")]).toEqual([409, "CONFLICT", false]);
  });

  it("is not read when its sender may not import", async () => {
    answer("begin", refuse("AUTH_FORBIDDEN"));
    const { status, code } = await ask("POST", "appointments", { headers: CSV, payload: "a" });
    expect([status, code, stepsAsked()]).toEqual([403, "AUTH_FORBIDDEN", ["begin"]]);
  });

  it.each([
    ["of another type", { "content-type": "application/json" }],
    ["without a type", {}],
    ["in another character set", { "content-type": "text/csv; charset=latin1" }],
    ["that is compressed", { ...CSV, "content-encoding": "gzip" }],
  ])("%s is refused before anybody is asked", async (_name, headers) => {
    const { status, code } = await ask("POST", "appointments", { headers, payload: "{}" });
    expect([status, code, stepsAsked()]).toEqual([415, "UNSUPPORTED_MEDIA_TYPE", []]);
  });

  it("that is too large is refused by what it says of its length, or once it is longer, and then removed", async () => {
    const said = await ask("POST", "appointments", {
      headers: { ...CSV, "content-length": String(LARGEST + 1) },
      payload: "a",
    });
    expect([said.status, said.code, said.message, stepsAsked()]).toEqual([
      413,
      "PAYLOAD_TOO_LARGE",
      "A file may have at most 2 MiB.",
      [],
    ]);
    const silent = await ask("POST", "appointments", { headers: CSV, payload: large(LARGEST + 65_536) });
    expect([silent.status, silent.code, stepsAsked().at(-1)]).toEqual([413, "PAYLOAD_TOO_LARGE", "remove"]);
    expect(asked.at(-1)?.input).toEqual({ id: ID });
    const just = await ask("POST", "appointments", { headers: CSV, payload: large(LARGEST) });
    expect(just.status).toBe(202);
  });

  it("is removed when its owner refuses a part, and when it is signed out meanwhile", async () => {
    answer("receive", refuse("CONFLICT"));
    const refused = await ask("POST", "appointments", { headers: CSV, payload: "a" });
    expect([refused.status, stepsAsked()]).toEqual([409, ["begin", "receive", "remove"]]);
    asked = [];
    answer("receive", () => {
      router.session.viewer = null;
      router.clock.advance(10_000);
      return {};
    });
    const signedOut = await ask("POST", "appointments", { headers: CSV, payload: "a" });
    expect([signedOut.status, stepsAsked()]).toEqual([401, ["begin", "receive", "remove"]]);
  });

  it.each([
    ["appointments?dryRun=yes", {}, "dryRun"],
    ["appointments?more=1", {}, "more"],
    ["schedules", { "idempotency-key": "with space" }, "idempotency-key"],
  ])("to %s with %j is refused", async (path, headers, field) => {
    const { status, body } = await ask("POST", path, { headers: { ...CSV, ...headers }, payload: "a" });
    expect([status, JSON.parse(body).errors[0].extensions.fields[0].field]).toEqual([400, field]);
    expect(stepsAsked()).toEqual([]);
  });
});

describe("an import", () => {
  it.each([
    ["GET", ID, "find", 200],
    ["POST", `${ID}/apply`, "apply", 202],
    ["DELETE", ID, "remove", 200],
  ] as const)("%s %s asks its owner, and says what it says", async (method, path, step, expected) => {
    const { status, body } = await ask(method, path);
    expect([status, JSON.parse(body), asked]).toEqual([expected, VIEW, [{ step, input: { id: ID } }]]);
    answer(step, refuse("RESOURCE_NOT_FOUND"));
    expect((await ask(method, path)).status).toBe(404);
    answer(step, () => {
      throw new Error("a table is missing");
    });
    const fault = await ask(method, path);
    expect([fault.status, fault.code, fault.body.includes("table")]).toEqual([
      503,
      "DEPENDENCY_UNAVAILABLE",
      false,
    ]);
  });

  it("has an id, and what is none is refused", async () => {
    for (const [method, path] of [
      ["GET", "x"],
      ["GET", "x/report"],
      ["POST", "x/apply"],
      ["DELETE", "x"],
    ] as const)
      expect([path, (await ask(method, path)).code]).toEqual([path, "VALIDATION_ERROR"]);
    expect(asked).toEqual([]);
  });

  it("has a report that is fetched page by page, as CSV or as lines of JSON", async () => {
    const row = (line: number) => ({
      ...{
        line,
        outcome: "REFUSED",
        code: "CELL_COUNT",
        column: null,
        otherLine: null,
        reference: `=1+${String(line)}`,
      },
      message: "More, or fewer.",
    });
    answer("report", ({ afterLine }) => ({
      rows: Array.from({ length: afterLine === 0 ? 2_000 : 1 }, (_, index) =>
        row(Number(afterLine) + index + 1),
      ),
    }));
    const csv = await ask("GET", `${ID}/report?refused=true`);
    expect([csv.status, csv.headers["content-type"], csv.headers["content-disposition"]]).toEqual([
      200,
      "text/csv; charset=utf-8",
      `attachment; filename="import-${ID}.csv"`,
    ]);
    const lines = csv.body.split("\r\n");
    expect(lines.slice(0, 2)).toEqual([
      "\uFEFFline,outcome,code,column,other_line,reference,message",
      `1,REFUSED,CELL_COUNT,,,'=1+1,"More, or fewer."`,
    ]);
    expect([lines.length, lines.at(-2)]).toEqual([
      2_003,
      `2001,REFUSED,CELL_COUNT,,,'=1+2001,"More, or fewer."`,
    ]);
    expect(asked.map(({ input }) => input)).toEqual([
      { id: ID, afterLine: 0, limit: 2_000, onlyRefused: true },
      { id: ID, afterLine: 2_000, limit: 2_000, onlyRefused: true },
    ]);
    const json = await ask("GET", `${ID}/report?format=ndjson`);
    expect(
      json.body
        .trimEnd()
        .split("\n")
        .map((line): unknown => JSON.parse(line)),
    ).toEqual(Array.from({ length: 2_001 }, (_, index) => row(index + 1)));
    expect((await ask("GET", `${ID}/report?format=xml`)).code).toBe("VALIDATION_ERROR");
    answer("report", refuse("RESOURCE_NOT_FOUND"));
    expect((await ask("GET", `${ID}/report`)).status).toBe(404);
  });
});

describe("the door", () => {
  const CALLS = [
    ["POST", "appointments"],
    ["POST", "schedules"],
    ["GET", ID],
    ["GET", `${ID}/report`],
    ["POST", `${ID}/apply`],
    ["DELETE", ID],
  ] as const;

  it.each(CALLS)("%s %s is for who is signed in, from a page of ours", async (method, path) => {
    const payload = method === "POST" && !path.includes("/") ? { payload: "a" } : {};
    const isFile = "payload" in payload;
    const headers: Record<string, string> = isFile ? CSV : {};
    const signedOut = await ask(method, path, { headers, isSignedOut: true, ...payload });
    expect([signedOut.status, signedOut.code]).toEqual([401, "AUTH_UNAUTHENTICATED"]);
    router.session.viewer = { ...ANONYMOUS, sessionHash: "x" };
    router.clock.advance(10_000);
    expect((await ask(method, path, { headers, ...payload })).status).toBe(401);
    router.session.viewer = accountViewer("ADMIN");
    router.clock.advance(10_000);
    const foreign = await ask(method, path, {
      headers: { ...headers, origin: "https://evil.example" },
      ...payload,
    });
    expect([foreign.status, foreign.code, asked]).toEqual([403, "AUTH_FORBIDDEN", []]);
  });

  it("costs points, and is shut when there are none", async () => {
    const points = { address: 1e9, account: 15, client: 1e9, credentials: 1e9 };
    const poor = await createTestRouter({ rateLimits: { windowSeconds: 60, points } });
    poor.session.viewer = accountViewer("ADMIN");
    poor.routes.set("appointments /internal/imports/find", async () => jsonResponse(200, VIEW));
    const find = () =>
      poor.router.app.inject({
        method: "GET",
        url: `/v1/imports/${ID}`,
        headers: { cookie: "__Host-session=good" },
      });
    const answers = [await find(), await find(), await find()];
    await poor.router.stop();
    expect(answers.map(({ statusCode }) => statusCode)).toEqual([200, 200, 429]);
    expect(answers[0]?.headers["ratelimit"]).toMatch(/^"account";r=5/);
  });
});
