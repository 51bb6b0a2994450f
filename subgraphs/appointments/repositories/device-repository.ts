import { and, asc, eq, getTableColumns, inArray, isNull } from "drizzle-orm";
import { clinic, device } from "#drizzle/appointments/schema.ts";
import type { Tx } from "#shared/db/database.ts";

/** A device as stored, with the region of its clinic. */
export type DeviceRow = typeof device.$inferSelect & { readonly region: string };

const columns = { ...getTableColumns(device), region: clinic.region };

/** Devices of one tenant. */
export class DeviceRepository {
  readonly #tx: Tx;

  constructor(tx: Tx) {
    this.#tx = tx;
  }

  /** Those of the given devices that exist and are visible, in no particular order. Removed ones too: old appointments name them. */
  async findByIds(input: {
    readonly tenantId: string;
    readonly ids: readonly string[];
  }): Promise<DeviceRow[]> {
    return this.#tx
      .select(columns)
      .from(device)
      .innerJoin(clinic, eq(clinic.id, device.clinicId))
      .where(and(eq(device.tenantId, input.tenantId), inArray(device.id, [...input.ids])));
  }

  /** All devices that the given clinics have, by name. */
  async findByClinicIds(input: {
    readonly tenantId: string;
    readonly clinicIds: readonly string[];
  }): Promise<DeviceRow[]> {
    return this.#tx
      .select(columns)
      .from(device)
      .innerJoin(clinic, eq(clinic.id, device.clinicId))
      .where(
        and(
          eq(device.tenantId, input.tenantId),
          inArray(device.clinicId, [...input.clinicIds]),
          isNull(device.deletedAt),
        ),
      )
      .orderBy(asc(device.name), asc(device.id));
  }

  /** Adds a device to an open clinic. */
  async insert({ region: _region, ...row }: DeviceRow): Promise<void> {
    await this.#tx.insert(device).values(row);
  }

  /** Writes what can change of a device. */
  async update({ id, tenantId, name, kind, deletedAt, updatedAt }: DeviceRow): Promise<void> {
    await this.#tx
      .update(device)
      .set({ name, kind, deletedAt, updatedAt })
      .where(and(eq(device.tenantId, tenantId), eq(device.id, id)));
  }
}
