import { and, count, desc, eq, inArray, lt, type SQL } from "drizzle-orm";
import { entry } from "#drizzle/audit/schema.ts";
import type { Tx } from "#shared/db/database.ts";
import type { PageRequest } from "#shared/graphql/pagination.ts";

/** An entry as stored. */
export type EntryRow = typeof entry.$inferSelect;

/** Postgres takes at most 65,535 parameters in a statement, and a row has twenty. */
const MAX_ROWS_PER_STATEMENT = 1_000;

/** Narrows the log; null parts do not. */
export interface EntryFilter {
  readonly patientId: string | null;
  readonly entityId: string | null;
  readonly categories: readonly EntryRow["category"][] | null;
}

/** Sequence of the last entry of a page. */
export type EntryKeyset = readonly [sequence: number];

/** Entries of one tenant's log. */
export class EntryRepository {
  readonly #tx: Tx;

  constructor(tx: Tx) {
    this.#tx = tx;
  }

  /** One page, newest first, and one row more when there is a next page. */
  async findPage(input: {
    readonly tenantId: string;
    readonly filter: EntryFilter;
    readonly page: PageRequest<EntryKeyset>;
  }): Promise<EntryRow[]> {
    const { after, first } = input.page;
    return this.#tx
      .select()
      .from(entry)
      .where(and(matching(input), after === null ? undefined : lt(entry.sequence, after[0])))
      .orderBy(desc(entry.sequence))
      .limit(first + 1);
  }

  /** How many entries match. */
  async count(input: { readonly tenantId: string; readonly filter: EntryFilter }): Promise<number> {
    const [row] = await this.#tx.select({ total: count() }).from(entry).where(matching(input));
    return row?.total ?? 0;
  }

  /** Adds entries at the end. */
  async append(rows: (typeof entry.$inferInsert)[]): Promise<void> {
    for (let start = 0; start < rows.length; start += MAX_ROWS_PER_STATEMENT)
      await this.#tx.insert(entry).values(rows.slice(start, start + MAX_ROWS_PER_STATEMENT));
  }
}

function matching({
  tenantId,
  filter,
}: {
  readonly tenantId: string;
  readonly filter: EntryFilter;
}): SQL | undefined {
  return and(
    eq(entry.tenantId, tenantId),
    filter.patientId === null ? undefined : eq(entry.patientId, filter.patientId),
    filter.entityId === null ? undefined : eq(entry.entityId, filter.entityId),
    filter.categories === null ? undefined : inArray(entry.category, [...filter.categories]),
  );
}
