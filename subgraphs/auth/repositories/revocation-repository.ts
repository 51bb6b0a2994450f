import { and, asc, eq, gt, gte, inArray, lt, max, or } from "drizzle-orm";
import { revocation } from "#drizzle/auth/schema.ts";
import type { Tx } from "#shared/db/database.ts";
import type { TokenIdentity } from "../domain/token-identity.ts";
import { removeSome } from "./remove-some.ts";

/** A revocation as stored. */
export type RevocationRow = typeof revocation.$inferSelect;
/** A revocation that was committed. */
export type NumberedRevocation = RevocationRow & { readonly position: number };

/** Postgres takes at most 65,535 parameters in a statement, and a row has eight. */
const MAX_ROWS_PER_STATEMENT = 1_000;

/** Access tokens that are good no more. Needs `SystemScope`: routers ask for those of all tenants. */
export class RevocationRepository {
  readonly #tx: Tx;

  constructor(tx: Tx) {
    this.#tx = tx;
  }

  /** Adds some, which everybody is told of when the transaction commits. */
  async insert(rows: readonly Omit<typeof revocation.$inferInsert, "position">[]): Promise<void> {
    for (let start = 0; start < rows.length; start += MAX_ROWS_PER_STATEMENT)
      await this.#tx.insert(revocation).values(rows.slice(start, start + MAX_ROWS_PER_STATEMENT));
  }

  /** Those with a higher position that may still matter at `now`, lowest first. */
  async listAfter(input: {
    readonly position: number;
    readonly now: Date;
    readonly limit: number;
  }): Promise<NumberedRevocation[]> {
    const rows = await this.#tx
      .select()
      .from(revocation)
      .where(and(gt(revocation.position, input.position), gt(revocation.endsAt, input.now)))
      .orderBy(asc(revocation.position))
      .limit(input.limit);
    return rows.flatMap(({ position, ...row }) => (position === null ? [] : [{ ...row, position }]));
  }

  /** The highest position that is there; 0 when there is none. */
  async latestPosition(): Promise<number> {
    const [row] = await this.#tx.select({ latest: max(revocation.position) }).from(revocation);
    return row?.latest ?? 0;
  }

  /** True when one of them is about this token. */
  async covers({ jti, sid, accountId, clientId, issuedAt }: TokenIdentity): Promise<boolean> {
    const issued = new Date(issuedAt * 1000);
    const [row] = await this.#tx
      .select({ id: revocation.id })
      .from(revocation)
      .where(
        or(
          and(eq(revocation.kind, "TOKEN"), eq(revocation.subject, jti)),
          sid === null ? undefined : and(eq(revocation.kind, "FAMILY"), eq(revocation.subject, sid)),
          and(
            or(
              accountId === null
                ? undefined
                : and(eq(revocation.kind, "ACCOUNT"), eq(revocation.subject, accountId)),
              clientId === null
                ? undefined
                : and(eq(revocation.kind, "CLIENT"), eq(revocation.subject, clientId)),
            ) ?? inArray(revocation.kind, []),
            gte(revocation.revokedAt, issued),
          ),
        ),
      )
      .limit(1);
    return row !== undefined;
  }

  /** Removes some of those that ended before `before`. */
  async forgetEnded(before: Date): Promise<void> {
    await removeSome(this.#tx, revocation, lt(revocation.endsAt, before), revocation.endsAt);
  }
}
