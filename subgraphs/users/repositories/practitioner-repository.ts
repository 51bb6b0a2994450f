import { and, asc, count, eq, inArray, isNull, sql, type SQL } from "drizzle-orm";
import { practitioner } from "#drizzle/users/schema.ts";
import type { Tx } from "#shared/db/database.ts";
import type { PageRequest } from "#shared/graphql/pagination.ts";

/** A practitioner as stored. */
export type PractitionerRow = typeof practitioner.$inferSelect;

/** Family name, given name and id of the last practitioner of a page. */
export type PractitionerKeyset = readonly [familyName: string, givenName: string, id: string];

/** Which practitioners a list is of; null regions do not narrow. */
interface PractitionerListInput {
  readonly tenantId: string;
  readonly regions: readonly string[] | null;
}

/** Practitioners of one tenant. */
export class PractitionerRepository {
  readonly #tx: Tx;

  constructor(tx: Tx) {
    this.#tx = tx;
  }

  /** Those of the given practitioners that exist and are visible, in no particular order. */
  async findByIds(input: {
    readonly tenantId: string;
    readonly ids: readonly string[];
  }): Promise<PractitionerRow[]> {
    return this.#tx
      .select()
      .from(practitioner)
      .where(and(live(input.tenantId), inArray(practitioner.id, [...input.ids])));
  }

  /** One page by family name, and one row more when there is a next page. */
  async findPage(
    input: PractitionerListInput & { readonly page: PageRequest<PractitionerKeyset> },
  ): Promise<PractitionerRow[]> {
    const { after, first } = input.page;
    return this.#tx
      .select()
      .from(practitioner)
      .where(
        and(
          listed(input),
          after === null
            ? undefined
            : sql`(${practitioner.familyName}, ${practitioner.givenName}, ${practitioner.id}) > (${after[0]}, ${after[1]}, ${after[2]}::uuid)`,
        ),
      )
      .orderBy(asc(practitioner.familyName), asc(practitioner.givenName), asc(practitioner.id))
      .limit(first + 1);
  }

  /** How many practitioners there are. */
  async count(input: PractitionerListInput): Promise<number> {
    const [row] = await this.#tx.select({ total: count() }).from(practitioner).where(listed(input));
    return row?.total ?? 0;
  }
}

function listed({ tenantId, regions }: PractitionerListInput): SQL | undefined {
  return and(live(tenantId), regions === null ? undefined : inArray(practitioner.region, [...regions]));
}

function live(tenantId: string): SQL | undefined {
  return and(eq(practitioner.tenantId, tenantId), isNull(practitioner.deletedAt));
}
