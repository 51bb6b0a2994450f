import { and, eq, gt } from "drizzle-orm";
import { alias } from "drizzle-orm/pg-core";
import { session } from "#drizzle/auth/schema.ts";
import type { Tx } from "#shared/db/database.ts";
import { newId } from "#shared/db/ids.ts";
import type { Clock } from "#shared/time/clock.ts";
import { beginImpersonation, renewedExpiry, type SessionLifetimes } from "../domain/session-lifetime.ts";
import { isInForce } from "./session-conditions.ts";
import type { BegunSession, RotatedSession } from "./session-store.ts";

/** What {@link ImpersonationSessions} needs. */
export interface ImpersonationSessionsOptions {
  readonly lifetimes: SessionLifetimes;
  readonly clock: Clock;
  /** Makes the id of a session; it is in the cookie, and forgotten here. */
  readonly issue: () => BegunSession;
}

const resting = alias(session, "resting");

/** Sessions by which one account acts in another's place; see `session-store.ts`. */
export class ImpersonationSessions {
  readonly #tx: Tx;
  readonly #options: ImpersonationSessionsOptions;

  constructor(tx: Tx, options: ImpersonationSessionsOptions) {
    this.#tx = tx;
    this.#options = options;
  }

  async begin(input: {
    readonly from: { readonly idHash: string; readonly accountId: string };
    readonly account: { readonly id: string; readonly tenantId: string };
  }): Promise<(BegunSession & { readonly endsAt: Date }) | null> {
    const { clock, lifetimes, issue } = this.#options;
    const { from, account } = input;
    const now = clock();
    const [own] = await this.#tx
      .select({ id: session.id, endsAt: session.endsAt })
      .from(session)
      .where(
        and(eq(session.idHash, from.idHash), eq(session.accountId, from.accountId), isInForce(session, now)),
      )
      .for("update");
    if (own === undefined) return null;
    const lifetime = beginImpersonation(now, lifetimes, own.endsAt);
    // An id that is told to nobody: what the browser had is worth nothing meanwhile.
    const { idHash: nobodys } = issue();
    await this.#tx
      .update(session)
      .set({ idHash: nobodys, expiresAt: lifetime.endsAt, updatedAt: now })
      .where(eq(session.id, own.id));
    const begun = issue();
    await this.#tx.insert(session).values({
      id: newId(),
      createdAt: now,
      updatedAt: now,
      tenantId: account.tenantId,
      accountId: account.id,
      idHash: begun.idHash,
      impersonatorSessionId: own.id,
      ...lifetime,
    });
    return { ...begun, endsAt: lifetime.endsAt };
  }

  async end(ended: {
    readonly idHash: string;
    readonly accountId: string;
  }): Promise<(RotatedSession & { readonly accountId: string }) | null> {
    const { clock, lifetimes, issue } = this.#options;
    const now = clock();
    const [own] = await this.#tx
      .select({ id: resting.id, accountId: resting.accountId, endsAt: resting.endsAt, mfaAt: resting.mfaAt })
      .from(session)
      .innerJoin(resting, eq(resting.id, session.impersonatorSessionId))
      .where(
        and(
          eq(session.idHash, ended.idHash),
          eq(session.accountId, ended.accountId),
          gt(session.expiresAt, now),
          gt(resting.endsAt, now),
        ),
      )
      .for("update", { of: resting });
    if (own === undefined) return null;
    const ofImpersonation = eq(session.impersonatorSessionId, own.id);
    const gone = await this.#tx.delete(session).where(ofImpersonation).returning({ id: session.id });
    if (gone.length === 0) return null;
    const begun = issue();
    const expiresAtMs = Math.min(renewedExpiry(now, lifetimes).getTime(), own.endsAt.getTime());
    await this.#tx
      .update(session)
      .set({ idHash: begun.idHash, expiresAt: new Date(expiresAtMs), updatedAt: now })
      .where(eq(session.id, own.id));
    return { ...begun, accountId: own.accountId, mfaAt: own.mfaAt };
  }
}
