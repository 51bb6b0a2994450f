import { setImmediate as nextTurn } from "node:timers/promises";
import { GraphQLError, parse } from "graphql";
import { buildSubgraphSchema } from "@apollo/subgraph";
import { afterAll, beforeAll, beforeEach, describe, expect, it, vi } from "vitest";
import { captureLog } from "#shared/testing/captured-log.ts";
import { AppError } from "../errors/app-error.ts";
import { toGraphQLError } from "../errors/graphql-error.ts";
import { Deadline } from "../http/deadline.ts";
import type { ServiceResponse } from "../http/service-call.ts";
import { ANONYMOUS } from "../auth/viewer.ts";
import { createGraphqlRoute, type GraphqlContext } from "./graphql-route.ts";

const LEAK = `insert into "users"."patient" ("phone") values ('+4930901820')`;
const FIELDS = [{ field: "input.phone", message: "A phone number begins with +." }];

const log = captureLog();
const events: string[] = [];
const finish = vi.fn<() => Promise<void>>();
const replayed = new Set<string>();
const context: GraphqlContext = { finish, setCookies: ["a=1", "b=2"], replayed };

const schema = buildSubgraphSchema([
  {
    typeDefs: parse(`type Query {
      hello(name: String): String
      count: Int!
      leak: String
      conflict: String
      refused: String
      blamed: String
      internal: String
      denied: String
      odd: String
      broken: String
    }`),
    resolvers: {
      Query: {
        hello: (_parent: unknown, { name }: { name?: string }) => {
          events.push("resolved");
          return `hello ${name ?? "you"}`;
        },
        count: () => null,
        leak: () => {
          throw new Error(LEAK);
        },
        conflict: () => {
          throw new AppError("CONFLICT", "The slot is taken.");
        },
        refused: () => {
          throw new AppError("VALIDATION_ERROR", undefined, { fields: FIELDS });
        },
        blamed: () => {
          throw new AppError("DEPENDENCY_UNAVAILABLE", undefined, { cause: new Error("host db-1 is down") });
        },
        internal: () => {
          throw new AppError("INTERNAL");
        },
        denied: () => {
          throw new GraphQLError("You may not do this.", {
            extensions: { code: "AUTH_FORBIDDEN", retryable: false },
          });
        },
        broken: () => {
          throw toGraphQLError(new AppError("INTERNAL", undefined, { cause: new Error(LEAK) }));
        },
        odd: () => {
          throw new GraphQLError(LEAK, { extensions: { code: "SOME_LIBRARY_CODE", sql: LEAK } });
        },
      },
    },
  },
]);
const { route, start, stop } = createGraphqlRoute({
  schema,
  logger: log.logger,
  createContext: () => context,
});

const send = (body: string): Promise<ServiceResponse> =>
  route({
    viewer: ANONYMOUS,
    clientAddress: null,
    deadline: new Deadline(10_000),
    correlationId: "request-1",
    request: { method: "POST", path: "/graphql", headers: {}, body },
  });
const query = (text: string, variables: object = {}): Promise<ServiceResponse> =>
  send(JSON.stringify({ query: text, variables }));

interface Answer {
  readonly data?: unknown;
  readonly errors?: { message: string; extensions: unknown }[];
}
const bodyOf = ({ body }: ServiceResponse): Answer => JSON.parse(body) as Answer;
const errorsOf = (answer: ServiceResponse): unknown[] =>
  (bodyOf(answer).errors ?? []).map(({ message, extensions }) => [message, extensions]);
const linesSince = (length: number): Record<string, unknown>[] => log.entries().slice(length);

beforeAll(start);
afterAll(stop);
beforeEach(() => {
  events.length = 0;
  finish.mockReset().mockImplementation(async () => {
    events.push("finished");
  });
});

describe("graphql route", () => {
  it("executes, finishes, and then answers with the cookies of the context", async () => {
    const answer = await query("query ($name: String) { hello(name: $name) }", { name: "Ada" });
    expect(bodyOf(answer)).toStrictEqual({ data: { hello: "hello Ada" } });
    expect(answer).toMatchObject({ status: 200, setCookies: ["a=1", "b=2"] });
    expect(answer.headers["content-type"]).toBe("application/json; charset=utf-8");
    expect(events).toStrictEqual(["resolved", "finished"]);
  });

  it("waits with the answer until finish is over", async () => {
    const finishing = Promise.withResolvers<undefined>();
    finish.mockReturnValue(finishing.promise);
    const answered = vi.fn();
    const answer = query("{ hello }").then(answered);
    await vi.waitFor(() => expect(finish).toHaveBeenCalledOnce(), { interval: 1 });
    await nextTurn();
    expect(answered).not.toHaveBeenCalled();
    finishing.resolve(undefined);
    await answer;
    expect(answered).toHaveBeenCalledOnce();
  });

  it("gives no data when finish fails", async () => {
    finish.mockRejectedValue(new Error("the audit entry could not be written"));
    await expect(query("{ hello }")).rejects.toThrow("the audit entry could not be written");
    expect(events).toStrictEqual(["resolved"]);
  });

  it("finishes once, also when there was nothing to execute", async () => {
    await query("{ nowhere }");
    await query("{ hello ");
    await expect(send("{")).rejects.toBeInstanceOf(AppError);
    expect(finish).toHaveBeenCalledTimes(3);
    expect(events).toStrictEqual(["finished", "finished", "finished"]);
  });
});

describe("errors of fields", () => {
  const MASKED = ["Something went wrong on our side.", { code: "INTERNAL", retryable: false }];

  it.each([
    ["an error with SQL in it", "leak"],
    ["an error of a library with a code of its own", "odd"],
    ["a null where none may be", "count"],
  ])("are masked and logged: %s", async (_case, field) => {
    const before = log.entries().length;
    const answer = await query(`{ ${field} }`);
    expect(errorsOf(answer)).toStrictEqual([MASKED]);
    expect(answer.body).not.toMatch(/insert|phone|SOME_LIBRARY_CODE|null for non-nullable|stack/i);
    expect(linesSince(before)).toMatchObject([{ level: "error", message: "a field failed" }]);
  });

  it("of the catalogue keep code, message and refused fields, and are not logged", async () => {
    const before = log.entries().length;
    expect(errorsOf(await query("{ conflict }"))).toStrictEqual([
      ["The slot is taken.", { code: "CONFLICT", retryable: false }],
    ]);
    expect(errorsOf(await query("{ refused }"))).toStrictEqual([
      ["The request is not valid.", { code: "VALIDATION_ERROR", retryable: false, fields: FIELDS }],
    ]);
    expect(errorsOf(await query("{ denied }"))).toStrictEqual([
      ["You may not do this.", { code: "AUTH_FORBIDDEN", retryable: false }],
    ]);
    expect(linesSince(before)).toStrictEqual([]);
  });

  it("of the catalogue are logged when they have a cause, which does not leave, or are our own fault", async () => {
    const before = log.entries().length;
    const blamed = await query("{ blamed }");
    expect(errorsOf(blamed)).toStrictEqual([
      ["A part of the system is not available.", { code: "DEPENDENCY_UNAVAILABLE", retryable: true }],
    ]);
    expect(blamed.body).not.toContain("db-1");
    expect(errorsOf(await query("{ internal }"))).toStrictEqual([MASKED]);
    expect(linesSince(before)).toHaveLength(2);
  });

  it("are logged with their cause also when a rule has put them into the form they leave in", async () => {
    const before = log.entries().length;
    expect(errorsOf(await query("{ broken }"))).toStrictEqual([MASKED]);
    expect(linesSince(before)).toMatchObject([
      { level: "error", err: { type: "AppError", cause: { type: "Error" } } },
    ]);
  });

  it("leave the siblings alone", async () => {
    expect(bodyOf(await query("{ hello leak }")).data).toStrictEqual({ hello: "hello you", leak: null });
  });
});

describe("a malformed request", () => {
  it.each([
    ["a syntax error", JSON.stringify({ query: "{ hello " })],
    ["an unknown field", JSON.stringify({ query: "{ nowhere }" })],
    [
      "a variable of the wrong type",
      JSON.stringify({ query: "query ($n: String) { hello(name: $n) }", variables: { n: 1 } }),
    ],
    ["an operation that is not there", JSON.stringify({ query: "query A { hello }", operationName: "B" })],
    ["no query", "{}"],
    ["a list", "[]"],
  ])("is a VALIDATION_ERROR with status 400: %s", async (_case, body) => {
    const answer = await send(body);
    expect(answer.status).toBe(400);
    expect(bodyOf(answer).errors?.map(({ extensions }) => extensions)).toStrictEqual([
      { code: "VALIDATION_ERROR", retryable: false },
    ]);
    expect(events).toStrictEqual(["finished"]);
  });

  it("that is not JSON is refused before anything is executed", async () => {
    await expect(send("{")).rejects.toMatchObject({
      code: "VALIDATION_ERROR",
      message: "The body is not valid JSON.",
    });
  });

  it("learns nothing of the schema by introspection", async () => {
    const answer = await query("{ __schema { types { name } } }");
    expect(answer.status).toBe(400);
    expect(bodyOf(answer).data).toBeUndefined();
  });
});
