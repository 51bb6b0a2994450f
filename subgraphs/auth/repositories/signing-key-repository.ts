import { and, desc, eq, gt, isNull, lte, or, sql, type SQL } from "drizzle-orm";
import { signingKey } from "#drizzle/auth/schema.ts";
import type { Tx } from "#shared/db/database.ts";

/** A signing key as stored: its private half sealed. */
export type SigningKeyRow = typeof signingKey.$inferSelect;

/** Keys that sign access tokens. They belong to the platform, so everything here needs `SystemScope`. */
export class SigningKeyRepository {
  readonly #tx: Tx;

  constructor(tx: Tx) {
    this.#tx = tx;
  }

  /** Lets one transaction at a time make keys, over all processes; the others wait until it is over. */
  async lockCreation(): Promise<void> {
    await this.#tx.execute(sql`select pg_advisory_xact_lock(hashtextextended('auth.signing_key', 0))`);
  }

  /** The key that signs at `now`: the newest of those whose time it is. */
  async findCurrent(now: Date): Promise<SigningKeyRow | undefined> {
    const [row] = await this.#tx
      .select()
      .from(signingKey)
      .where(and(lte(signingKey.signsFrom, now), notRetiredBefore(now)))
      .orderBy(desc(signingKey.signsFrom), desc(signingKey.id))
      .limit(1);
    return row;
  }

  /** Lets every key sign until `at` at the longest. */
  async retireAll(at: Date): Promise<void> {
    await this.#tx
      .update(signingKey)
      .set({ retiredAt: at, updatedAt: sql`now()` })
      .where(notRetiredBefore(at));
  }

  /** The keys of tokens that may still be in use: those that were not retired before `since`. Newest first. */
  async listVerifying(since: Date): Promise<SigningKeyRow[]> {
    return this.#tx.select().from(signingKey).where(notRetiredBefore(since)).orderBy(desc(signingKey.id));
  }

  /** The key of this name, when a token in use may be signed by it: as {@link listVerifying}. */
  async findVerifying(kid: string, since: Date): Promise<SigningKeyRow | undefined> {
    const [row] = await this.#tx
      .select()
      .from(signingKey)
      .where(and(eq(signingKey.kid, kid), notRetiredBefore(since)));
    return row;
  }

  /** Adds a key. */
  async insert(input: typeof signingKey.$inferInsert): Promise<void> {
    await this.#tx.insert(signingKey).values(input);
  }
}

function notRetiredBefore(at: Date): SQL | undefined {
  return or(isNull(signingKey.retiredAt), gt(signingKey.retiredAt, at));
}
