import { afterAll, afterEach, beforeAll, describe, expect, it } from "vitest";
import { ACCOUNTS, CLINICS, seededPractitionerId, seededServiceTypeId } from "#drizzle/seed/world.ts";
import type { Browser } from "../browser.ts";
import { problemsOf, readGraphql } from "./bad-input/answer-oracle.ts";
import { changedTables, takeFingerprint, type Fingerprint } from "./bad-input/database-fingerprint.ts";
import { HOSTILE_TEXTS } from "./bad-input/hostile-values.ts";
import { prototypesNow } from "./bad-input/prototypes.ts";
import { exchange } from "./bad-input/raw-http.ts";
import { cancel, dataOf, findFreeSlots, sendBooking, type FreeSlot } from "./booking-client.ts";
import { startTestStack, type TestStack } from "./test-stack.ts";
import { UNLIMITED_ATTEMPTS } from "../unlimited-attempts.ts";

const MISSING = "0190a3b2-7c4d-7e5f-8a6b-1c2d3e4f5a6b";
const BERLIN = CLINICS.northwindBerlin;
const PHOENIX = CLINICS.lakesidePhoenix;
const GOOD_SLOT = {
  clinicId: BERLIN.id,
  serviceTypeId: seededServiceTypeId(BERLIN, "consultation"),
  practitionerId: ACCOUNTS.practitioner.practitionerId,
};
const SEARCH = `query ($from: LocalDate!) {
  availableSlots(clinicId: "${GOOD_SLOT.clinicId}", serviceTypeId: "${GOOD_SLOT.serviceTypeId}", from: $from) { nodes { startsAt } }
}`;
const SIGN_IN = "mutation ($input: SignInInput!) { signIn(input: $input) { userErrors { code } } }";

let stack: TestStack;
let patient: Browser;
let admin: Browser;
let slots: readonly FreeSlot[];
let before: Fingerprint;
beforeAll(async () => {
  stack = await startTestStack({ attemptRules: UNLIMITED_ATTEMPTS });
  patient = await stack.browser(ACCOUNTS.patient.email);
  admin = await stack.browser(ACCOUNTS.admin.email);
  slots = await findFreeSlots(admin, GOOD_SLOT);
  before = await takeFingerprint(stack.admin);
});
afterAll(() => stack.stop());

afterEach(() => {
  expect(stack.errorLog.splice(0)).toEqual([]);
});

async function expectNothingWritten(): Promise<void> {
  expect(changedTables(before, await takeFingerprint(stack.admin))).toEqual([]);
}

/** Sends a body as the patient, looks for everything that no answer may have, and says how it was refused. */
async function refusalOf(
  payload: string | Buffer,
  headers: Readonly<Record<string, string>> = {},
): Promise<[number, string[], string[]]> {
  const response = await stack.app.inject({
    method: "POST",
    url: "/graphql",
    headers: {
      "content-type": "application/json",
      accept: "application/graphql-response+json",
      cookie: patient.cookieHeader,
      ...headers,
    },
    payload,
  });
  const answer = {
    status: response.statusCode,
    headers: Object.fromEntries(Object.entries(response.headers).map(([key, value]) => [key, String(value)])),
    body: response.body,
  };
  const text = payload.toString();
  const sent = { method: "POST", url: "/graphql", text, acceptsGraphqlResponse: true, secrets: [] };
  expect(problemsOf(answer, sent)).toEqual([]);
  const errors = readGraphql(answer.body)?.errors ?? [];
  return [
    answer.status,
    errors.map(({ extensions }) => extensions.code),
    errors.flatMap(({ extensions }) => (extensions.fields ?? []).map(({ field }) => field)),
  ];
}

function repeat(count: number, make: (index: number) => string): string {
  return Array.from({ length: count }, (_, index) => make(index)).join(" ");
}

describe("a body that is no GraphQL request", () => {
  const VALID = "{ __typename }";
  it.each<[string, string | Buffer, number, string]>([
    ["text after the JSON", `{"query":"${VALID}"}x`, 400, "VALIDATION_ERROR"],
    ["a byte-order mark alone", "\ufeff", 400, "VALIDATION_ERROR"],
    ["bytes that are no UTF-8", Buffer.from([0xff, 0xfe, 0x7b, 0x7d]), 400, "VALIDATION_ERROR"],
    ["a compressed body", Buffer.from([0x1f, 0x8b, 8, 0]), 400, "VALIDATION_ERROR"],
    ["null", "null", 400, "VALIDATION_ERROR"],
    ["a string", `"${VALID}"`, 400, "VALIDATION_ERROR"],
    ["a batch of two", `[{"query":"${VALID}"},{"query":"${VALID}"}]`, 400, "VALIDATION_ERROR"],
    ["a query that is a list", `{"query":["${VALID}"]}`, 400, "VALIDATION_ERROR"],
    ["variables that are a list", `{"query":"${VALID}","variables":[1]}`, 400, "VALIDATION_ERROR"],
    ["variables that are text", `{"query":"${VALID}","variables":"{}"}`, 400, "VALIDATION_ERROR"],
    ["an operation name that is none", `{"query":"${VALID}","operationName":{}}`, 400, "VALIDATION_ERROR"],
    ["the key __proto__", `{"query":"${VALID}","__proto__":{"x":1}}`, 400, "VALIDATION_ERROR"],
    [
      "a variable __proto__",
      `{"query":"${VALID}","variables":{"__proto__":{"x":1}}}`,
      400,
      "VALIDATION_ERROR",
    ],
    [
      "a prototype of a constructor",
      `{"query":"${VALID}","variables":{"a":{"constructor":{"prototype":{"x":1}}}}}`,
      400,
      "VALIDATION_ERROR",
    ],
    ["a byte more than a mebibyte", `{"query":"${"#".repeat(1_048_565)}"}`, 413, "PAYLOAD_TOO_LARGE"],
  ])("is refused: %s", async (_name, body, status, code) => {
    const prototypes = prototypesNow();
    expect(await refusalOf(body)).toEqual([status, [code], []]);
    expect(prototypesNow()).toBe(prototypes);
    await expectNothingWritten();
  });

  it("of a mebibyte is read", async () => {
    const body = `{"query":"${"#".repeat(1_048_564)}"}`;
    expect(body).toHaveLength(1_048_576);
    expect(await refusalOf(body)).toEqual([400, ["VALIDATION_ERROR"], []]);
  });
});

describe("a document that may not be executed", () => {
  it.each([
    ["an argument that there is not", '{ clinic(id: "x", all: true) { id } }', "VALIDATION_ERROR"],
    ["an argument of another type", '{ clinics(first: "five") { totalCount } }', "VALIDATION_ERROR"],
    ["a list for a scalar", '{ clinic(id: ["x"]) { id } }', "VALIDATION_ERROR"],
    ["a number that is too large", "{ clinics(first: 2147483648) { totalCount } }", "VALIDATION_ERROR"],
    ["a fragment of itself", "{ ...F } fragment F on Query { ...F }", "VALIDATION_ERROR"],
    [
      "fragments in a circle",
      "{ ...F } fragment F on Query { ...G } fragment G on Query { ...F }",
      "VALIDATION_ERROR",
    ],
    ["a fragment that is not used", "{ __typename } fragment F on Query { __typename }", "VALIDATION_ERROR"],
    ["a fragment on a scalar", "{ ...F } fragment F on Int { x }", "VALIDATION_ERROR"],
    [
      "a variable twice",
      "query ($a: Int, $a: Int) { clinics(first: $a) { totalCount } }",
      "VALIDATION_ERROR",
    ],
    ["the alias __proto__", "{ __proto__: __typename }", "VALIDATION_ERROR"],
    ["the field __proto__", "{ __proto__ }", "VALIDATION_ERROR"],
    ["the argument __proto__", "{ clinics(__proto__: 1) { totalCount } }", "VALIDATION_ERROR"],
    [
      "the input field __proto__",
      "{ patients(filter: { __proto__: 1 }) { totalCount } }",
      "VALIDATION_ERROR",
    ],
    ["the directive __proto__", "{ __typename @__proto__ }", "VALIDATION_ERROR"],
    ["@skip without a condition", "{ __typename @skip }", "VALIDATION_ERROR"],
    ["@include by a text", '{ __typename @include(if: "yes") }', "VALIDATION_ERROR"],
    ["a directive of the schema", '{ __typename @access(action: "x") }', "VALIDATION_ERROR"],
    ["a subscription", "subscription { viewer { roles } }", "VALIDATION_ERROR"],
    [
      "two operations, none of them named",
      "query A { __typename } query B { __typename }",
      "VALIDATION_ERROR",
    ],
    ["what only subgraphs serve", "{ _service { sdl } }", "VALIDATION_ERROR"],
    ["a definition of types", "type Query { x: Int }", "VALIDATION_ERROR"],
    ["no operation", "# nothing", "VALIDATION_ERROR"],
    ["ten directives", `{ ${repeat(10, () => "__typename @skip(if: false)")} }`, "COST_LIMIT_EXCEEDED"],
    ["too many words", `{ ${repeat(1_600, () => "__typename")} }`, "COST_LIMIT_EXCEEDED"],
    [
      "depth in fragments",
      `{ clinic(id: "x") { ...F0 } } ${repeat(10, (at) => `fragment F${String(at)} on Clinic { rooms { clinic { ...F${String(at + 1)} } } }`)} fragment F10 on Clinic { id }`,
      "COST_LIMIT_EXCEEDED",
    ],
  ])("is refused: %s", async (_name, query, code) => {
    const [status, codes] = await refusalOf(JSON.stringify({ query }));
    expect([status, codes[0]]).toEqual([400, code]);
    await expectNothingWritten();
  });

  it("may name its operation or its variable as prototypes are named", async () => {
    const query = "query __proto__($__proto__: Int) { clinics(first: $__proto__) { totalCount } }";
    const url = `/graphql?${new URLSearchParams({ query, variables: '{"__proto__":1}', operationName: "__proto__" }).toString()}`;
    const headers = { "apollo-require-preflight": "1", cookie: patient.cookieHeader };
    const prototypes = prototypesNow();
    const answer = await stack.app.inject({ url, headers });
    expect([answer.statusCode, answer.json()]).toMatchObject([200, { data: { clinics: { totalCount: 2 } } }]);
    expect(prototypesNow()).toBe(prototypes);
  });
});

describe("a value that does not fit", () => {
  const book = (change: Readonly<Record<string, unknown>>): string =>
    JSON.stringify({
      query:
        "mutation ($input: BookAppointmentInput!) { bookAppointment(input: $input) { userErrors { code } } }",
      variables: { input: { ...slots[0], patientId: ACCOUNTS.patient.patientId, ...change } },
    });

  it.each([
    ...["2026-02-30", "2025-02-29", "2026-13-01", "2026-1-1", "-000001-01-01", "+275760-09-13", "today"],
    ...["2026-W10-1", "2026-03-01T00:00:00Z", "infinity", ""],
  ])("is refused: the day %j", async (from) => {
    expect(await refusalOf(JSON.stringify({ query: SEARCH, variables: { from } }))).toEqual([
      200,
      ["VALIDATION_ERROR"],
      [],
    ]);
  });

  it.each(["0000-01-01", "1899-12-31", "3000-01-01", "9999-12-31"])(
    "is refused: the day %j, in years where calendars disagree",
    async (from) => {
      expect(await refusalOf(JSON.stringify({ query: SEARCH, variables: { from } }))).toEqual([
        200,
        ["VALIDATION_ERROR"],
        ["from"],
      ]);
    },
  );

  it.each([
    ...["2026-02-30T10:00:00Z", "2027-01-04T24:00:00Z", "2016-12-31T23:59:60Z", "2027-01-04T10:60:00Z"],
    ...["2027-01-04T10:00:00+25:00", "2027-01-04T10:00:00", "2027-01-04T10:00:00 Europe/Berlin"],
    ...["2027-01-04T10:00:00[Europe/Nowhere]", "2027-01-04", "now", "1e20", "\0"],
  ])("is refused: the instant %j", async (startsAt) => {
    expect(await refusalOf(book({ startsAt }))).toEqual([200, ["VALIDATION_ERROR"], []]);
    await expectNothingWritten();
  });

  it.each([
    ["text with NUL", { reason: "a\0b" }, ["input.reason"]],
    ["text with half of a character", { reason: "a\ud800b" }, ["input.reason"]],
    ["blanks only", { reason: " \u3000\n" }, ["input.reason"]],
    ["text of 1001 characters", { reason: "a".repeat(1_001) }, ["input.reason"]],
    ["an id that is none", { clinicId: "1 or 1=1" }, ["input.clinicId"]],
    ["an id in braces", { patientId: `{${MISSING}}` }, ["input.patientId"]],
    ["the year 0000", { startsAt: "0000-01-01T00:00:00Z" }, ["input.startsAt"]],
    ["the year 3000", { startsAt: "3000-01-01T00:00:00Z" }, ["input.startsAt"]],
  ])("is refused by its path: %s", async (_name, change, fields) => {
    expect(await refusalOf(book(change))).toEqual([200, ["VALIDATION_ERROR"], fields]);
    await expectNothingWritten();
  });

  it("is refused when it nests too deeply to be handed on", async () => {
    const nested = "[".repeat(20_000) + "]".repeat(20_000);
    const body = `{"query":${JSON.stringify(SEARCH)},"variables":{"from":${nested}}}`;
    expect(await refusalOf(body)).toEqual([400, ["VALIDATION_ERROR"], []]);
  });

  it.each([
    ["a number", 31_337_133_731, 400],
    ["a list", ["hunter2-31337133731"], 400],
    ["an object", { password: "31337133731" }, 400],
  ])("is never repeated when it is a password: %s", async (_name, password, status) => {
    const variables = { input: { email: "a@b.example", password } };
    for (const request of [
      { query: SIGN_IN, variables },
      {
        query: `mutation { signIn(input: { email: "a", password: ${typeof password === "number" ? String(password) : '["31337133731"]'} }) { userErrors { code } } }`,
      },
      {
        query:
          'mutation { signIn(input: { email: "a", password: "31337133731" "31337133731" }) { userErrors { code } } }',
      },
    ]) {
      const answer = await fetch(`${stack.url}/graphql`, {
        method: "POST",
        headers: { "content-type": "application/json", accept: "application/graphql-response+json" },
        body: JSON.stringify(request),
      });
      expect(answer.status).toBe(status);
      expect(await answer.text()).not.toContain("31337133731");
    }
  });
});

describe("an id of nobody, of another tenant, or a time that has passed", () => {
  const FOREIGN = {
    clinicId: PHOENIX.id,
    serviceTypeId: seededServiceTypeId(PHOENIX, "consultation"),
    practitionerId: seededPractitionerId(PHOENIX, "hector-salazar"),
    patientId: ACCOUNTS.lakesidePatient.patientId,
  };
  it.each([
    ["clinicId", "CLINIC_NOT_FOUND"],
    ["serviceTypeId", "SERVICE_TYPE_NOT_FOUND"],
    ["practitionerId", "PRACTITIONER_NOT_FOUND"],
    ["patientId", "PATIENT_NOT_FOUND"],
  ] as const)("is answered as data, the same for both: %s", async (field, code) => {
    for (const id of [MISSING, FOREIGN[field]]) {
      const slot = slots[0];
      if (slot === undefined) throw new Error("There is no free slot.");
      const input = { ...slot, patientId: ACCOUNTS.patient.patientId, [field]: id };
      const answer = await sendBooking(admin, input, input.patientId);
      expect(dataOf(answer).bookAppointment).toEqual({
        appointment: null,
        userErrors: [{ code, field: `input.${field}` }],
      });
    }
    await expectNothingWritten();
  });

  it("is answered as data: a time that has passed", async () => {
    const past = { ...GOOD_SLOT, startsAt: "2020-03-02T09:00:00Z" };
    expect(dataOf(await sendBooking(admin, past, ACCOUNTS.patient.patientId)).bookAppointment).toEqual({
      appointment: null,
      userErrors: [{ code: "SLOT_IN_PAST", field: "input.startsAt" }],
    });
    await expectNothingWritten();
  });
});

describe("a hostile text", () => {
  /** What the input allows: up to 1000 characters without blanks around them, and nothing that Postgres cannot hold. */
  const STORABLE = HOSTILE_TEXTS.filter(
    (text) =>
      text !== "" &&
      text.trim() === text &&
      text.length <= 1_000 &&
      text.isWellFormed() &&
      !text.includes("\0"),
  );

  it("that is allowed is stored and given back exactly as it came", async () => {
    expect(STORABLE.length).toBeGreaterThan(30);
    for (const reason of STORABLE) expect(await throughTheApi(reason)).toEqual([reason, reason]);
  });

  /** Books and cancels for this reason; the reason as the table has it, and as the patient reads it. */
  async function throughTheApi(reason: string): Promise<unknown[]> {
    const booked = await patient.send<{ bookAppointment: { appointment: { id: string } } }>(
      "mutation ($input: BookAppointmentInput!) { bookAppointment(input: $input) { appointment { id } userErrors { code } } }",
      { input: { ...slots[0], patientId: ACCOUNTS.patient.patientId, reason } },
    );
    const { id } = dataOf(booked).bookAppointment.appointment;
    const read = await patient.send<{ appointment: { reason: string } }>(
      "query ($id: ID!) { appointment(id: $id) { reason } }",
      { id },
    );
    const [row] = await stack.admin<
      { reason: string }[]
    >`select reason from appointments.appointment_clinical where id = ${id}`;
    await cancel(admin, id);
    return [row?.reason, dataOf(read).appointment.reason];
  }
});

describe("what is no HTTP", () => {
  const HOST = "Host: localhost\r\nConnection: close\r\n";
  const POST = `POST /graphql HTTP/1.1\r\n${HOST}Content-Type: application/json\r\n`;
  it.each([
    ["another protocol", "SSH-2.0-OpenSSH_9.9\r\n\r\n", 400, "VALIDATION_ERROR"],
    ["a version that there is not", `GET / HTTP/9.9\r\n${HOST}\r\n`, 400, "VALIDATION_ERROR"],
    ["no host", "GET /graphql HTTP/1.1\r\nConnection: close\r\n\r\n", 400, "VALIDATION_ERROR"],
    ["two hosts", `GET /graphql HTTP/1.1\r\nHost: a\r\n${HOST}\r\n`, 400, "VALIDATION_ERROR"],
    ["two lengths", `${POST}Content-Length: 2\r\nContent-Length: 3\r\n\r\n{}`, 400, "VALIDATION_ERROR"],
    [
      "a length and chunks",
      `${POST}Content-Length: 2\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n`,
      400,
      "VALIDATION_ERROR",
    ],
    ["a chunk of no length", `${POST}Transfer-Encoding: chunked\r\n\r\nzz\r\n`, 400, "VALIDATION_ERROR"],
    ["a path that is none", `GET /%zz HTTP/1.1\r\n${HOST}\r\n`, 400, "VALIDATION_ERROR"],
    [
      "a head of 20,000 bytes",
      `GET / HTTP/1.1\r\n${HOST}X: ${"a".repeat(20_000)}\r\n\r\n`,
      431,
      "PAYLOAD_TOO_LARGE",
    ],
    ["an expectation", `GET /nothing HTTP/1.1\r\n${HOST}Expect: 200-ok\r\n\r\n`, 404, "RESOURCE_NOT_FOUND"],
  ])("is refused in the same shape and with the same headers: %s", async (_name, text, status, code) => {
    const answer = await exchange(stack.url, { bytes: Buffer.from(text, "latin1"), isWhole: true });
    if (answer === null) throw new Error("There was no answer.");
    const sent = { method: "GET", url: "/", text, acceptsGraphqlResponse: true, secrets: [] };
    expect(problemsOf(answer, sent)).toEqual([]);
    const codes = readGraphql(answer.body)?.errors?.map(({ extensions }) => extensions.code);
    expect([answer.status, codes]).toEqual([status, [code]]);
  });
});
