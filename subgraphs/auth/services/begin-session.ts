import type { Viewer } from "#shared/auth/viewer.ts";
import type { Tx } from "#shared/db/database.ts";
import { viewerOfSession } from "../domain/account-viewer.ts";
import type { AccountRow } from "../repositories/account-repository.ts";
import type { NewSession, OpenSessionStore } from "../repositories/session-store.ts";
import { agentOf, type Journal } from "./journal.ts";

/** Begins a session of an account under a new id, and puts the sign-in on record; one that waits for its second step is nobody's. */
export async function beginSession(
  tx: Tx,
  {
    openSessions,
    journal,
    setCookies,
  }: { readonly openSessions: OpenSessionStore; readonly journal: Journal; readonly setCookies: string[] },
  account: AccountRow,
  {
    detail,
    ...steps
  }: Pick<NewSession, "mfaAt" | "pendingStep"> & {
    readonly detail: Readonly<Record<string, string | boolean>>;
  },
): Promise<Viewer> {
  const { id: accountId, tenantId } = account;
  const { idHash, cookie } = await openSessions(tx).begin({ accountId, tenantId, ...steps });
  const viewer = viewerOfSession({ account, idHash, ...steps });
  const isInForce = steps.pendingStep === null;
  await journal.write(tx, tenantId, {
    category: "SIGN_IN",
    action: isInForce ? "session:create" : "session:password",
    outcome: "SUCCESS",
    ...(isInForce && { agent: agentOf(viewer) }),
    entityType: "Account",
    entityId: accountId,
    detail: { ...detail },
  });
  setCookies.push(cookie);
  return viewer;
}
