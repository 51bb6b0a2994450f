import { and, eq, inArray, sql } from "drizzle-orm";
import { boolean, text, uuid, type PgSchema } from "drizzle-orm/pg-core";
import { ANONYMOUS, ROLES, TIERS, type Viewer } from "../auth/viewer.ts";
import { tableColumns } from "../db/columns.ts";
import type { Tx } from "../db/database.ts";
import type { MessagePayload } from "../messaging/contracts.ts";

/**
 * What accounts may do, as the events of auth tell; `id` is the account's id. Read to explain decisions, and to
 * serve calendar feeds, which come without a viewer; no other decision is made by it.
 */
// eslint-disable-next-line @typescript-eslint/explicit-module-boundary-types -- drizzle infers table types
export function knownActorTable(schema: PgSchema) {
  return schema.table("known_actor", {
    ...tableColumns,
    roles: text("roles", { enum: ROLES }).array().notNull(),
    regions: text("regions").array().notNull(),
    tier: text("tier", { enum: TIERS }).notNull(),
    patientId: uuid("patient_id"),
    practitionerId: uuid("practitioner_id"),
    isDisabled: boolean("is_disabled").notNull(),
  });
}

/** A table made by {@link knownActorTable}. */
export type KnownActorTable = ReturnType<typeof knownActorTable>;

/** What a context knows of an account. */
export type KnownActor = Pick<
  KnownActorTable["$inferSelect"],
  "id" | "tenantId" | "roles" | "regions" | "tier" | "patientId" | "practitionerId" | "isDisabled"
>;

/** Accounts of one tenant, as told by events. */
export class KnownActors {
  readonly #tx: Tx;
  readonly #table: KnownActorTable;

  constructor(tx: Tx, table: KnownActorTable) {
    this.#tx = tx;
    this.#table = table;
  }

  /** Those of the given accounts that are known and visible, in no particular order. */
  async findByIds(input: {
    readonly tenantId: string;
    readonly ids: readonly string[];
  }): Promise<KnownActor[]> {
    return this.#tx
      .select()
      .from(this.#table)
      .where(and(eq(this.#table.tenantId, input.tenantId), inArray(this.#table.id, [...input.ids])));
  }

  /** Keeps what accounts may do from now on; of one that comes twice the last. */
  async keep(actors: readonly KnownActor[]): Promise<void> {
    const last = [...new Map(actors.map((actor) => [actor.id, actor])).values()];
    if (last.length === 0) return;
    await this.#tx
      .insert(this.#table)
      .values(last)
      .onConflictDoUpdate({
        target: this.#table.id,
        set: {
          roles: sql`excluded.roles`,
          regions: sql`excluded.regions`,
          tier: sql`excluded.tier`,
          patientId: sql`excluded.patient_id`,
          practitionerId: sql`excluded.practitioner_id`,
          isDisabled: sql`excluded.is_disabled`,
          updatedAt: sql`now()`,
        },
      });
  }
}

/** What an event of auth tells. */
export function knownActorOf(
  { accountId, ...facts }: MessagePayload<"account.access-changed.v1">,
  tenantId: string,
): KnownActor {
  return { id: accountId, tenantId, ...facts };
}

/** The viewer that the account would be, signed in by a browser. */
export function viewerOfActor({ id, isDisabled: _isDisabled, ...facts }: KnownActor): Viewer {
  const { tenantId, roles, regions, tier, patientId, practitionerId } = facts;
  return {
    ...ANONYMOUS,
    kind: "ACCOUNT",
    accountId: id,
    ...{ tenantId, roles, regions, tier, patientId, practitionerId },
  };
}
