import { and, desc, eq, getTableColumns, gt, isNull, lte } from "drizzle-orm";
import { oauthClient, refreshToken, tokenFamily } from "#drizzle/auth/schema.ts";
import type { Tx } from "#shared/db/database.ts";
import { removeSome } from "./remove-some.ts";

/** A token family as stored. */
export type TokenFamilyRow = typeof tokenFamily.$inferSelect;
/** A refresh token as stored. */
export type RefreshTokenRow = typeof refreshToken.$inferSelect;

/** A family as its owner sees it: with the name of the app. */
export interface AuthorizedAppRow extends TokenFamilyRow {
  readonly name: string;
}

/**
 * Token families. All but {@link TokenFamilyRepository.listInForce} needs `SystemScope`: whoever presents a token belongs
 * to no tenant yet.
 */
export class TokenFamilyRepository {
  readonly #tx: Tx;

  constructor(tx: Tx) {
    this.#tx = tx;
  }

  /** Adds a family. */
  async insert(input: typeof tokenFamily.$inferInsert): Promise<TokenFamilyRow> {
    const [row] = await this.#tx.insert(tokenFamily).values(input).returning();
    if (row === undefined) throw new Error("The family was not written.");
    return row;
  }

  /** Adds a refresh token to a family that is locked or new. */
  async insertToken(input: typeof refreshToken.$inferInsert): Promise<void> {
    await this.#tx.insert(refreshToken).values(input);
  }

  /** The refresh token with this hash and its family, which stays as it is until the transaction ends. */
  async lockByToken(
    tokenHash: string,
  ): Promise<{ readonly family: TokenFamilyRow; readonly token: RefreshTokenRow } | undefined> {
    const found = await this.#findToken(tokenHash);
    if (found === undefined) return undefined;
    const family = await this.lock(found.familyId);
    // Again: whoever held the family before may have exchanged it.
    const token = await this.#findToken(tokenHash);
    return family === undefined || token === undefined ? undefined : { family, token };
  }

  /** The family, which stays as it is until the transaction ends. */
  async lock(id: string): Promise<TokenFamilyRow | undefined> {
    const [row] = await this.#tx.select().from(tokenFamily).where(eq(tokenFamily.id, id)).for("update");
    return row;
  }

  /** True when the family's token of this generation has this hash. */
  async hasToken(input: { familyId: string; generation: number; tokenHash: string }): Promise<boolean> {
    const token = await this.#findToken(input.tokenHash);
    return token?.familyId === input.familyId && token.generation === input.generation;
  }

  /** Notes that a token of a locked family was exchanged for the next one. */
  async rotate(
    { id, tenantId }: TokenFamilyRow,
    change: { readonly token: RefreshTokenRow; readonly nextId: string; readonly nextHash: string } & {
      readonly now: Date;
      readonly expiresAt: Date;
    },
  ): Promise<void> {
    const { token, nextId, nextHash, now, expiresAt } = change;
    const generation = token.generation + 1;
    await this.#tx
      .update(refreshToken)
      .set({ rotatedAt: now, updatedAt: now })
      .where(eq(refreshToken.id, token.id));
    await this.insertToken({
      ...{ id: nextId, tenantId, createdAt: now, updatedAt: now },
      ...{ familyId: id, generation, tokenHash: nextHash },
    });
    await this.#tx
      .update(tokenFamily)
      .set({ generation, lastUsedAt: now, expiresAt, updatedAt: now })
      .where(eq(tokenFamily.id, id));
  }

  /** An account's families in force at `now`, the last begun first. */
  async listInForce(input: {
    readonly tenantId: string;
    readonly accountId: string;
    readonly now: Date;
    readonly limit: number;
  }): Promise<AuthorizedAppRow[]> {
    const { tenantId, accountId, now, limit } = input;
    return this.#tx
      .select({ ...getTableColumns(tokenFamily), name: oauthClient.name })
      .from(tokenFamily)
      .innerJoin(oauthClient, eq(oauthClient.id, tokenFamily.oauthClientId))
      .where(
        and(
          eq(tokenFamily.tenantId, tenantId),
          eq(tokenFamily.accountId, accountId),
          isNull(tokenFamily.revokedAt),
          gt(tokenFamily.expiresAt, now),
        ),
      )
      .orderBy(desc(tokenFamily.createdAt), desc(tokenFamily.id))
      .limit(limit);
  }

  /** Ends a family; undefined when it was ended before, or is not there. */
  async revoke(id: string, now: Date): Promise<TokenFamilyRow | undefined> {
    const [row] = await this.#tx
      .update(tokenFamily)
      .set({ revokedAt: now, updatedAt: now })
      .where(and(eq(tokenFamily.id, id), isNull(tokenFamily.revokedAt)))
      .returning();
    return row;
  }

  /** Ends the families of an account; answers those that were not ended before. */
  async revokeAllOf(accountId: string, now: Date): Promise<TokenFamilyRow[]> {
    return this.#tx
      .update(tokenFamily)
      .set({ revokedAt: now, updatedAt: now })
      .where(and(eq(tokenFamily.accountId, accountId), isNull(tokenFamily.revokedAt)))
      .returning();
  }

  /** Ends the families of a client; answers those that were not ended before. */
  async revokeAllOfClient(oauthClientId: string, now: Date): Promise<TokenFamilyRow[]> {
    return this.#tx
      .update(tokenFamily)
      .set({ revokedAt: now, updatedAt: now })
      .where(and(eq(tokenFamily.oauthClientId, oauthClientId), isNull(tokenFamily.revokedAt)))
      .returning();
  }

  /** Removes some of the families, of whatever account, that ended before `before`, with their tokens and codes. */
  async forgetEnded(before: Date): Promise<void> {
    await removeSome(this.#tx, tokenFamily, lte(tokenFamily.expiresAt, before), tokenFamily.expiresAt);
  }

  async #findToken(tokenHash: string): Promise<RefreshTokenRow | undefined> {
    const [row] = await this.#tx.select().from(refreshToken).where(eq(refreshToken.tokenHash, tokenHash));
    return row;
  }
}
