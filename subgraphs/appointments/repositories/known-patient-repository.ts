import { and, eq, getTableColumns, inArray } from "drizzle-orm";
import { knownPatient } from "#drizzle/appointments/schema.ts";
import type { ConsentInForce } from "#shared/auth/consent.ts";
import type { GuardianshipInForce } from "#shared/auth/guardianship.ts";
import type { Tx } from "#shared/db/database.ts";
import { consentColumn } from "./consent-repository.ts";
import { guardianshipColumn } from "./guardianship-repository.ts";

/** A patient as this context knows one, and what the program or guardian that asks may do for the patient. */
export type KnownPatientRow = typeof knownPatient.$inferSelect & {
  readonly consent: ConsentInForce | null;
  readonly guardianship: GuardianshipInForce | null;
};

const columns = {
  ...getTableColumns(knownPatient),
  consent: consentColumn(knownPatient.id),
  guardianship: guardianshipColumn(knownPatient.id),
};

/** Patients of one tenant, as told by events. */
export class KnownPatientRepository {
  readonly #tx: Tx;

  constructor(tx: Tx) {
    this.#tx = tx;
  }

  /** Those of the given patients that are known and visible, in no particular order. */
  async findByIds(input: {
    readonly tenantId: string;
    readonly ids: readonly string[];
  }): Promise<KnownPatientRow[]> {
    return this.#tx
      .select(columns)
      .from(knownPatient)
      .where(and(eq(knownPatient.tenantId, input.tenantId), inArray(knownPatient.id, [...input.ids])));
  }

  /** Adds patients; keeps those that are known already. */
  async insert(rows: readonly (typeof knownPatient.$inferInsert)[]): Promise<void> {
    if (rows.length === 0) return;
    await this.#tx
      .insert(knownPatient)
      .values([...rows])
      .onConflictDoNothing({ target: knownPatient.id });
  }
}
