import type postgres from "postgres";
import { START } from "./world.ts";

/** What stands in the outbox, each audit entry by itself, oldest first, without what is new each time; empties it. */
export async function drainOutbox(admin: postgres.Sql): Promise<Record<string, unknown>[]> {
  const rows = await admin<{ type: string; tenant_id: string; payload: Record<string, unknown> }[]>`
    select type, tenant_id, coalesce(entry, payload) as payload from auth.outbox
      left join jsonb_array_elements(payload->'entries') with ordinality as part (entry, place) on true
    order by position, place`;
  await admin`truncate auth.outbox`;
  return rows.map(({ type, tenant_id: tenantId, payload: { entryId: _id, ...payload } }) => ({
    type,
    tenantId,
    payload,
  }));
}

/** An audit entry in the outbox, as {@link drainOutbox} answers it. */
export function auditRow(
  tenantId: string,
  entry: Readonly<Record<string, unknown>>,
  recordedAt: Date = START,
): Record<string, unknown> {
  return {
    type: "audit.entries.v1",
    tenantId,
    payload: {
      source: "auth",
      recordedAt: recordedAt.toISOString(),
      agent: { kind: "ANONYMOUS", accountId: null, clientId: null, roles: [] },
      patientId: null,
      entityType: "Account",
      entityId: null,
      fields: [],
      detail: {},
      ...entry,
    },
  };
}

/** That a mail was asked for, as {@link drainOutbox} answers it. */
export function mailRow(tenantId: string, accountId: unknown, template: string): Record<string, unknown> {
  return { type: "mail.requested.v1", tenantId, payload: { accountId, template } };
}

/** What {@link drainOutbox} answers, without tenant and type. */
export async function recorded(admin: postgres.Sql): Promise<readonly unknown[]> {
  return (await drainOutbox(admin)).map(({ payload }) => payload);
}

/** Who did what an audit entry tells of, when an account did. */
export function accountAgent(accountId: string, roles: readonly string[]): Record<string, unknown> {
  return { kind: "ACCOUNT", accountId, clientId: null, roles };
}
