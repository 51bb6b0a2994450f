import { inArray, sql } from "drizzle-orm";
import { importJob, importRow } from "#drizzle/appointments/schema.ts";
import type { Tx } from "#shared/db/database.ts";

/** An import that something is to be done for, and in whose name. */
export interface WaitingImport {
  readonly id: string;
  readonly tenantId: string;
  readonly actorId: string;
  readonly clientId: string | null;
  readonly correlationId: string;
}

/** Imports of all tenants, under the system role. */
export class ImportQueueRepository {
  readonly #tx: Tx;

  constructor(tx: Tx) {
    this.#tx = tx;
  }

  /** Those that are checked or applied, the one first that was longest left alone. */
  async findWaiting(limit: number): Promise<WaitingImport[]> {
    const { id, tenantId, actorId, clientId, correlationId, status, updatedAt } = importJob;
    return this.#tx
      .select({ id, tenantId, actorId, clientId, correlationId })
      .from(importJob)
      .where(inArray(status, ["CHECKING", "APPLYING"]))
      .orderBy(updatedAt)
      .limit(limit);
  }

  /**
   * Takes away imports that were removed or are past their time, and those whose file never came as a whole, rows first: at most `limit` rows. True when
   * there may be more.
   */
  async removeOld(limit: number): Promise<boolean> {
    const rows = await this.#tx.execute(sql`delete from ${importRow} where ${importRow.id} in (
      select r.id from ${importRow} r join ${importJob} j on j.id = r.import_id
      where j.status = 'REMOVED' or (j.status not in ('CHECKING', 'APPLYING') and j.created_at < now() - interval '7 days') limit ${limit})
      returning 1`);
    if (rows.length === limit) return true;
    await this.#tx.execute(sql`delete from ${importJob}
      where (status not in ('CHECKING', 'APPLYING') and created_at < now() - interval '7 days')
        or (status = 'RECEIVING' and updated_at < now() - interval '1 hour') or status = 'REMOVED'`);
    return false;
  }
}
