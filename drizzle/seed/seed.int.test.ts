import { createHash } from "node:crypto";
import postgres from "postgres";
import { Temporal } from "temporal-polyfill";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { verifyPassword } from "#shared/auth/password.ts";
import { createTestDatabase, type TestDatabase } from "#shared/testing/test-database.ts";
import { seedWorld, type SeedSummary } from "./index.ts";
import { ACCOUNTS, DEMO_PASSWORD, PARTNERS, TENANTS } from "./world.ts";

/** A Wednesday; the clocks of Berlin and New York change within the world. */
const NOW = new Date("2026-03-11T15:20:00Z");
const ANCHOR = "2026-03-09";
const SEALING_KEY = Buffer.alloc(32, 5);

interface BookedRow {
  readonly starts_at: Date;
  readonly time_zone: string;
  readonly duration_minutes: number;
  readonly buffer_before_minutes: number;
  readonly buffer_after_minutes: number;
  readonly hours: readonly {
    readonly weekday: number;
    readonly opensAt: string;
    readonly closesAt: string;
  }[];
}
describe("the seeded world", () => {
  let database: TestDatabase;
  let admin: postgres.Sql;
  let summary: SeedSummary;
  const steps: string[] = [];

  beforeAll(async () => {
    database = await createTestDatabase();
    admin = postgres(database.adminUrl, { max: 2, onnotice: () => undefined });
    summary = await seedWorld({
      adminUrl: database.adminUrl,
      clock: () => NOW,
      sealingKey: SEALING_KEY,
      isProduction: false,
      onProgress: (step) => steps.push(step),
    });
  });

  afterAll(async () => {
    await admin.end();
    await database.drop();
  });

  it("says which week it hangs on and what it wrote, step by step", () => {
    expect(steps).toEqual(["accounts", "people", "clinics", "appointments"]);
    expect(summary).toEqual({
      outcome: "SEEDED",
      anchor: ANCHOR,
      rowsWritten: {
        "auth.tenant": 2,
        "auth.account": 8,
        "auth.totp": 3,
        "auth.oauth_client": 4,
        "users.user": 8,
        "users.patient": 443,
        "users.practitioner": 26,
        "users.known_actor": 8,
        "users.consent": 47,
        "users.guardianship": 1,
        "appointments.clinic": 4,
        "appointments.room": 16,
        "appointments.device": 8,
        "appointments.service_type": 32,
        "appointments.known_practitioner": 26,
        "appointments.schedule": 241,
        "appointments.known_patient": 443,
        "appointments.known_actor": 8,
        "appointments.known_consent": 47,
        "appointments.known_guardianship": 1,
        "appointments.appointment": 4_634,
        "appointments.appointment_clinical": 4_245,
        "appointments.allocation": 14_419,
      },
    });
  });

  it("gives each tenant its share of the world, from 90 days before the anchor to 60 after", async () => {
    const rows = await admin`
      select tenant_id, count(*)::int as appointments, count(distinct patient_id)::int as patients,
        min(starts_at) >= ${ANCHOR}::text::date - interval '91 days' as begins,
        max(ends_at) < ${ANCHOR}::text::date + interval '62 days' as ends
      from appointments.appointment group by tenant_id`;
    expect(rows).toHaveLength(2);
    for (const row of rows) {
      expect(Object.values(TENANTS).map(({ id }) => id)).toContain(row["tenant_id"]);
      expect(row["appointments"]).toBeGreaterThanOrEqual(2_000);
      expect(row["patients"]).toBeGreaterThanOrEqual(200);
      expect([row["begins"], row["ends"]]).toEqual([true, true]);
    }
  });

  it("has nothing booked that is over, and nothing fulfilled that is to come", async () => {
    const rows = await admin`
      select ends_at <= ${NOW.toISOString()}::text::timestamptz as is_over,
        array_agg(distinct status order by status) as statuses
      from appointments.appointment group by 1 order by 1`;
    expect([...rows]).toEqual([
      { is_over: false, statuses: ["BOOKED", "CANCELLED"] },
      { is_over: true, statuses: ["CANCELLED", "FULFILLED", "NOSHOW"] },
    ]);
  });

  it("holds practitioner, room and devices of the kinds it needs with the service's buffers, the patient without, unless cancelled", async () => {
    const wrong = await admin`
      select a.id from appointments.appointment a
      join appointments.service_type s on s.id = a.service_type_id and s.clinic_id = a.clinic_id
      join appointments.room r on r.id = a.room_id and r.clinic_id = a.clinic_id
      left join lateral (
        select array_agg((l.resource_kind, l.resource_id, l.during, l.live, l.lane)::text order by l.resource_kind) as held,
          coalesce(array_agg(d.kind order by d.kind) filter (where d.kind is not null), '{}') as kinds
        from appointments.allocation l left join appointments.device d on d.id = l.resource_id and d.clinic_id = a.clinic_id
        where l.appointment_id = a.id) held on true
      cross join lateral (select
        tstzrange(a.starts_at, a.ends_at) as treated,
        tstzrange(a.starts_at - make_interval(mins => s.buffer_before_minutes),
          a.ends_at + make_interval(mins => s.buffer_after_minutes)) as buffered) w
      where held.kinds is distinct from s.device_kinds
        or held.held is distinct from (
          select coalesce(array_agg(('DEVICE', d, w.buffered, a.status <> 'CANCELLED', 0)::text), '{}') from unnest(a.device_ids) d
        ) || array[
          ('PATIENT', a.patient_id, w.treated, a.status <> 'CANCELLED', 0)::text,
          ('PRACTITIONER', a.practitioner_id, w.buffered, a.status <> 'CANCELLED', 0)::text,
          ('ROOM', a.room_id, w.buffered, a.status <> 'CANCELLED', 0)::text]
        or a.ends_at - a.starts_at <> make_interval(mins => s.duration_minutes)
        or (a.cancelled_at is null) <> (a.status <> 'CANCELLED')
        or a.created_at >= a.starts_at or a.cancelled_at >= a.starts_at or a.cancelled_at < a.created_at`;
    expect(wrong).toEqual([]);
  });

  it("lets nothing overlap, cancelled ones included", async () => {
    const overlapping = await admin`
      select x.id from appointments.allocation x join appointments.allocation y
        on x.resource_id = y.resource_id and x.during && y.during and x.id < y.id`;
    expect(overlapping).toEqual([]);
  });

  it("keeps each appointment inside the working hours of its practitioner, in the clinic's local time", async () => {
    const rows = await admin<BookedRow[]>`
      select a.starts_at, c.time_zone, s.duration_minutes, s.buffer_before_minutes, s.buffer_after_minutes,
        (select json_agg(json_build_object('weekday', h.weekday, 'opensAt', h.opens_at, 'closesAt', h.closes_at))
         from appointments.schedule h where h.practitioner_id = a.practitioner_id and h.clinic_id = a.clinic_id) as hours
      from appointments.appointment a
      join appointments.clinic c on c.id = a.clinic_id join appointments.service_type s on s.id = a.service_type_id`;
    const outside = rows.filter((row) => {
      const instant = Temporal.Instant.fromEpochMilliseconds(row.starts_at.getTime());
      const local = instant.toZonedDateTimeISO(row.time_zone);
      const from = local.subtract({ minutes: row.buffer_before_minutes }).toPlainTime().toString();
      const heldMinutes = row.duration_minutes + row.buffer_after_minutes;
      const to = local.add({ minutes: heldMinutes }).toPlainTime().toString();
      return !row.hours.some(
        ({ weekday, opensAt, closesAt }) => weekday === local.dayOfWeek && opensAt <= from && to <= closesAt,
      );
    });
    expect(outside).toEqual([]);
  });

  it("places patients, practitioners and appointments in their clinic's tenant and region", async () => {
    const [counts] = await admin`select
      (select count(*)::int from appointments.appointment) as all,
      (select count(*)::int from appointments.appointment a
        join users.patient p using (tenant_id, region) join users.practitioner d using (tenant_id, region)
        join appointments.clinic c using (tenant_id, region) join appointments.known_patient k using (tenant_id, region)
        where p.id = a.patient_id and d.id = a.practitioner_id and c.id = a.clinic_id and k.id = a.patient_id) as matched`;
    expect(counts?.["matched"]).toBe(counts?.["all"]);
  });

  it("lets the published password sign in to every account, and no other", async () => {
    const rows = await admin`select email, password_hash from auth.account`;
    expect(rows).toHaveLength(8);
    const hashes = [...new Set(rows.map((row) => String(row["password_hash"])))];
    expect(hashes).toHaveLength(1);
    expect(await verifyPassword(hashes.join(), DEMO_PASSWORD)).toBe(true);
    expect(await verifyPassword(hashes.join(), "demo-passw0rd!")).toBe(false);
  });

  it("links accounts to the people behind them", async () => {
    const rows = await admin`
      select a.email, u.given_name, p.given_name as patient, d.given_name as practitioner, a.regions
      from auth.account a join users."user" u on u.id = a.id
      left join users.patient p on p.account_id = a.id and p.id = a.patient_id
      left join users.practitioner d on d.account_id = a.id and d.id = a.practitioner_id
      where a.tenant_id = ${TENANTS.northwind.id} order by a.email`;
    expect(rows.map((row) => Object.values<unknown>(row))).toEqual([
      ["admin@northwind.example", "Katrin", null, null, []],
      ["analyst@northwind.example", "Meera", null, null, ["eu-central", "ap-south"]],
      ["patient2@northwind.example", "Jonas", "Jonas", null, []],
      ["patient@northwind.example", "Elif", "Elif", null, []],
      ["practitioner@northwind.example", "Lena", null, "Lena", []],
      ["support@northwind.example", "Piotr", null, null, ["eu-central"]],
    ]);
  });

  it("gives the patient with an account past and upcoming appointments", async () => {
    const rows = await admin`
      select status, count(*)::int as count from appointments.appointment
      where patient_id = ${ACCOUNTS.patient.patientId} group by status order by status`;
    expect([...rows]).toEqual([
      { status: "BOOKED", count: 6 },
      { status: "CANCELLED", count: 1 },
      { status: "FULFILLED", count: 2 },
      { status: "NOSHOW", count: 1 },
    ]);
  });

  it("keeps some of what patients tell closely, one of the fixed visits most closely", async () => {
    const levels = await admin`
      select confidentiality, count(*)::int as all, count(c.reason)::int as told, count(c.notes)::int > 0 as has_notes
      from appointments.appointment left join appointments.appointment_clinical c using (id)
      where confidentiality <> 'NORMAL' group by confidentiality order by confidentiality`;
    expect(levels.map(({ confidentiality }): unknown => confidentiality)).toEqual([
      "RESTRICTED",
      "VERY_RESTRICTED",
    ]);
    expect(
      levels.every((row) => row["all"] === row["told"] && row["all"] > 50 && row["has_notes"] === true),
    ).toBe(true);
    const fixed = await admin`
      select status, confidentiality
      from appointments.appointment left join appointments.appointment_clinical c using (id)
      where patient_id = ${ACCOUNTS.patient.patientId} and confidentiality <> 'NORMAL' order by starts_at`;
    expect(fixed.map(({ status, confidentiality }): unknown => [status, confidentiality])).toEqual([
      ["FULFILLED", "VERY_RESTRICTED"],
      ["BOOKED", "RESTRICTED"],
    ]);
    const early =
      await admin`select from appointments.appointment join appointments.appointment_clinical using (id)
      where notes is not null and status <> 'FULFILLED'`;
    expect(early).toHaveLength(0);
  });

  it.each(PARTNERS)(
    "stores the secret of $clientId as its hash only",
    async ({ clientId, secret, scopes }) => {
      const [client] = await admin`select * from auth.oauth_client where client_id = ${clientId}`;
      expect(client).toMatchObject({
        client_id: clientId,
        tenant_id: TENANTS.northwind.id,
        secret_hash: createHash("sha256").update(secret).digest("base64url"),
        scopes,
        disabled_at: null,
      });
    },
  );

  it("registers an app for the people of each network, without a secret", async () => {
    const clients = await admin`select client_id, tenant_id, secret_hash, grant_types, is_first_party
      from auth.oauth_client where client_id not like 'partner-%' order by client_id desc`;
    const app = {
      secret_hash: null,
      grant_types: ["authorization_code", "refresh_token"],
      is_first_party: true,
    };
    expect([...clients]).toEqual([
      { client_id: "northwind-app", tenant_id: TENANTS.northwind.id, ...app },
      { client_id: "lakeside-app", tenant_id: TENANTS.lakeside.id, ...app },
    ]);
  });
});
