import { sql } from "drizzle-orm";
import { index, text, timestamp, uniqueIndex, uuid } from "drizzle-orm/pg-core";
import { BREAK_GLASS_FINDINGS, BREAK_GLASS_PURPOSES } from "#shared/auth/confidentiality.ts";
import { instant, tableColumns } from "#shared/db/columns.ts";
import { account } from "./accounts.ts";
import { auth } from "./context-schema.ts";
import { session } from "./sessions.ts";

const restrict = { onDelete: "restrict", onUpdate: "restrict" } as const;

/**
 * That somebody broke the glass for a patient. It opens something only through its session, and only until it ends or
 * expires; the row stays. Nobody looks whether there is such a patient: patients are another context's.
 */
export const breakGlassGrant = auth.table(
  "break_glass_grant",
  {
    ...tableColumns,
    /** Null once the session is gone. */
    sessionId: uuid("session_id").references(() => session.id, {
      onDelete: "set null",
      onUpdate: "restrict",
    }),
    accountId: uuid("account_id")
      .notNull()
      .references(() => account.id, restrict),
    practitionerId: uuid("practitioner_id"),
    patientId: uuid("patient_id").notNull(),
    purpose: text("purpose", { enum: BREAK_GLASS_PURPOSES }).notNull(),
    justification: text("justification").notNull(),
    expiresAt: timestamp("expires_at", instant).notNull(),
    endedAt: timestamp("ended_at", instant),
    reviewedAt: timestamp("reviewed_at", instant),
    reviewerId: uuid("reviewer_id").references(() => account.id, restrict),
    finding: text("finding", { enum: BREAK_GLASS_FINDINGS }),
    remark: text("remark"),
  },
  (table) => [
    // A session has one that has not been ended.
    uniqueIndex("break_glass_grant_open")
      .on(table.sessionId)
      .where(sql`${table.endedAt} is null`),
    index("break_glass_grant_tenant").on(table.tenantId, table.createdAt, table.id),
    index("break_glass_grant_account").on(table.accountId),
    index("break_glass_grant_reviewer").on(table.reviewerId),
  ],
);
