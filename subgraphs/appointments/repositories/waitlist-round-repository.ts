import { and, eq, gt, inArray, lt, lte, sql } from "drizzle-orm";
import { alias } from "drizzle-orm/pg-core";
import { z } from "zod";
import { allocation, slotHold, waitlistEntry, waitlistOffer } from "#drizzle/appointments/schema.ts";
import type { Tx } from "#shared/db/database.ts";
import type { Busy } from "../domain/busy-calendar.ts";
import type { Interval } from "../domain/interval.ts";
import { MOST_LAPSES, type Waiting } from "../domain/waitlist.ts";
import {
  BY_RANK,
  IS_LIVE,
  isBehind,
  type WaitlistEntryRow,
  type WaitlistRank,
} from "./waitlist-repository.ts";

/** Where somebody waits. */
export interface WaitlistPlace {
  readonly tenantId: string;
  readonly clinicId: string;
}

/** Somebody whose turn it may be. */
export type WaitingRow = Waiting &
  Pick<WaitlistEntryRow, "id" | "priority" | "createdAt" | "region" | "version">;

/** An entry as the audit log tells of it. */
export type ChangedEntry = Pick<WaitlistEntryRow, "id" | "patientId" | "status" | "version">;

const offeredJson = z.array(
  z
    .tuple([z.string(), z.number()])
    .transform(([practitionerId, startsAtMs]) => ({ practitionerId, startsAtMs })),
);

const changed = {
  id: waitlistEntry.id,
  patientId: waitlistEntry.patientId,
  status: waitlistEntry.status,
  version: waitlistEntry.version,
};

/** `FOR UPDATE OF` takes a table as the statement calls it, without its schema. */
const LOCKED_HOLD = alias(slotHold, "slot_hold");
const LOCKED_ENTRY = alias(waitlistEntry, "waitlist_entry");

/** The waitlist as the process sees it that makes offers. */
export class WaitlistRoundRepository {
  readonly #tx: Tx;

  constructor(tx: Tx) {
    this.#tx = tx;
  }

  /** The clinics of all tenants where somebody waits or has an offer. Needs `SystemScope`. */
  async findPlaces(): Promise<WaitlistPlace[]> {
    return this.#tx
      .selectDistinct({ tenantId: waitlistEntry.tenantId, clinicId: waitlistEntry.clinicId })
      .from(waitlistEntry)
      .where(IS_LIVE);
  }

  /** Who waits without an offer at a clinic, in the order of turns, at most `limit`. @param after null for from the first on */
  async findWaiting(
    place: WaitlistPlace,
    { after, limit }: { readonly after: WaitlistRank | null; readonly limit: number },
  ): Promise<WaitingRow[]> {
    return this.#waiting()
      .where(and(waitingAt(place), after === null ? undefined : isBehind(after)))
      .orderBy(...BY_RANK)
      .limit(limit);
  }

  /** Those of the entries that wait without an offer, in the order of turns, kept from changing until the transaction ends; not those that change at this moment. */
  async findWaitingForOffer(place: WaitlistPlace, ids: readonly string[]): Promise<WaitingRow[]> {
    return this.#waiting()
      .where(and(waitingAt(place), inArray(waitlistEntry.id, [...ids])))
      .orderBy(...BY_RANK)
      .for("update", { skipLocked: true });
  }

  /** When patients are taken. */
  async findBusy(
    { tenantId }: WaitlistPlace,
    patientIds: readonly string[],
    { fromMs, untilMs }: Interval,
  ): Promise<Busy[]> {
    const { resourceId, busyFrom, busyUntil } = allocation;
    const rows = await this.#tx
      .select({ resourceId, busyFrom, busyUntil })
      .from(allocation)
      .where(
        and(
          ...[eq(allocation.tenantId, tenantId), inArray(resourceId, [...new Set(patientIds)])],
          ...[allocation.live, gt(busyUntil, new Date(fromMs)), lt(busyFrom, new Date(untilMs))],
          sql`(${allocation.expiresAt} is null or ${allocation.expiresAt} > now())`,
        ),
      );
    return rows.map((row) => ({
      resourceId: row.resourceId,
      fromMs: row.busyFrom.getTime(),
      untilMs: row.busyUntil.getTime(),
    }));
  }

  /** Marks entries that get an offer now. */
  async markOffered(
    { tenantId }: WaitlistPlace,
    { ids, now }: { readonly ids: readonly string[]; readonly now: Date },
  ): Promise<void> {
    await this.#tx
      .update(waitlistEntry)
      .set({ status: "OFFERED", version: sql`${waitlistEntry.version} + 1`, updatedAt: now })
      .where(and(eq(waitlistEntry.tenantId, tenantId), inArray(waitlistEntry.id, [...ids])));
  }

  /**
   * Holds of offers at a clinic that have expired by the clock of the database, with their entries, kept from changing until the
   * transaction ends; not those that change at this moment. At most `limit`.
   */
  async findLapsed(
    { tenantId, clinicId }: WaitlistPlace,
    limit: number,
  ): Promise<{ readonly entryId: string; readonly holdId: string }[]> {
    return this.#tx
      .select({ entryId: waitlistOffer.entryId, holdId: waitlistOffer.id })
      .from(waitlistOffer)
      .innerJoin(waitlistEntry, eq(waitlistEntry.id, waitlistOffer.entryId))
      .innerJoin(slotHold, eq(slotHold.id, waitlistOffer.id))
      .where(
        and(
          ...[eq(waitlistEntry.tenantId, tenantId), eq(waitlistEntry.clinicId, clinicId)],
          ...[eq(waitlistOffer.outcome, "OFFERED"), lte(slotHold.expiresAt, sql`now()`)],
          eq(waitlistEntry.status, "OFFERED"),
        ),
      )
      .limit(limit)
      .for("update", { of: [LOCKED_HOLD, LOCKED_ENTRY], skipLocked: true });
  }

  /** Counts a lapse to each of the entries: they wait again, or have expired. */
  async countLapses(
    { tenantId }: WaitlistPlace,
    { ids, now }: { readonly ids: readonly string[]; readonly now: Date },
  ): Promise<ChangedEntry[]> {
    const lapses = sql`${waitlistEntry.lapses} + 1`;
    return this.#tx
      .update(waitlistEntry)
      .set({
        lapses,
        status: sql`case when ${lapses} >= ${MOST_LAPSES} then 'EXPIRED' else 'WAITING' end`,
        version: sql`${waitlistEntry.version} + 1`,
        updatedAt: now,
      })
      .where(and(eq(waitlistEntry.tenantId, tenantId), inArray(waitlistEntry.id, [...ids])))
      .returning(changed);
  }

  /** Ends the entries at a clinic that wait and whose last day was before `today`. */
  async expire(
    place: WaitlistPlace,
    { today, now }: { readonly today: string; readonly now: Date },
  ): Promise<ChangedEntry[]> {
    return this.#tx
      .update(waitlistEntry)
      .set({ status: "EXPIRED", version: sql`${waitlistEntry.version} + 1`, updatedAt: now })
      .where(and(waitingAt(place), lt(waitlistEntry.untilDate, today)))
      .returning(changed);
  }

  #waiting() {
    return this.#tx
      .select({
        id: waitlistEntry.id,
        patientId: waitlistEntry.patientId,
        serviceTypeId: waitlistEntry.serviceTypeId,
        practitionerId: waitlistEntry.practitionerId,
        fromDate: waitlistEntry.fromDate,
        untilDate: waitlistEntry.untilDate,
        priority: waitlistEntry.priority,
        createdAt: waitlistEntry.createdAt,
        region: waitlistEntry.region,
        version: waitlistEntry.version,
        offered: offeredTo,
      })
      .from(waitlistEntry);
  }
}

const offeredTo =
  sql`(select coalesce(json_agg(json_build_array(o.practitioner_id, (extract(epoch from o.starts_at) * 1000)::bigint)), '[]'::json)
  from ${waitlistOffer} o where o.entry_id = "waitlist_entry"."id")`.mapWith((value: unknown) =>
    offeredJson.parse(value),
  );

function waitingAt({ tenantId, clinicId }: WaitlistPlace) {
  return and(
    ...[eq(waitlistEntry.tenantId, tenantId), eq(waitlistEntry.clinicId, clinicId)],
    ...[IS_LIVE, eq(waitlistEntry.status, "WAITING")],
  );
}
