import type { AttributesOf } from "#shared/auth/request-access.ts";
import type { EntryRow } from "./repositories/entry-repository.ts";

/** Attribute mappers of the types that stand for a row. */
export const ATTRIBUTES: Readonly<Record<string, AttributesOf>> = {
  AuditEvent: (row: EntryRow) => ({ type: "AuditEvent", id: row.id, tenantId: row.tenantId }),
};
