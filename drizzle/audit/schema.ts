import { bigint, index, jsonb, pgSchema, text, timestamp, uniqueIndex, uuid } from "drizzle-orm/pg-core";
import { instant, tableColumns } from "#shared/db/columns.ts";
import type { AuditEntry } from "#shared/messaging/contracts.ts";
import { messagingTables } from "#shared/messaging/tables.ts";

/** Schema of the audit subgraph. */
export const audit = pgSchema("audit");

/**
 * One thing that happened; append-only. Terms follow FHIR R4 AuditEvent (https://hl7.org/fhir/R4/auditevent.html).
 * `sequence` numbers a tenant's entries without gaps; `hash` chains each to the one before.
 */
export const entry = audit.table(
  "entry",
  {
    ...tableColumns,
    sequence: bigint("sequence", { mode: "number" }).notNull(),
    /** READ, CHANGE, DENIAL, SIGN_IN or SIGN_OUT. */
    category: text("category").$type<AuditEntry["category"]>().notNull(),
    /** Action of the policy table, or the event type. */
    action: text("action").notNull(),
    /** SUCCESS, FAILURE or DENIED. */
    outcome: text("outcome").$type<AuditEntry["outcome"]>().notNull(),
    /** Subgraph (or the router) that saw it. */
    source: text("source").notNull(),
    recordedAt: timestamp("recorded_at", instant).notNull(),
    agentKind: text("agent_kind").notNull(),
    agentAccountId: uuid("agent_account_id"),
    agentClientId: text("agent_client_id"),
    agentRoles: text("agent_roles").array().notNull(),
    /** Account in whose place the agent acted; null when it acted for itself. */
    agentOnBehalfOf: uuid("agent_on_behalf_of"),
    patientId: uuid("patient_id"),
    entityType: text("entity_type"),
    entityId: uuid("entity_id"),
    /** Names of the fields read or changed; never their values. */
    fields: text("fields").array().notNull(),
    detail: jsonb("detail").$type<AuditEntry["detail"]>().notNull(),
    correlationId: text("correlation_id").notNull(),
    previousHash: text("previous_hash").notNull(),
    hash: text("hash").notNull(),
  },
  (table) => [
    uniqueIndex("entry_tenant_sequence").on(table.tenantId, table.sequence),
    index("entry_tenant_patient").on(table.tenantId, table.patientId, table.sequence),
    index("entry_tenant_entity").on(table.tenantId, table.entityId, table.sequence),
  ],
);

/** The newest sequence and hash of each tenant; its row is the chain's lock. `id` is the tenant's id. */
export const chainHead = audit.table("chain_head", {
  ...tableColumns,
  sequence: bigint("sequence", { mode: "number" }).notNull(),
  hash: text("hash").notNull(),
});

/** Outbox, inbox and parking of this subgraph. */
export const { outbox, outboxSequence, inbox, parkedMessage } = messagingTables(audit);
