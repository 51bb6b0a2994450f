import { buildSchema, lexicographicSortSchema, printSchema } from "graphql";
import { readFileSync } from "node:fs";
import { getResponse } from "msw/utils/get-response";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { z } from "zod";
import { ACCOUNTS, CLINICS, DEMO_PASSWORD, seededServiceTypeId } from "#drizzle/seed/world.ts";
import * as apollo from "../../client/examples/apollo-client.ts";
import * as urql from "../../client/examples/urql.ts";
import { createClinicClient, type RegisteredOperation } from "../../client/index.ts";
import { mockedStack } from "../../client/mocked-stack.ts";
import {
  BookAppointment,
  CancelAppointment,
  FreeSlots,
  PatientHome,
  SignIn,
  SignOut,
  WhoAmI,
} from "../../client/operations.ts";
import { startTestStack, type TestStack } from "./test-stack.ts";

const DAY_MS = 24 * 60 * 60_000;
const { email, patientId } = ACCOUNTS.patient;
const INPUT = { email, password: DEMO_PASSWORD };
const FROM = new Date().toISOString();

let stack: TestStack;
let url: string;

beforeAll(async () => {
  stack = await startTestStack();
  url = `${stack.url}/graphql`;
});
afterAll(() => stack.stop());

/** A browser as far as a client can tell: keeps the cookies of one site, and what was sent there. */
function browserTab() {
  const cookies = new Map<string, string>();
  const sent: { readonly credentials: string | undefined; readonly parameters: Record<string, unknown> }[] =
    [];
  const tabFetch = async (input: Parameters<typeof fetch>[0], init: RequestInit = {}): Promise<Response> => {
    const request = new Request(input, init);
    const search = Object.fromEntries(new URL(request.url).searchParams);
    const parameters = request.method === "GET" ? search : JSON.parse(await request.clone().text());
    sent.push({ credentials: init.credentials, parameters });
    if (cookies.size > 0)
      request.headers.set("cookie", [...cookies].map((pair) => pair.join("=")).join("; "));
    const response = await fetch(request);
    for (const cookie of response.headers.getSetCookie()) {
      const [name = "", value = ""] = (cookie.split(";")[0] ?? "").split("=");
      cookies.set(name, value);
    }
    return response;
  };
  return { fetch: tabFetch, sent };
}

/** What was sent to name the document, by the names of the parameters. */
function namedBy({ sent }: ReturnType<typeof browserTab>): ReadonlySet<string> {
  const naming = ["query", "documentId", "extensions"];
  return new Set(sent.flatMap(({ parameters }) => naming.filter((name) => parameters[name] !== undefined)));
}

describe("the client", () => {
  it("signs in, reads, books, is told what is taken, cancels and signs out, without ever sending a text", async () => {
    const tab = browserTab();
    const client = createClinicClient({ url, fetch: tab.fetch });
    expect(
      (await client.execute(SignIn, { input: { ...INPUT, password: "wrong" } })).data?.signIn.userErrors,
    ).toMatchObject([{ code: "INVALID_CREDENTIALS" }]);
    expect((await client.execute(SignIn, { input: INPUT })).data?.signIn.userErrors).toEqual([]);
    const who = await client.execute(WhoAmI);
    expect([who.isComplete, who.data?.viewer?.account.email]).toEqual([true, email]);
    expect(who.extensions.cost?.remaining).toBeGreaterThan(0);

    const place = {
      clinicId: CLINICS.northwindBerlin.id,
      serviceTypeId: seededServiceTypeId(CLINICS.northwindBerlin, "consultation"),
    };
    const from = new Date(Date.now() + DAY_MS).toISOString().slice(0, 10);
    const free = await client.execute(FreeSlots, { ...place, from, days: 31 });
    const [slot] = free.data?.availableSlots.nodes ?? [];
    const input = {
      ...place,
      practitionerId: slot?.practitioner?.id ?? "",
      patientId,
      startsAt: slot?.startsAt ?? "",
    };
    const booked = await client.execute(BookAppointment, { input });
    const appointment = booked.data?.bookAppointment.appointment;
    expect([booked.isComplete, appointment?.status]).toEqual([true, "BOOKED"]);
    const again = await client.execute(BookAppointment, { input });
    expect(again.data?.bookAppointment.userErrors.map(({ code }) => code)).toEqual(["SLOT_TAKEN"]);
    const cancelled = await client.execute(CancelAppointment, {
      input: { appointmentId: appointment?.id ?? "" },
    });
    expect(cancelled.data?.cancelAppointment.appointment?.status).toBe("CANCELLED");

    expect((await client.execute(SignOut)).data?.signOut.userErrors).toEqual([]);
    expect((await client.execute(WhoAmI)).data?.viewer).toBeNull();
    expect(namedBy(tab)).toEqual(new Set(["documentId"]));
    expect(new Set(tab.sent.map(({ credentials }) => credentials))).toEqual(new Set(["include"]));
  });

  it("reads by a plain URL", async () => {
    const tab = browserTab();
    await createClinicClient({ url, fetch: tab.fetch }).execute(SignIn, { input: INPUT });
    const reader = createClinicClient({ url, fetch: tab.fetch, useGetForQueries: true });
    const home = await reader.execute(PatientHome, { from: FROM });
    expect([home.isComplete, home.data?.viewer?.patient?.id]).toEqual([true, patientId]);
  });

  it("is told of what it may not do as its types say", async () => {
    const unknown: RegisteredOperation<unknown, Record<string, never>> = {
      id: `sha256:${"0".repeat(64)}`,
      name: "Unknown",
      kind: "query",
    };
    const seen: string[] = [];
    const client = createClinicClient({ url, onUnauthenticated: () => seen.push("signed out") });
    const { status, data, errors } = await client.execute(unknown);
    expect([status, data]).toEqual([403, null]);
    expect(errors).toEqual([
      {
        code: "DOCUMENT_NOT_TRUSTED",
        message: "The document is not registered.",
        isRetryable: false,
        correlationId: expect.stringMatching(/./),
      },
    ]);
    const patients = await client.execute({ text: "{ patients { nodes { id } } }", kind: "query" });
    expect([patients.status, patients.errors[0]?.code, seen]).toEqual([
      401,
      "AUTH_UNAUTHENTICATED",
      ["signed out"],
    ]);
  });
});

describe("the example for Apollo Client", () => {
  it("signs in and reads by id, and its cache tells objects apart", async () => {
    const tab = browserTab();
    const client = apollo.createApolloClinic({ url, fetch: tab.fetch });
    expect(await apollo.signIn(client, { ...INPUT, password: "wrong" })).toEqual(["INVALID_CREDENTIALS"]);
    expect(await apollo.signIn(client, INPUT)).toEqual([]);
    const home = await apollo.readHome(client, FROM);
    expect(home.name).toMatch(/\w+ \w+/);
    expect(home.appointments).toBeGreaterThan(0);
    expect(
      Object.keys(client.cache.extract() as object).filter((key) => key.startsWith("Appointment:")),
    ).toHaveLength(home.appointments);
    const requests = tab.sent.length;
    expect(await apollo.readHome(client, FROM)).toEqual(home);
    expect(tab.sent).toHaveLength(requests);
    expect(namedBy(tab)).toEqual(new Set(["extensions"]));
    expect(new Set(tab.sent.map(({ credentials }) => credentials))).toEqual(new Set(["include"]));
    client.stop();
  });
});

describe("the example for urql", () => {
  it("signs in and reads by id", async () => {
    const tab = browserTab();
    const client = urql.createUrqlClinic({ url, fetch: tab.fetch });
    expect(await urql.signIn(client, { ...INPUT, password: "wrong" })).toEqual(["INVALID_CREDENTIALS"]);
    expect(await urql.signIn(client, INPUT)).toEqual([]);
    const home = await urql.readHome(client, FROM);
    expect(home.name).toMatch(/\w+ \w+/);
    expect(home.appointments).toBeGreaterThan(0);
    expect(namedBy(tab)).toEqual(new Set(["extensions"]));
    expect(new Set(tab.sent.map(({ credentials }) => credentials))).toEqual(new Set(["include"]));
  });
});

describe("the schema", () => {
  it("that the router gives to whoever is signed in is the one of the package, and nobody else gets it", async () => {
    const tab = browserTab();
    await createClinicClient({ url, fetch: tab.fetch }).execute(SignIn, { input: INPUT });
    const sorted = (sdl: string): string => printSchema(lexicographicSortSchema(buildSchema(sdl)));
    const given = await tab.fetch(`${stack.url}/schema.graphql`);
    expect(sorted(await given.text())).toBe(sorted(readFileSync("schema/api.graphql", "utf8")));
    expect((await fetch(`${stack.url}/schema.graphql`)).status).toBe(401);
  });
});

const answerSchema = z.object({
  data: z.unknown().optional(),
  errors: z
    .array(z.object({ extensions: z.object({ code: z.string(), retryable: z.boolean() }) }))
    .default([]),
});

async function outcomeOf(response: Response | undefined) {
  const { data, errors } = answerSchema.parse(await response?.json());
  const codes = errors.map(({ extensions }) => [extensions.code, extensions.retryable]);
  return { status: response?.status, hasData: data != null, codes };
}

describe("the mocked stack", () => {
  const JSON_TYPE = "application/json";
  const TEXT = "{ __typename }";
  const CHANGE = "mutation { signOut { isSignedOut } }";
  const hash = WhoAmI.id.replace("sha256:", "");

  it.each([
    ["a registered document", { documentId: WhoAmI.id }, JSON_TYPE],
    ["Apollo's hash of one", { extensions: { persistedQuery: { version: 1, sha256Hash: hash } } }, JSON_TYPE],
    [
      "Apollo's hash with the text",
      { query: TEXT, extensions: { persistedQuery: { version: 1, sha256Hash: hash } } },
      JSON_TYPE,
    ],
    ["a text", { query: TEXT }, JSON_TYPE],
    ["an unknown document", { documentId: `sha256:${"0".repeat(64)}` }, JSON_TYPE],
    ["an id that is none", { documentId: "WhoAmI" }, JSON_TYPE],
    ["an id that is no text", { documentId: 1 }, JSON_TYPE],
    ["a hash that is none", { extensions: { persistedQuery: { version: 1, sha256Hash: "x" } } }, JSON_TYPE],
    ["an id beside a text", { documentId: WhoAmI.id, query: TEXT }, JSON_TYPE],
    ["an id beside an empty text", { documentId: WhoAmI.id, query: "" }, JSON_TYPE],
    ["a text that does not parse", { query: "{" }, JSON_TYPE],
    ["a field that is not there", { query: "{ nothing }" }, JSON_TYPE],
    ["two operations without a name", { query: "query A { __typename } query B { __typename }" }, JSON_TYPE],
    ["variables that are missing", { documentId: PatientHome.id }, JSON_TYPE],
    ["nothing", {}, JSON_TYPE],
    ["a list", [], JSON_TYPE],
    ["what is no JSON", "{", JSON_TYPE],
    ["what a form could send", { query: TEXT }, "text/plain"],
    ["a registered query by URL", `?documentId=${encodeURIComponent(WhoAmI.id)}`, null],
    ["a registered mutation by URL", `?documentId=${encodeURIComponent(SignOut.id)}`, null],
    ["a mutation by URL", `?query=${encodeURIComponent(CHANGE)}`, null],
  ])("answers %s as the router does", async (_name, sent, type) => {
    const body = typeof sent === "string" ? sent : JSON.stringify(sent);
    const headers = { "apollo-require-preflight": "1", accept: "application/graphql-response+json" };
    const request = (): Request =>
      type === null
        ? new Request(`${url}${body}`, { headers })
        : new Request(url, { method: "POST", headers: { ...headers, "content-type": type }, body });
    const mocked = await outcomeOf(await getResponse([...mockedStack().handlers], request()));
    // Nobody is signed in there: what is asked for is there for anybody.
    expect(mocked).toEqual(await outcomeOf(await fetch(request())));
  });
});
