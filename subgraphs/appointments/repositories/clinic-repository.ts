import { and, asc, count, eq, inArray, isNull, sql, type SQL } from "drizzle-orm";
import { clinic } from "#drizzle/appointments/schema.ts";
import type { Tx } from "#shared/db/database.ts";
import type { PageRequest } from "#shared/graphql/pagination.ts";

/** A clinic as stored. */
export type ClinicRow = typeof clinic.$inferSelect;

/** Name and id of the last clinic of a page. */
export type ClinicKeyset = readonly [name: string, id: string];

/** Which clinics a list is of; null regions do not narrow. */
interface ClinicListInput {
  readonly tenantId: string;
  readonly regions: readonly string[] | null;
}

/** Clinics of one tenant. */
export class ClinicRepository {
  readonly #tx: Tx;

  constructor(tx: Tx) {
    this.#tx = tx;
  }

  /**
   * Those of the given clinics that exist and are visible, in no particular order. Closed ones too: old appointments
   * point at them.
   */
  async findByIds(input: {
    readonly tenantId: string;
    readonly ids: readonly string[];
  }): Promise<ClinicRow[]> {
    return this.#tx
      .select()
      .from(clinic)
      .where(and(eq(clinic.tenantId, input.tenantId), inArray(clinic.id, [...input.ids])));
  }

  /** One page of the open clinics by name, and one row more when there is a next page. */
  async findPage(
    input: ClinicListInput & { readonly page: PageRequest<ClinicKeyset> },
  ): Promise<ClinicRow[]> {
    const { after, first } = input.page;
    return this.#tx
      .select()
      .from(clinic)
      .where(
        and(
          open(input),
          after === null ? undefined : sql`(${clinic.name}, ${clinic.id}) > (${after[0]}, ${after[1]}::uuid)`,
        ),
      )
      .orderBy(asc(clinic.name), asc(clinic.id))
      .limit(first + 1);
  }

  /**
   * The clinic if it is open and the viewer may change clinics, kept from changing until the transaction ends; booking at it goes on.
   */
  async findForChange(input: {
    readonly tenantId: string;
    readonly id: string;
  }): Promise<ClinicRow | undefined> {
    const [row] = await this.#tx
      .select()
      .from(clinic)
      .where(and(eq(clinic.tenantId, input.tenantId), eq(clinic.id, input.id), isNull(clinic.deletedAt)))
      .for("no key update");
    return row;
  }

  /** The open clinic of that name, large and small letters alike; nobody else names a clinic of the tenant until the transaction ends. */
  async findNamesake(input: {
    readonly tenantId: string;
    readonly name: string;
  }): Promise<ClinicRow | undefined> {
    const lock = `appointments.clinic-names:${input.tenantId}`;
    await this.#tx.execute(sql`select pg_advisory_xact_lock(hashtextextended(${lock}, 0))`);
    const [row] = await this.#tx
      .select()
      .from(clinic)
      .where(
        and(
          eq(clinic.tenantId, input.tenantId),
          isNull(clinic.deletedAt),
          sql`lower(${clinic.name}) = lower(${input.name})`,
        ),
      )
      .limit(1);
    return row;
  }

  /** Adds a clinic; its policy is that which clinics begin with. */
  async insert(row: Omit<typeof clinic.$inferInsert, "id"> & { readonly id: string }): Promise<ClinicRow> {
    const [inserted] = await this.#tx.insert(clinic).values(row).returning();
    if (inserted === undefined) throw new Error("A clinic was inserted and not returned.");
    return inserted;
  }

  /** Writes what `clinic:change` changes of a clinic that {@link findForChange} gave. */
  async update({ id, tenantId, name, city, deletedAt, updatedAt }: ClinicRow): Promise<void> {
    await this.#tx
      .update(clinic)
      .set({ name, city, deletedAt, updatedAt })
      .where(and(eq(clinic.tenantId, tenantId), eq(clinic.id, id)));
  }

  /** Writes the policy of a clinic that {@link findForChange} gave. */
  async updatePolicy(row: ClinicRow): Promise<void> {
    const { freeCancellationHours, lateCancellationFeePercent, noShowFeePercent } = row;
    const { overbookingLimit, reminderHoursBefore, waitlistOfferMinutes, policyVersion, updatedAt } = row;
    await this.#tx
      .update(clinic)
      .set({
        ...{ freeCancellationHours, lateCancellationFeePercent, noShowFeePercent },
        ...{ overbookingLimit, reminderHoursBefore, waitlistOfferMinutes, policyVersion, updatedAt },
      })
      .where(and(eq(clinic.tenantId, row.tenantId), eq(clinic.id, row.id)));
  }

  /** How many open clinics there are. */
  async count(input: ClinicListInput): Promise<number> {
    const [row] = await this.#tx.select({ total: count() }).from(clinic).where(open(input));
    return row?.total ?? 0;
  }
}

function open({ tenantId, regions }: ClinicListInput): SQL | undefined {
  return and(
    eq(clinic.tenantId, tenantId),
    isNull(clinic.deletedAt),
    regions === null ? undefined : inArray(clinic.region, [...regions]),
  );
}
