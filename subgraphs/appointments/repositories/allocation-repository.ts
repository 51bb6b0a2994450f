import { and, eq, gt, inArray, lt, lte, sql, type SQL } from "drizzle-orm";
import { allocation } from "#drizzle/appointments/schema.ts";
import type { Tx } from "#shared/db/database.ts";
import { databaseFault, SQLSTATE } from "#shared/db/database-errors.ts";
import { newId } from "#shared/db/ids.ts";
import type { Interval } from "../domain/interval.ts";

/** What holds resources: an appointment for good, a hold until it expires. */
export type Holder =
  { readonly appointmentId: string } | { readonly holdId: string; readonly expiresAt: Date };

/** What an appointment or a hold takes. */
export interface Taking {
  readonly tenantId: string;
  readonly holder: Holder;
  readonly practitionerId: string;
  readonly roomId: string;
  readonly deviceIds: readonly string[];
  readonly patientId: string;
  /** Of the practitioner's lanes. */
  readonly lane: number;
  /** When practitioner, room and devices are taken. */
  readonly taken: Interval;
  /** When the patient is. */
  readonly seen: Interval;
}

/** The constraint that makes double booking impossible. */
const NO_OVERLAP = "allocation_no_overlap";

/** Resources held by appointments and holds of one tenant. */
export class AllocationRepository {
  readonly #tx: Tx;

  constructor(tx: Tx) {
    this.#tx = tx;
  }

  /**
   * Takes practitioner, room, devices and patient of appointments or holds, which must name them already. Whoever wants what an open
   * transaction has taken waits for its end. Two who take the same room or patient in the same instant can each come
   * to wait for the other: Postgres then ends one of them with a deadlock after a second. For practitioners, where
   * most meet, `SituationRepository.findAlone` keeps that from happening.
   * @throws DrizzleQueryError that {@link isOverlap} recognises when one of them is taken
   */
  async take(takings: readonly Taking[]): Promise<void> {
    await this.#tx.insert(allocation).values(takings.flatMap(rowsOf));
  }

  /** Frees what an appointment or a hold takes; the rows stay as history. */
  async release(
    input: { readonly tenantId: string; readonly now: Date } & (
      { readonly appointmentId: string } | { readonly holdId: string }
    ),
  ): Promise<void> {
    await this.#free(
      "appointmentId" in input
        ? eq(allocation.appointmentId, input.appointmentId)
        : eq(allocation.holdId, input.holdId),
      input,
    );
  }

  /** Frees what holds that have expired still take of the resources, so that it can be taken. */
  async releaseExpired(
    {
      tenantId,
      practitionerId,
      roomId,
      deviceIds,
      patientId,
      taken,
    }: Omit<Taking, "holder" | "lane" | "seen">,
    now: Date,
  ): Promise<void> {
    await this.#free(
      and(
        inArray(allocation.resourceId, [practitionerId, roomId, ...deviceIds, patientId]),
        lte(allocation.expiresAt, sql`now()`),
        gt(allocation.busyUntil, new Date(taken.fromMs)),
        lt(allocation.busyFrom, new Date(taken.untilMs)),
      ),
      { tenantId, now },
    );
  }

  async #free(
    which: SQL | undefined,
    { tenantId, now }: { readonly tenantId: string; readonly now: Date },
  ): Promise<void> {
    await this.#tx
      .update(allocation)
      .set({ live: false, updatedAt: now })
      .where(and(eq(allocation.tenantId, tenantId), which, eq(allocation.live, true)));
  }
}

function rowsOf(taking: Taking): (typeof allocation.$inferInsert)[] {
  const { tenantId, holder, practitionerId, roomId, deviceIds, patientId, taken, seen } = taking;
  const row = (
    resourceKind: (typeof allocation.$inferInsert)["resourceKind"],
    resourceId: string,
    during: Interval,
    lane = 0,
  ) => ({
    ...{ id: newId(), tenantId, ...holder, resourceKind, resourceId, lane, live: true },
    during: `[${new Date(during.fromMs).toISOString()},${new Date(during.untilMs).toISOString()})`,
  });
  return [
    row("PRACTITIONER", practitionerId, taken, taking.lane),
    row("ROOM", roomId, taken),
    // In the order of ids, so that two who want the same devices meet at the first.
    ...deviceIds.toSorted().map((deviceId) => row("DEVICE", deviceId, taken)),
    row("PATIENT", patientId, seen),
  ];
}

/** True when the database refused because a resource is taken in that time. */
export function isOverlap(error: unknown): boolean {
  const fault = databaseFault(error);
  return fault?.sqlState === SQLSTATE.exclusionViolation && fault.constraint === NO_OVERLAP;
}
