import DataLoader from "dataloader";
import { validate } from "uuid";
import type { Tx } from "../db/database.ts";
import type { RequestDatabase } from "../db/request-database.ts";

/** Loads one row per id, many ids in one statement; null for what is missing, foreign or not a UUID. */
export type EntityLoader<Row> = DataLoader<string, Row | null>;

/** What {@link createEntityLoader} needs. */
export interface EntityLoaderOptions<Row> {
  readonly database: RequestDatabase;
  /** Null for a caller without a tenant: everything is then missing. */
  readonly tenantId: string | null;
  readonly findByIds: (
    tx: Tx,
    input: { readonly tenantId: string; readonly ids: readonly string[] },
  ) => Promise<readonly Row[]>;
}

/** A loader for one request. Never shared: what it remembers is what this viewer may see. */
export function createEntityLoader<Row extends { readonly id: string }>(
  options: EntityLoaderOptions<Row>,
): EntityLoader<Row> {
  return new DataLoader(async (ids: readonly string[]) => {
    const { tenantId } = options;
    const known = ids.filter((id) => validate(id));
    if (tenantId === null || known.length === 0) return ids.map(() => null);
    const rows = await options.database.read((tx) => options.findByIds(tx, { tenantId, ids: known }));
    const byId = new Map(rows.map((row) => [row.id, row]));
    return ids.map((id) => byId.get(id.toLowerCase()) ?? null);
  });
}
