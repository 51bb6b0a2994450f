import { timestamp, uuid } from "drizzle-orm/pg-core";

/** `timestamp("starts_at", instant)` is a `timestamptz` column read as a `Date`. */
export const instant = { withTimezone: true, mode: "date" } as const;

/** The columns of every table: UUIDv7 key made by the application, owning tenant, when the row came and changed. */
export const tableColumns = {
  id: uuid("id").primaryKey(),
  tenantId: uuid("tenant_id").notNull(),
  createdAt: timestamp("created_at", instant).notNull().defaultNow(),
  updatedAt: timestamp("updated_at", instant).notNull().defaultNow(),
};
