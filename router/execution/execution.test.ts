import { describe, expect, it } from "vitest";
import { AppError } from "#shared/errors/app-error.ts";
import { CallerGoneError } from "#shared/http/gone-signal.ts";
import { jsonResponse } from "#shared/http/service-call.ts";
import { holdTimeouts } from "../test/hold-timeouts.ts";
import { useTestRouters } from "../test/open-routers.ts";

const setUp = useTestRouters();
const PATIENT_OF_APPOINTMENTS = "{ appointments { id patient { id name } } }";

describe("execution over subgraphs", () => {
  it("joins what two subgraphs know", async () => {
    const { send } = await setUp();
    expect((await send(PATIENT_OF_APPOINTMENTS)).body).toEqual({
      data: {
        appointments: [
          { id: "a1", patient: { id: "p1", name: "Name of p1" } },
          { id: "a2", patient: { id: "p2", name: "Name of p2" } },
        ],
      },
    });
  });

  it("sends variables and operation names on", async () => {
    const { send } = await setUp();
    const query = "query A($id: ID!) { patient(id: $id) { name } } query B { greeting }";
    const answer = await send(query, { variables: { id: "p9" }, operationName: "A" });
    expect(answer.body).toEqual({ data: { patient: { name: "Ada" } } });
  });

  it("signs every call for the viewer of the request, with its correlation id and trace", async () => {
    const { send, calls } = await setUp();
    const traceparent = "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01";
    const answer = await send(PATIENT_OF_APPOINTMENTS, {
      headers: { "x-correlation-id": "corr-1234", traceparent },
    });
    expect(answer.headers["x-correlation-id"]).toBe("corr-1234");
    expect(calls.map(({ service, call }) => `${service} ${call.viewer.kind} ${call.correlationId}`)).toEqual([
      "auth SYSTEM corr-1234",
      "appointments ACCOUNT corr-1234",
      "users ACCOUNT corr-1234",
    ]);
    expect(calls.map(({ call }) => call.request.headers["traceparent"])).toEqual([
      traceparent,
      traceparent,
      traceparent,
    ]);
  });

  it("costs a subgraph that is down exactly its fields, each with its path", async () => {
    const { send, handlers, lines } = await setUp();
    handlers.set("users", () => Promise.reject(new Error("connect ECONNREFUSED 10.1.2.3:4002")));
    const { status, body } = await send(PATIENT_OF_APPOINTMENTS);
    expect(status).toBe(200);
    expect(body.data).toEqual({
      appointments: [
        { id: "a1", patient: { id: "p1", name: null } },
        { id: "a2", patient: { id: "p2", name: null } },
      ],
    });
    const extensions = { code: "DEPENDENCY_UNAVAILABLE", correlationId: expect.any(String), retryable: true };
    const message = "A part of the system is not available.";
    expect(body.errors).toEqual([
      { message, path: ["appointments", 0, "patient", "name"], extensions },
      { message, path: ["appointments", 1, "patient", "name"], extensions },
    ]);
    expect(JSON.stringify(lines)).toContain("ECONNREFUSED");
  });

  it("answers partially when a root field's subgraph is down", async () => {
    const { send, handlers } = await setUp();
    handlers.set("appointments", async () => jsonResponse(502, {}));
    const { status, body } = await send("{ greeting all: appointments { id } }");
    expect(status).toBe(200);
    expect(body.data).toEqual({ greeting: "hello", all: null });
    expect(body.errors).toMatchObject([{ path: ["all"], extensions: { code: "DEPENDENCY_UNAVAILABLE" } }]);
  });

  it("lets a missing value that must not be null cost what is above it", async () => {
    const { send, handlers } = await setUp();
    handlers.set("appointments", async () => ({ ...jsonResponse(200, {}), body: "<html>" }));
    const { status, body } = await send("{ greeting requiredNote }");
    expect(status).toBe(200);
    expect(body.data).toBeNull();
    expect(body.errors).toMatchObject([
      { path: ["requiredNote"], extensions: { code: "DEPENDENCY_UNAVAILABLE" } },
    ]);
  });

  it("gives a subgraph that hangs no more than its time", async () => {
    const { send, handlers } = await setUp();
    const timeouts = holdTimeouts();
    handlers.set("users", () => {
      // The newest deadline is that of this call.
      timeouts.at(-1)?.abort();
      return Promise.withResolvers<never>().promise;
    });
    const { body } = await send('{ greeting patient(id: "p1") { name } }');
    expect(body.data).toEqual({ greeting: "hello", patient: null });
    expect(body.errors).toMatchObject([
      { path: ["patient"], message: "The request took too long.", extensions: { code: "DEADLINE_EXCEEDED" } },
    ]);
  });

  it("is not at fault when the client left, nor is the subgraph: no error is logged", async () => {
    const { send, handlers, lines } = await setUp();
    const levelsFor = async (reason: Error): Promise<unknown[]> => {
      handlers.set("users", async () => {
        throw new AppError("DEADLINE_EXCEEDED", undefined, { cause: reason });
      });
      const before = lines.length;
      await send('{ patient(id: "p1") { name } }');
      const told = lines.slice(before).filter(({ message }) => message === "a subgraph gave no answer");
      return told.map(({ level }) => level);
    };
    expect(await levelsFor(new CallerGoneError())).toEqual(["debug"]);
    expect(await levelsFor(new Error("late"))).toEqual(["error"]);
  });

  it("gives a whole request no more than its time", async () => {
    const { send, handlers } = await setUp();
    const timeouts = holdTimeouts();
    handlers.set("users", () => {
      // The first deadline is that of the request.
      timeouts[0]?.abort();
      return Promise.withResolvers<never>().promise;
    });
    const { body } = await send(PATIENT_OF_APPOINTMENTS);
    expect(body.errors).toMatchObject([
      { path: ["appointments", 0, "patient", "name"], extensions: { code: "DEADLINE_EXCEEDED" } },
      { path: ["appointments", 1, "patient", "name"], extensions: { code: "DEADLINE_EXCEEDED" } },
    ]);
  });

  it("passes on the errors of a subgraph in catalogue terms, and masks the rest", async () => {
    const { send, routes, lines } = await setUp();
    routes.set("users /graphql", async () =>
      jsonResponse(200, {
        data: { patient: null },
        errors: [
          {
            message: "No such patient.",
            path: ["patient"],
            extensions: { code: "RESOURCE_NOT_FOUND", table: "t" },
          },
          { message: "relation users.patient is gone", path: ["patient"], extensions: { code: "42P01" } },
        ],
      }),
    );
    const { body } = await send('{ patient(id: "p1") { name } }');
    const correlationId = expect.any(String);
    expect(body.errors).toEqual([
      {
        message: "No such patient.",
        path: ["patient"],
        extensions: { code: "RESOURCE_NOT_FOUND", correlationId, retryable: false },
      },
      {
        message: "Something went wrong on our side.",
        path: ["patient"],
        extensions: { code: "INTERNAL", correlationId, retryable: false },
      },
    ]);
    expect(lines.filter((line) => JSON.stringify(line).includes("relation users.patient"))).toHaveLength(1);
  });

  it("puts an error without a path on the fields of the fetch when nothing was executed", async () => {
    const { send, routes } = await setUp();
    const fields = [{ field: "id", message: "Not an id." }];
    const refused = { message: "Not an id.", extensions: { code: "VALIDATION_ERROR", fields } };
    routes.set("users /graphql", async () => jsonResponse(400, { errors: [refused] }));
    const { body } = await send('{ patient(id: "p1") { name } }');
    expect(body.errors).toMatchObject([
      { message: "Not an id.", path: ["patient"], extensions: { code: "VALIDATION_ERROR", fields } },
    ]);
  });

  it("leaves an error without a path as it is when something was executed", async () => {
    const { send, routes } = await setUp({ knockOut: { router: () => true } });
    const conflict = { message: "Busy.", extensions: { code: "CONFLICT" } };
    routes.set("users /graphql", async () =>
      jsonResponse(200, { data: { auditTrail: null }, errors: [conflict] }),
    );
    expect((await send("{ auditTrail }")).body.errors).toEqual([
      {
        message: "Busy.",
        extensions: { code: "CONFLICT", correlationId: expect.any(String), retryable: false },
      },
    ]);
  });

  it("explains an answer that is null although no subgraph reported a fault", async () => {
    const { send, routes, lines } = await setUp();
    routes.set("appointments /graphql", async () => jsonResponse(200, { data: { requiredNote: null } }));
    const { status, body } = await send("{ requiredNote }");
    expect(status).toBe(200);
    expect(body).toEqual({
      data: null,
      errors: [
        {
          message: "Something went wrong on our side.",
          extensions: { code: "INTERNAL", correlationId: expect.any(String), retryable: false },
        },
      ],
    });
    expect(JSON.stringify(lines)).toContain("requiredNote");
  });

  it("drops the gateway's own extensions and keeps the allowed ones of subgraphs", async () => {
    const { send, routes } = await setUp();
    const broken = await send("{ brokenCount }");
    expect(broken.body.extensions).toBeUndefined();
    routes.set("auth /graphql", async () =>
      jsonResponse(200, {
        data: { greeting: "hi" },
        extensions: { degraded: ["a"], idempotency: { isReplay: true }, secret: 1 },
      }),
    );
    routes.set("appointments /graphql", async () =>
      jsonResponse(200, { data: { brokenCount: "many" }, extensions: { degraded: ["b"] } }),
    );
    const answer = await send("{ greeting brokenCount }");
    expect(answer.body.errors).toBeUndefined();
    expect(answer.body.data).toEqual({ greeting: "hi", brokenCount: null });
    expect(answer.body.extensions).toEqual({
      degraded: expect.arrayContaining(["a", "b"]),
      idempotency: { isReplay: true },
    });
  });

  it("lets only auth set cookies", async () => {
    const { send } = await setUp();
    const signedIn = await send("mutation { signIn }", { isSignedOut: true });
    expect(signedIn.headers["set-cookie"]).toEqual(["__Host-session=new; Path=/; Secure; HttpOnly"]);
    const other = await send("mutation { setCookie }");
    expect(other.body.data).toEqual({ setCookie: "done" });
    expect(other.headers["set-cookie"]).toBeUndefined();
  });

  it("does not let a subgraph's answer change prototypes", async () => {
    const { send, routes } = await setUp();
    routes.set("users /graphql", async () => ({
      ...jsonResponse(200, {}),
      body: '{"data":{"patient":{"name":"Ada","__proto__":{"polluted":true}},"__proto__":{"polluted":true}}}',
    }));
    const { body } = await send('{ patient(id: "p1") { name } }');
    expect(body).toEqual({ data: { patient: { name: "Ada" } } });
    expect(Reflect.get({}, "polluted")).toBeUndefined();
  });
});
