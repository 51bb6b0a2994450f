import { sql } from "drizzle-orm";
import { schedule } from "#drizzle/appointments/schema.ts";
import type { Tx } from "#shared/db/database.ts";

/**
 * Waits for the practitioners' turns, which end with the transaction. Without it two who insert overlapping allocations in
 * the same moment can each find the other's, wait for each other, and be told apart only when Postgres looks for deadlocks,
 * a second later; and whoever says that a practitioner does not work could not tell what is being booked meanwhile.
 */
export async function lockPractitioners(tx: Tx, practitionerIds: readonly string[]): Promise<void> {
  // One order for everybody; a function in `from` gives its rows in the order of the array.
  const ids = `{${[...new Set(practitionerIds)].sort().join(",")}}`;
  await tx.execute(sql`select pg_advisory_xact_lock(hashtextextended('appointments.practitioner:' || id::text, 0))
    from unnest(${ids}::uuid[]) as practitioner (id)`);
}

/** The same for everybody who works at a clinic. */
export async function lockClinic(
  tx: Tx,
  input: { readonly tenantId: string; readonly clinicId: string },
): Promise<void> {
  const rows = await tx.execute<{
    id: string;
  }>(sql`select distinct ${schedule.practitionerId} as id from ${schedule}
    where ${schedule.tenantId} = ${input.tenantId} and ${schedule.clinicId} = ${input.clinicId}`);
  await lockPractitioners(
    tx,
    rows.map(({ id }) => id),
  );
}
