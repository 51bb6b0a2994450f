import { and, desc, eq, getTableColumns, isNotNull, isNull, sql } from "drizzle-orm";
import { alias } from "drizzle-orm/pg-core";
import { account, session } from "#drizzle/auth/schema.ts";
import type { Tx } from "#shared/db/database.ts";
import { lockAccount } from "./account-lock.ts";
import { publicColumns, type AccountRow } from "./account-repository.ts";
import { hasNotEnded, isInForce } from "./session-conditions.ts";

/** A session as its owner sees it. */
export type SessionRow = typeof session.$inferSelect;

/** Only an alias can be named as what a join locks: drizzle puts the schema before a table's own name. */
const held = alias(session, "held");

/** A session with its account. */
export interface SessionWithAccount {
  readonly session: SessionRow;
  readonly account: AccountRow;
}

/** Sessions as rows, for who owns them and for the second step of a sign-in; `session-store.ts` begins and ends them. */
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
      .where(and(eq(session.tenantId, tenantId), eq(session.accountId, accountId), isInForce(session, now)))
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
      .where(and(eq(session.idHash, idHash), eq(session.accountId, accountId), isInForce(session, now)))
      .for("share");
    return row;
  }

  /**
   * The sign-in that waits for its second step under the session of this hash, held with its account's lock until the transaction ends, so that its
   * wrong codes are counted one after the other. Needs `SystemScope`.
   */
  async lockPending(input: {
    readonly idHash: string;
    readonly now: Date;
  }): Promise<SessionWithAccount | undefined> {
    return this.#lock(input, "PENDING");
  }

  /** The session in force of this hash, held with its account's lock until the transaction ends. Needs `SystemScope`. */
  async lockInForce(input: {
    readonly idHash: string;
    readonly now: Date;
  }): Promise<SessionWithAccount | undefined> {
    return this.#lock(input, "DONE");
  }

  /** Counts one more wrong code of a sign-in; answers how many there are. Needs `SystemScope`. */
  async countWrongCode(id: string): Promise<number> {
    const [row] = await this.#tx
      .update(session)
      .set({ wrongCodes: sql`${session.wrongCodes} + 1` })
      .where(eq(session.id, id))
      .returning({ wrongCodes: session.wrongCodes });
    return row?.wrongCodes ?? 0;
  }

  async #lock(
    { idHash, now }: { readonly idHash: string; readonly now: Date },
    step: "PENDING" | "DONE",
  ): Promise<SessionWithAccount | undefined> {
    const [found] = await this.#tx
      .select({ accountId: session.accountId })
      .from(session)
      .where(eq(session.idHash, idHash));
    if (found === undefined) return undefined;
    await lockAccount(this.#tx, found.accountId);
    const [locked] = await this.#tx
      .select({ session: getTableColumns(held), account: publicColumns })
      .from(held)
      .innerJoin(account, eq(account.id, held.accountId))
      .where(
        and(
          eq(held.idHash, idHash),
          step === "DONE" ? isInForce(held, now) : and(hasNotEnded(held, now), isNotNull(held.pendingStep)),
          isNull(account.disabledAt),
        ),
      )
      .for("update", { of: held });
    return locked;
  }
}
