import { and, eq, inArray } from "drizzle-orm";
import { user } from "#drizzle/users/schema.ts";
import type { Tx } from "#shared/db/database.ts";

/** A user as stored. */
export type UserRow = typeof user.$inferSelect;

/** Users of one tenant. */
export class UserRepository {
  readonly #tx: Tx;

  constructor(tx: Tx) {
    this.#tx = tx;
  }

  /** Those of the given users that exist and are visible, in no particular order. */
  async findByIds(input: { readonly tenantId: string; readonly ids: readonly string[] }): Promise<UserRow[]> {
    return this.#tx
      .select()
      .from(user)
      .where(and(eq(user.tenantId, input.tenantId), inArray(user.id, [...input.ids])));
  }

  /** Adds a user; keeps the one there when the id is known already. */
  async insert(input: typeof user.$inferInsert): Promise<void> {
    await this.#tx.insert(user).values(input).onConflictDoNothing({ target: user.id });
  }
}
