import type { Viewer } from "#shared/auth/viewer.ts";
import type { SystemScope } from "#shared/db/system-scope.ts";
import { viewerOfAccount } from "../domain/account-viewer.ts";
import { hashSecret } from "../domain/secret-hash.ts";
import type { OpenSessionStore } from "../repositories/session-store.ts";
import type { RememberedSessions } from "./remembered-sessions.ts";

/** Whose session an id is. */
export interface VerifiedSession {
  readonly viewer: Viewer;
  /** The complete `Set-Cookie` value of a session whose end has moved; null when it has not. */
  readonly cookie: string | null;
}

/** What {@link SessionVerificationService} needs. */
export interface SessionVerificationOptions {
  readonly scope: Pick<SystemScope, "run">;
  readonly openSessions: OpenSessionStore;
  /** Undefined: Postgres is asked each time. */
  readonly remembered: Pick<RememberedSessions, "cache" | "endings"> | undefined;
}

/** Tells whose session an id is: from the cache where that is right, else from Postgres. */
export class SessionVerificationService {
  readonly #options: SessionVerificationOptions;

  constructor(options: SessionVerificationOptions) {
    this.#options = options;
  }

  /** Null when there is no such session, or it has ended. */
  async verify(sessionId: string): Promise<VerifiedSession | null> {
    const known = await this.#recall(hashSecret(sessionId));
    return known === undefined ? this.#lookUp(sessionId) : { viewer: known, cookie: null };
  }

  /**
   * To be called after a commit that may have ended sessions: who asks this process next is told so, and the others'
   * answers are removed. What they know is a third of a second old at most, so nothing rests on that.
   */
  async forgetEnded(): Promise<void> {
    const { remembered, scope } = this.#options;
    if (remembered === undefined) return;
    await remembered.cache.forget(await scope.run((tx) => remembered.endings.learn(tx)));
  }

  async #recall(idHash: string): Promise<Viewer | undefined> {
    const { remembered } = this.#options;
    if (remembered === undefined || !remembered.endings.isFresh) return undefined;
    const viewer = await remembered.cache.find(idHash);
    // Once more: it may have become known, or old, while Redis was asked.
    return remembered.endings.isFresh && !remembered.endings.has(idHash) ? viewer : undefined;
  }

  async #lookUp(sessionId: string): Promise<VerifiedSession | null> {
    const { scope, openSessions, remembered } = this.#options;
    const session = await scope.run(async (tx) => {
      if (remembered?.endings.shouldLearn === true) await remembered.endings.learn(tx);
      return openSessions(tx).verify(sessionId);
    });
    if (session === null) return null;
    const { account, idHash, impersonator, cookie, unchangedUntil } = session;
    const viewer = viewerOfAccount(account, idHash, impersonator);
    await remembered?.cache.keep(idHash, viewer, unchangedUntil);
    return { viewer, cookie };
  }
}
