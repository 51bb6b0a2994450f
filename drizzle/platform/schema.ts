import {
  bigint,
  boolean,
  index,
  integer,
  pgSchema,
  text,
  timestamp,
  uniqueIndex,
  uuid,
} from "drizzle-orm/pg-core";
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

/** What for personal data is looked at in one session of the explorer (FHIR R4 AuditEvent, `purposeOfEvent`). */
export const purposeOfUse = platform.table(
  "purpose_of_use",
  {
    ...tableColumns,
    accountId: uuid("account_id").notNull(),
    sessionHash: text("session_hash").notNull(),
    /** Code of https://terminology.hl7.org/ValueSet-v3-PurposeOfUse.html. */
    purpose: text("purpose").notNull(),
  },
  (table) => [uniqueIndex("purpose_of_use_session").on(table.sessionHash)],
);

/** A query that somebody has saved in the explorer. */
export const savedQuery = platform.table(
  "saved_query",
  {
    ...tableColumns,
    /** Whose it is. */
    accountId: uuid("account_id").notNull(),
    name: text("name").notNull(),
    /** True: everybody of the tenant may read it. */
    isShared: boolean("is_shared").notNull(),
    /** 1, and one more with each change. */
    version: integer("version").notNull(),
  },
  (table) => [index("saved_query_account").on(table.tenantId, table.accountId)],
);

/** The texts that a saved query has had; only added. */
export const savedQueryVersion = platform.table(
  "saved_query_version",
  {
    ...tableColumns,
    savedQueryId: uuid("saved_query_id")
      .notNull()
      .references(() => savedQuery.id, { onDelete: "cascade", onUpdate: "restrict" }),
    version: integer("version").notNull(),
    text: text("text").notNull(),
  },
  (table) => [uniqueIndex("saved_query_version_number").on(table.savedQueryId, table.version)],
);

/** Everything of a query that somebody wants as a file, page by page; what it is of is sealed. */
export const exportJob = platform.table(
  "export_job",
  {
    ...tableColumns,
    /** Whose it is. */
    accountId: uuid("account_id").notNull(),
    name: text("name").notNull(),
    format: text("format").$type<"CSV" | "NDJSON">().notNull(),
    state: text("state")
      .$type<"QUEUED" | "RUNNING" | "WAITING" | "COMPLETED" | "FAILED" | "CANCELLED">()
      .notNull(),
    /** Query and variables, as JSON, sealed: they may name patients. */
    request: text("request").notNull(),
    /** What the data is for, as it was declared in the session that asked. */
    purpose: text("purpose"),
    rows: integer("rows").notNull(),
    pages: integer("pages").notNull(),
    /** Null: it was not counted. */
    total: integer("total"),
    bytes: bigint("bytes", { mode: "number" }).notNull(),
    /** Coordinates of fields that were masked, the same on every page. */
    redacted: text("redacted").array().notNull().default([]),
    /** Where the next page begins, sealed; null before the first one. */
    cursor: text("cursor"),
    /** Who works on it: a new one each time that somebody begins to, so that nobody else writes to it any more. */
    runner: uuid("runner").notNull(),
    /** When the runner was last alive; null: it has left the job to whoever resumes it. */
    heartbeatAt: timestamp("heartbeat_at", instant),
    /** Until when the job waits for points. */
    waitingUntil: timestamp("waiting_until", instant),
    /** Of the error catalogue. */
    errorCode: text("error_code"),
    errorReason: text("error_reason"),
    /** From then on it is as if it had never been. */
    expiresAt: timestamp("expires_at", instant).notNull(),
  },
  (table) => [
    index("export_job_account").on(table.tenantId, table.accountId),
    index("export_job_expiry").on(table.expiresAt),
  ],
);

/** What one page of an export adds to the file. */
export const exportPart = platform.table(
  "export_part",
  {
    ...tableColumns,
    exportJobId: uuid("export_job_id")
      .notNull()
      .references(() => exportJob.id, { onDelete: "cascade", onUpdate: "restrict" }),
    /** From 1. */
    number: integer("number").notNull(),
    /** Sealed. */
    content: text("content").notNull(),
  },
  (table) => [uniqueIndex("export_part_number").on(table.exportJobId, table.number)],
);

/**
 * What has changed lately, for routers to tell apps of. The `id` is what apps resume by: random, so it tells them nothing. Kept
 * for an hour, and of each tenant the last one for longer.
 */
export const change = platform.table(
  "change",
  {
    ...tableColumns,
    /** Grows in the order of commits: changes are written one transaction at a time. */
    position: bigint("position", { mode: "number" }).generatedAlwaysAsIdentity().notNull(),
    /** GraphQL type of what has changed. */
    type: text("type").$type<"Appointment" | "WaitlistEntry">().notNull(),
    entityId: uuid("entity_id").notNull(),
    /** Of the thing, after the change. */
    version: integer("version").notNull(),
    patientId: uuid("patient_id").notNull(),
    /** Whose it is, and whose it was before; none for what is the patient's alone. */
    practitionerIds: uuid("practitioner_ids").array().notNull(),
  },
  (table) => [
    uniqueIndex("change_position").on(table.position),
    index("change_tenant").on(table.tenantId, table.position),
    index("change_created_at").on(table.createdAt),
  ],
);

/** Outbox of what is put on record, and inbox of what changes elsewhere. */
export const { outbox, outboxSequence, inbox, parkedMessage } = messagingTables(platform);
