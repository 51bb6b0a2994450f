import { asc, sql } from "drizzle-orm";
import { documentUsage } from "#drizzle/platform/schema.ts";
import type { Database, Tx } from "#shared/db/database.ts";
import { newId } from "#shared/db/ids.ts";
import { SystemScope } from "#shared/db/system-scope.ts";
import { callerKey, type DocumentUsage, type UsageStore } from "./usage-recorder.ts";

const ROWS_PER_STATEMENT = 1_000;

/** The table in the schema `platform`. */
export function openUsageStore(database: Database): UsageStore {
  const scope = new SystemScope(database, "platform");
  return { add: (usages) => scope.run((tx) => new UsageRepository(tx).add(usages)) };
}

/** Who ran which documents when, in a transaction of the platform's system role. */
export class UsageRepository {
  readonly #tx: Tx;

  constructor(tx: Tx) {
    this.#tx = tx;
  }

  /** Adds to what is there. In one order, so that two routers that add at once do not wait for each other for ever. */
  async add(usages: readonly DocumentUsage[]): Promise<void> {
    const rows = usages.toSorted((one, other) => (callerKey(one) < callerKey(other) ? -1 : 1));
    const { uses, firstUsedAt, lastUsedAt, client, documentId, tenantId, callerKind } = documentUsage;
    for (let start = 0; start < rows.length; start += ROWS_PER_STATEMENT) {
      await this.#tx
        .insert(documentUsage)
        .values(rows.slice(start, start + ROWS_PER_STATEMENT).map((row) => ({ id: newId(), ...row })))
        .onConflictDoUpdate({
          target: [client, documentId, tenantId, callerKind],
          set: {
            uses: sql`${uses} + excluded.uses`,
            firstUsedAt: sql`least(${firstUsedAt}, excluded.first_used_at)`,
            lastUsedAt: sql`greatest(${lastUsedAt}, excluded.last_used_at)`,
            updatedAt: sql`now()`,
          },
        });
    }
  }

  /** Of every document that was ever run by its id. */
  async all(): Promise<readonly DocumentUsage[]> {
    const rows = await this.#tx
      .select()
      .from(documentUsage)
      .orderBy(asc(documentUsage.client), asc(documentUsage.documentId), asc(documentUsage.lastUsedAt));
    return rows.map(({ client, documentId, tenantId, callerKind, uses, firstUsedAt, lastUsedAt }) => ({
      ...{ client, documentId, tenantId, callerKind, uses, firstUsedAt, lastUsedAt },
    }));
  }
}
