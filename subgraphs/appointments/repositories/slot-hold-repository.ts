import { and, eq, getTableColumns, gt, inArray, isNull, lt, sql } from "drizzle-orm";
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

  /** How many times are kept free for a patient now. */
  async countLive(input: { readonly tenantId: string; readonly patientId: string }): Promise<number> {
    return this.#tx.$count(
      slotHold,
      and(
        eq(slotHold.tenantId, input.tenantId),
        eq(slotHold.patientId, input.patientId),
        isNull(slotHold.endedAt),
        gt(slotHold.expiresAt, sql`now()`),
      ),
    );
  }

  /** Adds a hold that expires so many minutes from now, by the clock of the database; answers when. */
  async insert(
    {
      consent: _consent,
      guardianship: _guardianship,
      expiresAt: _expiresAt,
      ...row
    }: Omit<SlotHoldRow, "expiresAt"> & { expiresAt?: never },
    minutes: number,
  ): Promise<Date> {
    const [inserted] = await this.#tx
      .insert(slotHold)
      .values({
        ...row,
        expiresAt: sql`date_trunc('milliseconds', now() + make_interval(mins => ${minutes}))`,
      })
      .returning({ expiresAt: slotHold.expiresAt });
    if (inserted === undefined) throw new Error("A hold was inserted and not returned.");
    return inserted.expiresAt;
  }

  /** Ends a hold: it was booked, or let go. */
  async end(input: { readonly tenantId: string; readonly id: string; readonly now: Date }): Promise<void> {
    const { tenantId, id, now } = input;
    await this.#tx
      .update(slotHold)
      .set({ endedAt: now, updatedAt: now })
      .where(and(eq(slotHold.tenantId, tenantId), eq(slotHold.id, id)));
  }

  /** Removes, for all tenants, holds of more than a day ago with what they took; answers how many, `limit` at most. */
  async removeOld(limit: number): Promise<number> {
    const old = this.#tx
      .select({ id: slotHold.id })
      .from(slotHold)
      .where(lt(slotHold.createdAt, sql`now() - interval '1 day'`))
      .limit(limit);
    const removed = await this.#tx
      .delete(slotHold)
      .where(inArray(slotHold.id, old))
      .returning({ id: slotHold.id });
    return removed.length;
  }
}
