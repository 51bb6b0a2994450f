import { and, asc, eq, getTableColumns, inArray, isNull } from "drizzle-orm";
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

  /** Those of the given rooms that exist and are visible, in no particular order. Removed ones too: old appointments name them. */
  async findByIds(input: { readonly tenantId: string; readonly ids: readonly string[] }): Promise<RoomRow[]> {
    return this.#tx
      .select(columns)
      .from(room)
      .innerJoin(clinic, eq(clinic.id, room.clinicId))
      .where(and(eq(room.tenantId, input.tenantId), inArray(room.id, [...input.ids])));
  }

  /** All rooms that the given clinics have, by name. */
  async findByClinicIds(input: {
    readonly tenantId: string;
    readonly clinicIds: readonly string[];
  }): Promise<RoomRow[]> {
    return this.#tx
      .select(columns)
      .from(room)
      .innerJoin(clinic, eq(clinic.id, room.clinicId))
      .where(
        and(
          eq(room.tenantId, input.tenantId),
          inArray(room.clinicId, [...input.clinicIds]),
          isNull(room.deletedAt),
        ),
      )
      .orderBy(asc(room.name), asc(room.id));
  }

  /** Adds a room to an open clinic. */
  async insert({ region: _region, ...row }: RoomRow): Promise<void> {
    await this.#tx.insert(room).values(row);
  }

  /** Writes what can change of a room. */
  async update({ id, tenantId, name, kind, deletedAt, updatedAt }: RoomRow): Promise<void> {
    await this.#tx
      .update(room)
      .set({ name, kind, deletedAt, updatedAt })
      .where(and(eq(room.tenantId, tenantId), eq(room.id, id)));
  }
}
