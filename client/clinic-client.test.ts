import { getEventListeners } from "node:events";
import { afterEach, describe, expect, expectTypeOf, it, vi } from "vitest";
import {
  createClinicClient,
  type ClinicClientOptions,
  type Operation,
  type Result,
  type UserErrorCode,
} from "./index.ts";
import { PatientHome, SignIn, WhoAmI, type PatientHomeQuery } from "./operations.ts";

const URL_OF_API = "https://api.clinic.example/graphql";
const FROM = { from: "2026-03-09T00:00:00Z" };
const VIEWER = { data: { viewer: null } };

interface Sent {
  readonly url: string;
  readonly init: RequestInit;
}

/** A client whose requests are answered by `answers`, one after the other, the last one again and again. */
function clientOf(answers: readonly (() => Response)[], options: Partial<ClinicClientOptions> = {}) {
  const sent: Sent[] = [];
  const client = createClinicClient({
    url: URL_OF_API,
    fetch: async (url, init) => {
      sent.push({ url, init });
      const answer = answers[Math.min(sent.length, answers.length) - 1];
      if (answer === undefined) throw new Error("no answer is prepared");
      return answer();
    },
    ...options,
  });
  return { client, sent };
}

const json = (body: unknown, init?: ResponseInit) => () => new Response(JSON.stringify(body), init);
const refused = (code: string, status: number, headers: Record<string, string> = {}) =>
  json(
    { errors: [{ message: "No.", extensions: { code, correlationId: "c-1", retryable: status > 403 } }] },
    { status, headers },
  );
const lostConnection = (): Response => {
  throw new TypeError("fetch failed");
};
const bodyOf = ({ init }: Sent): unknown => JSON.parse(typeof init.body === "string" ? init.body : "null");

/** Runs `work` with a clock on which every wait is over at once; answers how long the waits were. */
async function waitingNoTime<T>(work: () => Promise<T>): Promise<{ result: T; waitedMs: number }> {
  vi.useFakeTimers();
  const startedAt = Date.now();
  const promise = work();
  await vi.runAllTimersAsync();
  return { result: await promise, waitedMs: Date.now() - startedAt };
}

afterEach(() => {
  vi.useRealTimers();
});

describe("a request", () => {
  it("names the document, never its text, with the cookie and a type that no form can send", async () => {
    const { client, sent } = clientOf([json(VIEWER)]);
    await client.execute(PatientHome, FROM);
    expect(sent).toHaveLength(1);
    expect(sent[0]?.url).toBe(URL_OF_API);
    expect(sent[0]?.init).toMatchObject({ method: "POST", credentials: "include" });
    expect(sent[0]?.init.headers).toEqual({
      accept: "application/graphql-response+json, application/json",
      "content-type": "application/json",
    });
    expect(sent.map(bodyOf)).toEqual([
      { documentId: expect.stringMatching(/^sha256:[0-9a-f]{64}$/), variables: FROM },
    ]);
  });

  it("of another client names it", async () => {
    const { client, sent } = clientOf([json(VIEWER)], { clientName: "demo" });
    await client.execute(WhoAmI);
    expect(sent[0]?.init.headers).toMatchObject({ "apollographql-client-name": "demo" });
  });

  it("goes by GET where that is asked for: registered queries, by a URL without any special header", async () => {
    const { client, sent } = clientOf([json(VIEWER)], { useGetForQueries: true });
    await client.execute(PatientHome, FROM);
    await client.execute(WhoAmI);
    await client.execute(SignIn, { input: { email: "a@clinic.example", password: "x" } });
    await client.execute({ text: "{ viewer { roles } }", kind: "query" });
    expect(sent.map(({ init }) => init.method)).toEqual(["GET", "GET", "POST", "POST"]);
    const [withVariables, without] = sent.map(({ url }) => new URL(url).searchParams);
    expect(Object.fromEntries(withVariables ?? [])).toEqual({
      documentId: PatientHome.id,
      variables: JSON.stringify(FROM),
    });
    expect([...(without ?? [])].map(([name]) => name)).toEqual(["documentId"]);
    expect(sent[0]?.init.headers).toEqual({ accept: "application/graphql-response+json, application/json" });
    expect(sent[0]?.init.body).toBeUndefined();
  });

  it("may bring a text while it is being written", async () => {
    const { client, sent } = clientOf([json(VIEWER)]);
    await client.execute({ text: "{ viewer { roles } }", kind: "query" });
    expect(sent.map(bodyOf)).toEqual([{ query: "{ viewer { roles } }" }]);
  });
});

describe("a result", () => {
  it("is complete when the answer has no error", async () => {
    const cost = { requested: 3, actual: 1, remaining: 10, resetSeconds: 9 };
    const { client } = clientOf([json({ ...VIEWER, extensions: { cost } })]);
    expect(await client.execute(PatientHome, FROM)).toEqual({
      isComplete: true,
      data: { viewer: null },
      errors: [],
      extensions: { cost },
      status: 200,
    });
  });

  it("keeps the data that came beside errors, each with its code, place and correlation id", async () => {
    const path = ["viewer", "patient"];
    const extensions = { code: "DEPENDENCY_UNAVAILABLE", retryable: true, correlationId: "c-7" };
    const { client, sent } = clientOf([
      json({ ...VIEWER, errors: [{ message: "Away.", path, extensions }] }),
    ]);
    expect(await client.execute(PatientHome, FROM)).toEqual({
      isComplete: false,
      data: { viewer: null },
      errors: [
        { code: "DEPENDENCY_UNAVAILABLE", message: "Away.", isRetryable: true, correlationId: "c-7", path },
      ],
      extensions: {},
      status: 200,
    });
    expect(sent).toHaveLength(1);
  });

  it("says which parts of the input are refused", async () => {
    const fields = [{ field: "input.email", message: "Must be an address." }];
    const extensions = { code: "VALIDATION_ERROR", retryable: false, correlationId: "c-2", fields };
    const { client } = clientOf([json({ errors: [{ message: "No.", extensions }] }, { status: 400 })]);
    const { status, errors } = await client.execute(WhoAmI);
    expect([status, errors[0]?.fields]).toEqual([400, fields]);
  });

  it("tells the app once that nobody is signed in", async () => {
    const onUnauthenticated = vi.fn();
    const { client, sent } = clientOf([refused("AUTH_UNAUTHENTICATED", 401)], { onUnauthenticated });
    const { status, data, errors } = await client.execute(WhoAmI);
    expect([status, data, errors[0]?.code]).toEqual([401, null, "AUTH_UNAUTHENTICATED"]);
    expect(onUnauthenticated).toHaveBeenCalledTimes(1);
    expect(sent).toHaveLength(1);
  });

  it.each([
    ["a page", "<html>Bad gateway</html>", 502, true],
    ["a page that says all is well", "<html></html>", 200, false],
    ["nothing", "", 503, true],
    ["JSON that is no answer", '["x"]', 404, false],
    ["an answer without data or errors", '{"extensions":{}}', 200, false],
    ["an answer with data that is none", '{"data":1}', 200, false],
    ["errors that are none", '{"errors":[]}', 500, true],
  ])("is INVALID_ANSWER for %s", async (_name, text, status, isRetryable) => {
    const { client } = clientOf(
      [() => new Response(text, { status, headers: { "x-correlation-id": "c-3" } })],
      { retries: 0 },
    );
    const { data, errors, status: told } = await client.execute(WhoAmI);
    expect([data, told]).toEqual([null, status]);
    expect(errors).toEqual([
      {
        code: "INVALID_ANSWER",
        message: `Status ${String(status)} without an answer.`,
        isRetryable,
        correlationId: "c-3",
      },
    ]);
  });

  it("is NETWORK_ERROR when no answer comes, also when it breaks off", async () => {
    const error = {
      code: "NETWORK_ERROR",
      message: "No answer came.",
      isRetryable: true,
      correlationId: null,
    };
    const broken = new ReadableStream({
      start: (controller) => {
        controller.error(new TypeError("terminated"));
      },
    });
    for (const answer of [lostConnection, () => new Response(broken)]) {
      const { client } = clientOf([answer], { retries: 0 });
      expect(await client.execute(WhoAmI)).toEqual({
        isComplete: false,
        data: null,
        errors: [error],
        extensions: {},
        status: null,
      });
    }
  });

  it("is TIMEOUT when none comes in time", async () => {
    const client = createClinicClient({ url: URL_OF_API, fetch: hang, timeoutMs: 1, retries: 0 });
    const { errors } = await client.execute(WhoAmI);
    expect(errors.map(({ code, isRetryable }) => [code, isRetryable])).toEqual([["TIMEOUT", true]]);
  });
});

/** Answers when it is given up. */
function hang(_url: string, { signal }: RequestInit): Promise<Response> {
  return new Promise((_resolve, reject) => {
    signal?.addEventListener("abort", () => {
      reject(new Error("aborted"));
    });
  });
}

describe("a caller who gives up", () => {
  it("gets the reason of its own signal, while an answer is awaited", async () => {
    const client = createClinicClient({ url: URL_OF_API, fetch: hang, retries: 0 });
    const controller = new AbortController();
    const result = client.execute(WhoAmI, {}, { signal: controller.signal });
    controller.abort(new Error("left the page"));
    await expect(result).rejects.toThrow("left the page");
  });

  it("gets it before the next attempt, which is not made", async () => {
    const controller = new AbortController();
    const { client, sent } = clientOf([
      () => {
        queueMicrotask(() => {
          setTimeout(() => {
            controller.abort(new Error("left the page"));
          });
        });
        return refused("DEPENDENCY_UNAVAILABLE", 503)();
      },
    ]);
    await expect(client.execute(WhoAmI, {}, { signal: controller.signal })).rejects.toThrow("left the page");
    expect(sent).toHaveLength(1);
  });

  it("gets it, and no other attempt, when it has given up while a refusal was read", async () => {
    const controller = new AbortController();
    const { client, sent } = clientOf([
      () => {
        controller.abort(new Error("left the page"));
        return refused("DEPENDENCY_UNAVAILABLE", 503)();
      },
    ]);
    await expect(client.execute(WhoAmI, {}, { signal: controller.signal })).rejects.toThrow("left the page");
    expect(sent).toHaveLength(1);
  });
});

describe("a repetition", () => {
  const UNAVAILABLE = refused("DEPENDENCY_UNAVAILABLE", 503);

  it("of a query is made when it may help, at most twice, later each time", async () => {
    const recovering = clientOf([UNAVAILABLE, lostConnection, json(VIEWER)]);
    const { result, waitedMs } = await waitingNoTime(() => recovering.client.execute(WhoAmI));
    expect([result.isComplete, recovering.sent.length]).toEqual([true, 3]);
    expect(waitedMs).toBeGreaterThanOrEqual(100 + 200);
    expect(waitedMs).toBeLessThanOrEqual(300 + 600);
    const down = clientOf([UNAVAILABLE]);
    const { result: failed } = await waitingNoTime(() => down.client.execute(WhoAmI));
    expect([failed.errors[0]?.code, down.sent.length]).toEqual(["DEPENDENCY_UNAVAILABLE", 3]);
  });

  it("waits as long as the API asks, and is left to people when that is long", async () => {
    const short = clientOf([refused("RATE_LIMIT_EXCEEDED", 429, { "retry-after": "3" }), json(VIEWER)]);
    const { result, waitedMs } = await waitingNoTime(() => short.client.execute(WhoAmI));
    expect([result.isComplete, waitedMs]).toEqual([true, 3_000]);
    const long = clientOf([refused("RATE_LIMIT_EXCEEDED", 429, { "retry-after": "40" }), json(VIEWER)]);
    const { errors, status } = await long.client.execute(WhoAmI);
    expect([status, errors[0]?.code, errors[0]?.retryAfterSeconds]).toEqual([429, "RATE_LIMIT_EXCEEDED", 40]);
    expect(long.sent).toHaveLength(1);
  });

  it("leaves nothing behind on the caller's signal", async () => {
    const { signal } = new AbortController();
    const { client } = clientOf([UNAVAILABLE, json(VIEWER)]);
    const before = getEventListeners(signal, "abort").length;
    await waitingNoTime(() => client.execute(WhoAmI, {}, { signal }));
    expect([before, getEventListeners(signal, "abort").length]).toEqual([0, 0]);
  });

  it("is not made of what was refused for good, even if only for one reason of two", async () => {
    const errors = [true, false].map((retryable) => ({
      message: "No.",
      extensions: { code: "X", retryable },
    }));
    for (const answer of [refused("AUTH_FORBIDDEN", 403), json({ data: null, errors })]) {
      const { client, sent } = clientOf([answer]);
      await client.execute(WhoAmI);
      expect(sent).toHaveLength(1);
    }
  });

  /** No operation of the schema has a key so far. */
  const Repeatable: Operation<unknown, { input: { idempotencyKey: string | null } }> = {
    text: "mutation { __typename }",
    kind: "mutation",
  };

  it.each([
    ["without a key is never made, and is not said to help when nobody knows what was done", null, 1, false],
    ["with a key is made with the same key", "key-1", 3, true],
  ])("of a mutation %s", async (_name, idempotencyKey, attempts, isRetryable) => {
    for (const answer of [lostConnection, () => new Response("", { status: 502 })]) {
      const { client, sent } = clientOf([answer]);
      const { result } = await waitingNoTime(() => client.execute(Repeatable, { input: { idempotencyKey } }));
      expect([sent.length, result.errors[0]?.isRetryable]).toEqual([attempts, isRetryable]);
      expect(new Set(sent.map(({ init }) => init.body)).size).toBe(1);
    }
  });
});

describe("the types", () => {
  it("are those of the schema", async () => {
    const { client } = clientOf([json(VIEWER)]);
    const result = await client.execute(PatientHome, FROM);
    expectTypeOf(result).toEqualTypeOf<Result<PatientHomeQuery>>();
    if (result.isComplete) expectTypeOf(result.data).toEqualTypeOf<PatientHomeQuery>();
    else expectTypeOf(result.data).toEqualTypeOf<PatientHomeQuery | null>();
    expectTypeOf<UserErrorCode<"signIn">>().toEqualTypeOf<"INVALID_CREDENTIALS" | "TOO_MANY_ATTEMPTS">();
  });

  it("ask for the variables that the operation needs, and for no others", () => {
    const { client } = clientOf([json(VIEWER)]);
    const misuses = (): unknown => [
      // @ts-expect-error -- `from` is needed
      client.execute(PatientHome),
      // @ts-expect-error -- it is text
      client.execute(PatientHome, { from: 1 }),
      // @ts-expect-error -- there is no such variable
      client.execute(PatientHome, { ...FROM, to: "x" }),
      // @ts-expect-error -- it has none
      client.execute(WhoAmI, { x: 1 }),
    ];
    expect(misuses).toBeTypeOf("function");
  });
});
