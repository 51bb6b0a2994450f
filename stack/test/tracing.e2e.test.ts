import { randomBytes } from "node:crypto";
import { afterAll, beforeAll, describe, expect, it, vi } from "vitest";
import { ACCOUNTS, DEMO_PASSWORD } from "#drizzle/seed/world.ts";
import type { TestDatabase } from "#shared/testing/test-database.ts";
import { Browser } from "../browser.ts";
import { dataOf } from "./booking-client.ts";
import { createSeededDatabase } from "./seeded-database.ts";
import { spanTree, startSpanCollector, type SpanCollector } from "./span-collector.ts";
import { startTracedProcess, startTracedProcesses, type TracedStack } from "./traced-stack.ts";

const PATIENT = ACCOUNTS.patient.patientId;
const QUERY = `query PatientWithVisits($id: ID!) {
  patient(id: $id) { name { display } appointments(first: 1) { nodes { status } } }
}`;

/** What every request of a signed-in client begins with; its session is asked for, because it is a new one. */
const IDENTIFIED = `SERVER POST /graphql [http.request.method=POST http.response.status_code=200 http.route=/graphql]
  CLIENT POST [http.request.method=POST http.response.status_code=200]
    SERVER POST /internal/sessions/verify [clinic.subgraph=auth http.request.method=POST http.response.status_code=200 http.route=/internal/sessions/verify]
      CLIENT SET [db.query.text=set_local_role_"auth_system" db.system.name=postgresql]
      CLIENT SELECT [db.query.text=auth.session db.system.name=postgresql]
  INTERNAL graphql.parse []
  INTERNAL graphql.validate []
  INTERNAL graphql.validate []`;

const SETTINGS =
  "CLIENT SELECT [db.query.text=select_set_config('app.tenant_id',_$1,_t db.system.name=postgresql]";

/** The spans of one call of the plan: `fetch` is the name that the planner gave it. */
function fetchOf(subgraph: string, fetch: string, statements: readonly string[]): string {
  const [kind = ""] = fetch.split(" ");
  const name = fetch.slice(kind.length + 1);
  return [
    `      INTERNAL gateway.fetch [service=${subgraph}]`,
    "        CLIENT POST [http.request.method=POST http.response.status_code=200]",
    `          SERVER POST /graphql [clinic.subgraph=${subgraph} http.request.method=POST http.response.status_code=200 http.route=/graphql]`,
    "            INTERNAL graphql.parse []",
    "            INTERNAL graphql.validate []",
    `            INTERNAL ${fetch} [graphql.operation.name=${name} graphql.operation.type=${kind}]`,
    ...statements.map((statement) => `              ${statement}`),
  ].join("\n");
}

/** A statement by its verb and its table, as the collector tells it. */
function statement(verb: string, table: string): string {
  return `CLIENT ${verb} [db.query.text=${table} db.system.name=postgresql]`;
}

let database: TestDatabase;
let collector: SpanCollector;
let stack: TracedStack;

describe.each([
  ["one process", startTracedProcess],
  ["processes joined by sockets", startTracedProcesses],
] as const)("in %s", (_way, start) => {
  beforeAll(async () => {
    [database, collector] = await Promise.all([createSeededDatabase(), startSpanCollector()]);
    stack = await start({ database, endpoint: collector.endpoint });
  });
  afterAll(async () => {
    await stack.stop();
    await collector.stop();
    await database.drop();
  });

  it("a trace goes from the router to each statement of two subgraphs, and tells nothing of the patient", async () => {
    const browser = await signIn(ACCOUNTS.admin.email);
    const traceId = randomBytes(16).toString("hex");
    dataOf(await browser.send(QUERY, { id: PATIENT }, traceHeaders(traceId)));
    const expected = [
      IDENTIFIED,
      "  INTERNAL gateway.request [graphql.operation.name=PatientWithVisits graphql.operation.type=query]",
      "    INTERNAL gateway.validate []",
      "    INTERNAL gateway.plan [graphql.operation.name=PatientWithVisits]",
      "    INTERNAL gateway.execute []",
      fetchOf("users", "query PatientWithVisits__users__0", [
        SETTINGS,
        statement("SELECT", "users.patient"),
        statement("INSERT", "users.outbox"),
      ]),
      fetchOf("appointments", "query PatientWithVisits__appointments__1", [
        SETTINGS,
        statement("SELECT", "appointments.known_patient"),
        statement("SELECT", "listed.id"),
        statement("INSERT", "appointments.outbox"),
      ]),
      "      INTERNAL gateway.postprocessing []",
    ].join("\n");
    await vi.waitFor(() => expect(spanTree(collector.spans, traceId).join("\n")).toBe(expected), {
      timeout: 10_000,
    });
    const sent = collector.bodies.join("\n");
    for (const secret of [PATIENT, ACCOUNTS.admin.email, DEMO_PASSWORD, "foreign-state", "127.0.0.1"]) {
      expect(sent).not.toContain(secret);
    }
  });

  it("what a trace caused elsewhere is linked to it: each audit entry of the query once", async () => {
    const browser = await signIn(ACCOUNTS.admin.email);
    const traceId = randomBytes(16).toString("hex");
    dataOf(await browser.send(QUERY, { id: PATIENT }, traceHeaders(traceId)));
    await vi.waitFor(
      () => {
        const links = collector.spans.flatMap((span) =>
          span.links.filter((link) => link.traceId === traceId).map(() => span.name),
        );
        expect(links).toEqual(["process audit", "process audit"]);
      },
      { timeout: 10_000 },
    );
  });
});

function traceHeaders(traceId: string): Record<string, string> {
  return {
    traceparent: `00-${traceId}-b7ad6b7169203331-01`,
    tracestate: "foreign-state=1",
    baggage: "foreign-state=1",
  };
}

async function signIn(email: string): Promise<Browser> {
  const browser = new Browser(stack.url);
  const input = { email, password: DEMO_PASSWORD };
  await browser.send("mutation ($input: SignInInput!) { signIn(input: $input) { userErrors { code } } }", {
    input,
  });
  return browser;
}
