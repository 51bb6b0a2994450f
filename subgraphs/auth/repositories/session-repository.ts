import { and, desc, eq, getTableColumns, gt } from "drizzle-orm";
import { session } from "#drizzle/auth/schema.ts";
import type { Tx } from "#shared/db/database.ts";

/** A session as its owner sees it. */
export type SessionRow = typeof session.$inferSelect;

/** Sessions of one account, for who owns them; `session-store.ts` begins and ends them. */
export class SessionRepository {
  readonly #tx: Tx;

  constructor(tx: Tx) {
    this.#tx = tx;
  }

  /** Those in force at `now`, the last begun first. */
  async listInForce(input: {
    readonly tenantId: string;
    readonly accountId: string;
    readonly now: Date;
    readonly limit: number;
  }): Promise<SessionRow[]> {
    const { tenantId, accountId, now, limit } = input;
    return this.#tx
      .select(getTableColumns(session))
      .from(session)
      .where(
        and(
          eq(session.tenantId, tenantId),
          eq(session.accountId, accountId),
          gt(session.expiresAt, now),
          gt(session.endsAt, now),
        ),
      )
      .orderBy(desc(session.createdAt), desc(session.id))
      .limit(limit);
  }

  /** The account's session with this hash that is in force at `now`; it does not end before the transaction. Needs `SystemScope`. */
  async holdInForce(input: {
    readonly accountId: string;
    readonly idHash: string;
    readonly now: Date;
  }): Promise<SessionRow | undefined> {
    const { accountId, idHash, now } = input;
    const [row] = await this.#tx
      .select(getTableColumns(session))
      .from(session)
      .where(
        and(
          eq(session.idHash, idHash),
          eq(session.accountId, accountId),
          gt(session.expiresAt, now),
          gt(session.endsAt, now),
        ),
      )
      .for("share");
    return row;
  }
}
