import { and, eq, gt, inArray, sql } from "drizzle-orm";
import { waitlistOffer } from "#drizzle/appointments/schema.ts";
import type { Tx } from "#shared/db/database.ts";

/** An offer as stored. */
export type WaitlistOfferRow = typeof waitlistOffer.$inferSelect;

/** What becomes of an offer in the end. */
export type OfferOutcome = Exclude<WaitlistOfferRow["outcome"], "OFFERED">;

/** Offers of the waitlists of one tenant. */
export class WaitlistOfferRepository {
  readonly #tx: Tx;

  constructor(tx: Tx) {
    this.#tx = tx;
  }

  /** The offer, if there is one that is visible. */
  async find(input: {
    readonly tenantId: string;
    readonly id: string;
  }): Promise<WaitlistOfferRow | undefined> {
    const [row] = await this.#tx
      .select()
      .from(waitlistOffer)
      .where(and(eq(waitlistOffer.tenantId, input.tenantId), eq(waitlistOffer.id, input.id)));
    return row;
  }

  /** The offers that entries have now, by the clock of the database, in no particular order. */
  async findOpen(input: {
    readonly tenantId: string;
    readonly entryIds: readonly string[];
  }): Promise<WaitlistOfferRow[]> {
    return this.#tx
      .select()
      .from(waitlistOffer)
      .where(
        and(
          ...[
            eq(waitlistOffer.tenantId, input.tenantId),
            inArray(waitlistOffer.entryId, [...input.entryIds]),
          ],
          ...[eq(waitlistOffer.outcome, "OFFERED"), gt(waitlistOffer.expiresAt, sql`now()`)],
        ),
      );
  }

  /** Adds offers. */
  async insert(rows: readonly WaitlistOfferRow[]): Promise<void> {
    await this.#tx.insert(waitlistOffer).values([...rows]);
  }

  /** Ends the open offers of some entries. */
  async end(input: {
    readonly tenantId: string;
    readonly entryIds: readonly string[];
    readonly outcome: OfferOutcome;
    readonly now: Date;
  }): Promise<void> {
    await this.#tx
      .update(waitlistOffer)
      .set({ outcome: input.outcome, updatedAt: input.now })
      .where(
        and(
          ...[
            eq(waitlistOffer.tenantId, input.tenantId),
            inArray(waitlistOffer.entryId, [...input.entryIds]),
          ],
          eq(waitlistOffer.outcome, "OFFERED"),
        ),
      );
  }
}
