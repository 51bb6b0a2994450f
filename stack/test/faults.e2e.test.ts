import { afterAll, afterEach, beforeAll, describe, expect, it, vi } from "vitest";
import { CONTEXTS } from "#drizzle/contexts.ts";
import { ACCOUNTS } from "#drizzle/seed/world.ts";
import { jsonResponse, type ServiceHandler } from "#shared/http/service-call.ts";
import { Browser, type Answer } from "../browser.ts";
import { askPartnerToken } from "./app-client.ts";
import { leaksIn } from "./bad-input/leaks.ts";
import { startTestStack, type TestStack } from "./test-stack.ts";

/** What a subgraph that is not well says; none of it is for clients. */
const SECRETS =
  'connect ECONNREFUSED 10.1.2.3:4002 users-db: select "id" from "users"."patient" at Object.run (/srv/app/x.ts:3:7)';
/** The router waits this long for one subgraph. */
const SUBGRAPH_TIMEOUT_MS = 5_000;

const faults = new Map<string, ServiceHandler>();
let stack: TestStack;
let patient: Browser;

beforeAll(async () => {
  stack = await startTestStack({
    wrapService: (name, handle) => (request) => (faults.get(name) ?? handle)(request),
  });
  patient = await stack.browser(ACCOUNTS.patient.email);
});
afterEach(() => {
  faults.clear();
});
afterAll(() => stack.stop());

const down: ServiceHandler = () => Promise.reject(new Error(SECRETS));
const hanging: ServiceHandler = () => Promise.withResolvers<never>().promise;
const babbling: ServiceHandler = async () =>
  jsonResponse(200, {
    errors: [
      {
        message: SECRETS,
        extensions: { code: "INTERNAL_SERVER_ERROR", serviceName: "users", stacktrace: [SECRETS] },
      },
    ],
  });
const crashing: ServiceHandler = async () => ({ ...jsonResponse(502, {}), body: `<html>${SECRETS}</html>` });

const PAGE = `{ viewer { patient { appointments(first: 3, filter: { from: "2020-01-01T00:00:00Z" }) { nodes {
  id status startsAt clinic { name } serviceType { name } practitioner { id name { display } }
} } } } }`;

interface Page {
  readonly viewer: {
    readonly patient: { readonly appointments: { readonly nodes: readonly Appointment[] } | null } | null;
  } | null;
}
interface Appointment {
  readonly status: string;
  readonly clinic: { readonly name: string };
  readonly practitioner: { readonly name: { readonly display: string } | null } | null;
}

/** Beside what leaks anywhere: these errors have no reason to name any of it, with or without the rest of a statement. */
const OF_THE_INSIDE = new RegExp(
  String.raw`\b(?:${CONTEXTS.join("|")}|select|relation|stack)\b|\d+(?:\.\d+){3}|:\d{4}\b|subgraph|serviceName|users-db`,
  "i",
);

/** What a client gets of faults: the catalogue's words, and nothing of what is behind. Paths are the client's own. */
function expectNothingLeaks({ errors, extensions }: Answer<unknown>): void {
  expect(Object.keys(extensions ?? { cost: null })).toEqual(["cost"]);
  expect(errors.length).toBeGreaterThan(0);
  for (const { path: _path, ...error } of errors) {
    expect(Object.keys(error.extensions).sort()).toEqual(["code", "correlationId", "retryable"]);
    expectNothingOfTheInside(JSON.stringify(error));
  }
}

function expectNothingOfTheInside(text: string): void {
  expect(leaksIn(text, "")).toEqual([]);
  expect(text).not.toMatch(OF_THE_INSIDE);
}

function codesOf({ errors }: Answer<unknown>): string[] {
  return [...new Set(errors.map(({ extensions }) => extensions.code))];
}

it("would be seen in an answer", () => {
  const kinds = leaksIn(SECRETS, "").map((leak) => leak.replace(/^leaks (.+?): .*$/, "$1"));
  expect([...new Set(kinds)].toSorted()).toEqual(
    ["a file path", "a host", "a stack", "a table", "an SQL statement"].toSorted(),
  );
  expect(SECRETS).toMatch(OF_THE_INSIDE);
});

describe("a subgraph that gives no answer", () => {
  it.each([
    ["is down", down, "DEPENDENCY_UNAVAILABLE"],
    ["crashes", crashing, "DEPENDENCY_UNAVAILABLE"],
    ["babbles", babbling, "INTERNAL"],
  ])("and %s costs its fields, by path, and not the page", async (_name, fault, code) => {
    faults.set("users", fault);
    const answer = await patient.send<Page>(PAGE);
    expect(answer.status).toBe(200);
    const nodes = answer.data?.viewer?.patient?.appointments?.nodes ?? [];
    expect(nodes.map(({ clinic, practitioner }) => [clinic.name, practitioner?.name ?? null])).toEqual([
      ["Northwind Berlin Mitte", null],
      ["Northwind Berlin Mitte", null],
      ["Northwind Berlin Mitte", null],
    ]);
    expect(codesOf(answer)).toEqual([code]);
    expect(answer.errors.map(({ path }) => path?.slice(0, 6).join("."))).toEqual(
      [0, 1, 2].map((index) => `viewer.patient.appointments.nodes.${String(index)}.practitioner`),
    );
    expectNothingLeaks(answer);
  });

  it("costs a list its owner when it is the list's", async () => {
    faults.set("appointments", down);
    const answer = await patient.send<Page>(PAGE);
    expect(answer.status).toBe(200);
    expect(answer.data).toEqual({ viewer: { patient: { appointments: null } } });
    expect(codesOf(answer)).toEqual(["DEPENDENCY_UNAVAILABLE"]);
    expect(answer.errors.map(({ path }) => path)).toEqual([["viewer", "patient", "appointments"]]);
    expectNothingLeaks(answer);
  });

  it("and hangs costs its fields when its time is over, whichever it is", async () => {
    faults.set("users", hanging);
    const startedAt = performance.now();
    const [page, list, root] = await Promise.all([
      patient.send<Page>(PAGE),
      patient.send("{ practitioners { nodes { id } } }"),
      patient.send(`{ patient(id: "${ACCOUNTS.patient.patientId}") { region } }`),
    ]);
    expect(performance.now() - startedAt).toBeLessThan(SUBGRAPH_TIMEOUT_MS + 2_000);
    expect(page.data?.viewer?.patient?.appointments?.nodes).toHaveLength(3);
    expect(list.data).toBeNull();
    expect(root.data).toEqual({ patient: null });
    for (const answer of [page, list, root]) {
      expect([answer.status, codesOf(answer)]).toEqual([200, ["DEADLINE_EXCEEDED"]]);
      expectNothingLeaks(answer);
    }
  });

  it("books nothing and says so", async () => {
    faults.set("appointments", down);
    const answer = await patient.send(
      `mutation { cancelAppointment(input: { appointmentId: "x" }) { userErrors { code } } }`,
    );
    expect([answer.status, answer.data, codesOf(answer)]).toEqual([200, null, ["DEPENDENCY_UNAVAILABLE"]]);
    expectNothingLeaks(answer);
  });
});

describe("auth that gives no answer", () => {
  it.each([
    ["is down", down],
    ["crashes", crashing],
    ["babbles", babbling],
  ])("and %s makes nobody anonymous", async (_name, fault) => {
    faults.set("auth", fault);
    const answer = await vi.waitFor(async () => {
      const now = await patient.send("{ viewer { roles } clinics { nodes { id } } }");
      // The session is believed half a second longer.
      expect(now.status).toBe(503);
      return now;
    });
    expect([answer.data, codesOf(answer)]).toEqual([undefined, ["DEPENDENCY_UNAVAILABLE"]]);
    expect(answer.errors[0]?.extensions["retryable"]).toBe(true);
    expectNothingLeaks(answer);
  });

  it("gives no token", async () => {
    faults.set("auth", down);
    const response = await askPartnerToken(stack.url);
    expect(response.status).toBe(503);
    const text = await response.text();
    expectNothingOfTheInside(text);
  });

  it("leaves those alone who do not say who they are", async () => {
    faults.set("auth", down);
    const answer = await new Browser(stack.url).send("{ __typename }");
    expect([answer.status, answer.data]).toEqual([200, { __typename: "Query" }]);
  });
});

describe("audit that gives no answer", () => {
  it("lets nobody be refused patient data off the record", async () => {
    faults.set("audit", down);
    const analyst = await stack.browser(ACCOUNTS.analyst.email);
    const answer = await analyst.send(
      `{ patient(id: "${ACCOUNTS.patient.patientId}") { name { display } } }`,
    );
    expect([answer.status, answer.data, codesOf(answer)]).toEqual([
      503,
      undefined,
      ["DEPENDENCY_UNAVAILABLE"],
    ]);
    expectNothingLeaks(answer);
  });

  it("stops no patient: the entries wait in the outbox", async () => {
    faults.set("audit", down);
    const answer = await patient.send<Page>(PAGE);
    expect([answer.status, answer.errors]).toEqual([200, []]);
  });
});

describe("a database that refuses a statement", () => {
  it("costs the fields, and not a word of it reaches the client", async () => {
    await stack.admin`alter table users.practitioner rename to gone`;
    try {
      const answer = await patient.send<Page>(PAGE);
      expect(answer.data?.viewer?.patient?.appointments?.nodes).toHaveLength(3);
      // The failed statement ended the transaction, so the subgraph has no answer to stand by.
      expect([answer.status, codesOf(answer)]).toEqual([200, ["DEPENDENCY_UNAVAILABLE"]]);
      expectNothingLeaks(answer);
    } finally {
      await stack.admin`alter table users.gone rename to practitioner`;
    }
  });
});
