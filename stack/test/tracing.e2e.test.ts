import { randomBytes } from "node:crypto";
import postgres from "postgres";
import { afterAll, beforeAll, describe, expect, it, vi } from "vitest";
import { ACCOUNTS, CLINICS, DEMO_PASSWORD, seededServiceTypeId } from "#drizzle/seed/world.ts";
import { newCalendarToken } from "#shared/calendar-feeds/calendar-address.ts";
import type { TestDatabase } from "#shared/testing/test-database.ts";
import type { Browser } from "../browser.ts";
import { dataOf, findFreeSlots } from "./booking-client.ts";
import { createSeededDatabase } from "./seeded-database.ts";
import { inAlphabeticalOrder, spanTree, startSpanCollector, type SpanCollector } from "./span-collector.ts";
import { signIn as signInTo } from "./test-stack.ts";
import { startTracedProcess, startTracedProcesses, type TracedStack } from "./traced-stack.ts";

const PATIENT = ACCOUNTS.patient.patientId;
const SEARCH = {
  clinicId: CLINICS.northwindBerlin.id,
  practitionerId: ACCOUNTS.practitioner.practitionerId,
  serviceTypeId: seededServiceTypeId(CLINICS.northwindBerlin, "consultation"),
};
const BOOKING = `mutation Book($input: BookAppointmentInput!) {
  bookAppointment(input: $input) { appointment { status } userErrors { code } }
}`;
const QUERY = `query PatientWithVisits($id: ID!) {
  patient(id: $id) { name { display } appointments(first: 1) { nodes { status } } }
}`;

/** What every request of a signed-in client begins with; its session is asked for, because it is a new one. */
const IDENTIFIED = `SERVER POST /graphql [http.request.method=POST http.response.status_code=200 http.route=/graphql]
  CLIENT POST [http.request.method=POST http.response.status_code=200]
    SERVER POST /internal/sessions/verify [clinic.subgraph=auth http.request.method=POST http.response.status_code=200 http.route=/internal/sessions/verify]
      CLIENT SELECT [db.query.text=select_set_config('role',_$1,_true),_set db.system.name=postgresql]
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
    `    INTERNAL router.fetch [clinic.subgraph=${subgraph}]`,
    "      CLIENT POST [http.request.method=POST http.response.status_code=200]",
    `        SERVER POST /graphql [clinic.subgraph=${subgraph} http.request.method=POST http.response.status_code=200 http.route=/graphql]`,
    "          INTERNAL graphql.parse []",
    "          INTERNAL graphql.validate []",
    `          INTERNAL ${fetch} [graphql.operation.name=${name} graphql.operation.type=${kind}]`,
    ...statements.map((statement) => `            ${statement}`),
  ].join("\n");
}

/** A statement by its verb and its table, as the collector tells it. */
function statement(verb: string, table: string): string {
  return `CLIENT ${verb} [db.query.text=${table} db.system.name=postgresql]`;
}

let database: TestDatabase;
let collector: SpanCollector;
let stack: TracedStack;
let admin: postgres.Sql;

describe.each([
  ["one process", startTracedProcess],
  ["processes joined by sockets", startTracedProcesses],
] as const)("in %s", (_way, start) => {
  beforeAll(async () => {
    [database, collector] = await Promise.all([createSeededDatabase(), startSpanCollector()]);
    stack = await start({ database, endpoint: collector.endpoint });
    admin = postgres(database.adminUrl, { max: 1, onnotice: () => undefined });
  });
  afterAll(async () => {
    await stack.stop();
    await collector.stop();
    await admin.end();
    await database.drop();
  });

  it("a trace goes from the router to each statement of two subgraphs, and tells nothing of the patient", async () => {
    const browser = await signIn(ACCOUNTS.admin.email);
    const traceId = randomBytes(16).toString("hex");
    dataOf(await browser.send(QUERY, { id: PATIENT }, traceHeaders(traceId)));
    await expectTree(traceId, [
      ...requestOf("PatientWithVisits", "query"),
      fetchOf("users", "query PatientWithVisits__users__0", [
        SETTINGS,
        statement("SELECT", "users.patient"),
        statement("INSERT", "users.outbox"),
      ]),
      fetchOf("appointments", "query PatientWithVisits__appointments__1", [
        SETTINGS,
        statement("SELECT", "appointments.known_consent"),
        statement("SELECT", "listed.id"),
        statement("INSERT", "appointments.outbox"),
      ]),
    ]);
    const sent = collector.bodies.join("\n");
    for (const secret of [PATIENT, ACCOUNTS.admin.email, DEMO_PASSWORD, "foreign-state", "127.0.0.1"]) {
      expect(sent).not.toContain(secret);
    }
  });

  it("a trace goes through a booking to each of its statements", async () => {
    const [slot] = await findFreeSlots(await signIn(ACCOUNTS.patient.email), SEARCH);
    if (slot === undefined) throw new Error("Nothing is free.");
    const browser = await signIn(ACCOUNTS.patient.email);
    const traceId = randomBytes(16).toString("hex");
    const input = { ...slot, patientId: PATIENT };
    const answer = await browser.send(BOOKING, { input }, traceHeaders(traceId));
    expect(answer.data).toEqual({ bookAppointment: { appointment: { status: "BOOKED" }, userErrors: [] } });
    const statements = [
      SETTINGS,
      statement("SELECT", "select_pg_advisory_xact_lock(hashtextext"),
      statement("SELECT", "appointments.clinic"),
      statement("INSERT", "appointments.appointment"),
      statement("INSERT", "appointments.allocation"),
      statement("INSERT", "appointments.outbox_sequence"),
      statement("INSERT", "appointments.outbox"),
    ];
    // Who read what of the patient is written when the execution is over: a child of the request.
    const afterwards = [SETTINGS, statement("INSERT", "appointments.outbox")];
    await expectTree(traceId, [
      ...requestOf("Book", "mutation"),
      fetchOf("appointments", "mutation Book__appointments__0", statements),
      ...afterwards.map((line) => `          ${line}`),
    ]);
  });

  it("a trace of a calendar tells its route and never its address", async () => {
    const traceId = randomBytes(16).toString("hex");
    const token = newCalendarToken();
    const url = `${stack.url}/v1/calendars/${token}.ics`;
    expect((await fetch(url, { headers: traceHeaders(traceId) })).status).toBe(404);
    await vi.waitFor(
      () =>
        expect(spanTree(collector.spans, traceId).join("\n")).toContain(
          "SERVER GET /v1/calendars/* [http.request.method=GET http.response.status_code=404 http.route=/v1/calendars/*]",
        ),
      { timeout: 10_000 },
    );
    expect(collector.bodies.join("\n")).not.toContain(token);
  });

  it("a trace says that an operation failed, and in which subgraph", async () => {
    const browser = await signIn(ACCOUNTS.admin.email);
    const traceId = randomBytes(16).toString("hex");
    const { errors } = await browser.send(
      "query TooMany($id: ID!) { patient(id: $id) { region appointments(first: 101) { nodes { id } } } }",
      { id: PATIENT },
      traceHeaders(traceId),
    );
    expect(errors).toHaveLength(1);
    await vi.waitFor(
      () => {
        const failed = spanTree(collector.spans, traceId).filter((line) => line.endsWith(" ERROR"));
        expect(failed.map((line) => line.trim())).toEqual([
          "INTERNAL router.operation [graphql.operation.name=TooMany graphql.operation.type=query] ERROR",
          "INTERNAL router.fetch [clinic.subgraph=appointments] ERROR",
        ]);
      },
      { timeout: 10_000 },
    );
  });

  it("what a trace caused elsewhere is linked to it: each audit entry of the query once", async () => {
    const browser = await signIn(ACCOUNTS.admin.email);
    const traceId = randomBytes(16).toString("hex");
    dataOf(await browser.send(QUERY, { id: PATIENT }, traceHeaders(traceId)));
    const sql = postgres(database.adminUrl, { max: 1, onnotice: () => undefined });
    const messages = await sql`
      select id from users.outbox where traceparent like ${`%${traceId}%`}
      union all select id from appointments.outbox where traceparent like ${`%${traceId}%`}`;
    await sql.end();
    expect(messages.length).toBeGreaterThan(1);
    await vi.waitFor(
      () => {
        const links = collector.spans.flatMap((span) =>
          span.links.filter((link) => link.traceId === traceId).map(() => span.name),
        );
        expect(links).toEqual(Array.from(messages, () => "process audit"));
      },
      { timeout: 10_000 },
    );
  });
});

/** The router's part of a trace, up to the calls of the plan. */
function requestOf(name: string, kind: "query" | "mutation"): readonly string[] {
  return [
    IDENTIFIED,
    `  INTERNAL router.operation [graphql.operation.name=${name} graphql.operation.type=${kind}]`,
    "    INTERNAL router.plan []",
  ];
}

/** Waits until the trace is this one; batches of several processes come in any order. */
async function expectTree(traceId: string, lines: readonly string[]): Promise<void> {
  const expected = inAlphabeticalOrder(lines.join("\n").split("\n")).join("\n");
  await vi.waitFor(() => expect(spanTree(collector.spans, traceId).join("\n")).toBe(expected), {
    timeout: 10_000,
  });
}

function traceHeaders(traceId: string): Record<string, string> {
  return {
    traceparent: `00-${traceId}-b7ad6b7169203331-01`,
    tracestate: "foreign-state=1",
    baggage: "foreign-state=1",
  };
}

function signIn(email: string): Promise<Browser> {
  return signInTo(stack.url, email, admin);
}
