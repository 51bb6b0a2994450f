import { and, asc, eq, getTableColumns, inArray } from "drizzle-orm";
import { clinic, room } from "#drizzle/appointments/schema.ts";
import type { Tx } from "#shared/db/database.ts";

/** A room as stored, with the region of its clinic. */
export type RoomRow = typeof room.$inferSelect & { readonly region: string };

const columns = { ...getTableColumns(room), region: clinic.region };

/** Rooms of one tenant. */
export class RoomRepository {
  readonly #tx: Tx;

  constructor(tx: Tx) {
    this.#tx = tx;
  }

  /** Those of the given rooms that exist and are visible, in no particular order. */
  async findByIds(input: { readonly tenantId: string; readonly ids: readonly string[] }): Promise<RoomRow[]> {
    return this.#tx
      .select(columns)
      .from(room)
      .innerJoin(clinic, eq(clinic.id, room.clinicId))
      .where(and(eq(room.tenantId, input.tenantId), inArray(room.id, [...input.ids])));
  }

  /** All rooms of the given clinics, by name. */
  async findByClinicIds(input: {
    readonly tenantId: string;
    readonly clinicIds: readonly string[];
  }): Promise<RoomRow[]> {
    return this.#tx
      .select(columns)
      .from(room)
      .innerJoin(clinic, eq(clinic.id, room.clinicId))
      .where(and(eq(room.tenantId, input.tenantId), inArray(room.clinicId, [...input.clinicIds])))
      .orderBy(asc(room.name), asc(room.id));
  }
}
