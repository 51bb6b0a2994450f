import { and, eq, inArray } from "drizzle-orm";
import { knownPatient } from "#drizzle/appointments/schema.ts";
import type { Tx } from "#shared/db/database.ts";

/** A patient as this context knows one. */
export type KnownPatientRow = typeof knownPatient.$inferSelect;

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
      .select()
      .from(knownPatient)
      .where(and(eq(knownPatient.tenantId, input.tenantId), inArray(knownPatient.id, [...input.ids])));
  }

  /** Adds patients; keeps those that are known already. */
  async insert(rows: readonly (typeof knownPatient.$inferInsert)[]): Promise<void> {
    await this.#tx
      .insert(knownPatient)
      .values([...rows])
      .onConflictDoNothing({ target: knownPatient.id });
  }
}
