import { sql, type AnyColumn, type SQL } from "drizzle-orm";
import { z } from "zod";
import { knownGuardianship } from "#drizzle/appointments/schema.ts";
import { CONSENT_SCOPES } from "#shared/auth/consent.ts";
import type { GuardianOfPatient, GuardianshipInForce } from "#shared/auth/guardianship.ts";
import type { Tx } from "#shared/db/database.ts";

/** What {@link guardianshipColumn} selects, as JSON. */
export const guardianshipJson = z.object({
  id: z.string(),
  accountId: z.string(),
  scopes: z.array(z.enum(CONSENT_SCOPES)),
});

/**
 * A column: what the account that asks may do for the patient of a row as a guardian, now; null when that is nothing. By the database's
 * clock, as row-level security has it.
 */
export function guardianshipColumn(patientId: AnyColumn): SQL.Aliased<GuardianshipInForce | null> {
  // With its table: drizzle leaves that out where there is one only, and inside of the sub-select there are two.
  const owner = sql`${patientId.table}.${sql.identifier(patientId.name)}`;
  // Whose guardian the account is, is asked once for a statement: who is nobody's is not to pay for each row.
  const select = sql<GuardianshipInForce | null>`case when ${owner} = any ((select appointments.wards('APPOINTMENT_READ'))::uuid[]) then (
    select jsonb_build_object('id', g.id, 'accountId', g.account_id, 'scopes', g.scopes)
    from ${knownGuardianship} g
    where g.tenant_id = (select app.tenant_id()) and g.patient_id = ${owner}
      and g.account_id = (select app.actor_id()) and g.ended_at is null
      and (g.expires_at is null or g.expires_at > now())
    order by g.created_at desc limit 1) end`;
  return select.mapWith((value: unknown) => guardianshipJson.parse(value)).as("guardianship");
}

/** Who may act for the patients of one tenant, as told by events. */
export class GuardianshipRepository {
  readonly #tx: Tx;

  constructor(tx: Tx) {
    this.#tx = tx;
  }

  /** Those of the accounts and patients where the one may act for the other, now. */
  async findInForce(input: {
    readonly tenantId: string;
    readonly of: readonly GuardianOfPatient[];
  }): Promise<(GuardianOfPatient & GuardianshipInForce)[]> {
    const list = (ids: readonly string[]): string => `{${ids.join(",")}}`;
    const accountIds = list(input.of.map(({ accountId }) => accountId));
    const patientIds = list(input.of.map(({ patientId }) => patientId));
    const { id, accountId, patientId, scopes, tenantId, endedAt, expiresAt } = knownGuardianship;
    return this.#tx
      .select({ id, accountId, patientId, scopes })
      .from(knownGuardianship)
      .where(
        sql`${tenantId} = ${input.tenantId} and ${endedAt} is null and (${expiresAt} is null or ${expiresAt} > now())
          and (${accountId}, ${patientId}) in (select * from unnest(${accountIds}::uuid[], ${patientIds}::uuid[]))`,
      );
  }

  /** Adds guardianships; keeps those that are known already, also as ended. */
  async insert(rows: readonly (typeof knownGuardianship.$inferInsert)[]): Promise<void> {
    if (rows.length === 0) return;
    await this.#tx
      .insert(knownGuardianship)
      .values([...rows])
      .onConflictDoNothing({ target: knownGuardianship.id });
  }

  /** Writes down that guardianships have ended, whether they are known or not. */
  async end(
    rows: readonly (typeof knownGuardianship.$inferInsert & { readonly endedAt: Date })[],
  ): Promise<void> {
    if (rows.length === 0) return;
    await this.#tx
      .insert(knownGuardianship)
      .values([...rows])
      .onConflictDoUpdate({
        target: knownGuardianship.id,
        set: { endedAt: sql`excluded.ended_at`, updatedAt: sql`excluded.updated_at` },
      });
  }
}
