import {
  aliasedTable,
  and,
  arrayContains,
  asc,
  desc,
  eq,
  gt,
  inArray,
  lt,
  max,
  min,
  notExists,
  sql,
  type SQL,
} from "drizzle-orm";
import { change } from "#drizzle/platform/schema.ts";
import type { Tx } from "#shared/db/database.ts";
import type { StreamSubject } from "./stream-subject.ts";

/** Something that has changed. */
export interface Change {
  /** Random: by it an app resumes. */
  readonly id: string;
  /** Grows in the order of commits. */
  readonly position: number;
  readonly tenantId: string;
  readonly type: "Appointment" | "WaitlistEntry";
  readonly entityId: string;
  readonly version: number;
  readonly patientId: string;
  /** Whose it is, and whose it was before; none for what is the patient's alone. */
  readonly practitionerIds: readonly string[];
}

/** A {@link Change} that is not written yet. */
export type NewChange = Omit<Change, "position">;

const { id, position, tenantId, type, entityId, version, patientId, practitionerIds } = change;
const COLUMNS = { id, position, tenantId, type, entityId, version, patientId, practitionerIds };

/** So long after they were written apps may resume from changes; row-level security lets nobody remove one sooner. */
export const KEPT_HOURS = 1;

/** What has changed lately. */
export class ChangeRepository {
  readonly #tx: Tx;

  constructor(tx: Tx) {
    this.#tx = tx;
  }

  /**
   * Adds some, in this order. A trigger lets one transaction at a time do so, until it ends: positions would otherwise become
   * visible in another order than they are drawn in, and a reader that has seen one could have missed one before it.
   */
  async insert(rows: readonly NewChange[]): Promise<void> {
    if (rows.length === 0) return;
    // The clock is read under the lock, too.
    const values = rows.map((row) => ({
      ...row,
      practitionerIds: [...row.practitionerIds],
      createdAt: sql`clock_timestamp()`,
    }));
    await this.#tx.insert(change).values(values);
  }

  /** The highest position; 0 when there is none. Needs `SystemScope`, as all that follows. */
  async latestPosition(): Promise<number> {
    const [row] = await this.#tx.select({ latest: max(position) }).from(change);
    return row?.latest ?? 0;
  }

  /** Those of all tenants with a higher position, lowest first. */
  async after(after: number, limit: number): Promise<readonly Change[]> {
    return this.#tx
      .select(COLUMNS)
      .from(change)
      .where(gt(position, after))
      .orderBy(asc(position))
      .limit(limit);
  }

  /** The last one of a tenant. */
  async newestOf(tenant: string): Promise<Pick<Change, "id" | "position"> | undefined> {
    const [row] = await this.#tx
      .select({ id, position })
      .from(change)
      .where(eq(tenantId, tenant))
      .orderBy(desc(position))
      .limit(1);
    return row;
  }

  /** Where a change of a tenant stands: as long as it does, all later ones of the tenant do. */
  async positionOf(tenant: string, changeId: string): Promise<number | undefined> {
    const [row] = await this.#tx
      .select({ position })
      .from(change)
      .where(and(eq(tenantId, tenant), eq(id, changeId)));
    return row?.position;
  }

  /** Those with a higher position that concern somebody, lowest first. */
  async concerning(
    { tenantId: tenant, ...subject }: StreamSubject,
    after: number,
    limit: number,
  ): Promise<readonly Change[]> {
    return this.#tx
      .select(COLUMNS)
      .from(change)
      .where(and(eq(tenantId, tenant), gt(position, after), concerns(subject)))
      .orderBy(asc(position))
      .limit(limit);
  }

  /**
   * Removes some of those that are past their time, from the lowest position on, so that whatever is left has all its successors.
   * The last one of each tenant stays: who knows it has missed nothing. Answers how many.
   */
  async removeOld(limit: number): Promise<number> {
    const later = aliasedTable(change, "later");
    const firstYoung = this.#tx
      .select({ position: sql`coalesce(${min(position)}, 9223372036854775807)` })
      .from(change)
      .where(gt(change.createdAt, sql`now() - make_interval(hours => ${KEPT_HOURS})`));
    const isLast = notExists(
      this.#tx
        .select({ one: sql`1` })
        .from(later)
        .where(and(eq(later.tenantId, tenantId), gt(later.position, position))),
    );
    const old = this.#tx
      .select({ id })
      .from(change)
      .where(and(lt(position, sql`(${firstYoung})`), sql`not ${isLast}`))
      .orderBy(asc(position))
      .limit(limit);
    const removed = await this.#tx.delete(change).where(inArray(id, old)).returning({ id });
    return removed.length;
  }
}

function concerns({ kind, id: subjectId }: Omit<StreamSubject, "tenantId">): SQL {
  return kind === "PATIENT" ? eq(patientId, subjectId) : arrayContains(practitionerIds, [subjectId]);
}
