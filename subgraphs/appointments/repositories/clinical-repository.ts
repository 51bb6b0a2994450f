import { and, eq, inArray } from "drizzle-orm";
import { appointmentClinical } from "#drizzle/appointments/schema.ts";
import type { Tx } from "#shared/db/database.ts";

/** The clinical part of an appointment as stored; `id` is the appointment's. */
export type ClinicalRow = typeof appointmentClinical.$inferSelect;

/** Why patients of one tenant come, and what was noted. */
export class ClinicalRepository {
  readonly #tx: Tx;

  constructor(tx: Tx) {
    this.#tx = tx;
  }

  /** Those parts of the given appointments that there are and that are visible, in no particular order. */
  async findByIds(input: {
    readonly tenantId: string;
    readonly ids: readonly string[];
  }): Promise<ClinicalRow[]> {
    return this.#tx
      .select()
      .from(appointmentClinical)
      .where(
        and(
          eq(appointmentClinical.tenantId, input.tenantId),
          inArray(appointmentClinical.id, [...input.ids]),
        ),
      );
  }

  /** Adds why the patient comes to appointments that have just been booked: `id` is the appointment's. At least one. */
  async tell(input: {
    readonly tenantId: string;
    readonly told: readonly { readonly id: string; readonly reason: string }[];
    readonly now: Date;
  }): Promise<void> {
    const { tenantId, told, now } = input;
    const stamp = { tenantId, createdAt: now, updatedAt: now, notes: null };
    await this.#tx.insert(appointmentClinical).values(told.map((one) => ({ ...stamp, ...one })));
  }

  /** Puts what was found in place of what was noted before. */
  async note(input: {
    readonly tenantId: string;
    readonly appointmentId: string;
    readonly notes: string | null;
    readonly now: Date;
  }): Promise<void> {
    const { tenantId, appointmentId: id, notes, now } = input;
    await this.#tx
      .insert(appointmentClinical)
      .values({ id, tenantId, createdAt: now, updatedAt: now, reason: null, notes })
      .onConflictDoUpdate({ target: appointmentClinical.id, set: { notes, updatedAt: now } });
  }
}
