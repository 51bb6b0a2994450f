import { asc, gt, sql } from "drizzle-orm";
import { documentPublication } from "#drizzle/platform/schema.ts";
import { PLATFORM_TENANT_ID } from "#shared/auth/viewer.ts";
import type { Tx } from "#shared/db/database.ts";
import { newId } from "#shared/db/ids.ts";
import type { PublicationRow } from "./publication-log.ts";

/** The log of publications, in a transaction of the platform's system role. */
export class PublicationRepository {
  readonly #tx: Tx;

  constructor(tx: Tx) {
    this.#tx = tx;
  }

  /** Until the transaction ends nobody else appends, so positions grow in the order of commits and none is passed over. */
  async lock(): Promise<void> {
    await this.#tx.execute(
      sql`select pg_advisory_xact_lock(hashtextextended('platform.document_publication', 0))`,
    );
  }

  /** Rows after `position`, in order, at most `limit`. */
  async after(position: number, limit: number): Promise<readonly PublicationRow[]> {
    return this.#tx
      .select({ position: documentPublication.position, statement: documentPublication.statement })
      .from(documentPublication)
      .where(gt(documentPublication.position, position))
      .orderBy(asc(documentPublication.position))
      .limit(limit);
  }

  /** Appends a statement; needs the {@link lock}. */
  async append(client: string, statement: string): Promise<void> {
    await this.#tx
      .insert(documentPublication)
      .values({ id: newId(), tenantId: PLATFORM_TENANT_ID, client, statement });
  }
}
