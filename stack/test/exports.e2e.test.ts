import { setTimeout as sleep } from "node:timers/promises";
import { afterAll, afterEach, beforeAll, describe, expect, it } from "vitest";
import { loginRole } from "#drizzle/contexts.ts";
import { ACCOUNTS } from "#drizzle/seed/world.ts";
import { createSealer } from "#shared/crypto/seal.ts";
import { newId } from "#shared/db/ids.ts";
import type { ServiceHandler } from "#shared/http/service-call.ts";
import type { TestDatabase } from "#shared/testing/test-database.ts";
import type { ExplorerRun, ExplorerViewer } from "../../router/explorer/explorer-api.ts";
import type { ExportInput, ExportJob, ExportState } from "../../router/explorer/export-api.ts";
import { exportKeyOf } from "../secrets.ts";
import { askExplorer, type ExplorerAnswer } from "./ask-explorer.ts";
import { startEitherStack, type EitherStack } from "./either-stack.ts";
import { LAST_MONTH, MONTH_BEFORE_LAST } from "./permission-probes.ts";
import { createSeededDatabase, SEALING_KEY } from "./seeded-database.ts";
import { startTestStack, type TestStack } from "./test-stack.ts";
import { untilDelivered } from "./until-delivered.ts";

const PEOPLE = ["analyst", "admin", "support", "practitioner", "lakesideAdmin"] as const;
type Person = (typeof PEOPLE)[number] | "nobody";

/** Two pages of a hundred patients cost nearly all of it: less than what an export leaves. */
const LIMITS = {
  windowSeconds: 1,
  points: { address: 1e9, account: 3_000, client: 1e9, credentials: 1e9 },
};
const PATIENTS = `query PatientList($first: Int = 3, $after: String) {
  patients(first: $first, after: $after) {
    nodes { id name { family given } birthDate }
    pageInfo { hasNextPage endCursor }
  }
}`;
/** Of them, to an analyst. */
const MASKED = ["Patient.birthDate", "Patient.id", "Patient.name"];
const VISITS = "{ patients { nodes { appointments { nodes { startsAt } } } } }";
const CLINIC_LIST = "query ClinicList { clinics { nodes { name } } }";
/** Needs more points than two pages would leave, and less than a quarter of all. */
const SECOND_QUERY = "{ clinics(first: 50) { nodes { id name region timeZone } } }";
const FORMULA = '=HYPERLINK("https://clinic.example","x")';

let database: TestDatabase;
let stack: TestStack;
/** Another router on the same database, with less to spend. */
let other: EitherStack;
const cookies = new Map<Person, string>();
/** While it is there, pages of patients after the first one are held back. */
let gate: Promise<undefined> | undefined;
let openGate: (() => void) | undefined;

function closeGate(): () => void {
  const { promise, resolve } = Promise.withResolvers<undefined>();
  gate = promise;
  openGate = () => {
    gate = undefined;
    resolve(undefined);
  };
  return openGate;
}

const wrapService = (name: string, handle: ServiceHandler): ServiceHandler =>
  name === "users"
    ? async (request) => {
        if (/"exportAfter":"/.test(request.body)) await gate;
        return handle(request);
      }
    : handle;

beforeAll(async () => {
  database = await createSeededDatabase();
  const urlFor = (context: Parameters<typeof loginRole>[0]): string => database.urlFor(loginRole(context));
  stack = await startTestStack({ wrapService }, database);
  other = await startEitherStack(urlFor, { wrapService, rateLimits: LIMITS });
  for (const name of PEOPLE) cookies.set(name, (await stack.browser(ACCOUNTS[name].email)).cookieHeader);
  cookies.set("nobody", "");
  await declarePurpose();
});
afterEach(() => openGate?.());
afterAll(async () => {
  await stopOther();
  await stack.stop();
});

let stopped: Promise<void> | undefined;
/** Stops the other router, once. */
const stopOther = (): Promise<void> => (stopped ??= other.stop());

async function declarePurpose(): Promise<void> {
  await ask("admin", "POST", "/explorer/api/purpose", { purpose: "HOPERAT" });
}

/** Does something while an account has another role, from when the router knows of it. */
async function withRole<T>(who: (typeof PEOPLE)[number], role: string, act: () => Promise<T>): Promise<T> {
  const rolesOf = async (): Promise<readonly string[]> =>
    (await ask<ExplorerViewer>(who, "GET", "/explorer/api/viewer")).body.roles;
  const become = async (roles: readonly string[]): Promise<void> => {
    await stack.admin`update auth.account set roles = ${[...roles]} where id = ${ACCOUNTS[who].id}`;
    await expect.poll(rolesOf, { timeout: 5_000 }).toEqual(roles);
  };
  const before = await rolesOf();
  try {
    await become([role]);
    return await act();
  } finally {
    await become(before);
  }
}

function ask<T>(
  who: Person,
  method: string,
  path: string,
  body?: unknown,
  url = stack.url,
): Promise<ExplorerAnswer<T>> {
  return askExplorer<T>({ cookie: cookies.get(who) ?? "", method, url: url + path, body });
}

const EXPORTS = "/explorer/api/exports";
const begin = async (
  who: Person,
  query: string,
  more: Partial<ExportInput> = {},
  url = stack.url,
): Promise<ExportJob> => {
  const input: ExportInput = { query, format: "NDJSON", ...more };
  const { status, body, headers } = await ask<ExportJob>(who, "POST", EXPORTS, input, url);
  expect(status, JSON.stringify(body)).toBe(202);
  expect(headers.get("location")).toBe(`${EXPORTS}/${body.id}`);
  return body;
};
const jobOf = async (who: Person, id: string, url?: string): Promise<ExportJob> =>
  (await ask<ExportJob>(who, "GET", `${EXPORTS}/${id}`, undefined, url)).body;
/** Resolves when it has got there. */
async function until(who: Person, id: string, state: ExportState, url?: string): Promise<ExportJob> {
  await expect
    .poll(async () => (await jobOf(who, id, url)).state, { timeout: 15_000, interval: 50 })
    .toBe(state);
  return jobOf(who, id, url);
}
const fileOf = (who: Person, id: string, url?: string) =>
  ask<string>(who, "GET", `/v1/files/${id}`, undefined, url);

/** Resolves when one page of it is there, and the next one is held back. */
async function untilOnePage(who: Person, id: string, url?: string): Promise<void> {
  await expect.poll(async () => (await jobOf(who, id, url)).pages, { timeout: 10_000 }).toBe(1);
}

/** Rows of all pages, asked for one by one. */
async function byHand(who: Person): Promise<readonly unknown[]> {
  const rows: unknown[] = [];
  let after: string | null = null;
  do {
    const variables: Record<string, unknown> = { first: 100, after };
    const { body } = await ask<ExplorerRun>(who, "POST", "/explorer/api/run", { query: PATIENTS, variables });
    const page = body.result.data?.["patients"] as {
      readonly nodes: readonly unknown[];
      readonly pageInfo: { readonly hasNextPage: boolean; readonly endCursor: string };
    };
    rows.push(...page.nodes);
    after = page.pageInfo.hasNextPage ? page.pageInfo.endCursor : null;
  } while (after !== null);
  return rows;
}

const linesOf = (text: string): unknown[] =>
  text
    .split("\n")
    .filter((line) => line !== "")
    .map((line): unknown => JSON.parse(line));
const partsOf = async (id: string): Promise<number> =>
  (await stack.admin`select 1 from platform.export_part where export_job_id = ${id}`).length;
const stepsOf = async (id: string) =>
  (
    await stack.admin<{ detail: Record<string, unknown> }[]>`select detail from audit.entry
      where action = 'export:write' and entity_id = ${id} order by sequence`
  ).map(({ detail }) => detail);

describe("an export", () => {
  it("is what the pages asked for by hand are, and is on record", async () => {
    const rows = await byHand("admin");
    expect(rows.length).toBeGreaterThan(200);
    const { id, ...begun } = await begin("admin", PATIENTS);
    expect(begun).toMatchObject({ name: "PatientList", state: "QUEUED", rows: 0, total: null, error: null });
    const job = await until("admin", id, "COMPLETED");
    const file = await fileOf("admin", id);
    expect(file.status).toBe(200);
    expect(linesOf(file.body)).toEqual(rows);
    expect(job).toMatchObject({ rows: rows.length, total: rows.length, pages: 3, waitingUntil: null });
    expect(job.bytes).toBe(Buffer.byteLength(file.body));
    expect(Object.fromEntries(file.headers)).toMatchObject({
      "content-type": "application/x-ndjson; charset=utf-8",
      "content-disposition": 'attachment; filename="PatientList.ndjson"',
      "content-length": String(job.bytes),
      "cache-control": "private, no-store",
      "x-content-type-options": "nosniff",
    });
    const [kept] = await stack.admin<{ text: string }[]>`select j::text || p::text as text
      from platform.export_job j join platform.export_part p on p.export_job_id = j.id where j.id = ${id} limit 1`;
    const { family } = (rows[0] as { name: { family: string } }).name;
    expect(kept?.text).not.toContain(family);
    expect((await ask("admin", "DELETE", `${EXPORTS}/${id}`)).status).toBe(204);
    expect([(await fileOf("admin", id)).status, await partsOf(id)]).toEqual([404, 0]);
    await untilDelivered(stack.admin);
    const common = { name: "PatientList", format: "NDJSON", purposeOfUse: "HOPERAT" };
    const whole = { rows: job.rows, bytes: job.bytes };
    expect(await stepsOf(id)).toEqual([
      { ...common, step: "CREATED", rows: 0, bytes: 0 },
      { ...common, step: "COMPLETED", ...whole },
      { ...common, step: "DOWNLOADED", ...whole },
      { ...common, step: "DELETED", ...whole },
    ]);
  });

  it("is a CSV file whose cells are no formulas", async () => {
    await stack.admin`update users.practitioner set family_name = ${FORMULA}
      where id = (select id from users.practitioner where tenant_id = ${ACCOUNTS.admin.tenantId} limit 1)`;
    const query = "query Staff { practitioners { edges { cursor node { name { family } specialty } } } }";
    const { id } = await begin("practitioner", query, { format: "CSV" });
    await until("practitioner", id, "COMPLETED");
    const { body, headers } = await fileOf("practitioner", id);
    expect(headers.get("content-type")).toBe("text/csv; charset=utf-8");
    expect(body.startsWith("\uFEFFname.family,specialty\r\n")).toBe(true);
    expect(body).toContain(`"'${FORMULA.replaceAll('"', '""')}",`);
    expect(body).not.toMatch(/^"?=/m);
  });

  it("is of statistics, too, for an analyst: every page of them", async () => {
    const query = `query Days { appointmentStatistics(by: CLINIC_DAY, fromMonth: "${MONTH_BEFORE_LAST}", toMonth: "${LAST_MONTH}") {
      nodes { day clinic { name } isSuppressed count }
    } }`;
    const { id } = await begin("analyst", query, { format: "CSV" });
    await until("analyst", id, "COMPLETED");
    const [header, ...rows] = (await fileOf("analyst", id)).body.trim().split("\r\n");
    expect(header).toBe("day,clinic.name,isSuppressed,count");
    // The last month at least is of two clinics all of whose weekdays have appointments.
    expect(rows.length).toBeGreaterThan(100);
    expect(rows.filter((row) => /,(true,|false,\d{2,})$/.test(row))).toHaveLength(rows.length);
  });

  it.each([
    ["support", 404],
    ["lakesideAdmin", 404],
    ["nobody", 401],
  ] as const)("is its owner's: for %s it is not there", async (who, status) => {
    const { id } = await begin("practitioner", CLINIC_LIST);
    await until("practitioner", id, "COMPLETED");
    expect((await fileOf("practitioner", id)).status).toBe(200);
    const asked = await Promise.all([
      fileOf(who, id),
      ask(who, "GET", `${EXPORTS}/${id}`),
      ask(who, "POST", `${EXPORTS}/${id}/cancel`),
      ask(who, "POST", `${EXPORTS}/${id}/resume`),
      ask(who, "DELETE", `${EXPORTS}/${id}`),
    ]);
    expect(asked.map((answer) => answer.status)).toEqual([status, status, status, status, status]);
    if (status === 404) expect((await ask<unknown[]>(who, "GET", EXPORTS)).body).toEqual([]);
    const missing = await fileOf(who, newId());
    const [file] = asked;
    expect([file.status, file.code]).toEqual([missing.status, missing.code]);
    expect((await jobOf("practitioner", id)).state).toBe("COMPLETED");
  });

  it("is there for a day", async () => {
    const { id } = await begin("practitioner", CLINIC_LIST);
    const job = await until("practitioner", id, "COMPLETED");
    const hours = (Date.parse(job.expiresAt) - Date.parse(job.createdAt)) / 3_600_000;
    expect(hours).toBeCloseTo(24, 1);
    await stack.admin`update platform.export_job set expires_at = now() where id = ${id}`;
    expect((await fileOf("practitioner", id)).code).toBe("RESOURCE_NOT_FOUND");
    expect((await ask("practitioner", "GET", `${EXPORTS}/${id}`)).code).toBe("RESOURCE_NOT_FOUND");
    const { body } = await ask<ExportJob[]>("practitioner", "GET", EXPORTS);
    expect(body.map((each) => each.id)).not.toContain(id);
  });

  it.each(["ANALYST", "USER"])("that says who patients are is not for its owner as %s", async (role) => {
    const { id } = await begin("lakesideAdmin", PATIENTS);
    await until("lakesideAdmin", id, "COMPLETED");
    expect((await fileOf("lakesideAdmin", id)).status).toBe(200);
    await withRole("lakesideAdmin", role, async () => {
      const { status, code } = await fileOf("lakesideAdmin", id);
      expect([status, code]).toEqual([403, "AUTH_FORBIDDEN"]);
    });
    expect((await fileOf("lakesideAdmin", id)).status).toBe(200);
  });

  it("without who patients are says so, and is its owner's", async () => {
    const { id, redacted } = await begin("analyst", PATIENTS);
    expect(redacted).toEqual([]);
    const job = await until("analyst", id, "COMPLETED");
    expect(job.redacted).toEqual(MASKED);
    const { status, body } = await fileOf("analyst", id);
    expect(status).toBe(200);
    expect(linesOf(body)[0]).toEqual({ id: null, name: null, birthDate: null });
  });

  it("is fetched when what would be hidden was left out by the query itself", async () => {
    const query = `query Few($named: Boolean!) {
      patients { nodes { pseudonym name @include(if: $named) { display } } } }`;
    const { id } = await begin("analyst", query, { variables: { named: false } });
    expect(await until("analyst", id, "COMPLETED")).toMatchObject({ redacted: [] });
    expect((await fileOf("analyst", id)).status).toBe(200);
  });

  it("is fetched by who may see its rows, whatever else the query asks for", async () => {
    const query = `query Mixed($id: ID!) { patient(id: $id) { consents { id } } clinics { nodes { name } } }`;
    const { id } = await begin("analyst", query, { variables: { id: newId() } });
    await until("analyst", id, "COMPLETED");
    expect((await fileOf("analyst", id)).status).toBe(200);
  });

  it("of a query that the schema does not know any more is nobody's", async () => {
    const { id } = await begin("practitioner", CLINIC_LIST);
    await until("practitioner", id, "COMPLETED");
    const sealer = createSealer(exportKeyOf(SEALING_KEY));
    const request = sealer.seal(
      JSON.stringify({ query: "{ clinics { nodes { gone } } }" }),
      `export-request:${id}`,
    );
    await stack.admin`update platform.export_job set request = ${request} where id = ${id}`;
    const { status, code } = await fileOf("practitioner", id);
    expect([status, code]).toEqual([400, "VALIDATION_ERROR"]);
  });

  it("of 10 MB is sent whole", async () => {
    const [id, parts, part] = [newId(), 20, `${"x".repeat(511_999)}\n`];
    const sealer = createSealer(exportKeyOf(SEALING_KEY));
    const { id: accountId, tenantId } = ACCOUNTS.practitioner;
    const request = sealer.seal(JSON.stringify({ query: CLINIC_LIST }), `export-request:${id}`);
    await stack.admin`insert into platform.export_job ${stack.admin({
      ...{
        id,
        tenant_id: tenantId,
        account_id: accountId,
        name: "Large",
        format: "CSV",
        state: "COMPLETED",
        request,
      },
      ...{ rows: parts, pages: parts, bytes: parts * part.length, runner: newId(), expires_at: "2100-01-01" },
    })}`;
    const rows = Array.from({ length: parts }, (_, index) => ({
      ...{ id: newId(), tenant_id: tenantId, export_job_id: id, number: index + 1 },
      content: sealer.seal(part, `export-part:${id}:${index + 1}`),
    }));
    await stack.admin`insert into platform.export_part ${stack.admin(rows)}`;
    const { status, headers, body } = await fileOf("practitioner", id);
    expect([status, headers.get("content-length"), body.length]).toEqual([200, "10240000", 10_240_000]);
    expect(body === part.repeat(parts)).toBe(true);
  });
});

describe("an export under way", () => {
  it("ends when its owner signs out, with nothing left of it", async () => {
    const open = closeGate();
    const { id } = await begin("admin", PATIENTS);
    await untilOnePage("admin", id);
    expect(await partsOf(id)).toBe(1);
    const { cookieHeader } = await stack.browser(ACCOUNTS.admin.email);
    await signOut("admin");
    open();
    cookies.set("admin", cookieHeader);
    await declarePurpose();
    const job = await until("admin", id, "FAILED");
    expect(job.error).toEqual({ code: "AUTH_UNAUTHENTICATED", reason: "Sign in to do this." });
    expect([(await fileOf("admin", id)).status, await partsOf(id)]).toEqual([404, 0]);
  });

  it("ends when its owner may not see it any more", async () => {
    const open = closeGate();
    const { id } = await begin("lakesideAdmin", PATIENTS);
    await untilOnePage("lakesideAdmin", id);
    await withRole("lakesideAdmin", "USER", async () => {
      open();
      const job = await until("lakesideAdmin", id, "FAILED");
      expect(job.error).toMatchObject({ code: "AUTH_FORBIDDEN" });
    });
  });

  it("ends when its owner sees less of who patients are by now", async () => {
    const open = closeGate();
    const { id } = await begin("lakesideAdmin", PATIENTS);
    await untilOnePage("lakesideAdmin", id);
    await withRole("lakesideAdmin", "ANALYST", async () => {
      open();
      const job = await until("lakesideAdmin", id, "FAILED");
      expect(job).toMatchObject({ redacted: [], error: { code: "CONFLICT" } });
    });
  });

  it("is cancelled", async () => {
    const open = closeGate();
    const { id } = await begin("admin", PATIENTS);
    await untilOnePage("admin", id);
    expect((await ask<ExportJob>("admin", "POST", `${EXPORTS}/${id}/cancel`)).body.state).toBe("CANCELLED");
    open();
    for (const step of ["cancel", "resume"])
      expect((await ask("admin", "POST", `${EXPORTS}/${id}/${step}`)).code).toBe("CONFLICT");
    expect([(await fileOf("admin", id)).status, await partsOf(id)]).toEqual([404, 0]);
  });

  it("goes on where whoever was killed has left it, even if that one comes back", async () => {
    const open = closeGate();
    const { id } = await begin("admin", PATIENTS);
    await untilOnePage("admin", id);
    expect((await ask("admin", "POST", `${EXPORTS}/${id}/resume`)).code).toBe("CONFLICT");
    // As if its process had been killed half a minute ago: it does not say any more that it is at work.
    await stack.admin`update platform.export_job
      set heartbeat_at = now() - interval '31 s', runner = ${newId()} where id = ${id}`;
    expect((await jobOf("admin", id)).state).toBe("INTERRUPTED");
    expect((await ask("admin", "POST", `${EXPORTS}/${id}/resume`)).status).toBe(202);
    open();
    const job = await until("admin", id, "COMPLETED");
    const rows = await byHand("admin");
    expect([job.rows, job.pages, await partsOf(id)]).toEqual([rows.length, 3, 3]);
    expect(linesOf((await fileOf("admin", id)).body)).toEqual(rows);
  });

  it("waits for points that it may not have, and leaves its owner some to go on with", async () => {
    const begunAt = performance.now();
    const { id } = await begin("admin", PATIENTS, {}, other.url);
    const states = new Set<ExportState>();
    while (!states.has("COMPLETED")) {
      const { state, waitingUntil } = await jobOf("admin", id, other.url);
      states.add(state);
      expect(state).not.toBe("FAILED");
      expect(waitingUntil !== null).toBe(state === "WAITING");
      const run = await ask("admin", "POST", "/explorer/api/run", { query: SECOND_QUERY }, other.url);
      expect(run.status).toBe(200);
      await sleep(100);
    }
    expect([...states]).toContain("WAITING");
    // No two of its three pages fit into what it may have of one second.
    expect(performance.now() - begunAt).toBeGreaterThan(1_000);
    expect(linesOf((await fileOf("admin", id, other.url)).body)).toEqual(await byHand("admin"));
  });

  it("is left by a router that stops, and goes on at another one", async () => {
    const open = closeGate();
    const { id } = await begin("admin", PATIENTS, {}, other.url);
    await untilOnePage("admin", id);
    await stopOther();
    open();
    expect(await jobOf("admin", id)).toMatchObject({ state: "INTERRUPTED", pages: 1, error: null });
    expect((await ask("admin", "POST", `${EXPORTS}/${id}/resume`)).status).toBe(202);
    const job = await until("admin", id, "COMPLETED");
    expect(linesOf((await fileOf("admin", id)).body)).toEqual(await byHand("admin"));
    expect(job.pages).toBe(3);
  });
});

describe("an export is refused", () => {
  it.each([
    ["what is no query", "admin", "mutation { signOut { isSignedOut } }", 400, "VALIDATION_ERROR"],
    ["a query without a list", "admin", "{ viewer { roles } }", 400, "VALIDATION_ERROR"],
    ["what is not GraphQL", "admin", "{", 400, "VALIDATION_ERROR"],
    ["fields of others", "analyst", "{ patients { nodes { consents { id } } } }", 403, "AUTH_FORBIDDEN"],
    ["data of patients, before it was said what for", "practitioner", VISITS, 403, "PURPOSE_NEEDED"],
    [
      "rows that nobody may ask for",
      "admin",
      "{ patients { nodes { appointments(first: 100) { nodes { patient { appointments(first: 100) { nodes { id } } } } } } } }",
      ...([400, "COST_LIMIT_EXCEEDED"] as const),
    ],
  ] as const)("for %s", async (_what, who, query, status, code) => {
    const kept = async (): Promise<string[]> =>
      (await ask<ExportJob[]>(who, "GET", EXPORTS)).body.map(({ id }) => id);
    const before = await kept();
    const refused = await ask(who, "POST", EXPORTS, { query, format: "CSV" });
    expect([refused.status, refused.code]).toEqual([status, code]);
    expect(await kept()).toEqual(before);
  });

  it("for a format that there is not, from pages of other origins, and beyond three at a time", async () => {
    const input = { query: PATIENTS, format: "XLSX" };
    expect((await ask("admin", "POST", EXPORTS, input)).code).toBe("VALIDATION_ERROR");
    const foreign = await fetch(`${stack.url}/v1/files/${newId()}`, {
      headers: { cookie: cookies.get("admin") ?? "", "sec-fetch-site": "cross-site" },
    });
    expect(foreign.status).toBe(403);
    const open = closeGate();
    const jobs = [
      await begin("admin", PATIENTS),
      await begin("admin", PATIENTS),
      await begin("admin", PATIENTS),
    ];
    const { status, code } = await ask("admin", "POST", EXPORTS, { query: PATIENTS, format: "CSV" });
    expect([status, code]).toEqual([409, "CONFLICT"]);
    for (const { id } of jobs) await ask("admin", "POST", `${EXPORTS}/${id}/cancel`);
    open();
  });
});

async function signOut(who: Person): Promise<void> {
  const query = "mutation { signOut { isSignedOut } }";
  const response = await fetch(`${stack.url}/graphql`, {
    method: "POST",
    headers: { "content-type": "application/json", cookie: cookies.get(who) ?? "" },
    body: JSON.stringify({ query }),
  });
  expect(response.status).toBe(200);
}
