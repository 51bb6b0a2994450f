import { AppError } from "#shared/errors/app-error.ts";
import type { MonotonicClock } from "#shared/time/monotonic-clock.ts";
import type { Balance, Budget } from "./point-store.ts";
import type { Held, Purse } from "./purse.ts";
import { REFUSAL_POINTS, type Policy } from "./rate-limit-settings.ts";

/** `extensions.cost` of an answer: what it was charged for, in points, and what is left of the scarcest budget. */
export interface CostReport {
  /** The most that the operation could have asked for; taken from the budgets before it was planned. */
  readonly requested: number;
  /** What the answer held; the rest of `requested` was given back. */
  readonly actual: number;
  readonly remaining: number;
  /** Until that budget is full again. */
  readonly resetSeconds: number;
}

/** What became of an operation. */
export interface Outcome {
  /** Undefined when it was refused before execution. */
  readonly data: Readonly<Record<string, unknown>> | null | undefined;
  readonly hasErrors: boolean;
}

/** One budget as a client sees it. */
export interface NamedBalance extends Balance {
  readonly policy: Policy;
  /** Points of a full one. */
  readonly quota: number;
  /** True when the request was refused because of it. */
  readonly isShort: boolean;
}

/** What an answer without errors costs. */
type CountAnswer = (data: Readonly<Record<string, unknown>>) => number;

/**
 * The budgets of one request, asked once for the most it can cost and given back what it did not.
 *
 * An operation that was executed costs what its answer held; with errors in the answer, all that was asked for, because
 * work was done that the answer does not show. One that was refused before costs {@link REFUSAL_POINTS} at most, and one
 * that was refused for want of points nothing.
 */
export class RequestBudget {
  readonly #purse: Purse;
  readonly #budgets: readonly Budget[];
  readonly #now: MonotonicClock;
  #held: readonly Held[] = [];
  #requested = 0;
  #actual: number | undefined;
  #isExecuting = false;
  #count: CountAnswer = () => 0;

  constructor(purse: Purse, budgets: readonly Budget[], now: MonotonicClock) {
    this.#purse = purse;
    this.#budgets = budgets;
    this.#now = now;
  }

  /** Asks nobody. @throws AppError `RATE_LIMIT_EXCEEDED` when a budget is known to be empty */
  assertNotEmpty(): void {
    this.#refuse(this.#purse.knownEmpty(this.#budgets));
  }

  /** Takes nothing. @throws AppError `RATE_LIMIT_EXCEEDED` when a budget has fewer than `points` */
  async assertHolds(points: number): Promise<void> {
    this.#refuse(await this.#purse.short(this.#budgets, points));
  }

  /**
   * Takes the most that the request can cost, a whole number from 1.
   * @throws AppError `RATE_LIMIT_EXCEEDED` when there is not enough, and `COST_LIMIT_EXCEEDED` when there never would be
   */
  async charge(requested: number, count: CountAnswer = () => requested): Promise<void> {
    this.#held = await this.#purse.take(this.#budgets, requested);
    this.#requested = requested;
    this.#count = count;
    this.#refuse(this.#held);
  }

  /** Takes points for what was done already, or all there are. */
  async chargeAfterwards(points: number): Promise<void> {
    this.#held = await this.#purse.takeWhatIsThere(this.#budgets, points);
    this.#requested = points;
    this.#actual = points;
  }

  /** From now on work is done for the request. */
  beginExecution(): void {
    this.#isExecuting = true;
  }

  /** Charges what the operation really cost; once, however often it is called. */
  async settle(outcome: Outcome): Promise<void> {
    if (this.#actual !== undefined) return;
    if (this.#held.length === 0) return this.chargeAfterwards(REFUSAL_POINTS);
    const actual = this.#costOf(outcome);
    this.#actual = actual;
    const unusedPoints = this.#requested - actual;
    if (unusedPoints > 0) this.#purse.giveBack(this.#held, unusedPoints);
    // A list was longer than the SDL promises.
    if (unusedPoints < 0) await this.#purse.takeWhatIsThere(this.#budgets, -unusedPoints);
  }

  /** See {@link CostReport}; after `settle`, or when the request was refused. */
  report(): CostReport {
    const [scarcest] = this.balances().toSorted((a, b) => a.remaining - b.remaining);
    return {
      requested: this.#requested,
      actual: this.#actual ?? this.#requested,
      remaining: scarcest?.remaining ?? 0,
      resetSeconds: wholeSeconds(scarcest?.resetMs ?? 0),
    };
  }

  /** What is left of each budget, as far as this request knows. */
  balances(): readonly NamedBalance[] {
    const isRefused = this.#held.some(({ taking }) => !taking.isTaken);
    const givenBack = isRefused || this.#actual === undefined ? 0 : this.#requested - this.#actual;
    return this.#held.map(({ budget, taking, quota, askedAtMs }) => ({
      policy: budget.policy,
      quota,
      remaining: Math.min(quota, Math.max(0, taking.remaining + givenBack)),
      resetMs: Math.max(0, taking.resetMs - (this.#now() - askedAtMs)),
      isShort: !taking.isTaken,
    }));
  }

  #costOf({ data, hasErrors }: Outcome): number {
    if (!this.#isExecuting) return Math.min(this.#requested, REFUSAL_POINTS);
    return hasErrors || data == null ? this.#requested : this.#count(data);
  }

  #refuse(held: readonly Held[]): void {
    if (held.every(({ taking }) => taking.isTaken)) return;
    this.#held = held;
    this.#actual = 0;
    throw new AppError("RATE_LIMIT_EXCEEDED");
  }
}

/** Whole seconds, upwards, so that whoever waits so long does not come too early. */
export function wholeSeconds(milliseconds: number): number {
  return Math.ceil(milliseconds / 1_000);
}
