import { desc, gt, lt, sql } from "drizzle-orm";
import { sessionEnding } from "#drizzle/auth/schema.ts";
import type { Tx } from "#shared/db/database.ts";
import { removeSome } from "./remove-some.ts";

/** A sign-in clears away at most this many. */
const FORGOTTEN_AT_ONCE = 1_000;

/** An ending as routers are told of it. */
export interface ToldEnding {
  /** Of the ending: one session may have several. */
  readonly id: string;
  readonly idHash: string;
  /** True when whoever asked a moment ago may not have been told. */
  readonly isFresh: boolean;
}

/**
 * Ids of sessions, as hashes, about which an answer has changed: a trigger writes them, whoever changes a session or what
 * its account may do, and in whatever way. Needs `SystemScope`.
 */
export class SessionEndingRepository {
  readonly #tx: Tx;

  constructor(tx: Tx) {
    this.#tx = tx;
  }

  /** Those of transactions that began less than `seconds` ago, by the clock of the database. */
  async listLatest(seconds: number): Promise<string[]> {
    const rows = await this.#tx
      .select({ idHash: sessionEnding.idHash })
      .from(sessionEnding)
      .where(gt(sessionEnding.createdAt, ago(seconds)));
    return rows.map(({ idHash }) => idHash);
  }

  /** As {@link listLatest}, newest first and at most `limit`. Fresh is what began less than a second ago. */
  async listTold(seconds: number, limit: number): Promise<ToldEnding[]> {
    const { id, idHash, createdAt } = sessionEnding;
    return this.#tx
      .select({ id, idHash, isFresh: sql<boolean>`${createdAt} > ${ago(1)}` })
      .from(sessionEnding)
      .where(gt(createdAt, ago(seconds)))
      .orderBy(desc(createdAt))
      .limit(limit);
  }

  /** Removes some of those that are older. */
  async forgetOlder(seconds: number): Promise<void> {
    const isOld = lt(sessionEnding.createdAt, ago(seconds));
    await removeSome(this.#tx, sessionEnding, isOld, sessionEnding.createdAt, FORGOTTEN_AT_ONCE);
  }
}

function ago(seconds: number): ReturnType<typeof sql> {
  return sql`clock_timestamp() - make_interval(secs => ${seconds})`;
}
