import { sql, type AnyColumn, type SQL } from "drizzle-orm";
import { z } from "zod";
import { knownConsent } from "#drizzle/appointments/schema.ts";
import { CONSENT_SCOPES, type ConsentInForce } from "#shared/auth/consent.ts";
import type { Tx } from "#shared/db/database.ts";

/** What {@link consentColumn} selects, as JSON. */
export const consentJson = z.object({ clientId: z.string(), scopes: z.array(z.enum(CONSENT_SCOPES)) });

/**
 * A column: what the patient of a row lets the program that asks do, now; null when that is nothing, or when no program
 * asks. By the database's clock, as row-level security has it.
 */
export function consentColumn(patientId: AnyColumn): SQL.Aliased<ConsentInForce | null> {
  // With its table: drizzle leaves that out where there is one only, and inside of the sub-select there are two.
  const owner = sql`${patientId.table}.${sql.identifier(patientId.name)}`;
  // Asked once for a statement whether it is a program at all: people have no consents, and are not to pay for each row.
  const select = sql<ConsentInForce | null>`case when (select app.has_role('PARTNER')) then (
    select json_build_object('clientId', c.client_id, 'scopes', c.scopes)
    from ${knownConsent} c
    where c.tenant_id = (select app.tenant_id()) and c.patient_id = ${owner}
      and c.client_id = (select app.client_id()) and c.withdrawn_at is null
      and (c.expires_at is null or c.expires_at > now())
    order by c.created_at desc limit 1) end`;
  return select.mapWith((value: unknown) => consentJson.parse(value)).as("consent");
}

/** Consents of one tenant's patients, as told by events. */
export class ConsentRepository {
  readonly #tx: Tx;

  constructor(tx: Tx) {
    this.#tx = tx;
  }

  /** Adds consents; keeps those that are known already, also as withdrawn. */
  async insert(rows: readonly (typeof knownConsent.$inferInsert)[]): Promise<void> {
    if (rows.length === 0) return;
    await this.#tx
      .insert(knownConsent)
      .values([...rows])
      .onConflictDoNothing({ target: knownConsent.id });
  }

  /** Writes down that consents were withdrawn, whether they are known or not. */
  async withdraw(
    rows: readonly (typeof knownConsent.$inferInsert & { readonly withdrawnAt: Date })[],
  ): Promise<void> {
    if (rows.length === 0) return;
    await this.#tx
      .insert(knownConsent)
      .values([...rows])
      .onConflictDoUpdate({
        target: knownConsent.id,
        set: { withdrawnAt: sql`excluded.withdrawn_at`, updatedAt: sql`excluded.updated_at` },
      });
  }
}
