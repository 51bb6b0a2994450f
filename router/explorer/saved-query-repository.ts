import { and, asc, count, desc, eq, lte, sql } from "drizzle-orm";
import { savedQuery, savedQueryVersion } from "#drizzle/platform/schema.ts";
import type { Tx } from "#shared/db/database.ts";
import { newId } from "#shared/db/ids.ts";
import { AppError } from "#shared/errors/app-error.ts";
import { lockAccount } from "./account-lock.ts";
import type { SavedQuery, SavedQueryChange, SavedQueryInput, SavedQueryVersion } from "./explorer-api.ts";
import type { ExplorerUser } from "./recorded-changes.ts";

type Owner = Pick<ExplorerUser, "tenantId" | "accountId">;

/** Of one account. */
const MOST_QUERIES = 500;
/** Of all that a user sees. */
const MOST_SHOWN = 1_000;
/** Of one query; older ones are removed. */
const MOST_VERSIONS = 100;

/** Saved queries, in a transaction that row-level security binds to a user. */
export class SavedQueryRepository {
  readonly #tx: Tx;

  constructor(tx: Tx) {
    this.#tx = tx;
  }

  /** Own ones first, then what others share, each by name. */
  async all({ accountId }: Owner): Promise<readonly SavedQuery[]> {
    const isOwn = sql<boolean>`${savedQuery.accountId} = ${accountId}`;
    const { id, name, isShared, version, updatedAt } = savedQuery;
    const rows = await this.#tx
      .select({ id, name, isShared, version, isOwn, savedAt: updatedAt, text: savedQueryVersion.text })
      .from(savedQuery)
      .innerJoin(
        savedQueryVersion,
        and(eq(savedQueryVersion.savedQueryId, id), eq(savedQueryVersion.version, version)),
      )
      .orderBy(desc(isOwn), asc(sql`lower(${name})`), asc(id))
      .limit(MOST_SHOWN);
    return rows.map((row) => ({ ...row, savedAt: row.savedAt.toISOString() }));
  }

  /** @throws AppError `CONFLICT` when the owner has 500 already */
  async add({ tenantId, accountId }: Owner, { name, text, isShared }: SavedQueryInput): Promise<SavedQuery> {
    await lockAccount(this.#tx, "saved-query", accountId);
    const [owned] = await this.#tx
      .select({ queries: count() })
      .from(savedQuery)
      .where(eq(savedQuery.accountId, accountId));
    if ((owned?.queries ?? 0) >= MOST_QUERIES)
      throw new AppError("CONFLICT", `You have ${String(MOST_QUERIES)} saved queries: remove one first.`);
    const id = newId();
    const [row] = await this.#tx
      .insert(savedQuery)
      .values({ id, tenantId, accountId, name, isShared, version: 1 })
      .returning({ savedAt: savedQuery.updatedAt });
    await this.#addVersion(tenantId, id, { version: 1, text });
    const savedAt = (row?.savedAt ?? new Date()).toISOString();
    return { id, name, text, isShared, isOwn: true, version: 1, savedAt };
  }

  /** Undefined when the owner has none of this id. @throws AppError `CONFLICT` when it is not of the version that was expected */
  async change(
    { tenantId, accountId }: Owner,
    id: string,
    { name, text, isShared, ifVersion }: SavedQueryChange,
  ): Promise<SavedQuery | undefined> {
    const [row] = await this.#tx
      .update(savedQuery)
      .set({ name, isShared, version: sql`${savedQuery.version} + 1`, updatedAt: sql`now()` })
      .where(and(eq(savedQuery.id, id), eq(savedQuery.accountId, accountId)))
      .returning({ version: savedQuery.version, savedAt: savedQuery.updatedAt });
    if (row === undefined) return undefined;
    const { version } = row;
    if (ifVersion !== undefined && version !== ifVersion + 1)
      throw new AppError("CONFLICT", "The saved query was changed meanwhile: look at what it is now.");
    await this.#addVersion(tenantId, id, { version, text });
    const { savedQueryId, version: number } = savedQueryVersion;
    await this.#tx
      .delete(savedQueryVersion)
      .where(and(eq(savedQueryId, id), lte(number, version - MOST_VERSIONS)));
    return { id, name, text, isShared, isOwn: true, version, savedAt: row.savedAt.toISOString() };
  }

  /** Undefined when the owner has none of this id. */
  async remove({ accountId }: Owner, id: string): Promise<true | undefined> {
    const removed = await this.#tx
      .delete(savedQuery)
      .where(and(eq(savedQuery.id, id), eq(savedQuery.accountId, accountId)))
      .returning({ id: savedQuery.id });
    return removed.length > 0 ? true : undefined;
  }

  /** Newest first, at most a hundred. */
  async versions(id: string): Promise<readonly SavedQueryVersion[]> {
    const { version, text, createdAt } = savedQueryVersion;
    const rows = await this.#tx
      .select({ version, text, savedAt: createdAt })
      .from(savedQueryVersion)
      .where(eq(savedQueryVersion.savedQueryId, id))
      .orderBy(desc(version))
      .limit(MOST_VERSIONS);
    return rows.map((row) => ({ ...row, savedAt: row.savedAt.toISOString() }));
  }

  async #addVersion(
    tenantId: string,
    savedQueryId: string,
    { version, text }: Pick<SavedQueryVersion, "version" | "text">,
  ): Promise<void> {
    await this.#tx.insert(savedQueryVersion).values({ id: newId(), tenantId, savedQueryId, version, text });
  }
}
