import { LRUCache } from "lru-cache";
import { AppError } from "#shared/errors/app-error.ts";
import type { Metrics } from "#shared/observability/metrics.ts";
import type { MonotonicClock } from "#shared/time/monotonic-clock.ts";
import type { Balance, Budget, PointStore, Taking } from "./point-store.ts";
import type { RateLimitSettings } from "./rate-limit-settings.ts";

/** A budget that was asked for points. */
export interface Held {
  readonly budget: Budget;
  readonly taking: Taking;
  /** Points of a full one. */
  readonly quota: number;
  /** On the monotonic clock. */
  readonly askedAtMs: number;
}

/** What {@link Purse} needs. */
export interface PurseOptions {
  readonly settings: RateLimitSettings;
  readonly store: PointStore;
  readonly metrics: Metrics;
  readonly now: MonotonicClock;
}

/** Nothing is given back that would arrive in the next window. */
const LAST_CHANCE_MS = 50;
/** An empty budget is believed to be so for this long: another process may give points back. */
const BELIEVED_MS = 1_000;
const REMEMBERED_BUDGETS = 10_000;

/** Takes points of the budgets of a request, from all of them at once. */
export class Purse {
  readonly #options: PurseOptions;
  /** Budgets that were found empty, and until when that is believed. */
  readonly #empty = new LRUCache<string, Balance & { readonly askedAtMs: number; readonly untilMs: number }>({
    max: REMEMBERED_BUDGETS,
  });

  constructor(options: PurseOptions) {
    this.#options = options;
  }

  /**
   * Takes `points` of each budget, or of none when one has not enough.
   * @throws AppError `COST_LIMIT_EXCEEDED` when a full budget would not have enough
   */
  async take(budgets: readonly Budget[], points: number): Promise<readonly Held[]> {
    if (budgets.some(({ policy }) => points > this.#options.settings.points[policy])) {
      throw new AppError("COST_LIMIT_EXCEEDED");
    }
    const held = await Promise.all(budgets.map((budget) => this.#takeOne(budget, points)));
    const short = held.filter(({ taking }) => !taking.isTaken);
    if (short.length === 0) return held;
    for (const each of short) this.#noteRefusal(each);
    this.giveBack(
      held.filter(({ taking }) => taking.isTaken),
      points,
    );
    return held.map((each) =>
      each.taking.isTaken ? withRemaining(each, each.taking.remaining + points) : each,
    );
  }

  /** Takes `points` of each budget, or all there is; refuses nobody. */
  takeWhatIsThere(budgets: readonly Budget[], points: number): Promise<readonly Held[]> {
    return Promise.all(
      budgets.map(async (budget) => {
        const first = await this.#takeOne(budget, points);
        if (first.taking.isTaken) return first;
        const rest = first.taking.remaining;
        if (rest > 0) await this.#takeOne(budget, rest);
        this.#noteEmpty(first);
        return withRemaining({ ...first, taking: { ...first.taking, isTaken: true } }, 0);
      }),
    );
  }

  /** Gives `points` back to each, where its window still runs. Nobody waits for it. */
  giveBack(held: readonly Held[], points: number): void {
    for (const { budget, taking, askedAtMs } of held) {
      this.#empty.delete(keyOf(budget));
      const leftMs = taking.resetMs - (this.#options.now() - askedAtMs);
      // A store that is away by now keeps them, which costs the caller the rest of the window.
      if (leftMs > LAST_CHANCE_MS) taking.store.giveBack(budget, points).catch(() => undefined);
    }
  }

  /** Those budgets that are known to be empty, without asking anybody. */
  knownEmpty(budgets: readonly Budget[]): readonly Held[] {
    const now = this.#options.now();
    return budgets.flatMap((budget): Held[] => {
      const known = this.#empty.get(keyOf(budget));
      if (known === undefined || known.untilMs <= now) return [];
      const { askedAtMs, resetMs } = known;
      const taking = { isTaken: false, remaining: 0, resetMs, store: this.#options.store };
      const held = { budget, taking, quota: this.#options.settings.points[budget.policy], askedAtMs };
      this.#options.metrics.requestLimited(budget.policy);
      return [held];
    });
  }

  /** Those budgets that have fewer than `points`. */
  async short(budgets: readonly Budget[], points: number): Promise<readonly Held[]> {
    const held = await Promise.all(
      budgets.map(async (budget): Promise<Held> => {
        const askedAtMs = this.#options.now();
        const balance = await this.#options.store.read(budget);
        const taking = { ...balance, isTaken: balance.remaining >= points, store: this.#options.store };
        return { budget, taking, quota: this.#options.settings.points[budget.policy], askedAtMs };
      }),
    );
    const short = held.filter(({ taking }) => !taking.isTaken);
    for (const each of short) this.#noteRefusal(each);
    return short;
  }

  async #takeOne(budget: Budget, points: number): Promise<Held> {
    const { store, settings, now } = this.#options;
    const askedAtMs = now();
    const taking = await store.take(budget, points);
    return { budget, taking, quota: settings.points[budget.policy], askedAtMs };
  }

  #noteRefusal(held: Held): void {
    this.#options.metrics.requestLimited(held.budget.policy);
    if (held.taking.remaining === 0) this.#noteEmpty(held);
  }

  #noteEmpty({ budget, taking, askedAtMs }: Held): void {
    // Nothing is ever given back of these.
    const believedMs = budget.policy === "credentials" ? taking.resetMs : BELIEVED_MS;
    const untilMs = askedAtMs + Math.min(taking.resetMs, believedMs);
    this.#empty.set(keyOf(budget), { remaining: 0, resetMs: taking.resetMs, askedAtMs, untilMs });
  }
}

function keyOf({ policy, key }: Budget): string {
  return `${policy} ${key}`;
}

function withRemaining(held: Held, remaining: number): Held {
  return { ...held, taking: { ...held.taking, remaining } };
}
