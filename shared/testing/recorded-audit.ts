import type postgres from "postgres";
import type { AuditEntry } from "../messaging/contracts.ts";

/** The audit entries in the outbox of a schema, in the order in which they were written. */
export async function recordedAudit(admin: postgres.Sql, schema: string): Promise<readonly AuditEntry[]> {
  const rows = await admin<{ entry: AuditEntry }[]>`
    select entry from ${admin(schema)}.outbox,
      jsonb_array_elements(payload->'entries') with ordinality as part (entry, place)
    where type = 'audit.entries.v1' order by position, place`;
  return rows.map(({ entry }) => entry);
}
