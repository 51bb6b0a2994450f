import { and, eq, inArray, lte, sql, type SQL } from "drizzle-orm";
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
   * Takes practitioner, room, devices and patient of appointments or holds, which must name them already. Whoever wants
   * what an open transaction has taken waits for its end; all take in the order of resources, so that nobody waits in a
   * circle. Two who take the same room or patient in the same instant can each come to wait for the other all the same:
   * Postgres then ends one of them with a deadlock after a second. For practitioners, where most meet,
   * `SituationRepository.findAlone` keeps that from happening.
   * @throws DrizzleQueryError that {@link isOverlap} recognises when one of them is taken
   */
  async take(takings: readonly Taking[]): Promise<void> {
    const rows = takings.flatMap(rowsOf).sort(byResource);
    await this.#tx.insert(allocation).values(rows.map(({ fromMs: _fromMs, ...row }) => row));
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

  /** Frees what holds that have expired still take of what is to be taken; all of one tenant, at least one. */
  async releaseExpired(
    takings: readonly Omit<Taking, "holder" | "lane" | "seen">[],
    now: Date,
  ): Promise<void> {
    const [first] = takings;
    if (first === undefined) return;
    const wanted = takings.flatMap(({ practitionerId, roomId, deviceIds, patientId, taken }) =>
      [practitionerId, roomId, ...deviceIds, patientId].map((id) => ({ id, ...taken })),
    );
    const list = (values: readonly string[]): string => `{${values.join(",")}}`;
    const ids = list(wanted.map(({ id }) => id));
    const from = list(wanted.map(({ fromMs }) => new Date(fromMs).toISOString()));
    const until = list(wanted.map(({ untilMs }) => new Date(untilMs).toISOString()));
    // Locked in the order in which they are taken.
    const expired = this.#tx
      .select({ id: allocation.id })
      .from(allocation)
      .where(
        and(
          eq(allocation.live, true),
          lte(allocation.expiresAt, sql`now()`),
          sql`exists (select from unnest(${ids}::uuid[], ${from}::timestamptz[], ${until}::timestamptz[])
            as wanted (id, from_at, until_at) where wanted.id = ${allocation.resourceId}
              and ${allocation.busyUntil} > wanted.from_at and ${allocation.busyFrom} < wanted.until_at)`,
        ),
      )
      .orderBy(allocation.resourceId, allocation.busyFrom)
      .for("update");
    await this.#free(inArray(allocation.id, expired), { tenantId: first.tenantId, now });
  }

  /** Frees what some holds take. */
  async releaseHolds(input: {
    readonly tenantId: string;
    readonly holdIds: readonly string[];
    readonly now: Date;
  }): Promise<void> {
    await this.#free(inArray(allocation.holdId, [...input.holdIds]), input);
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

type AllocationRow = typeof allocation.$inferInsert & { readonly fromMs: number };

function byResource(a: AllocationRow, b: AllocationRow): number {
  if (a.resourceId === b.resourceId) return a.fromMs - b.fromMs;
  return a.resourceId < b.resourceId ? -1 : 1;
}

function rowsOf(taking: Taking): AllocationRow[] {
  const { tenantId, holder, practitionerId, roomId, deviceIds, patientId, taken, seen } = taking;
  const row = (
    resourceKind: AllocationRow["resourceKind"],
    resourceId: string,
    during: Interval,
    lane = 0,
  ) => ({
    ...{ id: newId(), tenantId, ...holder, resourceKind, resourceId, lane, live: true },
    fromMs: during.fromMs,
    during: `[${new Date(during.fromMs).toISOString()},${new Date(during.untilMs).toISOString()})`,
  });
  return [
    row("PRACTITIONER", practitionerId, taken, taking.lane),
    row("ROOM", roomId, taken),
    ...deviceIds.map((deviceId) => row("DEVICE", deviceId, taken)),
    row("PATIENT", patientId, seen),
  ];
}

/** True when the database refused because a resource is taken in that time. */
export function isOverlap(error: unknown): boolean {
  const fault = databaseFault(error);
  return fault?.sqlState === SQLSTATE.exclusionViolation && fault.constraint === NO_OVERLAP;
}
