import type { SessionStore } from "../repositories/session-store.ts";

/** What {@link endEverything} is told. */
export interface Ending {
  readonly accountId: string;
  /** Hash of the session id that is left alone; null when none is. */
  readonly exceptIdHash: string | null;
}

/**
 * Ends everything by which an account is known to be signed in, in the caller's transaction: to be called whenever
 * what it may do, or how it signs in, has changed. Whatever else lets somebody speak for an account is to end here,
 * too. Answers how many sessions were in force.
 */
export async function endEverything(
  credentials: { readonly sessions: Pick<SessionStore, "endAll"> },
  ending: Ending,
): Promise<number> {
  return credentials.sessions.endAll(ending);
}
