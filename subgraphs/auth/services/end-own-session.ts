import type { Viewer } from "#shared/auth/viewer.ts";
import type { Tx } from "#shared/db/database.ts";
import type { SessionStore } from "../repositories/session-store.ts";
import type { Journal } from "./journal.ts";

/** Puts on record that sessions of an account were ended. */
export async function recordSessionEnd(
  tx: Tx,
  journal: Journal,
  account: { readonly accountId: string; readonly tenantId: string },
  detail: { readonly reason: string; readonly sessions?: number; readonly apps?: number },
): Promise<void> {
  await journal.write(tx, account.tenantId, {
    category: "SIGN_OUT",
    action: "session:end",
    outcome: "SUCCESS",
    entityType: "Account",
    entityId: account.accountId,
    detail: { ...detail },
  });
}

/** Ends the session that a request came with, if it came with one that is still there. */
export async function endOwnSession(
  tx: Tx,
  request: { readonly sessions: SessionStore; readonly journal: Journal; readonly viewer: Viewer },
  reason: "SIGNED_OUT" | "REPLACED",
): Promise<void> {
  const { sessions, journal, viewer } = request;
  const { sessionHash, accountId, tenantId } = viewer;
  if (sessionHash === null) return;
  if (accountId === null || tenantId === null) return sessions.endPending(sessionHash);
  if (!(await sessions.end({ idHash: sessionHash, accountId }))) return;
  await recordSessionEnd(tx, journal, { accountId, tenantId }, { reason });
}
