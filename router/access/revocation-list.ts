import type { Clock } from "#shared/time/clock.ts";

/** What of an access token revocations are about. */
export interface TokenIdentity {
  readonly jti: string;
  /** Its family; null for a program's own token. */
  readonly sid: string | null;
  /** Whom it speaks for; null for a program's own token. */
  readonly accountId: string | null;
  readonly clientId: string | null;
  /** `iat`, in seconds. */
  readonly issuedAt: number;
}

/** That tokens are good no more: one by `jti`, a family by `sid`, those of an account or a client up to an instant. */
export interface Revocation {
  readonly kind: "TOKEN" | "FAMILY" | "ACCOUNT" | "CLIENT";
  readonly subject: string;
  readonly revokedAt: Date;
  /** No token that is meant can be in use any more. */
  readonly endsAt: Date;
}

interface Entry {
  readonly revokedAtMs: number;
  readonly endsAtMs: number;
}

/** Entries are kept for so long after they mattered, by a clock that may be ahead of auth's. */
const CLOCK_TOLERANCE_MS = 60_000;
const PRUNED_EVERY_MS = 10_000;

/** The revocations that may still matter, in memory. */
export class RevocationList {
  readonly #entries = new Map<string, Entry>();
  readonly #clock: Clock;
  readonly #capacity: number;
  #prunedAtMs = 0;
  #isOverfull = false;

  /** @param options `capacity`: entries kept at most */
  constructor(options: { readonly clock: Clock; readonly capacity: number }) {
    this.#clock = options.clock;
    this.#capacity = options.capacity;
  }

  /** True when something did not fit: it does not tell the whole truth then. */
  get isOverfull(): boolean {
    return this.#isOverfull;
  }

  get size(): number {
    return this.#entries.size;
  }

  /** Takes in what auth tells; what it has already becomes no weaker. */
  add(revocations: readonly Revocation[]): void {
    this.#prune();
    for (const { kind, subject, revokedAt, endsAt } of revocations) {
      const key = `${kind}:${subject}`;
      const known = this.#entries.get(key);
      if (known === undefined && this.#entries.size >= this.#capacity) {
        this.#isOverfull = true;
        continue;
      }
      this.#entries.set(key, {
        revokedAtMs: Math.max(revokedAt.getTime(), known?.revokedAtMs ?? 0),
        endsAtMs: Math.max(endsAt.getTime(), known?.endsAtMs ?? 0),
      });
    }
  }

  /** Begins anew. */
  clear(): void {
    this.#entries.clear();
    this.#isOverfull = false;
  }

  /** True when one of them is about this token. */
  covers({ jti, sid, accountId, clientId, issuedAt }: TokenIdentity): boolean {
    if (this.#entries.size === 0) return false;
    return (
      this.#entries.has(`TOKEN:${jti}`) ||
      (sid !== null && this.#entries.has(`FAMILY:${sid}`)) ||
      (accountId !== null && this.#endedAfter(`ACCOUNT:${accountId}`, issuedAt)) ||
      (clientId !== null && this.#endedAfter(`CLIENT:${clientId}`, issuedAt))
    );
  }

  /** A token tells the second only: one of the same second is taken for older. */
  #endedAfter(key: string, issuedAt: number): boolean {
    const entry = this.#entries.get(key);
    return entry !== undefined && entry.revokedAtMs >= issuedAt * 1000;
  }

  #prune(): void {
    const nowMs = this.#clock().getTime();
    if (Math.abs(nowMs - this.#prunedAtMs) < PRUNED_EVERY_MS && this.#entries.size < this.#capacity) return;
    this.#prunedAtMs = nowMs;
    for (const [key, { endsAtMs }] of this.#entries) {
      if (endsAtMs + CLOCK_TOLERANCE_MS < nowMs) this.#entries.delete(key);
    }
  }
}
