import { and, asc, count, eq, gt, inArray, isNull, type SQL } from "drizzle-orm";
import { deidentifiedPatient } from "#drizzle/users/schema.ts";
import type { Tx } from "#shared/db/database.ts";
import type { PageRequest } from "#shared/graphql/pagination.ts";

/** What is told of a patient to who may not know who it is. */
export type DeidentifiedPatientRow = Pick<
  typeof deidentifiedPatient.$inferSelect,
  "id" | "tenantId" | "pseudonym" | "birthYear" | "region"
>;

interface DeidentifiedListInput {
  readonly tenantId: string;
  /** Null does not narrow. */
  readonly regions: readonly string[] | null;
}

const COLUMNS = {
  id: deidentifiedPatient.id,
  tenantId: deidentifiedPatient.tenantId,
  pseudonym: deidentifiedPatient.pseudonym,
  birthYear: deidentifiedPatient.birthYear,
  region: deidentifiedPatient.region,
};

/** Patients of one tenant without who they are: no statement of this file reads the table that knows. */
export class DeidentifiedPatientRepository {
  readonly #tx: Tx;

  constructor(tx: Tx) {
    this.#tx = tx;
  }

  /** Those of the given patients that exist and are visible, in no particular order. */
  async findByIds(input: {
    readonly tenantId: string;
    readonly ids: readonly string[];
  }): Promise<DeidentifiedPatientRow[]> {
    return this.#tx
      .select(COLUMNS)
      .from(deidentifiedPatient)
      .where(and(live(input.tenantId), inArray(deidentifiedPatient.id, [...input.ids])));
  }

  /** One page by pseudonym, which the cursor tells, and one row more when there is a next page. */
  async findPage({
    page: { after, first },
    ...list
  }: DeidentifiedListInput & {
    readonly page: PageRequest<readonly [pseudonym: string]>;
  }): Promise<DeidentifiedPatientRow[]> {
    return this.#tx
      .select(COLUMNS)
      .from(deidentifiedPatient)
      .where(and(matching(list), after === null ? undefined : gt(deidentifiedPatient.pseudonym, after[0])))
      .orderBy(asc(deidentifiedPatient.pseudonym))
      .limit(first + 1);
  }

  /** How many there are. */
  async count(list: DeidentifiedListInput): Promise<number> {
    const [row] = await this.#tx.select({ total: count() }).from(deidentifiedPatient).where(matching(list));
    return row?.total ?? 0;
  }
}

function live(tenantId: string): SQL | undefined {
  return and(eq(deidentifiedPatient.tenantId, tenantId), isNull(deidentifiedPatient.deletedAt));
}

function matching({ tenantId, regions }: DeidentifiedListInput): SQL | undefined {
  return and(
    live(tenantId),
    regions === null ? undefined : inArray(deidentifiedPatient.region, [...regions]),
  );
}
