import { and, eq, exists, gt, isNull, lt } from "drizzle-orm";
import { account, mailedToken } from "#drizzle/auth/schema.ts";
import type { Tx } from "#shared/db/database.ts";
import type { MailedTokenPurpose } from "#shared/auth/mailed-token-purposes.ts";
import { removeSome } from "./remove-some.ts";

/** Whose token it is. */
export interface TokenOwner {
  readonly accountId: string;
  readonly tenantId: string;
  readonly email: string;
}

/** Tokens that were mailed. Making them works within a tenant; using them needs `SystemScope`. */
export class MailedTokenRepository {
  readonly #tx: Tx;

  constructor(tx: Tx) {
    this.#tx = tx;
  }

  /** Ends all tokens of an account that are for this and were not used. */
  async endAll(input: {
    readonly tenantId: string;
    readonly accountId: string;
    readonly purpose: MailedTokenPurpose;
    readonly now: Date;
  }): Promise<void> {
    const { tenantId, accountId, purpose, now } = input;
    await this.#tx
      .update(mailedToken)
      .set({ endedAt: now, updatedAt: now })
      .where(
        and(
          eq(mailedToken.tenantId, tenantId),
          eq(mailedToken.accountId, accountId),
          eq(mailedToken.purpose, purpose),
          isNull(mailedToken.endedAt),
        ),
      );
  }

  /** Adds a token. */
  async insert(input: typeof mailedToken.$inferInsert): Promise<void> {
    await this.#tx.insert(mailedToken).values(input);
  }

  /** Whose token this is; undefined when it is good for nothing, or the account is not in use. */
  async findOwner(input: UsableToken): Promise<TokenOwner | undefined> {
    const [row] = await this.#tx
      .select({ accountId: account.id, tenantId: account.tenantId, email: account.email })
      .from(mailedToken)
      .innerJoin(account, eq(account.id, mailedToken.accountId))
      .where(and(usable(input), isNull(account.disabledAt)));
    return row;
  }

  /** Uses a token up; false when it is good for nothing (any more), or the account is not in use. Of several at once, one gets true. */
  async use(input: UsableToken): Promise<boolean> {
    const { now } = input;
    const used = await this.#tx
      .update(mailedToken)
      .set({ endedAt: now, updatedAt: now })
      .where(
        and(
          usable(input),
          exists(
            this.#tx
              .select({ id: account.id })
              .from(account)
              .where(and(eq(account.id, mailedToken.accountId), isNull(account.disabledAt))),
          ),
        ),
      )
      .returning({ id: mailedToken.id });
    return used.length > 0;
  }

  /** Removes some of the tokens that have expired. */
  async forgetExpired(now: Date): Promise<void> {
    await removeSome(this.#tx, mailedToken, lt(mailedToken.expiresAt, now), mailedToken.expiresAt);
  }
}

/** A token as it is used. */
export interface UsableToken {
  readonly tokenHash: string;
  readonly purpose: MailedTokenPurpose;
  readonly now: Date;
}

function usable({ tokenHash, purpose, now }: UsableToken): ReturnType<typeof and> {
  return and(
    eq(mailedToken.tokenHash, tokenHash),
    eq(mailedToken.purpose, purpose),
    isNull(mailedToken.endedAt),
    gt(mailedToken.expiresAt, now),
  );
}
