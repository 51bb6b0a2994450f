import { and, eq, gt, inArray, lte, sql } from "drizzle-orm";
import { attemptLimit } from "#drizzle/auth/schema.ts";
import { PLATFORM_TENANT_ID } from "#shared/auth/viewer.ts";
import type { Tx } from "#shared/db/database.ts";
import { newId } from "#shared/db/ids.ts";
import { NOT_BLOCKED, type AttemptState } from "../domain/attempt-limit.ts";
import { removeSome } from "./remove-some.ts";

/** What is kept of one subject. */
export interface AttemptRow extends AttemptState {
  readonly subjectHash: string;
}

const columns = {
  subjectHash: attemptLimit.subjectHash,
  forgottenAt: attemptLimit.forgottenAt,
  blockedUntil: attemptLimit.blockedUntil,
};

/** Counts of attempts. Needs `SystemScope`: they are counted before anybody is signed in. */
export class AttemptRepository {
  readonly #tx: Tx;

  constructor(tx: Tx) {
    this.#tx = tx;
  }

  /** Those of the subjects that are known. */
  async find(subjectHashes: readonly string[]): Promise<AttemptRow[]> {
    return this.#tx
      .select(columns)
      .from(attemptLimit)
      .where(inArray(attemptLimit.subjectHash, [...subjectHashes]));
  }

  /** All of the subjects, kept from changing until the transaction ends; those not known yet are without attempts. */
  async lock(subjectHashes: readonly string[], now: Date): Promise<AttemptRow[]> {
    const fresh = {
      tenantId: PLATFORM_TENANT_ID,
      forgottenAt: now,
      blockedUntil: NOT_BLOCKED,
      isRefusalNoted: false,
    };
    return (
      this.#tx
        .insert(attemptLimit)
        // In order, so that two transactions with several subjects in common cannot deadlock.
        .values(
          subjectHashes
            .toSorted()
            .map((subjectHash) => ({ ...fresh, id: newId(), subjectHash, updatedAt: now })),
        )
        .onConflictDoUpdate({ target: attemptLimit.subjectHash, set: { updatedAt: now } })
        .returning(columns)
    );
  }

  /** Writes the states of subjects that {@link lock} gave. */
  async write(rows: readonly AttemptRow[], now: Date): Promise<void> {
    if (rows.length === 0) return;
    const states = rows.map(
      ({ subjectHash, forgottenAt, blockedUntil }) =>
        sql`(${subjectHash}, ${forgottenAt.toISOString()}::timestamptz, ${blockedUntil.toISOString()}::timestamptz)`,
    );
    await this.#tx
      .update(attemptLimit)
      .set({
        forgottenAt: sql`state.forgotten_at`,
        blockedUntil: sql`state.blocked_until`,
        isRefusalNoted: false,
        updatedAt: now,
      })
      .from(sql`(values ${sql.join(states, sql`, `)}) as state (subject_hash, forgotten_at, blocked_until)`)
      .where(eq(attemptLimit.subjectHash, sql`state.subject_hash`));
  }

  /** Notes that attempts are refused; false when that is noted already for the delay in force. */
  async noteRefusal(subjectHashes: readonly string[], now: Date): Promise<boolean> {
    const noted = await this.#tx
      .update(attemptLimit)
      .set({ isRefusalNoted: true, updatedAt: now })
      .where(
        and(
          inArray(attemptLimit.subjectHash, [...subjectHashes]),
          gt(attemptLimit.blockedUntil, now),
          eq(attemptLimit.isRefusalNoted, false),
        ),
      )
      .returning({ id: attemptLimit.id });
    return noted.length > 0;
  }

  /** Forgets all attempts at these. */
  async remove(subjectHashes: readonly string[]): Promise<void> {
    if (subjectHashes.length === 0) return;
    await this.#tx.delete(attemptLimit).where(inArray(attemptLimit.subjectHash, [...subjectHashes]));
  }

  /** Removes some of the subjects whose attempts are forgotten. */
  async forgetOld(now: Date): Promise<void> {
    const isForgotten = lte(attemptLimit.forgottenAt, now);
    await removeSome(this.#tx, attemptLimit, isForgotten, attemptLimit.forgottenAt);
  }
}
