import { and, asc, count, eq, gte, inArray, lt, ne, sql, type SQL } from "drizzle-orm";
import { importJob, importPart } from "#drizzle/appointments/schema.ts";
import type { Tx } from "#shared/db/database.ts";
import { databaseFault, SQLSTATE } from "#shared/db/database-errors.ts";
import { newId } from "#shared/db/ids.ts";

/** An import as stored. */
export type ImportJobRow = typeof importJob.$inferSelect;

/** What of an import changes while it is worked on. */
export type ImportJobChange = Partial<
  Omit<
    ImportJobRow,
    "id" | "tenantId" | "createdAt" | "kind" | "actorId" | "clientId" | "correlationId" | "idempotencyKey"
  >
> & { readonly updatedAt: Date };

/** Which import of which tenant. */
interface ImportKey {
  readonly tenantId: string;
  readonly id: string;
}

/** Imports of one tenant, and their files until they are read. */
export class ImportJobRepository {
  readonly #tx: Tx;

  constructor(tx: Tx) {
    this.#tx = tx;
  }

  /** @throws DrizzleQueryError that {@link isKeyInUse} recognises */
  async insert(row: typeof importJob.$inferInsert): Promise<void> {
    await this.#tx.insert(importJob).values(row);
  }

  async find({ tenantId, id }: ImportKey): Promise<ImportJobRow | undefined> {
    const [row] = await this.#tx.select().from(importJob).where(isJob({ tenantId, id }));
    return row;
  }

  /** The same, kept from changing until the transaction ends. */
  async findForChange({ tenantId, id }: ImportKey): Promise<ImportJobRow | undefined> {
    const [row] = await this.#tx.select().from(importJob).where(isJob({ tenantId, id })).for("update");
    return row;
  }

  async findByKey(key: {
    readonly tenantId: string;
    readonly actorId: string;
    readonly clientId: string | null;
    readonly idempotencyKey: string;
  }): Promise<ImportJobRow | undefined> {
    const [row] = await this.#tx
      .select()
      .from(importJob)
      .where(
        and(
          eq(importJob.tenantId, key.tenantId),
          eq(importJob.actorId, key.actorId),
          sql`coalesce(${importJob.clientId}, '') = ${key.clientId ?? ""}`,
          eq(importJob.idempotencyKey, key.idempotencyKey),
        ),
      );
    return row;
  }

  /** How many imports of the tenant are not at their end, and may take room. */
  async countUnfinished(tenantId: string): Promise<number> {
    const [row] = await this.#tx
      .select({ total: count() })
      .from(importJob)
      .where(
        and(
          eq(importJob.tenantId, tenantId),
          inArray(importJob.status, ["RECEIVING", "CHECKING", "CHECKED", "APPLYING"]),
        ),
      );
    return row?.total ?? 0;
  }

  /** False when there is no such import any more, or it has another status. */
  async update(
    { tenantId, id, status }: Pick<ImportJobRow, "tenantId" | "id" | "status">,
    change: ImportJobChange,
  ): Promise<boolean> {
    const changed = await this.#tx
      .update(importJob)
      .set(change)
      .where(and(eq(importJob.tenantId, tenantId), eq(importJob.id, id), eq(importJob.status, status)))
      .returning({ id: importJob.id });
    return changed.length > 0;
  }

  /** Lets nobody see it any more, and nobody work on it; what is staged is taken away later, since there may be much of it. */
  async remove({ tenantId, id }: ImportKey, now: Date): Promise<void> {
    await this.#tx
      .update(importJob)
      .set({ status: "REMOVED", idempotencyKey: null, updatedAt: now })
      .where(and(eq(importJob.tenantId, tenantId), eq(importJob.id, id)));
  }

  /** Keeps a part of the file; the same part again changes nothing. */
  async addPart(part: {
    readonly tenantId: string;
    readonly importId: string;
    readonly position: number;
    readonly bytes: Uint8Array;
    readonly now: Date;
  }): Promise<void> {
    const { now, ...values } = part;
    await this.#tx
      .insert(importPart)
      .values({ id: newId(), createdAt: now, updatedAt: now, ...values })
      .onConflictDoNothing();
  }

  /** Parts from one position on, in order. */
  async findParts(
    { tenantId, id }: ImportKey,
    { from, limit }: { readonly from: number; readonly limit: number },
  ): Promise<{ readonly position: number; readonly bytes: Uint8Array }[]> {
    return this.#tx
      .select({ position: importPart.position, bytes: importPart.bytes })
      .from(importPart)
      .where(
        and(eq(importPart.tenantId, tenantId), eq(importPart.importId, id), gte(importPart.position, from)),
      )
      .orderBy(asc(importPart.position))
      .limit(limit);
  }

  /** Removes the parts before a position. */
  async removeParts({ tenantId, id }: ImportKey, before: number): Promise<void> {
    await this.#tx
      .delete(importPart)
      .where(
        and(eq(importPart.tenantId, tenantId), eq(importPart.importId, id), lt(importPart.position, before)),
      );
  }

  /** Says how far an import has got that is being applied by another transaction, which has not told its end. */
  async noteProgress({ tenantId, id }: ImportKey, rowsApplied: number): Promise<void> {
    await this.#tx
      .update(importJob)
      .set({ rowsApplied })
      .where(
        and(
          eq(importJob.tenantId, tenantId),
          eq(importJob.id, id),
          eq(importJob.status, "APPLYING"),
          ne(importJob.rowsApplied, rowsApplied),
        ),
      );
  }
}

function isJob({ tenantId, id }: ImportKey): SQL | undefined {
  return and(eq(importJob.tenantId, tenantId), eq(importJob.id, id), ne(importJob.status, "REMOVED"));
}

/** True when the database refused because the caller has used the idempotency key. */
export function isKeyInUse(error: unknown): boolean {
  const fault = databaseFault(error);
  return fault?.sqlState === SQLSTATE.uniqueViolation && fault.constraint === "import_job_key_of_caller";
}
