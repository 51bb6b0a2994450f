import { and, asc, eq, inArray } from "drizzle-orm";
import { room } from "#drizzle/appointments/schema.ts";
import type { Tx } from "#shared/db/database.ts";

/** A room as stored. */
export type RoomRow = typeof room.$inferSelect;

/** Rooms of one tenant. */
export class RoomRepository {
  readonly #tx: Tx;

  constructor(tx: Tx) {
    this.#tx = tx;
  }

  /** Those of the given rooms that exist and are visible, in no particular order. */
  async findByIds(input: { readonly tenantId: string; readonly ids: readonly string[] }): Promise<RoomRow[]> {
    return this.#tx
      .select()
      .from(room)
      .where(and(eq(room.tenantId, input.tenantId), inArray(room.id, [...input.ids])));
  }

  /** All rooms of the given clinics, by name. */
  async findByClinicIds(input: {
    readonly tenantId: string;
    readonly clinicIds: readonly string[];
  }): Promise<RoomRow[]> {
    return this.#tx
      .select()
      .from(room)
      .where(and(eq(room.tenantId, input.tenantId), inArray(room.clinicId, [...input.clinicIds])))
      .orderBy(asc(room.name), asc(room.id));
  }
}
