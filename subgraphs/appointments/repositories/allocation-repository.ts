import { and, eq } from "drizzle-orm";
import { allocation } from "#drizzle/appointments/schema.ts";
import type { Tx } from "#shared/db/database.ts";
import { databaseFault, SQLSTATE } from "#shared/db/database-errors.ts";
import { newId } from "#shared/db/ids.ts";
import type { Interval } from "../domain/interval.ts";

/** What one appointment takes. */
export interface Taking {
  readonly tenantId: string;
  readonly appointmentId: string;
  readonly practitionerId: string;
  readonly roomId: string;
  readonly patientId: string;
  /** When practitioner and room are taken. */
  readonly taken: Interval;
  /** When the patient is. */
  readonly seen: Interval;
}

/** The constraint that makes double booking impossible. */
const NO_OVERLAP = "allocation_no_overlap";

/** Resources held by appointments of one tenant. */
export class AllocationRepository {
  readonly #tx: Tx;

  constructor(tx: Tx) {
    this.#tx = tx;
  }

  /**
   * Takes practitioner, room and patient. The order is the same for everyone, so that two who want the same things
   * wait for each other in a line and not in a circle.
   * @throws DrizzleQueryError that {@link isOverlap} recognises when one of them is taken
   */
  async take(taking: Taking): Promise<void> {
    const { tenantId, appointmentId, practitionerId, roomId, patientId } = taking;
    const row = (
      resourceKind: "PRACTITIONER" | "ROOM" | "PATIENT",
      resourceId: string,
      during: Interval,
    ) => ({
      id: newId(),
      tenantId,
      appointmentId,
      resourceKind,
      resourceId,
      lane: 0,
      during: `[${new Date(during.fromMs).toISOString()},${new Date(during.untilMs).toISOString()})`,
      live: true,
    });
    await this.#tx
      .insert(allocation)
      .values([
        row("PRACTITIONER", practitionerId, taking.taken),
        row("ROOM", roomId, taking.taken),
        row("PATIENT", patientId, taking.seen),
      ]);
  }

  /** Frees what an appointment holds; the rows stay as history. */
  async release(input: {
    readonly tenantId: string;
    readonly appointmentId: string;
    readonly now: Date;
  }): Promise<void> {
    await this.#tx
      .update(allocation)
      .set({ live: false, updatedAt: input.now })
      .where(
        and(
          eq(allocation.tenantId, input.tenantId),
          eq(allocation.appointmentId, input.appointmentId),
          eq(allocation.live, true),
        ),
      );
  }
}

/** True when the database refused because a resource is taken in that time. */
export function isOverlap(error: unknown): boolean {
  const fault = databaseFault(error);
  return fault?.sqlState === SQLSTATE.exclusionViolation && fault.constraint === NO_OVERLAP;
}
