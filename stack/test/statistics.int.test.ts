import { Temporal } from "temporal-polyfill";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { seedWorld } from "#drizzle/seed/index.ts";
import { CLINICS, TENANTS } from "#drizzle/seed/world.ts";
import type { Role, Viewer } from "#shared/auth/viewer.ts";
import { viewerSettings } from "#shared/db/viewer-settings.ts";
import { startSubgraph, type GraphqlAnswer, type SubgraphHarness } from "#shared/testing/subgraph-harness.ts";
import { createTestDatabase, type TestDatabase } from "#shared/testing/test-database.ts";
import { viewerOf } from "#shared/testing/viewers.ts";
import postgres from "postgres";
import { createAppointmentsSubgraph } from "../../subgraphs/appointments/subgraph.ts";

/** A Wednesday; the seeded world goes 90 days back from its Monday. */
const NOW = new Date("2026-03-11T15:20:00Z");
const PERIOD = { fromMonth: "2025-12", toMonth: "2026-02" };
const TENANT = TENANTS.northwind.id;
const BERLIN = CLINICS.northwindBerlin;
const DELHI = CLINICS.northwindDelhi;
const TOOK_TIME = ["FULFILLED", "NOSHOW"];

const QUERY = `query ($by: AppointmentStatisticsGrouping!, $fromMonth: String!, $toMonth: String!, $first: Int, $after: String) {
  appointmentStatistics(by: $by, fromMonth: $fromMonth, toMonth: $toMonth, first: $first, after: $after) {
    edges { cursor }
    nodes {
      month day region status clinic { id } serviceType { id clinic { id } }
      isSuppressed count utilisation isUtilisationEstimated noShowRate leadTimeHours
    }
    pageInfo { hasNextPage endCursor }
  }
}`;

interface Row {
  readonly clinicId: string;
  readonly serviceTypeId: string;
  readonly status: string;
  readonly month: string;
  readonly day: string;
  readonly minutes: number;
  readonly leadMinutes: number;
}

interface Cell {
  readonly month: string;
  readonly day: string | null;
  readonly region: string | null;
  readonly status: string | null;
  readonly clinic: { id: string } | null;
  readonly serviceType: { id: string } | null;
  readonly isSuppressed: boolean;
  readonly count: number | null;
  readonly utilisation: number | null;
  readonly isUtilisationEstimated: boolean;
  readonly noShowRate: number | null;
  readonly leadTimeHours: number | null;
}

let database: TestDatabase;
let harness: SubgraphHarness;
/** Every appointment of the tenant, in the local time of its clinic. */
let rows: Row[];
/** Offered minutes by clinic and ISO weekday. */
const offered = new Map<string, number>();

const viewer = (role: Role, regions: string[] = []): Viewer =>
  viewerOf({ tenantId: TENANT, roles: [role], regions });
const analyst = viewer("ANALYST", [BERLIN.region, DELHI.region]);

beforeAll(async () => {
  database = await createTestDatabase();
  await seedWorld({
    adminUrl: database.adminUrl,
    clock: () => NOW,
    sealingKey: Buffer.alloc(32, 5),
    isProduction: false,
  });
  harness = await startSubgraph({
    name: "appointments",
    create: createAppointmentsSubgraph,
    startsBackgroundWork: false,
    clock: () => NOW,
    database,
  });
  const stored = await harness.admin<Record<string, string>[]>`
    select a.clinic_id, a.service_type_id, a.status, a.starts_at::text, a.created_at::text, c.time_zone, s.duration_minutes
    from appointments.appointment a join appointments.clinic c on c.id = a.clinic_id
    join appointments.service_type s on s.id = a.service_type_id where a.tenant_id = ${TENANT}`;
  rows = stored.map((row) => {
    const startsAtMs = Date.parse(String(row["starts_at"]));
    const local = Temporal.Instant.fromEpochMilliseconds(startsAtMs).toZonedDateTimeISO(
      String(row["time_zone"]),
    );
    return {
      clinicId: String(row["clinic_id"]),
      serviceTypeId: String(row["service_type_id"]),
      status: String(row["status"]),
      month: local.toPlainDate().toString().slice(0, 7),
      day: local.toPlainDate().toString(),
      minutes: Number(row["duration_minutes"]),
      leadMinutes: (startsAtMs - Date.parse(String(row["created_at"]))) / 60_000,
    };
  });
  for (const { clinic_id, weekday, minutes } of await harness.admin<
    { clinic_id: string; weekday: number; minutes: number }[]
  >`
    select clinic_id, weekday, sum(extract(epoch from closes_at - opens_at) / 60)::int as minutes
    from appointments.schedule group by 1, 2`) {
    offered.set(`${clinic_id} ${String(weekday)}`, minutes);
  }
});
afterAll(async () => {
  await harness.stop();
  await database.drop();
});

function ask(who: Viewer, variables: Record<string, unknown>): Promise<GraphqlAnswer> {
  return harness.execute(who, QUERY, { ...PERIOD, first: 100, ...variables });
}

/** All pages. */
async function cellsOf(by: string, who = analyst): Promise<Cell[]> {
  const cells: Cell[] = [];
  for (let after: string | null = null; ;) {
    const answer: GraphqlAnswer = await ask(who, { by, after });
    expect(answer.errors).toBeUndefined();
    const { nodes, pageInfo } = answer.data.appointmentStatistics;
    cells.push(...(nodes as Cell[]));
    if (pageInfo.hasNextPage !== true) return cells;
    after = String(pageInfo.endCursor);
  }
}

/** The rows that a cell is of. */
function rowsOf(cell: Cell): Row[] {
  return rows.filter(
    (row) =>
      row.month === cell.month &&
      (cell.day === null || row.day === cell.day) &&
      (cell.region === null || (row.clinicId === BERLIN.id ? BERLIN : DELHI).region === cell.region) &&
      (cell.clinic === null || row.clinicId === cell.clinic.id) &&
      (cell.serviceType === null || row.serviceTypeId === cell.serviceType.id) &&
      (cell.status === null ? TOOK_TIME.includes(row.status) : row.status === cell.status),
  );
}

function offeredIn(clinicId: string, month: string): number {
  const { daysInMonth } = Temporal.PlainYearMonth.from(month);
  return Array.from({ length: daysInMonth }, (_, index) =>
    offeredOn(clinicId, `${month}-${String(index + 1).padStart(2, "0")}`),
  ).reduce((sum, minutes) => sum + minutes);
}

function offeredOn(clinicId: string, day: string): number {
  return offered.get(`${clinicId} ${String(Temporal.PlainDate.from(day).dayOfWeek)}`) ?? 0;
}

const sum = (numbers: readonly number[]): number => numbers.reduce((total, number) => total + number, 0);
const round = (rate: number): number => Math.round(rate * 10_000) / 10_000;

describe("numbers of the seeded appointments", () => {
  it.each([
    ...["REGION", "CLINIC", "SERVICE", "DAY", "STATUS"],
    ...["REGION_DAY", "REGION_STATUS", "CLINIC_DAY", "CLINIC_STATUS"],
  ])("by %s are those that the rows have, and nothing is told of 1 to 10", async (by) => {
    const cells = await cellsOf(by);
    const told = cells.filter(({ isSuppressed }) => !isSuppressed);
    expect(told.length).toBeGreaterThan(3);
    for (const cell of told) {
      const own = rowsOf(cell);
      expect([cell, cell.count]).toEqual([cell, own.length]);
      expect(own.length).toBeGreaterThanOrEqual(11);
      expect(cell.leadTimeHours).toBe(
        Math.round(sum(own.map(({ leadMinutes }) => leadMinutes)) / own.length / 60),
      );
    }
    for (const cell of cells.filter(({ isSuppressed }) => isSuppressed)) {
      expect(cell).toMatchObject({ count: null, utilisation: null, noShowRate: null, leadTimeHours: null });
    }
    const keys = cells.map(({ month, day, region, clinic, serviceType, status }) =>
      JSON.stringify([month, day, region, clinic?.id, serviceType?.id, status]),
    );
    expect(new Set(keys).size).toBe(keys.length);
    // What is neither told nor suppressed has none.
    const covered = cells.flatMap(rowsOf);
    const all = rows.filter(
      ({ month, status }) =>
        month >= PERIOD.fromMonth &&
        month <= PERIOD.toMonth &&
        (by.endsWith("STATUS") || TOOK_TIME.includes(status)),
    );
    expect(covered).toHaveLength(all.length);
  });

  it("tell the no-show rate of clinics, as long as neither side is small", async () => {
    const cells = await cellsOf("CLINIC");
    const rates = cells.map((cell) => {
      const own = rowsOf(cell);
      const missed = own.filter(({ status }) => status === "NOSHOW").length;
      return missed >= 11 ? round(missed / own.length) : null;
    });
    expect(cells.map(({ noShowRate }) => noShowRate)).toEqual(rates);
    expect(rates.filter((rate) => rate !== null).length).toBeGreaterThan(3);
  });

  it("tell how much of the working hours was booked: of a month exactly, where all services are told", async () => {
    const cells = await cellsOf("CLINIC");
    const exact = cells.filter(({ isUtilisationEstimated }) => !isUtilisationEstimated);
    expect(exact.length).toBeGreaterThan(0);
    for (const cell of exact) {
      const minutes = sum(rowsOf(cell).map((row) => row.minutes));
      expect(cell.utilisation).toBe(round(minutes / offeredIn(String(cell.clinic?.id), cell.month)));
    }
    for (const cell of cells) {
      const minutes = sum(rowsOf(cell).map((row) => row.minutes));
      const real = minutes / offeredIn(String(cell.clinic?.id), cell.month);
      expect(Math.abs(Number(cell.utilisation) / real - 1)).toBeLessThan(0.1);
    }
  });

  it("tell the part of the working hours that a service took, and of a day what the month leads to expect", async () => {
    for (const cell of (await cellsOf("SERVICE")).filter(({ isSuppressed }) => !isSuppressed)) {
      const minutes = sum(rowsOf(cell).map((row) => row.minutes));
      expect(cell.utilisation).toBe(round(minutes / offeredIn(String(cell.clinic?.id), cell.month)));
    }
    const ofMonth = (await cellsOf("CLINIC")).find(
      ({ clinic, month, isUtilisationEstimated }) =>
        clinic?.id === DELHI.id && month === "2026-02" && !isUtilisationEstimated,
    );
    const own = rowsOf(ofMonth as Cell);
    const meanMinutes = sum(own.map(({ minutes }) => minutes)) / own.length;
    const days = (await cellsOf("CLINIC_DAY")).filter(
      ({ clinic, month, isSuppressed }) => clinic?.id === DELHI.id && month === "2026-02" && !isSuppressed,
    );
    expect(days.length).toBeGreaterThan(3);
    for (const cell of days) {
      expect(cell.isUtilisationEstimated).toBe(true);
      const expected = (Number(cell.count) * meanMinutes) / offeredOn(DELHI.id, String(cell.day));
      expect(cell.utilisation).toBe(round(expected));
    }
  });

  it("are the same page by page, however long the pages are", async () => {
    const all = await cellsOf("CLINIC_DAY");
    const answer = await ask(analyst, { by: "CLINIC_DAY", first: 7 });
    const { nodes, edges } = answer.data.appointmentStatistics;
    expect(nodes).toEqual(all.slice(0, 7));
    const rest = await ask(analyst, { by: "CLINIC_DAY", first: 7, after: edges[2].cursor });
    expect(rest.data.appointmentStatistics.nodes).toEqual(all.slice(3, 10));
  });
});

describe("who asks", () => {
  it("gets numbers of the own regions, an admin of all, and of no other tenant", async () => {
    const regions = async (who: Viewer): Promise<unknown[]> => [
      ...new Set((await cellsOf("REGION", who)).map(({ region }) => region)),
    ];
    expect(await regions(viewer("ANALYST", [DELHI.region]))).toEqual([DELHI.region]);
    expect((await regions(viewer("ADMIN"))).sort()).toEqual([BERLIN.region, DELHI.region].sort());
    expect(await regions(viewer("ANALYST", [CLINICS.lakesidePhoenix.region]))).toEqual([]);
    expect(await regions(viewer("ANALYST"))).toEqual([]);
    const lakeside = viewerOf({ tenantId: TENANTS.lakeside.id, roles: ["ADMIN"] });
    const ids = (await cellsOf("CLINIC", lakeside)).map(({ clinic }) => clinic?.id);
    expect(new Set(ids)).toEqual(new Set([CLINICS.lakesideNewYork.id, CLINICS.lakesidePhoenix.id]));
  });

  it.each(["USER", "PRACTITIONER", "SUPPORT", "PARTNER"] as const)("is refused as %s", async (role) => {
    const answer = await ask(viewer(role, [BERLIN.region]), { by: "REGION" });
    expect(answer.errors?.map(({ extensions }) => extensions["code"])).toEqual(["AUTH_FORBIDDEN"]);
  });

  it("is told what is wrong with a period, and nothing is counted", async () => {
    for (const [period, field] of [
      [{ fromMonth: "2026-13" }, "fromMonth"],
      [{ fromMonth: "0900-01" }, "fromMonth"],
      [{ toMonth: "2026-2" }, "toMonth"],
      [{ toMonth: "2026-03" }, "toMonth"],
      [{ toMonth: "2999-01", fromMonth: "2998-12" }, "toMonth"],
      [{ fromMonth: "2026-02", toMonth: "2026-01" }, "toMonth"],
      [{ fromMonth: "2024-02", toMonth: "2026-02" }, "toMonth"],
      [{ fromMonth: "2025-11", toMonth: "2026-02", by: "DAY" }, "toMonth"],
      [{ first: 101 }, "first"],
      [{ after: "bm9uZQ" }, "after"],
    ] as const) {
      harness.statements.clear();
      const answer = await ask(analyst, { by: "CLINIC", ...period });
      expect(answer.errors?.map(({ extensions }) => extensions)).toMatchObject([
        { code: "VALIDATION_ERROR", fields: [{ field }] },
      ]);
      expect(harness.statements.list.filter((text) => text.includes("appointments."))).toEqual([]);
    }
  });

  it("gets an empty list for months without appointments", async () => {
    const answer = await ask(analyst, { by: "CLINIC", fromMonth: "2020-01", toMonth: "2021-12" });
    expect(answer.errors).toBeUndefined();
    expect(answer.data.appointmentStatistics.nodes).toEqual([]);
  });
});

describe("the database", () => {
  it("counts in one statement, whatever is asked: one more is of clinics, the others are settings", async () => {
    for (const variables of [
      { by: "REGION" },
      { by: "CLINIC_DAY" },
      { by: "SERVICE", fromMonth: "2024-03" },
    ]) {
      harness.statements.clear();
      await harness.execute(
        analyst,
        `query ($by: AppointmentStatisticsGrouping!, $fromMonth: String!, $toMonth: String!) {
          appointmentStatistics(by: $by, fromMonth: $fromMonth, toMonth: $toMonth) { nodes { count clinic { name } } }
        }`,
        { ...PERIOD, ...variables },
      );
      const asked = harness.statements.list.filter((text) => text.includes("appointments"));
      expect(asked).toHaveLength(2);
      expect(asked[1]).toContain("count_appointments");
      expect(harness.statements.list).toHaveLength(5);
    }
  });

  it("shows an analyst no row, counts for analysts and admins within their tenant and regions, and for nobody else", async () => {
    const login = postgres(database.urlFor("appointments_app"), { max: 1, onnotice: () => undefined });
    const as = (who: Viewer, text: string): Promise<postgres.Row[]> =>
      login.begin(async (tx) => {
        const { text: settings, parameters } = viewerSettings(who, 5_000);
        await tx.unsafe(settings, [...parameters]);
        return [...(await tx.unsafe(text))];
      });
    // With what is still to come: the timer of reminders may see that, under the same role, and of all tenants.
    const count = `select coalesce(sum(count), 0)::int as total from appointments.count_appointments(
      array(select id from appointments.clinic where false) || '{${BERLIN.id},${DELHI.id}}'::uuid[],
      '{2026-01-01,2026-01-01}', '{2026-01-01Z,2026-01-01Z}', '{2027-01-01Z,2027-01-01Z}', false)`;
    const total = async (who: Viewer): Promise<number> => Number((await as(who, count))[0]?.["total"]);
    try {
      expect(await as(analyst, "select 1 from appointments.appointment")).toEqual([]);
      const ofBoth = await total(viewer("ADMIN"));
      const ofDelhi = await total(viewer("ANALYST", [DELHI.region]));
      expect(await total(analyst)).toBe(ofBoth);
      expect(ofDelhi).toBeGreaterThan(100);
      expect(ofDelhi).toBeLessThan(ofBoth);
      expect(await total(viewer("SUPPORT", [DELHI.region]))).toBe(0);
      expect(await total(viewer("PRACTITIONER"))).toBe(0);
      expect(await total(viewerOf({ tenantId: TENANTS.lakeside.id, roles: ["ADMIN"] }))).toBe(0);
    } finally {
      await login.end();
    }
    const [owner] = await harness.admin`select proowner::regrole::text as owner, prosecdef, proconfig
      from pg_proc where proname = 'count_appointments'`;
    expect(owner).toEqual({ owner: "appointments_system", prosecdef: true, proconfig: ['search_path=""'] });
    const columns = await harness.admin`select column_name as name from information_schema.column_privileges
      where grantee = 'appointments_system' and table_name = 'appointment' order by 1`;
    expect(columns.map(({ name }) => String(name))).toEqual([
      ...["clinic_id", "created_at"],
      // For reminders, which are of no tenant's request.
      ...["id", "patient_id", "practitioner_id"],
      ...["region"],
      ...["scheduled_at"],
      ...["service_type_id", "starts_at", "status", "tenant_id"],
      ...["updated_at", "version"],
    ]);
    const [may] =
      await harness.admin`select has_schema_privilege('appointments_system', 'appointments', 'create') as create`;
    expect(may).toEqual({ create: false });
  });
});
