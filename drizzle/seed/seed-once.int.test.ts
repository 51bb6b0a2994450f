import postgres from "postgres";
import { Temporal } from "temporal-polyfill";
import { describe, expect, it } from "vitest";
import { createTestDatabase, type TestDatabase } from "#shared/testing/test-database.ts";
import { SeedRefusedError, seedWorld, type SeedSummary } from "./index.ts";
import { CLINICS } from "./world.ts";

const NOW = new Date("2026-03-11T15:20:00Z");
const ANCHOR = "2026-03-09";
const SEALING_KEY = Buffer.alloc(32, 5);
const SEEDED_TABLES = [
  "auth.tenant",
  "auth.account",
  "auth.totp",
  "auth.oauth_client",
  'users."user"',
  "users.patient",
  "users.practitioner",
  "appointments.clinic",
  "appointments.room",
  "appointments.device",
  "appointments.service_type",
  "appointments.known_practitioner",
  "appointments.schedule",
  "appointments.appointment",
  "appointments.appointment_clinical",
  "appointments.allocation",
  "appointments.known_patient",
  "migrations.seed_run",
];

describe("seeding", () => {
  it("changes nothing when it runs again, also weeks later", async () => {
    await using database = await openFreshDatabase();
    expect((await seed(database, NOW)).outcome).toBe("SEEDED");
    const before = await fingerprints(database.sql);
    expect(await seed(database, NOW)).toEqual({ outcome: "ALREADY_SEEDED", anchor: ANCHOR, rowsWritten: {} });
    const later = await seed(database, new Date("2026-05-01T08:00:00Z"));
    expect(later).toEqual({ outcome: "ALREADY_SEEDED", anchor: ANCHOR, rowsWritten: {} });
    expect(await fingerprints(database.sql)).toEqual(before);
  });

  it("makes one world when two programs seed at once, and leaves no half of one when it fails", async () => {
    await using database = await openFreshDatabase();
    await database.sql`alter table appointments.allocation add constraint refuses_all check (false)`;
    await expect(seed(database, NOW)).rejects.toThrow("refuses_all");
    expect(await database.sql`select id from auth.tenant`).toEqual([]);
    await database.sql`alter table appointments.allocation drop constraint refuses_all`;
    const both = await Promise.all([seed(database, NOW), seed(database, NOW)]);
    expect(both.map(({ outcome }) => outcome).sort()).toEqual(["ALREADY_SEEDED", "SEEDED"]);
  });

  it("makes the same ids and local times in another database and another week", async () => {
    await using spring = await openFreshDatabase();
    await using autumn = await openFreshDatabase();
    expect((await seed(spring, NOW)).anchor).toBe(ANCHOR);
    expect((await seed(autumn, new Date("2026-11-29T23:00:00Z"))).anchor).toBe("2026-11-23");
    expect(await localTimes(autumn.sql, "2026-11-23")).toEqual(await localTimes(spring.sql, ANCHOR));
  });

  it("refuses in production before it connects", async () => {
    const refused = seedWorld({
      adminUrl: "postgres://nobody@localhost:1/nothing",
      clock: () => NOW,
      sealingKey: SEALING_KEY,
      isProduction: true,
    });
    await expect(refused).rejects.toThrow(SeedRefusedError);
    await expect(refused).rejects.toThrow("not for production");
  });

  it("refuses a role that row-level security binds, and says what it needs", async () => {
    await using database = await openFreshDatabase();
    const refused = seed({ adminUrl: database.urlFor("users_app") }, NOW);
    await expect(refused).rejects.toThrow(SeedRefusedError);
    await expect(refused).rejects.toThrow("superuser or have BYPASSRLS");
  });

  it("refuses a database without tables", async () => {
    await using database = await openFreshDatabase();
    await database.sql`drop schema migrations cascade`;
    const refused = seed(database, NOW);
    await expect(refused).rejects.toThrow(SeedRefusedError);
    await expect(refused).rejects.toThrow("migrate it before seeding");
  });
});

type FreshDatabase = TestDatabase & AsyncDisposable & { readonly sql: postgres.Sql };

function seed(database: Pick<TestDatabase, "adminUrl">, now: Date): Promise<SeedSummary> {
  return seedWorld({
    adminUrl: database.adminUrl,
    clock: () => now,
    sealingKey: SEALING_KEY,
    isProduction: false,
  });
}

async function openFreshDatabase(): Promise<FreshDatabase> {
  const database = await createTestDatabase();
  const sql = postgres(database.adminUrl, { max: 1, onnotice: () => undefined });
  const dispose = async (): Promise<void> => {
    await sql.end();
    await database.drop();
  };
  return { ...database, sql, [Symbol.asyncDispose]: dispose };
}

/** A hash of all rows of each seeded table. */
async function fingerprints(sql: postgres.Sql): Promise<Record<string, string>> {
  const prints: Record<string, string> = {};
  for (const table of SEEDED_TABLES) {
    const [row] = await sql.unsafe(
      `select md5(string_agg(t::text, '|' order by t::text)) as print from ${table} t`,
    );
    prints[table] = String(row?.["print"]);
  }
  return prints;
}

/** Id, day from the anchor and local time of every appointment. */
async function localTimes(sql: postgres.Sql, anchor: string): Promise<readonly string[]> {
  const rows = await sql<{ id: string; clinic_id: string; starts_at: Date }[]>`
    select id, clinic_id, starts_at from appointments.appointment order by id`;
  const zones = new Map<string, string>(Object.values(CLINICS).map(({ id, timeZone }) => [id, timeZone]));
  return rows.map((row) => {
    const instant = Temporal.Instant.fromEpochMilliseconds(row.starts_at.getTime());
    const local = instant.toZonedDateTimeISO(zones.get(row.clinic_id) ?? "UTC");
    const day = Temporal.PlainDate.from(anchor).until(local.toPlainDate(), { largestUnit: "days" }).days;
    return `${row.id} ${day} ${local.toPlainTime().toString()}`;
  });
}
