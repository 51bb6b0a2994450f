import type { KeyedHash } from "#shared/crypto/keyed-hash.ts";
import type { Tx } from "#shared/db/database.ts";
import { clientNetwork } from "#shared/http/client-network.ts";
import type { Clock } from "#shared/time/clock.ts";
import {
  ATTEMPT_RULES,
  attemptWasRight,
  takeAttempt,
  waitMs,
  type AttemptLimitName,
  type AttemptRule,
} from "../domain/attempt-limit.ts";
import { AttemptRepository, type AttemptRow } from "../repositories/attempt-repository.ts";

/** What an attempt is counted for. */
export interface AttemptSubject {
  readonly limit: AttemptLimitName;
  /** Whose limit it is: an address in the form in which addresses are stored, the id of an account, a network. */
  readonly key: string;
}

/** An attempt that may be looked at; it counts as wrong until {@link AttemptLimits.wasRight}. */
export interface AttemptTicket {
  readonly isAdmitted: true;
  readonly taken: readonly (AttemptRow & { readonly rule: AttemptRule })[];
}

/** An attempt that may not. */
export interface AttemptRefusal {
  readonly isAdmitted: false;
  /** Whole seconds, at least one. */
  readonly retryAfterSeconds: number;
  /** True once for each delay: only this refusal goes on record, so that refusing costs nothing. */
  readonly isFirst: boolean;
}

/** What stands in the log of a refusal. */
export interface RefusalDetail {
  readonly reason: "TOO_MANY_ATTEMPTS";
  readonly retryAfterSeconds: number;
}

/** Has the first refusal of each delay put on record, in the transaction that has noted it. */
export async function recordFirstRefusal(
  attempt: AttemptTicket | AttemptRefusal,
  record: (detail: RefusalDetail) => Promise<void>,
): Promise<void> {
  if (attempt.isAdmitted || !attempt.isFirst) return;
  await record({ reason: "TOO_MANY_ATTEMPTS", retryAfterSeconds: attempt.retryAfterSeconds });
}

/** What {@link AttemptLimits} needs. */
export interface AttemptLimitsOptions {
  readonly hash: KeyedHash;
  readonly clock: Clock;
  /** Those of the product by default. */
  readonly rules?: AttemptRules;
}

/** Every rule by its name. */
export type AttemptRules = Readonly<Record<AttemptLimitName, AttemptRule>>;

/** Whom a guess at a password counts for: the account of that address, whether there is one or not, and the network. */
export function passwordGuess(email: string, clientAddress: string | null): readonly AttemptSubject[] {
  return [{ limit: "ACCOUNT", key: email }, ...fromNetwork("NETWORK", clientAddress)];
}

/** Whom something counts for that is limited by network; nobody, when it came from within. */
export function fromNetwork(
  limit: AttemptLimitName,
  clientAddress: string | null,
): readonly AttemptSubject[] {
  return clientAddress === null ? [] : [{ limit, key: clientNetwork(clientAddress) }];
}

/**
 * Slows down guesses at secrets: of everything that somebody could try one after the other, and that belongs to an
 * account, an attempt is taken before anything is compared. Counted in the database, so over all processes. All methods
 * need a transaction under `SystemScope`; nothing waits, and no transaction is open while a secret is compared.
 */
export class AttemptLimits {
  readonly #hash: KeyedHash;
  readonly #clock: Clock;
  readonly #rules: AttemptRules;

  constructor({ hash, clock, rules = ATTEMPT_RULES }: AttemptLimitsOptions) {
    this.#hash = hash;
    this.#clock = clock;
    this.#rules = rules;
  }

  /** Counts an attempt for all of the subjects, or for none when one of them has to wait. */
  async take(tx: Tx, subjects: readonly AttemptSubject[]): Promise<AttemptTicket | AttemptRefusal> {
    const attempts = new AttemptRepository(tx);
    const now = this.#clock();
    const rules = new Map(
      subjects.map((subject) => [this.#subjectHash(subject), this.#rules[subject.limit]]),
    );
    const hashes = [...rules.keys()];
    if (hashes.length === 0) return { isAdmitted: true, taken: [] };
    // Without a lock first: who is refused must not queue up for it.
    const refused = await this.#refusal(attempts, await attempts.find(hashes), now);
    if (refused !== undefined) return refused;
    const rows = await attempts.lock(hashes, now);
    const outrun = await this.#refusal(attempts, rows, now);
    if (outrun !== undefined) return outrun;
    const taken = rows.flatMap((row) => {
      const rule = rules.get(row.subjectHash);
      return rule === undefined
        ? []
        : [{ ...takeAttempt(row, now, rule), subjectHash: row.subjectHash, rule }];
    });
    await attempts.write(
      taken.map(({ rule: _rule, ...row }) => row),
      now,
    );
    return { isAdmitted: true, taken };
  }

  /** Takes back what an attempt counted for, as it turned out right. */
  async wasRight(tx: Tx, { taken }: AttemptTicket): Promise<void> {
    if (taken.length === 0) return;
    const attempts = new AttemptRepository(tx);
    const now = this.#clock();
    const rows = new Map((await attempts.lock(hashesOf(taken), now)).map((row) => [row.subjectHash, row]));
    const left = taken.flatMap(({ rule, ...own }) => {
      const state = attemptWasRight(rows.get(own.subjectHash) ?? own, own, now, rule);
      return state === undefined ? [] : [{ ...state, subjectHash: own.subjectHash }];
    });
    const kept = new Set(hashesOf(left));
    await attempts.write(left, now);
    await attempts.remove(hashesOf(taken).filter((hash) => !kept.has(hash)));
    await attempts.forgetOld(now);
  }

  /** Forgets all attempts at a subject: its owner has another way to show who it is. */
  async clear(tx: Tx, subject: AttemptSubject): Promise<void> {
    await new AttemptRepository(tx).remove([this.#subjectHash(subject)]);
  }

  async #refusal(
    attempts: AttemptRepository,
    rows: readonly AttemptRow[],
    now: Date,
  ): Promise<AttemptRefusal | undefined> {
    const longestMs = Math.max(0, ...rows.map((row) => waitMs(row, now)));
    if (longestMs === 0) return undefined;
    const isFirst = await attempts.noteRefusal(hashesOf(rows), now);
    return { isAdmitted: false, retryAfterSeconds: Math.ceil(longestMs / 1000), isFirst };
  }

  #subjectHash({ limit, key }: AttemptSubject): string {
    return this.#hash(`${limit}:${key}`);
  }
}

function hashesOf(rows: readonly AttemptRow[]): string[] {
  return rows.map(({ subjectHash }) => subjectHash);
}
