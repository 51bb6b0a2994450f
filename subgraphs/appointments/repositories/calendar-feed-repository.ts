import { and, count, desc, eq, getTableColumns, isNull, lt, sql } from "drizzle-orm";
import { calendarFeed } from "#drizzle/appointments/schema.ts";
import type { Tx } from "#shared/db/database.ts";

const { tokenHash: _unread, ...columns } = getTableColumns(calendarFeed);

/** A calendar feed as its owner may see it: the hash of its token can be written, and is shown to nobody. */
export type CalendarFeedRow = Omit<typeof calendarFeed.$inferSelect, "tokenHash">;

interface OwnerInput {
  readonly tenantId: string;
  readonly accountId: string;
}

/** Calendar feeds of one account. */
export class CalendarFeedRepository {
  readonly #tx: Tx;

  constructor(tx: Tx) {
    this.#tx = tx;
  }

  /** Lets nobody else make feeds for the account until the transaction ends. */
  async lock(accountId: string): Promise<void> {
    await this.#tx.execute(
      sql`select pg_advisory_xact_lock(hashtextextended(${`appointments.calendar-feeds:${accountId}`}, 0))`,
    );
  }

  /** How many feeds of the account are good. */
  async countLive(owner: OwnerInput): Promise<number> {
    const [row] = await this.#tx.select({ live: count() }).from(calendarFeed).where(this.#live(owner));
    return row?.live ?? 0;
  }

  /** The feeds of the account that are good, the latest first. */
  async findLive(owner: OwnerInput): Promise<CalendarFeedRow[]> {
    return this.#tx
      .select(columns)
      .from(calendarFeed)
      .where(this.#live(owner))
      .orderBy(desc(calendarFeed.createdAt), desc(calendarFeed.id));
  }

  /** The feed of the account, if it is good. */
  async findLiveById(input: OwnerInput & { readonly id: string }): Promise<CalendarFeedRow | undefined> {
    const [row] = await this.#tx
      .select(columns)
      .from(calendarFeed)
      .where(and(this.#live(input), eq(calendarFeed.id, input.id)));
    return row;
  }

  /** Adds a feed. */
  async insert(row: CalendarFeedRow, tokenHash: string): Promise<void> {
    await this.#tx.insert(calendarFeed).values({ ...row, tokenHash });
  }

  /** Revokes a feed of the account that is good; answers it, or nothing when there is none. */
  async revoke(
    input: OwnerInput & { readonly id: string; readonly now: Date },
  ): Promise<CalendarFeedRow | undefined> {
    const [row] = await this.#tx
      .update(calendarFeed)
      .set({ revokedAt: input.now, updatedAt: input.now })
      .where(and(this.#live(input), eq(calendarFeed.id, input.id)))
      .returning(columns);
    return row;
  }

  /** Removes feeds of the account that were revoked before. */
  async removeRevoked(input: OwnerInput & { readonly revokedBefore: Date }): Promise<void> {
    await this.#tx
      .delete(calendarFeed)
      .where(and(this.#of(input), lt(calendarFeed.revokedAt, input.revokedBefore)));
  }

  #of({ tenantId, accountId }: OwnerInput) {
    return and(eq(calendarFeed.tenantId, tenantId), eq(calendarFeed.accountId, accountId));
  }

  #live(owner: OwnerInput) {
    return and(this.#of(owner), isNull(calendarFeed.revokedAt));
  }
}
