import { getTableColumns, type InferInsertModel } from "drizzle-orm";
import { getTableConfig, type PgTable } from "drizzle-orm/pg-core";
import type postgres from "postgres";

/**
 * Inserts rows of a table in one statement with one parameter, a JSON text: many times faster than a parameter per
 * value. All rows have the keys of the first one.
 * @returns how many rows were inserted
 */
export async function insertRows<T extends PgTable>(
  tx: postgres.TransactionSql,
  table: T,
  rows: readonly InferInsertModel<T>[],
): Promise<number> {
  const { name, schema } = getTableConfig(table);
  const keys = new Set(Object.keys(rows[0] ?? {}));
  const columns = Object.entries(getTableColumns(table)).filter(([key]) => keys.has(key));
  const target = columns.map(([, column]) => quoteName(column.name)).join(", ");
  const source = columns.map(([key]) => `r.${quoteName(key)}`).join(", ");
  const types = columns.map(([key, column]) => `${quoteName(key)} ${column.getSQLType()}`).join(", ");
  const inserted = await tx.unsafe(
    `INSERT INTO ${quoteName(schema ?? "public")}.${quoteName(name)} (${target})
     SELECT ${source} FROM json_to_recordset($1::text::json) AS r(${types})`,
    [JSON.stringify(rows)],
  );
  return inserted.count;
}

function quoteName(name: string): string {
  return `"${name.replaceAll('"', '""')}"`;
}
