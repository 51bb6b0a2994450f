import { and, count, desc, eq, gt, gte, inArray, sql, type SQL } from "drizzle-orm";
import { exportJob, exportPart } from "#drizzle/platform/schema.ts";
import type { Tx } from "#shared/db/database.ts";
import { newId } from "#shared/db/ids.ts";
import { AppError } from "#shared/errors/app-error.ts";
import { lockAccount } from "../account-lock.ts";

/** An export as it is kept. */
export type ExportRow = typeof exportJob.$inferSelect;

/** What a new export is kept as; nothing is written of it yet. */
export type NewExportRow = Pick<
  ExportRow,
  "id" | "tenantId" | "accountId" | "name" | "format" | "request" | "purpose" | "runner" | "expiresAt"
> & { readonly heartbeatAt: Date };

/** Somebody's work on an export: nobody else's counts. */
export interface ExportHold {
  readonly id: string;
  readonly runner: string;
}

const LIVE = ["QUEUED", "RUNNING", "WAITING"] as const;
type Change = Partial<Omit<ExportRow, "id" | "tenantId" | "accountId">>;

/** Exports, in a transaction that row-level security binds to their owner. */
export class ExportRepository {
  readonly #tx: Tx;

  constructor(tx: Tx) {
    this.#tx = tx;
  }

  /** Until the end of the transaction no other one counts, adds or resumes the account's. */
  lock(accountId: string): Promise<void> {
    return lockAccount(this.#tx, "export", accountId);
  }

  /** Newest first, those that have not expired. */
  all(now: Date): Promise<readonly ExportRow[]> {
    return this.#tx
      .select()
      .from(exportJob)
      .where(gt(exportJob.expiresAt, now))
      .orderBy(desc(exportJob.createdAt), desc(exportJob.id));
  }

  async find(id: string, now: Date): Promise<ExportRow | undefined> {
    const [row] = await this.#tx.select().from(exportJob).where(this.#thatIsThere(id, now));
    return row;
  }

  /** How many have not expired, and how many somebody works on who was alive at `since` or later. */
  async counts(now: Date, since: Date): Promise<{ readonly kept: number; readonly live: number }> {
    const isLive = and(inArray(exportJob.state, LIVE), gte(exportJob.heartbeatAt, since));
    const [row] = await this.#tx
      .select({ kept: count(), live: sql<number>`count(*) filter (where ${isLive})::int` })
      .from(exportJob)
      .where(gt(exportJob.expiresAt, now));
    return row ?? { kept: 0, live: 0 };
  }

  async add(row: NewExportRow): Promise<ExportRow> {
    const [added] = await this.#tx
      .insert(exportJob)
      .values({ ...row, state: "QUEUED", rows: 0, pages: 0, bytes: 0 })
      .returning();
    if (added === undefined) throw new AppError("INTERNAL");
    return added;
  }

  /** Undefined when it is not live, not at `pages` any more, or another runner's. */
  changeHeld({ id, runner }: ExportHold, change: Change, pages?: number): Promise<ExportRow | undefined> {
    const isHeld = and(
      eq(exportJob.runner, runner),
      pages === undefined ? sql`true` : eq(exportJob.pages, pages),
    );
    return this.#change(id, change, and(isHeld, inArray(exportJob.state, LIVE)));
  }

  /** Undefined when there is none that is live. */
  changeLive(id: string, now: Date, change: Change): Promise<ExportRow | undefined> {
    return this.#change(id, change, and(gt(exportJob.expiresAt, now), inArray(exportJob.state, LIVE)));
  }

  async remove(id: string, now: Date): Promise<ExportRow | undefined> {
    const [row] = await this.#tx.delete(exportJob).where(this.#thatIsThere(id, now)).returning();
    return row;
  }

  async addPart(
    tenantId: string,
    exportJobId: string,
    part: { number: number; content: string },
  ): Promise<void> {
    await this.#tx.insert(exportPart).values({ id: newId(), tenantId, exportJobId, ...part });
  }

  /** Sealed; undefined when there is none of this number. */
  async part(exportJobId: string, number: number): Promise<string | undefined> {
    const [row] = await this.#tx
      .select({ content: exportPart.content })
      .from(exportPart)
      .where(and(eq(exportPart.exportJobId, exportJobId), eq(exportPart.number, number)));
    return row?.content;
  }

  async removeParts(exportJobId: string): Promise<void> {
    await this.#tx.delete(exportPart).where(eq(exportPart.exportJobId, exportJobId));
  }

  async #change(id: string, change: Change, where: SQL | undefined): Promise<ExportRow | undefined> {
    const [row] = await this.#tx
      .update(exportJob)
      .set({ ...change, updatedAt: sql`now()` })
      .where(and(eq(exportJob.id, id), where))
      .returning();
    return row;
  }

  #thatIsThere(id: string, now: Date): SQL | undefined {
    return and(eq(exportJob.id, id), gt(exportJob.expiresAt, now));
  }
}
