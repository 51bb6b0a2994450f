import postgres from "postgres";
import { Temporal } from "temporal-polyfill";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { createTestDatabase, type TestDatabase } from "#shared/testing/test-database.ts";
import { generateLoad, SeedRefusedError, seedWorld, type LoadSummary } from "../index.ts";
import type { GenerateLoadOptions } from "./generate-load.ts";
import { loadAppointmentRows } from "./load-appointments.ts";
import { loadClinics } from "./load-plan.ts";

const NOW = new Date("2026-03-11T15:20:00Z");
const APPOINTMENTS = 500;
const OF_LOAD =
  "appointments.appointment a join appointments.clinic c on c.id = a.clinic_id and c.name like 'Load clinic %'";

let database: SeededDatabase;
const told: number[] = [];
let summary: LoadSummary;
beforeAll(async () => {
  database = await openSeededDatabase();
  summary = await load(database, { onProgress: (written) => told.push(written) });
});
afterAll(() => database[Symbol.asyncDispose]());

describe("synthetic load", () => {
  it("has as many appointments as asked for, of both tenants, over four years", async () => {
    expect(summary).toEqual({ outcome: "GENERATED", resumedAt: 0 });
    expect(told.at(-1)).toBe(APPOINTMENTS);
    expect(told).toHaveLength(6);
    const tenants = await database.sql.unsafe(`
      select count(*)::int as appointments, count(distinct practitioner_id)::int as practitioners,
        count(distinct patient_id)::int as patients,
        min(starts_at) < '2023-04-01' and max(starts_at) between '2027-02-15' and '2027-03-09' as lasts
      from ${OF_LOAD} group by a.tenant_id`);
    const share = { appointments: 250, practitioners: 20, patients: 20, lasts: true };
    expect([...tenants]).toEqual([share, share]);
  });

  it("has nothing booked before the anchor, nothing over after it, and of all a tenth cancelled", async () => {
    const rows = await database.sql.unsafe(`
      select a.starts_at < '2026-03-09' as is_past, array_agg(distinct status order by status) as statuses,
        count(*) filter (where status = 'CANCELLED') * 100 / count(*) between 6 and 14 as is_a_tenth
      from ${OF_LOAD} group by 1 order by 1`);
    expect([...rows]).toEqual([
      { is_past: false, statuses: ["BOOKED", "CANCELLED"], is_a_tenth: true },
      { is_past: true, statuses: ["CANCELLED", "FULFILLED", "NOSHOW"], is_a_tenth: true },
    ]);
  });

  it("holds practitioner and room with the service's buffers, the patient without, unless cancelled", async () => {
    const wrong = await database.sql.unsafe(`
      select a.id from ${OF_LOAD}
      join appointments.service_type s on s.id = a.service_type_id and s.clinic_id = a.clinic_id
      join appointments.room r on r.id = a.room_id and r.clinic_id = a.clinic_id
      cross join lateral (select tstzrange(a.starts_at, a.ends_at) as treated,
        tstzrange(a.starts_at - make_interval(mins => s.buffer_before_minutes),
          a.ends_at + make_interval(mins => s.buffer_after_minutes)) as buffered) w
      where (select array_agg((l.resource_kind, l.resource_id, l.during, l.live, l.lane)::text order by l.resource_kind)
          from appointments.allocation l where l.appointment_id = a.id) is distinct from array[
          ('PATIENT', a.patient_id, w.treated, a.status <> 'CANCELLED', 0)::text,
          ('PRACTITIONER', a.practitioner_id, w.buffered, a.status <> 'CANCELLED', 0)::text,
          ('ROOM', a.room_id, w.buffered, a.status <> 'CANCELLED', 0)::text]
        or a.ends_at - a.starts_at <> make_interval(mins => s.duration_minutes)
        or (a.cancelled_at is null) <> (a.status <> 'CANCELLED')
        or a.created_at >= a.starts_at or a.cancelled_at >= a.starts_at or a.cancelled_at < a.created_at`);
    expect(wrong).toEqual([]);
  });

  it("lets nothing overlap, cancelled ones included", async () => {
    const overlapping = await database.sql`
      select x.id from appointments.allocation x join appointments.allocation y
        on x.resource_id = y.resource_id and x.during && y.during and x.id < y.id`;
    expect(overlapping).toEqual([]);
  });

  it("keeps each appointment inside the working hours, in the clinic's local time, also when clocks change", async () => {
    const rows = await database.sql.unsafe<
      { taken_from: Date; taken_until: Date; time_zone: string; hours: string[] }[]
    >(`
      select l.busy_from as taken_from, l.busy_until as taken_until, c.time_zone,
        (select array_agg(h.weekday || ' ' || h.opens_at || ' ' || h.closes_at) from appointments.schedule h
          where h.practitioner_id = a.practitioner_id and h.clinic_id = a.clinic_id) as hours
      from ${OF_LOAD} join appointments.allocation l on l.appointment_id = a.id and l.resource_kind = 'PRACTITIONER'`);
    const local = (instant: Date, zone: string) =>
      Temporal.Instant.fromEpochMilliseconds(instant.getTime()).toZonedDateTimeISO(zone);
    const outside = rows.filter(({ taken_from, taken_until, time_zone, hours }) => {
      const from = local(taken_from, time_zone);
      const until = local(taken_until, time_zone).toPlainTime().toString();
      return !hours.some((hour) => {
        const [weekday, opensAt = "", closesAt = ""] = hour.split(" ");
        return (
          Number(weekday) === from.dayOfWeek && opensAt <= from.toPlainTime().toString() && until <= closesAt
        );
      });
    });
    expect(rows).toHaveLength(APPOINTMENTS);
    expect(outside).toEqual([]);
  });

  it("places patients and practitioners in their clinic's tenant and region, in both contexts", async () => {
    const [{ matched } = { matched: undefined }] = await database.sql.unsafe(`
      select count(*)::int as matched from ${OF_LOAD}
        join users.patient p on p.id = a.patient_id and p.tenant_id = c.tenant_id and p.region = c.region
        join users.practitioner d on d.id = a.practitioner_id and d.tenant_id = c.tenant_id and d.region = c.region
        join appointments.known_patient k on k.id = a.patient_id and k.tenant_id = c.tenant_id and k.region = c.region
        join appointments.known_practitioner n on n.id = a.practitioner_id and n.tenant_id = c.tenant_id
      where a.tenant_id = c.tenant_id and a.region = c.region`);
    expect(matched).toBe(APPOINTMENTS);
  });

  it("is the same in another database with the same seed, also when it was ended half-way", async () => {
    await using ended = await openSeededDatabase();
    const stop = (): never => {
      throw new Error("ended");
    };
    await expect(load(ended, { onProgress: stop })).rejects.toThrow("ended");
    const resumed = await load(ended);
    expect(resumed.outcome).toBe("GENERATED");
    expect(resumed.resumedAt).toBeGreaterThan(0);
    expect(resumed.resumedAt).toBeLessThan(APPOINTMENTS);
    expect(await fingerprint(ended)).toBe(await fingerprint(database));
  }, 60_000);

  it("is another with another seed", () => {
    const startsOf = (seed: number): unknown[] => {
      const [clinic] = loadClinics({ appointments: APPOINTMENTS, seed });
      if (clinic === undefined) throw new Error("There is no clinic.");
      return loadAppointmentRows({ clinic, first: 0, end: 50 }, "2026-03-09").appointments.map(
        ({ startsAt }) => startsAt,
      );
    };
    expect(startsOf(2)).toHaveLength(50);
    expect(startsOf(2)).not.toEqual(startsOf(1));
  });

  it("changes nothing when it is there, and refuses another beside it", async () => {
    const print = await fingerprint(database);
    expect(await load(database)).toEqual({ outcome: "ALREADY_THERE", resumedAt: APPOINTMENTS });
    await expect(load(database, { appointments: 600 })).rejects.toThrow("--appointments 500 --seed 1");
    await expect(load(database, { seed: 2 })).rejects.toThrow(SeedRefusedError);
    expect(await fingerprint(database)).toBe(print);
  });

  it("refuses in production before it connects, and a database that is not seeded", async () => {
    const nowhere = { adminUrl: "postgres://nobody@localhost:1/nothing" };
    await expect(load(nowhere, { isProduction: true })).rejects.toThrow("not for production");
    const empty = await createTestDatabase();
    await expect(load(empty)).rejects.toThrow("npm run db:seed");
    await empty.drop();
  });
});

type SeededDatabase = TestDatabase & AsyncDisposable & { readonly sql: postgres.Sql };

function load(
  { adminUrl }: Pick<TestDatabase, "adminUrl">,
  options: Partial<GenerateLoadOptions> = {},
): Promise<LoadSummary> {
  return generateLoad({
    ...{ adminUrl, appointments: APPOINTMENTS, seed: 1, isProduction: false, portionSize: 100 },
    ...options,
  });
}

async function openSeededDatabase(): Promise<SeededDatabase> {
  const opened = await createTestDatabase();
  const { adminUrl } = opened;
  await seedWorld({ adminUrl, clock: () => NOW, sealingKey: Buffer.alloc(32, 5), isProduction: false });
  const sql = postgres(adminUrl, { max: 1, onnotice: () => undefined });
  const dispose = async (): Promise<void> => {
    await sql.end();
    await opened.drop();
  };
  return { ...opened, sql, [Symbol.asyncDispose]: dispose };
}

/** Of every row that a load is made of. */
async function fingerprint({ sql }: SeededDatabase): Promise<string> {
  const tables = [
    "appointment",
    "appointment_clinical",
    "allocation",
    "clinic",
    "room",
    "schedule",
    "known_patient",
  ];
  const texts = tables.map(
    (table) => `select md5(string_agg(t::text, '|' order by t.id)) as print from appointments.${table} t`,
  );
  const rows = await sql.unsafe(texts.join(" union all "));
  return rows.map(({ print }) => String(print)).join(" ");
}
