import type { Tx } from "#shared/db/database.ts";
import { WRONG_CODES_PER_SIGN_IN } from "../domain/second-factor.ts";
import { SessionRepository, type SessionRow } from "../repositories/session-repository.ts";
import type { OpenSessionStore } from "../repositories/session-store.ts";

/** What the audit log says of a wrong code beside its reason. */
export interface WrongCodeDetail {
  readonly endsSignIn?: true;
}

/** Counts a wrong code of a sign-in that waits. The fifth ends it. */
export async function countWrongCode(
  tx: Tx,
  session: SessionRow,
  { openSessions, setCookies }: { readonly openSessions: OpenSessionStore; readonly setCookies: string[] },
): Promise<WrongCodeDetail> {
  const wrongCodes = await new SessionRepository(tx).countWrongCode(session.id);
  if (wrongCodes < WRONG_CODES_PER_SIGN_IN) return {};
  const sessions = openSessions(tx);
  await sessions.endPending(session.idHash);
  setCookies.push(sessions.blankCookie);
  return { endsSignIn: true };
}
