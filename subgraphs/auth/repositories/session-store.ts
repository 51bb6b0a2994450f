import type { NextStep } from "#shared/auth/sign-in-steps.ts";
import type { Tx } from "#shared/db/database.ts";
import type { Impersonator } from "../domain/account-viewer.ts";
import type { AccountRow } from "./account-repository.ts";

/** A session that is to begin. */
export interface NewSession {
  readonly accountId: string;
  readonly tenantId: string;
  /** When the second factor was shown; null when it was not. */
  readonly mfaAt: Date | null;
  /** What the sign-in still needs; null begins a session in force. */
  readonly pendingStep: NextStep | null;
}

/** A session that has just begun. */
export interface BegunSession {
  /** SHA-256 of the id, base64url. */
  readonly idHash: string;
  /** The complete `Set-Cookie` value that brings the id to the browser. */
  readonly cookie: string;
}

/** A session that goes on under another id. */
export interface RotatedSession extends BegunSession {
  /** When the second factor was last shown in it; null when it was not. */
  readonly mfaAt: Date | null;
}

/** A session that has not ended. */
export interface LiveSession {
  /** Who acts in the account's place by this session; null when the account acts for itself. */
  readonly impersonator: Impersonator | null;
  /** Until when this stays right if nobody ends the session or changes its account. */
  readonly unchangedUntil: Date;
  readonly account: AccountRow;
  /** SHA-256 of the id, base64url. */
  readonly idHash: string;
  /** When the second factor was last shown in it; null when it was not. */
  readonly mfaAt: Date | null;
  /** What its sign-in still needs; null when it is in force. */
  readonly pendingStep: NextStep | null;
  /** The complete `Set-Cookie` value of a session whose end has moved; null when it has not. */
  readonly cookie: string | null;
}

/**
 * The port to whatever library keeps browser sessions. Ids are made by the library, go to the browser and are
 * forgotten; the table holds their hashes. A session ends after a time without use and, whatever its use, a time after
 * it began. Both, and when use moves the end, are decided by the injected clock and `domain/session-lifetime.ts`. The
 * library knows no clock but the machine's and would renew at half of the lifetime only, so its adapter shows it a date
 * from which it concludes what was decided.
 *
 * Bound to one transaction, under `SystemScope`: a session is looked up before its tenant is known.
 */
export interface SessionStore {
  /** Begins a session under a new id. */
  begin(session: NewSession): Promise<BegunSession>;
  /**
   * The session with this id, or null when there is none or it has ended or its account is disabled; such a row is
   * removed. Renews a session that is due, unless it is not used but only looked at.
   */
  verify(sessionId: string, isUse?: boolean): Promise<LiveSession | null>;
  /**
   * Gives a session another id: what the browser had before is worth nothing from the commit on. It stays the same
   * session, and ends when it would have. `mfaAt` is when its second factor was shown, if it just was. Null when the account
   * has no session of this id.
   */
  rotate(session: {
    readonly idHash: string;
    readonly accountId: string;
    readonly mfaAt?: Date;
  }): Promise<RotatedSession | null>;
  /**
   * Begins a session by which one account acts in another's place, and lets its own session rest: nobody has the id of
   * that until {@link endImpersonation}. It ends with that session, and after 30 minutes in any case. Null when the
   * session to begin from has ended.
   */
  beginImpersonation(input: {
    readonly from: { readonly idHash: string; readonly accountId: string };
    readonly account: { readonly id: string; readonly tenantId: string };
  }): Promise<(BegunSession & { readonly endsAt: Date }) | null>;
  /** Ends such a session and gives the one that rested an id again. Null when it is none or has ended. */
  endImpersonation(session: {
    readonly idHash: string;
    readonly accountId: string;
  }): Promise<(RotatedSession & { readonly accountId: string }) | null>;
  /** Ends a session by the hash of its id, with the one that rested for it; false when there was none. */
  end(session: { readonly idHash: string; readonly accountId: string }): Promise<boolean>;
  /** Ends a sign-in that waits for its second step, of whatever account, by the hash of its id. */
  endPending(idHash: string): Promise<void>;
  /** Ends a session by the id of its row; false when the account has none of it in force. */
  endById(session: { readonly id: string; readonly accountId: string }): Promise<boolean>;
  /** Ends all sessions of an account but one; answers how many were in force. */
  endAll(sessions: { readonly accountId: string; readonly exceptIdHash: string | null }): Promise<number>;
  /** Removes some of the sessions, of whatever account, that ended because nobody used them. */
  forgetEnded(): Promise<void>;
  /** The complete `Set-Cookie` value that removes the cookie. */
  readonly blankCookie: string;
}

/** Binds a {@link SessionStore} to a transaction. */
export type OpenSessionStore = (tx: Tx) => SessionStore;
