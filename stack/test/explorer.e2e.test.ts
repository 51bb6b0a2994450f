import { buildSchema } from "graphql";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { ACCOUNTS, CLINICS } from "#drizzle/seed/world.ts";
import type {
  ExplorerRun,
  Preflight,
  SavedQuery,
  SavedQueryVersion,
} from "../../router/explorer/explorer-api.ts";
import { askExplorer, type ExplorerAnswer } from "./ask-explorer.ts";
import { partnerToken } from "./app-client.ts";
import { startTestStack, type TestStack } from "./test-stack.ts";
import { untilDelivered } from "./until-delivered.ts";

const PEOPLE = ["analyst", "admin", "support", "lakesideAdmin"] as const;
type Person = (typeof PEOPLE)[number] | "nobody";

const CLINIC_LIST = "query ClinicList { clinics(first: 10) { nodes { id name region } totalCount } }";
const PATIENTS =
  "query Patients { patients(first: 2) { nodes { id appointments(first: 1) { nodes { startsAt } } } } }";

let stack: TestStack;
const cookies = new Map<Person, string>();

beforeAll(async () => {
  stack = await startTestStack();
  for (const name of PEOPLE) cookies.set(name, (await stack.browser(ACCOUNTS[name].email)).cookieHeader);
  cookies.set("nobody", "");
});
afterAll(() => stack.stop());

function ask<T>(
  who: Person,
  method: string,
  path: string,
  body?: unknown,
  headers: Record<string, string> = {},
): Promise<ExplorerAnswer<T>> {
  const url = `${stack.url}/explorer/api/${path}`;
  return askExplorer<T>({ cookie: cookies.get(who) ?? "", method, url, body, headers });
}

const preflight = async (who: Person, query: string, more: object = {}): Promise<Preflight> =>
  (await ask<Preflight>(who, "POST", "preflight", { query, ...more })).body;
const run = (who: Person, query: string, more: object = {}): Promise<ExplorerAnswer<ExplorerRun>> =>
  ask<ExplorerRun>(who, "POST", "run", { query, ...more });

const EVERYTHING = [
  ...([
    ["GET", "viewer"],
    ["GET", "schema"],
    ["GET", "queries"],
    ["POST", "queries"],
  ] as const),
  ...([
    ["POST", "preflight"],
    ["POST", "run"],
    ["POST", "purpose"],
  ] as const),
  ...([
    ["PUT", "queries/1"],
    ["DELETE", "queries/1"],
    ["GET", "queries/1/versions"],
  ] as const),
];

describe("the explorer", () => {
  it.each(EVERYTHING)("shows nothing to who is signed out: %s %s", async (method, path) => {
    const { status, code, headers } = await ask("nobody", method, path, method === "GET" ? undefined : {});
    expect([status, code, headers.get("cache-control")]).toEqual([
      401,
      "AUTH_UNAUTHENTICATED",
      "private, no-store",
    ]);
  });

  it("has nothing for programs, pages of other origins and links of other sites", async () => {
    const token = await partnerToken(stack.url);
    const asProgram = await ask("nobody", "GET", "schema", undefined, { authorization: `Bearer ${token}` });
    expect([asProgram.status, asProgram.code]).toEqual([403, "AUTH_FORBIDDEN"]);
    const foreign = await ask("admin", "GET", "schema", undefined, { origin: "https://evil.example" });
    expect([foreign.status, foreign.code]).toEqual([403, "AUTH_FORBIDDEN"]);
    const linked = await ask("admin", "GET", "queries", undefined, { "sec-fetch-site": "cross-site" });
    expect([linked.status, linked.code]).toEqual([403, "AUTH_FORBIDDEN"]);
  });

  it("says who is there, and shows the schema of their roles", async () => {
    expect((await ask("analyst", "GET", "viewer")).body).toEqual({
      roles: ["ANALYST"],
      mayMutate: false,
      purpose: null,
    });
    const ofAnalyst = await ask<string>("analyst", "GET", "schema");
    const ofAdmin = await ask<string>("admin", "GET", "schema");
    expect(buildSchema(ofAnalyst.body).getMutationType()).toBeUndefined();
    expect(buildSchema(ofAdmin.body).getMutationType()?.getFields()).toHaveProperty("disableAccount");
    expect(ofAnalyst.body).not.toContain("AuditEvent ");
    const etag = ofAnalyst.headers.get("etag") ?? "";
    expect(ofAnalyst.headers.get("cache-control")).toBe("private, no-cache");
    const again = await ask("analyst", "GET", "schema", undefined, { "if-none-match": etag });
    expect(again.status).toBe(304);
    expect((await ask("admin", "GET", "schema", undefined, { "if-none-match": etag })).status).toBe(200);
  });
});

describe("a pre-flight", () => {
  it("tells what a query would take, and is right about it", async () => {
    const before = await preflight("admin", CLINIC_LIST);
    expect(before).toMatchObject({
      operation: {
        ...{ name: "ClinicList", kind: "query", fields: 6, classes: {}, calls: { appointments: 1 } },
        cost: expect.any(Number) as number,
      },
      refusals: [],
    });
    expect(before.budget.remaining).toBeGreaterThan(1_000);
    const { status, body } = await run("admin", CLINIC_LIST);
    expect(status).toBe(200);
    expect(body.result.data).toMatchObject({ clinics: { totalCount: 2 } });
    expect(body.report).toMatchObject({
      status: 200,
      correlationId: expect.stringMatching(/^[0-9a-f-]{36}$/) as string,
      traceId: null,
      calls: [{ subgraph: "appointments", durationMs: expect.any(Number) as number }],
    });
    expect(body.report.cost).toBeGreaterThan(0);
    expect(body.report.cost).toBeLessThanOrEqual(before.operation?.cost ?? 0);
  });

  it.each([
    ["fields of others", "analyst", PATIENTS, ["AUTH_FORBIDDEN"]],
    [
      "a change by who only reads",
      "analyst",
      "mutation { signOut { userErrors { code } } }",
      ["AUTH_FORBIDDEN"],
    ],
    ["what is not GraphQL", "admin", "{", ["VALIDATION_ERROR"]],
    ["a field that there is not", "admin", "{ clinics { nodes { nam } } }", ["VALIDATION_ERROR"]],
    [
      "variables that do not fit",
      "admin",
      "query ($n: Int!) { clinics(first: $n) { nodes { id } } }",
      ["VALIDATION_ERROR"],
    ],
    [
      "too much",
      "admin",
      "{ clinics(first: 100) { nodes { schedules { practitioner { appointments(first: 100) { nodes { clinic { schedules { weekday } } } } } } } } }",
      ["COST_LIMIT_EXCEEDED"],
    ],
  ] as const)("says why it would be refused: %s", async (_what, who, query, codes) => {
    const { refusals } = await preflight(who, query);
    expect(refusals.map(({ code }) => code).filter((code) => code !== "PURPOSE_NEEDED")).toEqual(codes);
    const ran = await run(who, query);
    const code = ran.code ?? ran.body.result.errors?.[0]?.extensions["code"];
    expect([...codes, "PURPOSE_NEEDED"]).toContain(code);
  });

  it("names the fields that are not for the caller, and the actions they take", async () => {
    const { refusals } = await preflight("analyst", PATIENTS);
    expect(refusals[0]?.fields).toContainEqual({
      coordinate: "Patient.appointments",
      actions: ["appointment:list"],
    });
  });

  it("costs ten points, as whatever else is asked here", async () => {
    const left = async (): Promise<number> =>
      (await preflight("lakesideAdmin", CLINIC_LIST)).budget.remaining;
    const before = await left();
    await ask("lakesideAdmin", "GET", "queries");
    await ask("lakesideAdmin", "GET", "viewer");
    expect(await left()).toBe(before - 30);
  });

  it("judges the operation that is named, of several", async () => {
    const query = `${CLINIC_LIST} ${PATIENTS}`;
    expect((await preflight("analyst", query, { operationName: "ClinicList" })).refusals).toEqual([]);
    expect((await preflight("analyst", query, { operationName: "Other" })).refusals).toMatchObject([
      { code: "VALIDATION_ERROR", reason: 'There is no operation "Other".' },
    ]);
  });
});

describe("patients, to an analyst", () => {
  const MASKED = ["Patient.birthDate", "Patient.contact", "Patient.id", "Patient.name"];
  const QUERY = `{ patients(first: 100) { totalCount nodes { __typename id birthDate name { display } contact { phone }
    pseudonym birthYear region } } }`;

  it("are shown without who they are: what would tell it is null and named, before and after", async () => {
    const { operation, refusals } = await preflight("analyst", QUERY);
    expect(refusals).toEqual([]);
    expect(operation).toMatchObject({
      masked: MASKED,
      classes: { PII: ["Patient.birthYear", "Patient.pseudonym"] },
      calls: { users: 1 },
    });
    const { status, body } = await run("analyst", QUERY);
    expect([status, body.result.errors]).toEqual([200, undefined]);
    expect(body.result.extensions).toMatchObject({ redacted: MASKED });
    const { nodes, totalCount } = body.result.data?.["patients"] as {
      readonly nodes: readonly Record<string, unknown>[];
      readonly totalCount: number;
    };
    expect(nodes).toHaveLength(100);
    expect(totalCount).toBeGreaterThan(100);
    for (const node of nodes) {
      expect(node).toEqual({
        ...{ __typename: "Patient", id: null, birthDate: null, name: null, contact: null },
        pseudonym: expect.stringMatching(/^[0-9a-f]{8}-[0-9a-f]{4}-4/) as string,
        birthYear: expect.any(Number) as number,
        region: expect.any(String) as string,
      });
    }
    // Not only where it is expected: nowhere in the answer stands who a patient is.
    const known = await stack.admin<Record<string, string | null>[]>`
      select id, given_name, family_name, phone, email, birth_date::text from users.patient`;
    const answer = JSON.stringify(body.result);
    const told = known
      .flatMap((row) => Object.values(row))
      .filter((value) => value !== null && answer.includes(value));
    expect(told).toEqual([]);
  });

  it("are the same at /graphql, and counted where nothing but masked fields is asked for", async () => {
    const { data, errors, extensions } = await graphql(
      "{ patients(first: 3) { nodes { name { display } } } }",
    );
    expect(errors).toBeUndefined();
    expect(data).toEqual({ patients: { nodes: [{ name: null }, { name: null }, { name: null }] } });
    expect(extensions).toMatchObject({ redacted: ["Patient.name"] });
  });

  it("are not said to be without what was left out by the query itself", async () => {
    const { extensions } = await graphql(
      "{ patients(first: 1) { nodes { id birthDate @skip(if: true) name @include(if: false) { display } } } }",
    );
    expect(extensions).toMatchObject({ redacted: ["Patient.id"] });
  });

  it("are not found by name", async () => {
    const { errors } = await graphql('{ patients(filter: { familyNamePrefix: "A" }) { totalCount } }');
    expect(errors?.map(({ extensions }) => extensions.code)).toEqual(["AUTH_FORBIDDEN"]);
  });

  async function graphql(query: string): Promise<{
    readonly data?: unknown;
    readonly errors?: readonly { readonly extensions: { readonly code: string } }[];
    readonly extensions?: unknown;
  }> {
    const response = await fetch(`${stack.url}/graphql`, {
      method: "POST",
      headers: { "content-type": "application/json", cookie: cookies.get("analyst") ?? "" },
      body: JSON.stringify({ query }),
    });
    return (await response.json()) as Awaited<ReturnType<typeof graphql>>;
  }
});

describe("patients' data", () => {
  it("is looked at when it was said what for, once for a session, and that is on record", async () => {
    expect((await preflight("admin", PATIENTS)).refusals).toMatchObject([{ code: "PURPOSE_NEEDED" }]);
    const early = await run("admin", PATIENTS);
    expect([early.status, early.code]).toEqual([403, "PURPOSE_NEEDED"]);
    const declared = await ask("admin", "POST", "purpose", { purpose: "HOPERAT" });
    expect(declared.body).toMatchObject({ purpose: "HOPERAT" });
    expect((await preflight("admin", PATIENTS)).refusals).toEqual([]);
    expect((await run("admin", PATIENTS)).body.result.errors).toBeUndefined();
    // Another session of somebody else has declared nothing.
    expect((await run("support", PATIENTS)).code).toBe("PURPOSE_NEEDED");
    await untilDelivered(stack.admin);
    const rows = await stack.admin`select action, detail from audit.entry
      where action = 'purpose:declare' and agent_account_id = ${ACCOUNTS.admin.id}`;
    expect([...rows]).toEqual([{ action: "purpose:declare", detail: { purposeOfUse: "HOPERAT" } }]);
  });

  it.each([{}, { purpose: "CURIOSITY" }, { purpose: "TREAT", more: 1 }])(
    "needs a purpose that is one: %j",
    async (input) => {
      const { status, code } = await ask("support", "POST", "purpose", input);
      expect([status, code]).toEqual([400, "VALIDATION_ERROR"]);
    },
  );
});

describe("a saved query", () => {
  const names = (queries: readonly SavedQuery[]): string[] => queries.map(({ name }) => name);
  const list = async (who: Person): Promise<readonly SavedQuery[]> =>
    (await ask<SavedQuery[]>(who, "GET", "queries")).body;

  it("is the owner's until it is shared, and then its tenant's to read", async () => {
    const name = '<script>alert("x")</script> of mine';
    const saved = await ask<SavedQuery>("analyst", "POST", "queries", {
      name,
      text: CLINIC_LIST,
      isShared: false,
    });
    expect([saved.status, saved.body]).toMatchObject([
      201,
      { name, isOwn: true, version: 1, isShared: false },
    ]);
    const { id } = saved.body;
    expect(names(await list("analyst"))).toEqual([name]);
    for (const other of ["admin", "lakesideAdmin"] as const) {
      expect(await list(other)).toEqual([]);
      expect((await ask(other, "GET", `queries/${id}/versions`)).status).toBe(404);
    }
    const shared = await ask<SavedQuery>("analyst", "PUT", `queries/${id}`, {
      ...{ name: "All clinics", text: `${CLINIC_LIST} # now`, isShared: true },
    });
    expect(shared.body).toMatchObject({ name: "All clinics", version: 2, isShared: true });
    expect(await list("admin")).toMatchObject([
      { id, name: "All clinics", isOwn: false, text: `${CLINIC_LIST} # now` },
    ]);
    const versions = await ask<SavedQueryVersion[]>("admin", "GET", `queries/${id}/versions`);
    expect(versions.body.map(({ version, text }) => [version, text])).toEqual([
      [2, `${CLINIC_LIST} # now`],
      [1, CLINIC_LIST],
    ]);
    expect(await list("lakesideAdmin")).toEqual([]);
    for (const other of ["admin", "lakesideAdmin"] as const) {
      const input = { name: "Mine", text: "{ x }", isShared: true };
      expect((await ask(other, "PUT", `queries/${id}`, input)).code).toBe("RESOURCE_NOT_FOUND");
      expect((await ask(other, "DELETE", `queries/${id}`)).code).toBe("RESOURCE_NOT_FOUND");
    }
    expect((await ask("analyst", "DELETE", `queries/${id}`)).status).toBe(204);
    expect(await list("admin")).toEqual([]);
    const [left] = await stack.admin`select count(*)::int as rows from platform.saved_query_version`;
    expect(left).toEqual({ rows: 0 });
    await untilDelivered(stack.admin);
    const entries = await stack.admin`select action, entity_type, detail from audit.entry
      where entity_id = ${id} order by sequence`;
    const common = { action: "saved-query:write", entity_type: "SavedQuery" };
    expect([...entries]).toEqual([
      { ...common, detail: { step: "CREATED", isShared: false } },
      { ...common, detail: { step: "CHANGED", isShared: true } },
      { ...common, detail: { step: "DELETED" } },
    ]);
  });

  it("is not changed by who has seen an older version", async () => {
    const before = { name: "Clinics", text: CLINIC_LIST, isShared: false };
    const { id } = (await ask<SavedQuery>("analyst", "POST", "queries", before)).body;
    const change = (text: string, ifVersion: number) =>
      ask<SavedQuery>("analyst", "PUT", `queries/${id}`, { ...before, text, ifVersion });
    expect((await change("{ a }", 1)).body).toMatchObject({ version: 2, text: "{ a }" });
    for (const ifVersion of [1, 3]) {
      const { status, code } = await change("{ b }", ifVersion);
      expect([status, code]).toEqual([409, "CONFLICT"]);
    }
    expect(await list("analyst")).toMatchObject([{ version: 2, text: "{ a }" }]);
    expect((await change("{ b }", 0)).code).toBe("VALIDATION_ERROR");
    expect((await change("{ c }", 2)).body).toMatchObject({ version: 3, text: "{ c }" });
    expect((await ask("analyst", "DELETE", `queries/${id}`)).status).toBe(204);
  });

  it.each([
    ["no name", { name: " ", text: "{ a }", isShared: false }],
    ["a name that is too long", { name: "x".repeat(101), text: "{ a }", isShared: false }],
    ["no text", { name: "a", text: "", isShared: false }],
    ["a text that is too long", { name: "a", text: "x".repeat(20_001), isShared: false }],
    [
      "what is not known",
      { name: "a", text: "{ a }", isShared: false, accountId: CLINICS.northwindBerlin.id },
    ],
  ])("is refused with %s, and nothing is kept", async (_what, input) => {
    const { status, code } = await ask("analyst", "POST", "queries", input);
    expect([status, code]).toEqual([400, "VALIDATION_ERROR"]);
    expect(await list("analyst")).toEqual([]);
  });

  it("has an id that is one", async () => {
    expect((await ask("analyst", "DELETE", "queries/1")).code).toBe("VALIDATION_ERROR");
  });
});
