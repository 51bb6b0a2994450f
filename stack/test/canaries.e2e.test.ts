import postgres from "postgres";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { loginRole } from "#drizzle/contexts.ts";
import { ACCOUNTS } from "#drizzle/seed/world.ts";
import type { TestDatabase } from "#shared/testing/test-database.ts";
import { startDistributed, SUBGRAPHS, type Distributed } from "../distributed/distributed.ts";
import { readKnownIds } from "./bad-input/callers.ts";
import { authorizationRequests } from "./canaries/authorization-requests.ts";
import { canaryCalls } from "./canaries/canary-calls.ts";
import { CanaryMint } from "./canaries/canary-mint.ts";
import { canaryRequests, type CanaryHttp } from "./canaries/canary-requests.ts";
import { dumpTables, findCanaries, type Finding } from "./canaries/canary-search.ts";
import { childEnvironment, THROW_AWAY } from "./config.ts";
import { createSeededDatabase, SEALING_KEY } from "./seeded-database.ts";
import { startSpanCollector, type SpanCollector } from "./span-collector.ts";
import { signIn } from "./test-stack.ts";
import { untilDelivered } from "./until-delivered.ts";

const AT_ONCE = 4;
const CALLERS = [undefined, "patient", "practitioner", "admin"] as const;

/** Where a canary may be, in the database if nothing else is said: what it was sent for, and by which way it went there. */
const KEPT: readonly (readonly [place: RegExp, tables: RegExp])[] = [
  // Which thing was asked for is on record, when it was refused, too.
  [/(?:\.id|Id) as /, /^(?:audit\.entry|\w+\.outbox)$/],
  // Who has a new account: users has it from the event.
  [
    /^signUp\.input\.(?:email|phone|givenName|familyName) /,
    /^(?:auth\.account|auth\.outbox|users\.user|users\.patient)$/,
  ],
  [/^changePatientContact\.input\.(?:email|phone) /, /^users\.patient$/],
  // Why an admin or support did what the audit log has of them.
  [/^(?:disableAccount|impersonate)\.input\.reason /, /^(?:audit\.entry|auth\.outbox)$/],
  [/^createCalendarFeed\.input\.name /, /^appointments\.calendar_feed$/],
  [/^cancelAppointment\.input\.reason /, /^appointments\.appointment$/],
  // What an admin calls a clinic, and what it has.
  [
    /^(?:add|update)(?:Clinic|Room|Device|ServiceType)\.input\.(?:name|city) as admin$/,
    /^appointments\.(?:clinic|room|device|service_type)$/,
  ],
  // What is told and noted of a patient's health, and in which words the glass was broken: who may read it does.
  [
    /^(?:bookAppointment\.input\.reason|recordAppointmentNotes\.input\.notes) /,
    /^appointments\.appointment_clinical$/,
  ],
  [/^breakGlass\.input\.(?:patientId|justification) /, /^auth\.break_glass_grant$/],
  // The app is answered with its own state (RFC 6749, section 4.1.2), and a code is good for one challenge.
  [/^authorize state as /, /^answer$/],
  [/^authorize code_challenge as somebody signed in$/, /^auth\.authorization_code$/],
];

let database: TestDatabase;
let collector: SpanCollector;
let stack: Distributed;
let admin: postgres.Sql;
const logLines: string[] = [];

beforeAll(async () => {
  database = await createSeededDatabase();
  collector = await startSpanCollector();
  stack = await startDistributed({
    urlFor: (context) => database.urlFor(loginRole(context)),
    env: childEnvironment({
      ...THROW_AWAY,
      NODE_ENV: "test",
      LOG_LEVEL: "trace",
      CLINIC_METRICS_PORT: "0",
      OTEL_EXPORTER_OTLP_ENDPOINT: collector.endpoint,
      OTEL_BSP_SCHEDULE_DELAY: "50",
    }),
    sealingKey: SEALING_KEY,
    onLine: (name, line) => logLines.push(`${name}: ${line}`),
  });
  admin = postgres(database.adminUrl, { max: 1, onnotice: () => undefined });
});
afterAll(async () => {
  await admin.end();
  await collector.stop();
  await database.drop();
});

interface Sent {
  readonly name: string;
  readonly send: () => Promise<Response>;
}

/** The head and the body of each answer, as one text. */
async function answersTo(requests: readonly Sent[]): Promise<string[]> {
  const answers: string[] = [];
  const waiting = [...requests];
  const sendAll = async (): Promise<void> => {
    for (let next = waiting.shift(); next !== undefined; next = waiting.shift()) {
      const response = await next.send();
      const head = [...response.headers].map(([name, value]) => `${name}: ${value}`).join("\n");
      answers.push(`${next.name}\n${String(response.status)}\n${head}\n${await response.text()}`);
    }
  };
  await Promise.all(Array.from({ length: AT_ONCE }, sendAll));
  return answers;
}

async function requestsOf(mint: CanaryMint): Promise<readonly Sent[]> {
  const { own } = await readKnownIds(admin);
  const calls: Sent[] = [];
  const authorizations: CanaryHttp[] = [];
  for (const caller of CALLERS) {
    const browser = await signIn(stack.url, caller && ACCOUNTS[caller].email, admin);
    for (const body of canaryCalls({ mint, caller: caller ?? "nobody", ids: own })) {
      calls.push({
        name: "call",
        send: () =>
          fetch(`${stack.url}/graphql`, {
            method: "POST",
            headers: { "content-type": "application/json", cookie: browser.cookieHeader },
            body: JSON.stringify(body),
          }),
      });
    }
    if (caller === undefined || caller === "patient")
      authorizations.push(...authorizationRequests(mint, stack.url, browser.cookieHeader));
  }
  const others = [...authorizations, ...canaryRequests(mint)].map(({ method, path, headers, body }) => ({
    name: "request",
    send: () =>
      fetch(`${stack.url}${path}`, {
        method,
        headers,
        ...(body !== undefined && { body }),
        redirect: "manual",
      }),
  }));
  return [...calls, ...others];
}

function mayBeKept({ place, foundIn }: Finding): boolean {
  return KEPT.some(([places, tables]) => places.test(place) && tables.test(foundIn));
}

describe("five hundred secrets and identifiers, put wherever a client can put them", () => {
  it("are in no answer, log line, span, metric, message or row that they were not meant for", async () => {
    const mint = new CanaryMint();
    const requests = await requestsOf(mint);
    const { canaries } = mint;
    expect(canaries.length).toBeGreaterThanOrEqual(500);

    const answers = await answersTo(requests);
    await untilDelivered(admin);
    const metrics = await Promise.all(
      (["router", ...SUBGRAPHS] as const).map(async (name) =>
        (await fetch(stack.process(name).metricsUrl ?? "")).text(),
      ),
    );
    const rows = await dumpTables(admin);
    await stack.stop();

    const find = (foundIn: string, texts: readonly string[]): readonly Finding[] =>
      findCanaries(canaries, foundIn, texts.join("\n"));
    const findings = [
      ...find("answer", answers),
      ...find("log", logLines),
      ...find("span", collector.bodies),
      ...find("metric", metrics),
      ...[...rows].flatMap(([table, text]) => findCanaries(canaries, table, text)),
    ];
    expect(findings.filter((finding) => !mayBeKept(finding))).toEqual([]);
    // Each place that was searched has something in it.
    expect(logLines.length).toBeGreaterThan(requests.length);
    expect(collector.spans.length).toBeGreaterThan(requests.length);
    expect(metrics.every((text) => text.includes("# TYPE "))).toBe(true);
  }, 300_000);
});
