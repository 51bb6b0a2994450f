import {
  and,
  count,
  desc,
  eq,
  getTableColumns,
  gt,
  inArray,
  isNotNull,
  isNull,
  lt,
  or,
  type SQL,
} from "drizzle-orm";
import { breakGlassGrant, session } from "#drizzle/auth/schema.ts";
import type { Tx } from "#shared/db/database.ts";
import type { PageRequest } from "#shared/graphql/pagination.ts";

/** A grant as stored; `createdAt` is when the glass was broken. */
export type GrantRow = typeof breakGlassGrant.$inferSelect;

/** Narrows the list of grants; null does not narrow. */
export interface GrantFilter {
  readonly patientId: string | null;
  readonly isReviewed: boolean | null;
}

/** When the last grant of a page was opened, in milliseconds since the epoch, and its id. */
export type GrantKeyset = readonly [openedAtMs: number, id: string];

/** Grants of one tenant. What changes them needs `SystemScope`, as sessions do. */
export class BreakGlassRepository {
  readonly #tx: Tx;

  constructor(tx: Tx) {
    this.#tx = tx;
  }

  /** Those of the given grants that exist and are visible, in no particular order. */
  async findByIds(input: {
    readonly tenantId: string;
    readonly ids: readonly string[];
  }): Promise<GrantRow[]> {
    return this.#tx
      .select()
      .from(breakGlassGrant)
      .where(and(eq(breakGlassGrant.tenantId, input.tenantId), inArray(breakGlassGrant.id, [...input.ids])));
  }

  /** One page, last opened first, and one row more when there is a next page. */
  async findPage(input: {
    readonly tenantId: string;
    readonly filter: GrantFilter;
    readonly page: PageRequest<GrantKeyset>;
  }): Promise<GrantRow[]> {
    return this.#tx
      .select()
      .from(breakGlassGrant)
      .where(and(matching(input), beyond(input.page.after)))
      .orderBy(desc(breakGlassGrant.createdAt), desc(breakGlassGrant.id))
      .limit(input.page.first + 1);
  }

  /** How many grants match. */
  async count(input: { readonly tenantId: string; readonly filter: GrantFilter }): Promise<number> {
    const [row] = await this.#tx.select({ total: count() }).from(breakGlassGrant).where(matching(input));
    return row?.total ?? 0;
  }

  /** The grant in force of the session with this hash. */
  async findInForce(input: {
    readonly tenantId: string;
    readonly idHash: string;
    readonly now: Date;
  }): Promise<GrantRow | undefined> {
    const [row] = await this.#tx
      .select(getTableColumns(breakGlassGrant))
      .from(breakGlassGrant)
      .innerJoin(session, eq(session.id, breakGlassGrant.sessionId))
      .where(
        and(
          eq(breakGlassGrant.tenantId, input.tenantId),
          eq(session.idHash, input.idHash),
          isNull(breakGlassGrant.endedAt),
          gt(breakGlassGrant.expiresAt, input.now),
        ),
      );
    return row;
  }

  /** The session of the account with this hash, kept from changing, and the grant of it that was not ended. */
  async findOpenOfSession(input: {
    readonly tenantId: string;
    readonly accountId: string;
    readonly idHash: string;
  }): Promise<{ readonly sessionId: string; readonly grant: GrantRow | null } | undefined> {
    const { tenantId, accountId, idHash } = input;
    const [row] = await this.#tx
      .select({ sessionId: session.id })
      .from(session)
      .where(
        and(eq(session.tenantId, tenantId), eq(session.accountId, accountId), eq(session.idHash, idHash)),
      )
      .for("update");
    if (row === undefined) return undefined;
    const [grant] = await this.#tx
      .select()
      .from(breakGlassGrant)
      .where(
        and(
          eq(breakGlassGrant.tenantId, tenantId),
          eq(breakGlassGrant.sessionId, row.sessionId),
          isNull(breakGlassGrant.endedAt),
        ),
      );
    return { sessionId: row.sessionId, grant: grant ?? null };
  }

  /** The grant, kept from changing until the transaction ends. */
  async findForChange(input: {
    readonly tenantId: string;
    readonly id: string;
  }): Promise<GrantRow | undefined> {
    const [row] = await this.#tx
      .select()
      .from(breakGlassGrant)
      .where(and(eq(breakGlassGrant.tenantId, input.tenantId), eq(breakGlassGrant.id, input.id)))
      .for("update");
    return row;
  }

  /** Adds a grant. */
  async insert(row: GrantRow): Promise<void> {
    await this.#tx.insert(breakGlassGrant).values(row);
  }

  /** Writes what can change of a grant. */
  async update(row: GrantRow): Promise<void> {
    const { endedAt, reviewedAt, reviewerId, finding, remark, updatedAt } = row;
    await this.#tx
      .update(breakGlassGrant)
      .set({ endedAt, reviewedAt, reviewerId, finding, remark, updatedAt })
      .where(and(eq(breakGlassGrant.tenantId, row.tenantId), eq(breakGlassGrant.id, row.id)));
  }
}

function matching({
  tenantId,
  filter: { patientId, isReviewed },
}: {
  readonly tenantId: string;
  readonly filter: GrantFilter;
}): SQL | undefined {
  const reviewed = isReviewed === true ? isNotNull : isNull;
  return and(
    eq(breakGlassGrant.tenantId, tenantId),
    patientId === null ? undefined : eq(breakGlassGrant.patientId, patientId),
    isReviewed === null ? undefined : reviewed(breakGlassGrant.reviewedAt),
  );
}

function beyond(after: GrantKeyset | null): SQL | undefined {
  if (after === null) return undefined;
  const [openedAtMs, id] = after;
  const openedAt = new Date(openedAtMs);
  return or(
    lt(breakGlassGrant.createdAt, openedAt),
    and(eq(breakGlassGrant.createdAt, openedAt), lt(breakGlassGrant.id, id)),
  );
}
