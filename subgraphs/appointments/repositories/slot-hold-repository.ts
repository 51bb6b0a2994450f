import { and, asc, eq, getTableColumns, gt, inArray, isNotNull, isNull, lt, or, sql } from "drizzle-orm";
import { slotHold } from "#drizzle/appointments/schema.ts";
import type { ConsentInForce } from "#shared/auth/consent.ts";
import type { GuardianshipInForce } from "#shared/auth/guardianship.ts";
import type { Tx } from "#shared/db/database.ts";
import { guardianshipColumn } from "./guardianship-repository.ts";
import { consentColumn } from "./consent-repository.ts";

/** A hold as stored, and what the program or the guardian that asks may do for its patient. */
export type SlotHoldRow = typeof slotHold.$inferSelect & {
  readonly consent: ConsentInForce | null;
  readonly guardianship: GuardianshipInForce | null;
};

/** A hold to be added, with how long it keeps its time. */
export type NewSlotHold = Omit<SlotHoldRow, "expiresAt"> & { readonly minutes: number };

/** A hold, and whether its time is over by the clock of the database. */
export interface SlotHoldForChange {
  readonly hold: SlotHoldRow;
  readonly isExpired: boolean;
}

const columns = {
  ...getTableColumns(slotHold),
  consent: consentColumn(slotHold.patientId),
  guardianship: guardianshipColumn(slotHold.patientId),
};

/** Times that are kept free for patients of one tenant. */
export class SlotHoldRepository {
  readonly #tx: Tx;

  constructor(tx: Tx) {
    this.#tx = tx;
  }

  /** Those of the given holds that are visible, in no particular order. */
  async findByIds(input: {
    readonly tenantId: string;
    readonly ids: readonly string[];
  }): Promise<SlotHoldRow[]> {
    return this.#tx
      .select(columns)
      .from(slotHold)
      .where(and(eq(slotHold.tenantId, input.tenantId), inArray(slotHold.id, [...input.ids])));
  }

  /** The hold, locked until the transaction ends, if there is one that the viewer may end. */
  async findForChange(input: {
    readonly tenantId: string;
    readonly id: string;
  }): Promise<SlotHoldForChange | undefined> {
    const [row] = await this.#tx
      .select({ ...columns, isExpired: sql<boolean>`${slotHold.expiresAt} <= now()` })
      .from(slotHold)
      .where(and(eq(slotHold.tenantId, input.tenantId), eq(slotHold.id, input.id)))
      .for("update");
    if (row === undefined) return undefined;
    const { isExpired, ...hold } = row;
    return { hold, isExpired };
  }

  /** The times that are kept free for some patients now, by start. */
  async findLive(input: {
    readonly tenantId: string;
    readonly patientIds: readonly string[];
  }): Promise<SlotHoldRow[]> {
    return this.#tx
      .select(columns)
      .from(slotHold)
      .where(
        and(
          ...[eq(slotHold.tenantId, input.tenantId), inArray(slotHold.patientId, [...input.patientIds])],
          ...[isNull(slotHold.endedAt), gt(slotHold.expiresAt, sql`now()`)],
        ),
      )
      .orderBy(asc(slotHold.startsAt), asc(slotHold.id));
  }

  /** How many times are kept free for a patient now, without those that the waitlist offers. */
  async countLive(input: { readonly tenantId: string; readonly patientId: string }): Promise<number> {
    return this.#tx.$count(
      slotHold,
      and(
        eq(slotHold.tenantId, input.tenantId),
        eq(slotHold.patientId, input.patientId),
        ...[isNull(slotHold.endedAt), isNull(slotHold.waitlistEntryId)],
        gt(slotHold.expiresAt, sql`now()`),
      ),
    );
  }

  /** Adds holds that expire so many minutes from now, by the clock of the database; answers them with when that is. */
  async insert<Hold extends NewSlotHold>(
    holds: readonly Hold[],
  ): Promise<(Hold & Pick<SlotHoldRow, "expiresAt">)[]> {
    const inserted = await this.#tx
      .insert(slotHold)
      .values(
        holds.map(({ minutes, consent: _consent, guardianship: _guardianship, ...row }) => ({
          ...row,
          expiresAt: sql`date_trunc('milliseconds', now() + make_interval(mins => ${minutes}::int))`,
        })),
      )
      .returning({ id: slotHold.id, expiresAt: slotHold.expiresAt });
    const expiresAt = new Map(inserted.map((row) => [row.id, row.expiresAt]));
    return holds.map((hold) => {
      const at = expiresAt.get(hold.id);
      if (at === undefined) throw new Error("A hold was inserted and not returned.");
      return { ...hold, expiresAt: at };
    });
  }

  /** Ends a hold: it was booked, or let go. */
  async end(input: { readonly tenantId: string; readonly id: string; readonly now: Date }): Promise<void> {
    const { tenantId, id, now } = input;
    await this.#tx
      .update(slotHold)
      .set({ endedAt: now, updatedAt: now })
      .where(and(eq(slotHold.tenantId, tenantId), eq(slotHold.id, id)));
  }

  /** Ends the holds that offer times to some entries of the waitlist; answers their ids. */
  async endOffered(input: {
    readonly tenantId: string;
    readonly entryIds: readonly string[];
    readonly now: Date;
  }): Promise<string[]> {
    const ended = await this.#tx
      .update(slotHold)
      .set({ endedAt: input.now, updatedAt: input.now })
      .where(
        and(
          ...[eq(slotHold.tenantId, input.tenantId), inArray(slotHold.waitlistEntryId, [...input.entryIds])],
          isNull(slotHold.endedAt),
        ),
      )
      .returning({ id: slotHold.id });
    return ended.map(({ id }) => id);
  }

  /**
   * Removes, for all tenants, holds of more than a day ago with what they took, those of offers once they have ended; answers how many,
   * `limit` at most.
   */
  async removeOld(limit: number): Promise<number> {
    const old = this.#tx
      .select({ id: slotHold.id })
      .from(slotHold)
      .where(
        and(
          lt(slotHold.createdAt, sql`now() - interval '1 day'`),
          or(isNull(slotHold.waitlistEntryId), isNotNull(slotHold.endedAt)),
        ),
      )
      .limit(limit);
    const removed = await this.#tx
      .delete(slotHold)
      .where(inArray(slotHold.id, old))
      .returning({ id: slotHold.id });
    return removed.length;
  }
}
