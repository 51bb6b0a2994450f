import { bigint, index, pgSchema, text, timestamp, uniqueIndex } from "drizzle-orm/pg-core";
import { instant, tableColumns } from "#shared/db/columns.ts";
import { messagingTables } from "#shared/messaging/tables.ts";

/** Schema of what routers share and no subgraph owns. */
export const platform = pgSchema("platform");

/** What was published or retired for clients while routers run; append-only. The tenant is that of the platform. */
export const documentPublication = platform.table(
  "document_publication",
  {
    ...tableColumns,
    /** Grows in the order of commits: publications are written one transaction at a time. */
    position: bigint("position", { mode: "number" }).generatedAlwaysAsIdentity().notNull(),
    /** For whoever looks into the table: only what the statement says is trusted. */
    client: text("client").notNull(),
    /** Signed (JWS, compact), see `router/documents/publishing/publication.ts`. */
    statement: text("statement").notNull(),
  },
  (table) => [uniqueIndex("document_publication_position").on(table.position)],
);

/**
 * When documents were last run, and by whom: the tenant and the kind of caller, not the person. The tenant of who is not signed
 * in is that of the platform.
 */
export const documentUsage = platform.table(
  "document_usage",
  {
    ...tableColumns,
    client: text("client").notNull(),
    documentId: text("document_id").notNull(),
    /** ANONYMOUS, ACCOUNT or CLIENT. */
    callerKind: text("caller_kind").$type<"ANONYMOUS" | "ACCOUNT" | "CLIENT">().notNull(),
    uses: bigint("uses", { mode: "number" }).notNull(),
    firstUsedAt: timestamp("first_used_at", instant).notNull(),
    lastUsedAt: timestamp("last_used_at", instant).notNull(),
  },
  (table) => [
    uniqueIndex("document_usage_caller").on(table.client, table.documentId, table.tenantId, table.callerKind),
    index("document_usage_tenant").on(table.tenantId),
  ],
);

/** Outbox of what is put on record; no message is consumed here yet, so inbox and parking stay empty. */
export const { outbox, outboxSequence, inbox, parkedMessage } = messagingTables(platform);
