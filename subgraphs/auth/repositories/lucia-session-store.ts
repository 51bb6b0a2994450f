import { and, eq, inArray, isNotNull, lte, ne, sql, type SQL } from "drizzle-orm";
import { alias } from "drizzle-orm/pg-core";
import {
  generateIdFromEntropySize,
  Lucia,
  TimeSpan,
  type Adapter,
  type DatabaseSession,
  type DatabaseUser,
} from "lucia";
import { account, session } from "#drizzle/auth/schema.ts";
import type { Tx } from "#shared/db/database.ts";
import { newId } from "#shared/db/ids.ts";
import type { Clock } from "#shared/time/clock.ts";
import { isOnlyPatient, mayHelp } from "../domain/account-access.ts";
import type { Impersonator } from "../domain/account-viewer.ts";
import { hashSecret } from "../domain/secret-hash.ts";
import {
  beginLifetime,
  pendingLifetime,
  renewedExpiry,
  stateOfSession,
  unchangedUntil,
  type SessionEnds,
  type SessionLifetimes,
  type SessionState,
} from "../domain/session-lifetime.ts";
import { publicColumns, type AccountRow } from "./account-repository.ts";
import { ImpersonationSessions } from "./impersonation-sessions.ts";
import { removeSome } from "./remove-some.ts";
import { SessionEndingRepository } from "./session-ending-repository.ts";
import type {
  BegunSession,
  LiveSession,
  NewSession,
  OpenSessionStore,
  RotatedSession,
  SessionStore,
} from "./session-store.ts";

declare module "lucia" {
  interface Register {
    Lucia: Lucia<DatabaseSessionAttributes, DatabaseUserAttributes>;
    DatabaseSessionAttributes: DatabaseSessionAttributes;
    DatabaseUserAttributes: DatabaseUserAttributes;
  }
}

type DatabaseSessionAttributes = Omit<NewSession, "accountId">;

interface DatabaseUserAttributes {
  readonly account: AccountRow;
  readonly impersonator: Impersonator | null;
}

/** What {@link createLuciaSessions} needs. */
export interface LuciaSessionsOptions {
  readonly lifetimes: SessionLifetimes;
  readonly clock: Clock;
}

/** Browsers take a cookie of this prefix only with `Secure`, `Path=/` and no domain (RFC 6265bis, section 4.1.3.2). */
const COOKIE_NAME = "__Host-session";

/** Well beyond the time in which anybody asks for them. */
const ENDINGS_KEPT_SECONDS = 600;

/** As many as lucia takes itself. */
const ID_BYTES = 25;

/** Lucia takes a session to have ended when nothing is left of its lifetime, and renews it when less than half is. */
const SHOWN_PART_LEFT = { ENDED: 0, DUE: 0.25, FRESH: 1 } as const satisfies Record<SessionState, number>;

const resting = alias(session, "resting");
const helper = alias(account, "helper");

/** The session port over lucia 3, the only file that knows it (docs/adr/0006). */
export function createLuciaSessions(options: LuciaSessionsOptions): OpenSessionStore {
  return (tx) => new LuciaSessionStore(tx, options);
}

class LuciaSessionStore implements SessionStore {
  readonly #tx: Tx;
  readonly #clock: Clock;
  readonly #adapter: HashingAdapter;
  readonly #lucia: Lucia<DatabaseSessionAttributes, DatabaseUserAttributes>;
  readonly #impersonations: ImpersonationSessions;

  constructor(tx: Tx, options: LuciaSessionsOptions) {
    this.#tx = tx;
    this.#clock = options.clock;
    this.#adapter = new HashingAdapter(tx, options);
    this.#lucia = new Lucia(this.#adapter, {
      sessionExpiresIn: new TimeSpan(options.lifetimes.idleMs, "ms"),
      sessionCookie: { name: COOKIE_NAME, attributes: { secure: true, sameSite: "lax", path: "/" } },
      getSessionAttributes: (attributes) => attributes,
      getUserAttributes: (attributes) => attributes,
    });
    this.#impersonations = new ImpersonationSessions(tx, { ...options, issue: () => this.#issue() });
  }

  get blankCookie(): string {
    return this.#lucia.createBlankSessionCookie().serialize();
  }

  async begin({ accountId, ...attributes }: NewSession): Promise<BegunSession> {
    const { id } = await this.#lucia.createSession(accountId, attributes);
    return { idHash: hashSecret(id), cookie: this.#lucia.createSessionCookie(id).serialize() };
  }

  async verify(sessionId: string, isUse = true): Promise<LiveSession | null> {
    this.#adapter.isUse = isUse;
    const { user, session: found } = await this.#lucia.validateSession(sessionId);
    if (user === null) return null;
    const { mfaAt, pendingStep } = found;
    const cookie = this.#adapter.hasRenewed ? this.#lucia.createSessionCookie(sessionId).serialize() : null;
    const { account: owner, impersonator } = user;
    return {
      ...{ account: owner, impersonator, idHash: hashSecret(sessionId), mfaAt, pendingStep, cookie },
      unchangedUntil: this.#adapter.unchangedUntil,
    };
  }

  async rotate(rotated: {
    readonly idHash: string;
    readonly accountId: string;
    readonly mfaAt?: Date;
  }): Promise<RotatedSession | null> {
    const begun = this.#issue();
    const { mfaAt } = rotated;
    const [row] = await this.#tx
      .update(session)
      .set({ idHash: begun.idHash, updatedAt: this.#clock(), ...(mfaAt && { mfaAt }) })
      .where(and(eq(session.idHash, rotated.idHash), eq(session.accountId, rotated.accountId)))
      .returning({ mfaAt: session.mfaAt });
    return row === undefined ? null : { ...begun, mfaAt: row.mfaAt };
  }

  beginImpersonation: SessionStore["beginImpersonation"] = (input) => this.#impersonations.begin(input);

  endImpersonation: SessionStore["endImpersonation"] = (ended) => this.#impersonations.end(ended);

  #issue(): BegunSession {
    const id = generateIdFromEntropySize(ID_BYTES);
    return { idHash: hashSecret(id), cookie: this.#lucia.createSessionCookie(id).serialize() };
  }

  async end(ended: { readonly idHash: string; readonly accountId: string }): Promise<boolean> {
    // Of an impersonation the one that rested, which takes it along: whoever ends all sessions locks them in this order, too.
    const which = this.#tx
      .select({ id: sql`coalesce(${session.impersonatorSessionId}, ${session.id})` })
      .from(session)
      .where(and(eq(session.idHash, ended.idHash), eq(session.accountId, ended.accountId)));
    const rows = await this.#tx
      .delete(session)
      .where(inArray(session.id, which))
      .returning({ id: session.id });
    return rows.length > 0;
  }

  async endPending(idHash: string): Promise<void> {
    await this.#tx.delete(session).where(and(eq(session.idHash, idHash), isNotNull(session.pendingStep)));
  }

  async endById(ended: { readonly id: string; readonly accountId: string }): Promise<boolean> {
    return (await this.#endThose(eq(session.id, ended.id), ended.accountId)) > 0;
  }

  async endAll(ended: { readonly accountId: string; readonly exceptIdHash: string | null }): Promise<number> {
    const { accountId, exceptIdHash } = ended;
    return this.#endThose(exceptIdHash === null ? undefined : ne(session.idHash, exceptIdHash), accountId);
  }

  /** Answers how many of them were in force. */
  async #endThose(which: SQL | undefined, accountId: string): Promise<number> {
    const now = this.#clock();
    const rows = await this.#tx
      .delete(session)
      .where(and(eq(session.accountId, accountId), which))
      .returning({
        expiresAt: session.expiresAt,
        endsAt: session.endsAt,
        pendingStep: session.pendingStep,
      });
    return rows.filter(
      ({ expiresAt, endsAt, pendingStep }) => expiresAt > now && endsAt > now && pendingStep === null,
    ).length;
  }

  async forgetEnded(): Promise<void> {
    await this.#lucia.deleteExpiredSessions();
    await new SessionEndingRepository(this.#tx).forgetOlder(ENDINGS_KEPT_SECONDS);
  }
}

/** Stores SHA-256 of each id; lucia itself only ever sees the ids. */
class HashingAdapter implements Adapter {
  readonly #tx: Tx;
  readonly #clock: Clock;
  readonly #lifetimes: SessionLifetimes;
  /** False: a session that use would renew is shown as one that it would not. */
  isUse = true;
  #hasRenewed = false;
  #found: SessionEnds | undefined;

  constructor(tx: Tx, { clock, lifetimes }: LuciaSessionsOptions) {
    this.#tx = tx;
    this.#clock = clock;
    this.#lifetimes = lifetimes;
  }

  /** True when the end of a session has moved. */
  get hasRenewed(): boolean {
    return this.#hasRenewed;
  }

  /** Until when what was found stays as it is; in the past when nothing was found. */
  get unchangedUntil(): Date {
    return this.#found === undefined ? new Date(0) : unchangedUntil(this.#found, this.#lifetimes);
  }

  async getSessionAndUser(sessionId: string): Promise<[DatabaseSession | null, DatabaseUser | null]> {
    const [row] = await this.#tx
      .select({
        expiresAt: session.expiresAt,
        endsAt: session.endsAt,
        mfaAt: session.mfaAt,
        pendingStep: session.pendingStep,
        account: publicColumns,
        helper: { accountId: helper.id, roles: helper.roles, disabledAt: helper.disabledAt },
      })
      .from(session)
      .innerJoin(account, eq(account.id, session.accountId))
      .leftJoin(resting, eq(resting.id, session.impersonatorSessionId))
      .leftJoin(helper, eq(helper.id, resting.accountId))
      .where(eq(session.idHash, hashSecret(sessionId)));
    if (row === undefined) return [null, null];
    const { mfaAt, pendingStep } = row;
    this.#found = row;
    const { id: userId, tenantId, disabledAt } = row.account;
    const state = stateOfSession(row, this.#clock(), this.#lifetimes);
    const expiresAt = this.#dateThatMeans(state === "DUE" && !this.isUse ? "FRESH" : state);
    const impersonator = row.helper && {
      accountId: row.helper.accountId,
      roles: row.helper.roles,
      endsAt: row.endsAt,
    };
    const isOpen =
      disabledAt === null && (row.helper === null || (mayHelp(row.helper) && isOnlyPatient(row.account)));
    const found = { id: sessionId, userId, expiresAt, attributes: { tenantId, mfaAt, pendingStep } };
    // Lucia removes a session without a user.
    return [found, isOpen ? { id: userId, attributes: { account: row.account, impersonator } } : null];
  }

  async setSession({ id, userId, attributes }: DatabaseSession): Promise<void> {
    const now = this.#clock();
    const { tenantId, mfaAt, pendingStep } = attributes;
    const lifetime = pendingStep === null ? beginLifetime(now, this.#lifetimes) : pendingLifetime(now);
    await this.#tx.insert(session).values({
      ...{ id: newId(), createdAt: now, updatedAt: now },
      ...{ idHash: hashSecret(id), accountId: userId, tenantId, mfaAt, pendingStep },
      ...lifetime,
    });
  }

  async updateSessionExpiration(sessionId: string): Promise<void> {
    const now = this.#clock();
    const next = sql`least(${renewedExpiry(now, this.#lifetimes).toISOString()}::timestamptz, ${session.endsAt})`;
    const moved = await this.#tx
      .update(session)
      .set({ expiresAt: next, updatedAt: now })
      .where(and(eq(session.idHash, hashSecret(sessionId)), sql`${session.expiresAt} < ${next}`))
      .returning({ expiresAt: session.expiresAt, endsAt: session.endsAt });
    this.#hasRenewed = moved.length > 0;
    this.#found = moved[0] ?? this.#found;
  }

  async deleteSession(sessionId: string): Promise<void> {
    await this.#tx.delete(session).where(eq(session.idHash, hashSecret(sessionId)));
  }

  async deleteExpiredSessions(): Promise<void> {
    await removeSome(this.#tx, session, lte(session.expiresAt, this.#clock()), session.expiresAt);
  }

  getUserSessions(): Promise<DatabaseSession[]> {
    return notPartOfThePort();
  }

  deleteUserSessions(): Promise<void> {
    return notPartOfThePort();
  }

  /** An end of the session, on the machine's clock, from which lucia concludes this state. */
  #dateThatMeans(state: SessionState): Date {
    const partLeft = SHOWN_PART_LEFT[state];
    return new Date(Date.now() + this.#lifetimes.idleMs * partLeft);
  }
}

/** Lucia would list sessions by their ids, which are not kept. */
function notPartOfThePort(): Promise<never> {
  return Promise.reject(new Error("The session port has no such operation."));
}
