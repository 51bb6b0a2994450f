import type { Viewer } from "#shared/auth/viewer.ts";
import type { SystemScope } from "#shared/db/system-scope.ts";
import type { Tx } from "#shared/db/database.ts";
import type { Logger } from "#shared/logging/logger.ts";
import type { Clock } from "#shared/time/clock.ts";
import { viewerOfSession } from "../domain/account-viewer.ts";
import { hashSecret } from "../domain/secret-hash.ts";
import { BreakGlassRepository } from "../repositories/break-glass-repository.ts";
import type { LiveSession, OpenSessionStore } from "../repositories/session-store.ts";
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
  readonly clock: Clock;
  readonly logger: Logger;
  /** Undefined: Postgres is asked each time. */
  readonly remembered: Pick<RememberedSessions, "cache" | "endings"> | undefined;
}

/** Tells whose session an id is: from the cache where that is right, else from Postgres. */
export class SessionVerificationService {
  readonly #options: SessionVerificationOptions;

  constructor(options: SessionVerificationOptions) {
    this.#options = options;
  }

  /** Null when there is no such session, or it has ended. @param isUse false: its idle end stays where it is */
  async verify(sessionId: string, isUse = true): Promise<VerifiedSession | null> {
    const known = await this.#recall(hashSecret(sessionId));
    return known === undefined ? this.#lookUp(sessionId, isUse) : { viewer: known, cookie: null };
  }

  /**
   * To be called after commits that may have changed whom sessions speak for, before they are answered: who asks this process next is told so, and the
   * others' answers are removed. What they know is a third of a second old at most, so nothing rests on that. Never rejects.
   */
  async forgetEnded(): Promise<void> {
    const { remembered, scope, logger } = this.#options;
    if (remembered === undefined) return;
    try {
      await remembered.cache.forget(await scope.run((tx) => remembered.endings.learn(tx)));
    } catch (error) {
      logger.debug({ err: error }, "which sessions have ended will be learnt in a moment");
    }
  }

  async #recall(idHash: string): Promise<Viewer | undefined> {
    const { remembered } = this.#options;
    if (remembered === undefined) return undefined;
    const { endings, cache } = remembered;
    const isCertain = (): boolean => endings.isFresh && !endings.has(idHash);
    if (!isCertain()) return undefined;
    const viewer = await cache.find(idHash);
    // Once more: it may have become known, or old, while Redis was asked.
    return isCertain() ? viewer : undefined;
  }

  async #lookUp(sessionId: string, isUse: boolean): Promise<VerifiedSession | null> {
    const { scope, openSessions, remembered } = this.#options;
    const found = await scope.run(async (tx) => {
      if (remembered?.endings.shouldLearn === true) await remembered.endings.learn(tx);
      const session = await openSessions(tx).verify(sessionId, isUse);
      return session === null ? null : { session, ...(await this.#speakerOf(tx, session)) };
    });
    if (found === null) return null;
    const { session, viewer, changesAt } = found;
    const until =
      changesAt === null || changesAt > session.unchangedUntil ? session.unchangedUntil : changesAt;
    await remembered?.cache.keep(session.idHash, viewer, until);
    return { viewer, cookie: session.cookie };
  }

  /** Whom a session speaks for, with the glass that its owner has broken, and when that ends. */
  async #speakerOf(
    tx: Tx,
    session: LiveSession,
  ): Promise<{ readonly viewer: Viewer; readonly changesAt: Date | null }> {
    const viewer = viewerOfSession(session);
    const { tenantId, roles, sessionHash: idHash } = viewer;
    // Only practitioners can have a grant, so nobody else is looked up.
    if (tenantId === null || idHash === null || !roles.includes("PRACTITIONER"))
      return { viewer, changesAt: null };
    const now = this.#options.clock();
    const grant = await new BreakGlassRepository(tx).findInForce({ tenantId, idHash, now });
    if (grant === undefined) return { viewer, changesAt: null };
    const { id: grantId, patientId, purpose, expiresAt } = grant;
    const breakGlass = { grantId, patientId, purpose, expiresAt: expiresAt.toISOString() };
    return { viewer: { ...viewer, breakGlass }, changesAt: expiresAt };
  }
}
