import { and, asc, eq, getTableColumns, inArray, isNull } from "drizzle-orm";
import { clinic, serviceType } from "#drizzle/appointments/schema.ts";
import type { Tx } from "#shared/db/database.ts";

/** A service as stored, with the region of its clinic. */
export type ServiceTypeRow = typeof serviceType.$inferSelect & { readonly region: string };

const columns = { ...getTableColumns(serviceType), region: clinic.region };

/** Services of one tenant. */
export class ServiceTypeRepository {
  readonly #tx: Tx;

  constructor(tx: Tx) {
    this.#tx = tx;
  }

  /** Those of the given services that exist and are visible, in no particular order. Removed ones too: old appointments name them. */
  async findByIds(input: {
    readonly tenantId: string;
    readonly ids: readonly string[];
  }): Promise<ServiceTypeRow[]> {
    return this.#tx
      .select(columns)
      .from(serviceType)
      .innerJoin(clinic, eq(clinic.id, serviceType.clinicId))
      .where(and(eq(serviceType.tenantId, input.tenantId), inArray(serviceType.id, [...input.ids])));
  }

  /** All services that the given clinics offer, by name. */
  async findByClinicIds(input: {
    readonly tenantId: string;
    readonly clinicIds: readonly string[];
  }): Promise<ServiceTypeRow[]> {
    return this.#tx
      .select(columns)
      .from(serviceType)
      .innerJoin(clinic, eq(clinic.id, serviceType.clinicId))
      .where(
        and(
          eq(serviceType.tenantId, input.tenantId),
          inArray(serviceType.clinicId, [...input.clinicIds]),
          isNull(serviceType.deletedAt),
        ),
      )
      .orderBy(asc(serviceType.name), asc(serviceType.id));
  }

  /** Adds a service to an open clinic. */
  async insert({ region: _region, ...row }: ServiceTypeRow): Promise<void> {
    await this.#tx.insert(serviceType).values(row);
  }

  /** Writes what can change of a service. */
  async update(row: ServiceTypeRow): Promise<void> {
    const { region: _region, id, tenantId, clinicId: _clinicId, createdAt: _createdAt, ...changeable } = row;
    await this.#tx
      .update(serviceType)
      .set(changeable)
      .where(and(eq(serviceType.tenantId, tenantId), eq(serviceType.id, id)));
  }
}
