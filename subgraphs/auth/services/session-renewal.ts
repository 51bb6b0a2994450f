import type { Viewer } from "#shared/auth/viewer.ts";
import type { Tx } from "#shared/db/database.ts";
import type { Clock } from "#shared/time/clock.ts";
import { viewerOfSession } from "../domain/account-viewer.ts";
import type { SessionWithAccount } from "../repositories/session-repository.ts";
import type { OpenSessionStore } from "../repositories/session-store.ts";
import { beginSession } from "./begin-session.ts";
import type { FactorDetail } from "./factor-look.ts";
import type { Journal } from "./journal.ts";

/** What {@link SessionRenewal} needs. */
export interface SessionRenewalOptions {
  readonly openSessions: OpenSessionStore;
  readonly journal: Journal;
  readonly clock: Clock;
  /** Gets the `Set-Cookie` values for the browser. */
  readonly setCookies: string[];
}

/**
 * Gives a session a new id when the second factor was shown in it: whoever knew the one before, and be it that he had
 * planted it, knows nothing (OWASP Session Management Cheat Sheet, renew the session id after any privilege level change).
 */
export class SessionRenewal {
  readonly #options: SessionRenewalOptions;

  constructor(options: SessionRenewalOptions) {
    this.#options = options;
  }

  /** Signs in: ends the session that waited for its second step and begins one in force. The sign-in is put on record. */
  async signIn(tx: Tx, { session, account }: SessionWithAccount, shown: FactorDetail): Promise<Viewer> {
    const { openSessions, clock } = this.#options;
    await openSessions(tx).endPending(session.idHash);
    const steps = { mfaAt: clock(), pendingStep: null };
    return beginSession(tx, this.#options, account, { ...steps, detail: { ...shown } });
  }

  /**
   * Goes on with a session in force under a new id; it ends in any case when it would have.
   * @throws Error when the session is not there, though the caller holds it
   */
  async renew(tx: Tx, { session, account }: SessionWithAccount): Promise<Viewer> {
    const { openSessions, clock, setCookies } = this.#options;
    const { idHash } = session;
    const rotated = await openSessions(tx).rotate({ idHash, accountId: account.id, mfaAt: clock() });
    if (rotated === null) throw new Error("A session that is held has gone.");
    setCookies.push(rotated.cookie);
    const { mfaAt } = rotated;
    return viewerOfSession({ account, idHash: rotated.idHash, mfaAt, pendingStep: null });
  }
}
