import { createHash } from "node:crypto";
import postgres from "postgres";
import { inject } from "vitest";
import { seedWorld } from "#drizzle/seed/index.ts";
import { seededTemplateOf } from "#shared/testing/test-cluster.ts";
import { createTestDatabase, type TestDatabase } from "#shared/testing/test-database.ts";
import { systemClock } from "#shared/time/clock.ts";

/** Serialises the making of the template: the workers of one run start their files at the same time. */
const SEEDED_TEMPLATE_LOCK = 7_103_465;

/** Seals what the template holds sealed, so every stack over a clone of it is started with this key. */
export const SEALING_KEY: Uint8Array = createHash("sha256").update("sealing key of the tests").digest();

/** A database of a test file's own with the synthetic world, cloned from a template that the first file of a run makes. */
export async function createSeededDatabase(): Promise<TestDatabase> {
  const template = seededTemplateOf(inject("templateDatabase"));
  await makeTemplateOnce(template);
  return createTestDatabase(template);
}

async function makeTemplateOnce(template: string): Promise<void> {
  const sql = postgres(inject("postgresAdminUrl"), { max: 1, onnotice: () => undefined });
  try {
    await sql`select pg_advisory_lock(${SEEDED_TEMPLATE_LOCK})`;
    const [existing] = await sql`select 1 from pg_database where datname = ${template}`;
    if (existing !== undefined) return;
    const database = await createTestDatabase();
    await seedWorld({
      adminUrl: database.adminUrl,
      clock: systemClock,
      sealingKey: SEALING_KEY,
      isProduction: false,
    });
    await sql`alter database ${sql(database.name)} rename to ${sql(template)}`;
    await sql`alter database ${sql(template)} with is_template true allow_connections false`;
  } finally {
    await sql.end();
  }
}
