import { and, count, desc, eq, getTableColumns, inArray, lt, sql, type SQL } from "drizzle-orm";
import { entry } from "#drizzle/audit/schema.ts";
import type { Tx } from "#shared/db/database.ts";
import type { PageRequest } from "#shared/graphql/pagination.ts";

/** An entry as stored. */
export type EntryRow = typeof entry.$inferSelect;

/** An entry to be stored; the database says when it was. */
export type NewEntry = Omit<EntryRow, "createdAt" | "updatedAt">;

const { createdAt: _createdAt, updatedAt: _updatedAt, ...stored } = getTableColumns(entry);
// eslint-disable-next-line @typescript-eslint/no-unsafe-type-assertion -- the keys of an object that was just made
const COLUMNS = Object.entries(stored).map(([key, { name }]) => [key as keyof NewEntry, name] as const);

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

  /**
   * Adds entries at the end. They go as one parameter: a statement with one for each value, of up to ten thousand rows,
   * takes longer to make and to plan than to execute.
   */
  async append(rows: readonly NewEntry[]): Promise<void> {
    const json = JSON.stringify(
      rows.map((row) => Object.fromEntries(COLUMNS.map(([key, name]) => [name, row[key]]))),
    );
    const columns = sql.join(
      COLUMNS.map(([, name]) => sql.identifier(name)),
      sql`, `,
    );
    await this.#tx.execute(sql`
      insert into ${entry} (${columns})
      select ${columns} from jsonb_populate_recordset(null::${entry}, ${json}::jsonb)`);
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
