import { and, asc, count, eq, getTableColumns, inArray, isNull, like, sql, type SQL } from "drizzle-orm";
import { patient } from "#drizzle/users/schema.ts";
import type { GuardianshipInForce } from "#shared/auth/guardianship.ts";
import type { Tx } from "#shared/db/database.ts";
import type { PageRequest } from "#shared/graphql/pagination.ts";
import { guardianshipColumn } from "./guardianship-repository.ts";

/** A patient as stored, and what the account that asks may do for the patient as a guardian. */
export type PatientRow = typeof patient.$inferSelect & { readonly guardianship: GuardianshipInForce | null };

const columns = { ...getTableColumns(patient), guardianship: guardianshipColumn(patient.id) };

/** Narrows a list of patients. */
export interface PatientFilter {
  readonly familyNamePrefix: string | null;
}

/** Which patients a list is of; null regions do not narrow. */
interface PatientListInput {
  readonly tenantId: string;
  readonly regions: readonly string[] | null;
  readonly filter: PatientFilter;
}

/** Id of the last patient of a page; the cursor must not tell a name. */
export type PatientKeyset = readonly [id: string];

/** Patients of one tenant. */
export class PatientRepository {
  readonly #tx: Tx;

  constructor(tx: Tx) {
    this.#tx = tx;
  }

  /** Those of the given patients that exist and are visible, in no particular order. */
  async findByIds(input: {
    readonly tenantId: string;
    readonly ids: readonly string[];
  }): Promise<PatientRow[]> {
    return this.#tx
      .select(columns)
      .from(patient)
      .where(and(live(input.tenantId), inArray(patient.id, [...input.ids])));
  }

  /** One page by family name, and one row more when there is a next page. */
  async findPage(
    input: PatientListInput & { readonly page: PageRequest<PatientKeyset> },
  ): Promise<PatientRow[]> {
    const { after, first } = input.page;
    return this.#tx
      .select(columns)
      .from(patient)
      .where(
        and(
          matching(input),
          after === null
            ? undefined
            : sql`(${patient.familyName}, ${patient.givenName}, ${patient.id}) > (
                select last.family_name, last.given_name, last.id from ${patient} last where last.id = ${after[0]}::uuid)`,
        ),
      )
      .orderBy(asc(patient.familyName), asc(patient.givenName), asc(patient.id))
      .limit(first + 1);
  }

  /** How many patients match. */
  async count(input: PatientListInput): Promise<number> {
    const [row] = await this.#tx.select({ total: count() }).from(patient).where(matching(input));
    return row?.total ?? 0;
  }

  /** Adds a patient; keeps the one there when the id is known already. */
  async insert(input: typeof patient.$inferInsert): Promise<void> {
    await this.#tx.insert(patient).values(input).onConflictDoNothing({ target: patient.id });
  }

  /** Changes the given contact details and returns the patient, or undefined when there is none visible. */
  async changeContact(input: {
    readonly tenantId: string;
    readonly id: string;
    readonly contact: { readonly phone?: string | null; readonly email?: string | null };
    readonly now: Date;
  }): Promise<PatientRow | undefined> {
    const [row] = await this.#tx
      .update(patient)
      .set({ ...input.contact, updatedAt: input.now })
      .where(and(live(input.tenantId), eq(patient.id, input.id)))
      .returning(columns);
    return row;
  }
}

function live(tenantId: string): SQL | undefined {
  return and(eq(patient.tenantId, tenantId), isNull(patient.deletedAt));
}

function matching({ tenantId, regions, filter: { familyNamePrefix } }: PatientListInput): SQL | undefined {
  return and(
    live(tenantId),
    regions === null ? undefined : inArray(patient.region, [...regions]),
    familyNamePrefix === null ? undefined : like(patient.familyName, `${escapeLike(familyNamePrefix)}%`),
  );
}

function escapeLike(text: string): string {
  return text.replaceAll(/[\\%_]/g, (character) => `\\${character}`);
}
