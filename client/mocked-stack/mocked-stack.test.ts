import { globSync, readFileSync } from "node:fs";
import { setImmediate } from "node:timers/promises";
import { buildSchema, parse } from "graphql";
import { setupServer } from "msw/node";
import { afterAll, afterEach, beforeAll, describe, expect, it, vi } from "vitest";
import { z } from "zod";
import { AppError } from "#shared/errors/app-error.ts";
import { ERROR_CATALOGUE, isErrorCode } from "#shared/errors/catalogue.ts";
import { errorBody } from "#shared/http/error-body.ts";
import { PatientHomeDocument, registeredHash, SignInDocument } from "../documents.ts";
import { createClinicClient } from "../index.ts";
import {
  answer,
  delayed,
  fieldError,
  mockedStack,
  networkFailure,
  refusal,
  userErrors,
} from "../mocked-stack.ts";
import { BookAppointment, FreeSlots, PatientHome, SignIn, WhoAmI } from "../operations.ts";
import { coverage, judge, operationsOf, variablesFor, withStrictScalars } from "../test/whole-schema.ts";

const URL_OF_API = "http://clinic.example/graphql";
const SCHEMA = withStrictScalars(buildSchema(readFileSync("schema/api.graphql", "utf8")));
const FROM = { from: "2026-03-09T00:00:00Z" };
const CREDENTIALS = { input: { email: "anna@clinic.example", password: "secret" } };
const BOOKING = {
  input: {
    clinicId: "c",
    serviceTypeId: "s",
    practitionerId: "p",
    patientId: "x",
    startsAt: "2026-03-09T08:00:00.000Z",
  },
};

const manifestSchema = z.object({ client: z.string(), documents: z.record(z.string(), z.string()) });
const REGISTERED = globSync("schema/operations/*/manifests/*.json").flatMap((file) => {
  const { client, documents } = manifestSchema.parse(JSON.parse(readFileSync(file, "utf8")));
  return Object.entries(documents).map(([id, text]): [string, string, string] => [client, id, text]);
});

const stack = mockedStack({ documents: Object.fromEntries(REGISTERED.map(([, id, text]) => [id, text])) });
const server = setupServer(...stack.handlers);
const client = createClinicClient({ url: URL_OF_API, retries: 0 });

beforeAll(() => {
  server.listen({ onUnhandledFrame: "error" });
});
afterEach(() => {
  stack.reset();
});
afterAll(() => {
  server.close();
});

const answerSchema = z.looseObject({
  data: z.unknown().optional(),
  errors: z.array(z.looseObject({ extensions: z.looseObject({ code: z.string() }) })).optional(),
});

async function post(body: unknown, headers: Record<string, string> = {}) {
  const response = await fetch(URL_OF_API, {
    method: "POST",
    headers: { "content-type": "application/json", ...headers },
    body: typeof body === "string" ? body : JSON.stringify(body),
  });
  return {
    status: response.status,
    headers: response.headers,
    body: answerSchema.parse(await response.json()),
  };
}

const refusedBody = (code: keyof typeof ERROR_CATALOGUE, correlationId = "mocked-1") =>
  errorBody(new AppError(code), correlationId).body;

describe("a made-up answer", () => {
  it.each(REGISTERED)("to a document of %s (%s) fits the schema", async (_client, documentId, text) => {
    const document = parse(text);
    const variables = variablesFor(SCHEMA, document);
    const { status, body } = await post({ documentId, variables });
    expect(status).toBe(200);
    expect(body.errors).toBeUndefined();
    expect(await judge(SCHEMA, document, body.data, variables)).toEqual({ data: body.data });
    expect((await post({ query: text, variables })).body).toEqual(body);
  });

  it("to any operation fits the schema, down to every field there is", async () => {
    const texts = operationsOf(SCHEMA, 4);
    for (const text of texts) {
      const { body } = await post({ query: text });
      expect(body.errors).toBeUndefined();
      expect(await judge(SCHEMA, parse(text), body.data, {})).toEqual({ data: body.data });
    }
    const { asked, existing } = coverage(
      SCHEMA,
      texts.map((text) => parse(text)),
    );
    expect(asked).toEqual(existing);
  });

  it("is what a patient's day looks like, and the same again", async () => {
    const { data } = await client.execute(PatientHome, { ...FROM, first: 2 });
    const patient = data?.viewer?.patient;
    expect(patient?.id).toMatch(/^0190[0-9a-f]{4}-[0-9a-f]{4}-7[0-9a-f]{3}-8[0-9a-f]{3}-[0-9a-f]{12}$/);
    expect(patient?.appointments?.pageInfo).toMatchObject({ hasNextPage: false });
    const nodes = patient?.appointments?.nodes ?? [];
    expect(nodes.map(({ status }) => status)).toEqual(["BOOKED", "BOOKED"]);
    for (const { startsAt, endsAt } of nodes)
      expect(Date.parse(endsAt) - Date.parse(startsAt)).toBe(30 * 60_000);
    expect(new Set(nodes.map(({ id }) => id)).size).toBe(2);
    expect((await client.execute(PatientHome, { ...FROM, first: 2 })).data).toEqual(data);
  });

  it("has the id that was asked for, and says of a mutation that it was done", async () => {
    const { body } = await post({
      query: '{ appointment(id: "a-1") { id } } ',
    });
    expect(body.data).toEqual({ appointment: { id: "a-1" } });
    expect((await client.execute(SignIn, CREDENTIALS)).data?.signIn).toEqual({
      __typename: "SignInPayload",
      nextStep: null,
      userErrors: [],
    });
  });
});

describe("a request", () => {
  it("is recorded with its variables, until the stack is reset", async () => {
    await client.execute(PatientHome, FROM);
    await post({ query: "{ viewer { roles } }" });
    expect(stack.asked).toEqual([
      { name: "PatientHome", variables: FROM },
      { name: "anonymous", variables: {} },
    ]);
    stack.reset();
    expect(stack.asked).toEqual([]);
  });

  it("is understood by GET and by the hash of Apollo's clients", async () => {
    const byGet = createClinicClient({ url: URL_OF_API, useGetForQueries: true });
    const { data } = await client.execute(PatientHome, FROM);
    expect((await byGet.execute(PatientHome, FROM)).data).toEqual(data);
    const persistedQuery = { version: 1, sha256Hash: registeredHash(PatientHomeDocument) };
    const { body } = await post({ extensions: { persistedQuery }, variables: FROM });
    expect(body.data).toEqual(data);
  });

  it("of an unknown document is refused as by the router", async () => {
    const documentId = `sha256:${"0".repeat(64)}`;
    const { status, body } = await post({ documentId });
    expect([status, body]).toEqual([403, refusedBody("DOCUMENT_NOT_TRUSTED")]);
    expect(stack.asked).toEqual([]);
  });

  it("brings no text to a stack that takes none", async () => {
    const [handler] = mockedStack({ takesTexts: false, url: "http://locked.example/graphql" }).handlers;
    if (handler !== undefined) server.use(handler);
    const locked = createClinicClient({ url: "http://locked.example/graphql" });
    const refused = await locked.execute({ text: "{ viewer { roles } }", kind: "query" });
    expect([refused.status, refused.errors[0]?.code]).toEqual([403, "DOCUMENT_NOT_TRUSTED"]);
    expect((await locked.execute(WhoAmI)).isComplete).toBe(true);
    server.resetHandlers();
  });

  const text = "{ viewer { roles } }";
  const json = "application/json";

  it.each([
    ["that is no JSON", "{", json, 400, "VALIDATION_ERROR"],
    ["that is a list", "[]", json, 400, "VALIDATION_ERROR"],
    ["of nothing", "{}", json, 400, "VALIDATION_ERROR"],
    ["that does not parse", { query: "{" }, json, 400, "VALIDATION_ERROR"],
    ["of a field that is not there", { query: "{ nothing }" }, json, 400, "VALIDATION_ERROR"],
    [
      "of two operations",
      { query: "query A { __typename } query B { __typename }" },
      json,
      400,
      "VALIDATION_ERROR",
    ],
    [
      "without its variables",
      { query: "query ($id: ID!) { patient(id: $id) { id } }" },
      json,
      400,
      "VALIDATION_ERROR",
    ],
    ["by an id that is none", { documentId: "PatientHome" }, json, 400, "VALIDATION_ERROR"],
    ["by id and by text", { documentId: PatientHome.id, query: text }, json, 400, "VALIDATION_ERROR"],
    ["that a form could send", { query: text }, "text/plain", 415, "UNSUPPORTED_MEDIA_TYPE"],
  ])("%s is refused", async (_name, sent, contentType, status, code) => {
    const refused = await post(sent, { "content-type": contentType });
    expect([refused.status, refused.body.errors?.[0]?.extensions.code]).toEqual([status, code]);
  });

  it("by GET changes nothing", async () => {
    const response = await fetch(
      `${URL_OF_API}?${new URLSearchParams({ query: "mutation { signOut { isSignedOut } }" }).toString()}`,
    );
    expect([response.status, response.headers.get("allow")]).toEqual([405, "POST"]);
    expect(stack.asked).toEqual([]);
  });
});

describe("what a test says", () => {
  it("holds for a whole operation, and the rest is made up", async () => {
    stack.when(
      PatientHome,
      answer({ viewer: { patient: { appointments: { nodes: [{ status: "ARRIVED" }, {}] } } } }),
    );
    const { data, errors } = await client.execute(PatientHome, FROM);
    expect(errors).toEqual([]);
    const nodes = data?.viewer?.patient?.appointments?.nodes ?? [];
    expect(nodes.map(({ status }) => status)).toEqual(["ARRIVED", "BOOKED"]);
    expect(data?.viewer?.patient?.name.display).toMatch(/^\w+ \w+$/);
    stack.when(PatientHome, answer({ viewer: null }));
    expect((await client.execute(PatientHome, FROM)).data?.viewer).toBeNull();
  });

  it("may follow from the variables, and may be said of a name", async () => {
    stack.when(
      FreeSlots,
      answer(({ from }) => ({ availableSlots: { nodes: [{ startsAt: `${from}T09:00:00.000Z` }] } })),
    );
    const slots = await client.execute(FreeSlots, { clinicId: "c", serviceTypeId: "s", from: "2026-04-01" });
    expect(slots.data?.availableSlots.nodes.map(({ startsAt }) => startsAt)).toEqual([
      "2026-04-01T09:00:00.000Z",
    ]);
    stack.when("Roles", answer({ viewer: { roles: ["ADMIN"] } }));
    const { body } = await post({ query: "query Roles { viewer { roles } }" });
    expect(body.data).toEqual({ viewer: { roles: ["ADMIN"] } });
  });

  it("holds for the fields of a type wherever they are asked for, also beside what was said before", async () => {
    stack.override({ Tenant: { name: "Lakeside" } });
    stack.override({ Viewer: { roles: ["SUPPORT"] }, Clinic: { name: ({ id }) => `Clinic ${String(id)}` } });
    const { data } = await client.execute(WhoAmI);
    expect([data?.viewer?.tenant.name, data?.viewer?.roles]).toEqual(["Lakeside", ["SUPPORT"]]);
    const { body } = await post({ query: "{ viewer { breakGlass { id } impersonator { accountId } } }" });
    expect(body.data).toEqual({ viewer: { breakGlass: null, impersonator: null } });
    stack.when(PatientHome, refusal("INTERNAL"));
    stack.reset();
    expect((await client.execute(WhoAmI)).data?.viewer?.tenant.name).toBe("Northwind");
    expect((await client.execute(PatientHome, FROM)).isComplete).toBe(true);
  });

  it("refuses a mutation in the domain: nothing was done", async () => {
    stack.when(BookAppointment, userErrors("bookAppointment", "SLOT_TAKEN"));
    expect((await client.execute(BookAppointment, BOOKING)).data?.bookAppointment).toEqual({
      __typename: "BookAppointmentPayload",
      appointment: null,
      userErrors: [
        {
          __typename: "BookAppointmentUserError",
          code: "SLOT_TAKEN",
          message: "Refused: SLOT_TAKEN.",
          field: null,
        },
      ],
    });
    stack.when("Out", userErrors("signOut", "NO_SESSION"));
    const { body } = await post({
      query: "mutation Out { done: signOut { isSignedOut userErrors { code } } }",
    });
    expect(body.data).toEqual({ done: { isSignedOut: false, userErrors: [{ code: "NO_SESSION" }] } });
  });

  it.each(Object.keys(ERROR_CATALOGUE).filter(isErrorCode))(
    "refuses as the router does: %s",
    async (code) => {
      stack.when("Roles", refusal(code));
      const { status, body, headers } = await post({ query: "query Roles { viewer { roles } }" });
      expect([status, body]).toEqual([ERROR_CATALOGUE[code].status, refusedBody(code)]);
      expect([headers.get("x-correlation-id"), headers.get("retry-after")]).toEqual(["mocked-1", null]);
    },
  );

  it("says when to ask again", async () => {
    stack.when(PatientHome, refusal("RATE_LIMIT_EXCEEDED", { retryAfterSeconds: 30 }));
    const { errors, status } = await client.execute(PatientHome, FROM);
    expect([status, errors[0]?.retryAfterSeconds]).toEqual([429, 30]);
  });

  it("leaves out one field, and what cannot be without it", async () => {
    stack.when(PatientHome, fieldError("viewer.patient.appointments", "DEPENDENCY_UNAVAILABLE"));
    const { data, errors } = await client.execute(PatientHome, FROM);
    expect(data?.viewer?.patient).toMatchObject({
      name: { display: expect.any(String) },
      appointments: null,
    });
    expect(errors).toEqual([
      {
        code: "DEPENDENCY_UNAVAILABLE",
        message: "A part of the system is not available.",
        isRetryable: true,
        correlationId: "mocked-1",
        path: ["viewer", "patient", "appointments"],
      },
    ]);
    stack.when(
      PatientHome,
      fieldError("viewer.patient.appointments.nodes.0.clinic", "DEPENDENCY_UNAVAILABLE"),
    );
    expect((await client.execute(PatientHome, FROM)).data?.viewer?.patient?.appointments).toBeNull();
  });

  it("loses the connection", async () => {
    stack.when(PatientHome, networkFailure());
    const { errors, status } = await client.execute(PatientHome, FROM);
    expect([status, errors.map(({ code }) => code)]).toEqual([null, ["NETWORK_ERROR"]]);
  });

  it("comes later, when that is said", async () => {
    vi.useFakeTimers({ toFake: ["setTimeout", "clearTimeout"] });
    try {
      stack.when(WhoAmI, delayed(20_000, delayed(10_000, refusal("INTERNAL"))));
      let hasAnswered = false;
      const result = client.execute(WhoAmI).finally(() => (hasAnswered = true));
      while (stack.asked.length === 0) await setImmediate();
      await vi.advanceTimersByTimeAsync(29_999);
      expect(hasAnswered).toBe(false);
      await vi.advanceTimersByTimeAsync(1);
      expect((await result).errors.map(({ code }) => code)).toEqual(["INTERNAL"]);
    } finally {
      vi.useRealTimers();
    }
  });

  it("shows itself as a fault where it does not fit the schema", async () => {
    stack.when("Roles", answer({ viewer: { roles: ["KING"] } }));
    const { body } = await post({ query: "query Roles { viewer { roles } }" });
    expect(body.errors?.[0]).toMatchObject({
      message: 'Enum "Role" cannot represent value: "KING"',
      extensions: { code: "INTERNAL", retryable: false, correlationId: "mocked-1" },
    });
  });

  it("must fit the types of the schema", () => {
    const misuses = (): void => {
      // @ts-expect-error -- there is no such state
      stack.when(
        PatientHome,
        answer({ viewer: { patient: { appointments: { nodes: [{ status: "GONE" }] } } } }),
      );
      // @ts-expect-error -- a time is text
      stack.override({ Appointment: { startsAt: 1 } });
      // @ts-expect-error -- no such type
      stack.override({ Nothing: {} });
      // @ts-expect-error -- no such code of this mutation
      userErrors("bookAppointment", "INVALID_CREDENTIALS");
      // @ts-expect-error -- not a field of this operation
      stack.when(BookAppointment, userErrors("signIn", "INVALID_CREDENTIALS"));
    };
    expect(misuses).toBeTypeOf("function");
  });
});

describe("a document that is not of the package", () => {
  it("has no hash", () => {
    expect(registeredHash(SignInDocument)).toMatch(/^[0-9a-f]{64}$/);
    for (const document of [parse("{ __typename }"), { __meta__: null }, { __meta__: {} }])
      expect(() => registeredHash(document)).toThrow("The document is not registered");
  });
});
