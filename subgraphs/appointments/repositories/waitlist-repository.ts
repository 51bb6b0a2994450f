import { and, asc, desc, eq, getTableColumns, inArray, isNull, lt, sql, type SQL } from "drizzle-orm";
import { slotHold, waitlistEntry } from "#drizzle/appointments/schema.ts";
import type { ConsentInForce } from "#shared/auth/consent.ts";
import type { GuardianshipInForce } from "#shared/auth/guardianship.ts";
import type { Tx } from "#shared/db/database.ts";
import type { PageRequest } from "#shared/graphql/pagination.ts";
import { consentColumn } from "./consent-repository.ts";
import { guardianshipColumn } from "./guardianship-repository.ts";
import { ownersTable } from "./owners-table.ts";

/** An entry of the waitlist as stored, and what the program or the guardian that asks may do for its patient. */
export type WaitlistEntryRow = Omit<typeof waitlistEntry.$inferSelect, "live"> & {
  readonly consent: ConsentInForce | null;
  readonly guardianship: GuardianshipInForce | null;
};

/** Which page of patients' lists. */
export interface WaitlistEntryListQuery {
  /** Those only that wait or have an offer. */
  readonly isLive: boolean;
  readonly page: PageRequest<readonly [id: string]>;
}

/** Priority, time of joining in milliseconds since the epoch, and id, of the last entry of a page in the order of turns. */
export type WaitlistRank = readonly [priority: WaitlistEntryRow["priority"], createdAtMs: number, id: string];

const { live, ...stored } = getTableColumns(waitlistEntry);
const columns = {
  ...stored,
  consent: consentColumn(waitlistEntry.patientId),
  guardianship: guardianshipColumn(waitlistEntry.patientId),
};

/** True for entries that wait or have an offer. */
export const IS_LIVE = sql`${live}`;

/** The order of turns: what is urgent first, then who waits longest. */
export const BY_RANK = [desc(waitlistEntry.priority), asc(waitlistEntry.createdAt), asc(waitlistEntry.id)];

/** True for entries whose turn comes later. */
export function isBehind([priority, createdAtMs, id]: WaitlistRank): SQL {
  const joined = new Date(createdAtMs).toISOString();
  return sql`(${waitlistEntry.priority} < ${priority} or (${waitlistEntry.priority} = ${priority}
    and (${waitlistEntry.createdAt}, ${waitlistEntry.id}) > (${joined}::timestamptz, ${id}::uuid)))`;
}

/** Entries of the waitlists of one tenant. */
export class WaitlistRepository {
  readonly #tx: Tx;

  constructor(tx: Tx) {
    this.#tx = tx;
  }

  /** The entry, if there is one that is visible. */
  async find(input: {
    readonly tenantId: string;
    readonly id: string;
  }): Promise<WaitlistEntryRow | undefined> {
    const [row] = await this.#tx.select(columns).from(waitlistEntry).where(thatOf(input));
    return row;
  }

  /** The entry, kept from changing until the transaction ends, if it is live and the viewer may change it; with it the hold of its offer. */
  async findForChange(input: {
    readonly tenantId: string;
    readonly id: string;
  }): Promise<WaitlistEntryRow | undefined> {
    // The hold first, as whoever books it does.
    await this.#tx
      .select({ id: slotHold.id })
      .from(slotHold)
      .where(and(eq(slotHold.waitlistEntryId, input.id), isNull(slotHold.endedAt)))
      .for("update");
    const [row] = await this.#tx
      .select(columns)
      .from(waitlistEntry)
      .where(and(thatOf(input), IS_LIVE))
      .for("update");
    return row;
  }

  /** The patient's live entries; nobody else adds one for the patient until the transaction ends. */
  async findLiveAlone(input: {
    readonly tenantId: string;
    readonly patientId: string;
  }): Promise<WaitlistEntryRow[]> {
    const lock = `appointments.waitlist-of:${input.patientId}`;
    const [, rows] = await Promise.all([
      this.#tx.execute(sql`select pg_advisory_xact_lock(hashtextextended(${lock}, 0))`),
      this.#tx
        .select(columns)
        .from(waitlistEntry)
        .where(
          and(
            eq(waitlistEntry.tenantId, input.tenantId),
            eq(waitlistEntry.patientId, input.patientId),
            IS_LIVE,
          ),
        ),
    ]);
    return rows;
  }

  /** The same page of the lists of many patients in one statement, the newest first, each with one row more when there is a next page. */
  async findPages(input: {
    readonly tenantId: string;
    readonly ownerIds: readonly string[];
    readonly query: WaitlistEntryListQuery;
  }): Promise<WaitlistEntryRow[]> {
    const { page, isLive } = input.query;
    const owner = ownersTable(input.ownerIds);
    const listed = this.#tx
      .select(columns)
      .from(waitlistEntry)
      .where(
        and(
          eq(waitlistEntry.patientId, owner.ownerId),
          eq(waitlistEntry.tenantId, input.tenantId),
          isLive ? IS_LIVE : undefined,
          page.after === null ? undefined : lt(waitlistEntry.id, page.after[0]),
        ),
      )
      .orderBy(desc(waitlistEntry.id))
      .limit(page.first + 1)
      .as("listed");
    return this.#tx
      .select(listed._.selectedFields)
      .from(owner)
      .crossJoinLateral(listed)
      .orderBy(desc(listed.id));
  }

  /** One page of who waits at a clinic in the order of turns, and one row more when there is a next page. */
  async findPage(input: {
    readonly tenantId: string;
    readonly clinicId: string;
    /** Null for all. */
    readonly serviceTypeId: string | null;
    /** Only who waits for this one by name; null for all. */
    readonly practitionerId: string | null;
    readonly page: PageRequest<WaitlistRank>;
  }): Promise<WaitlistEntryRow[]> {
    const { tenantId, clinicId, serviceTypeId, practitionerId, page } = input;
    return this.#tx
      .select(columns)
      .from(waitlistEntry)
      .where(
        and(
          ...[eq(waitlistEntry.tenantId, tenantId), eq(waitlistEntry.clinicId, clinicId), IS_LIVE],
          serviceTypeId === null ? undefined : eq(waitlistEntry.serviceTypeId, serviceTypeId),
          practitionerId === null ? undefined : eq(waitlistEntry.practitionerId, practitionerId),
          page.after === null ? undefined : isBehind(page.after),
        ),
      )
      .orderBy(...BY_RANK)
      .limit(page.first + 1);
  }

  /** Adds an entry. */
  async insert({ consent: _consent, guardianship: _guardianship, ...row }: WaitlistEntryRow): Promise<void> {
    await this.#tx.insert(waitlistEntry).values(row);
  }

  /** Gives live entries another status; answers them as they are then. */
  async setStatus(input: {
    readonly tenantId: string;
    readonly ids: readonly string[];
    readonly status: WaitlistEntryRow["status"];
    readonly now: Date;
  }): Promise<WaitlistEntryRow[]> {
    return this.#tx
      .update(waitlistEntry)
      .set({ status: input.status, version: sql`${waitlistEntry.version} + 1`, updatedAt: input.now })
      .where(
        and(eq(waitlistEntry.tenantId, input.tenantId), inArray(waitlistEntry.id, [...input.ids]), IS_LIVE),
      )
      .returning(columns);
  }
}

function thatOf({ tenantId, id }: { readonly tenantId: string; readonly id: string }): SQL | undefined {
  return and(eq(waitlistEntry.tenantId, tenantId), eq(waitlistEntry.id, id));
}
