import type { MonotonicClock } from "#shared/time/monotonic-clock.ts";
import { RecentAnswers } from "./recent-answers.ts";

/** What {@link SharedAnswers} needs. */
export interface SharedAnswersOptions<Answer, Kept> {
  /** Answers kept at most. */
  readonly capacity: number;
  readonly lifetimeMs: number;
  readonly now: MonotonicClock;
  /** What of an answer is used again; undefined for nothing. */
  readonly keep: (answer: Answer) => Kept | undefined;
}

/** Answers that are used again for a moment, and questions that those who come at the same time share. */
export class SharedAnswers<Answer, Kept> {
  readonly #recent: RecentAnswers<Kept>;
  readonly #pending = new Map<string, Promise<Answer>>();
  readonly #options: SharedAnswersOptions<Answer, Kept>;

  constructor(options: SharedAnswersOptions<Answer, Kept>) {
    this.#recent = new RecentAnswers(options);
    this.#options = options;
  }

  /** What was kept of an answer, while it is young enough. */
  recent(key: string): Kept | undefined {
    return this.#recent.get(key);
  }

  /** The answer to `question`, or to the same one that is under way. */
  ask(key: string, question: () => Promise<Answer>): Promise<Answer> {
    const underWay = this.#pending.get(key);
    if (underWay !== undefined) return underWay;
    const askedAtMs = this.#options.now();
    const asked: Promise<Answer> = question()
      .then((answer) => {
        const kept = this.#options.keep(answer);
        // Not when it was let go of in between: the answer is of before.
        if (this.#pending.get(key) === asked && kept !== undefined) this.#recent.set(key, kept, askedAtMs);
        return answer;
      })
      .finally(() => {
        if (this.#pending.get(key) === asked) this.#pending.delete(key);
      });
    this.#pending.set(key, asked);
    return asked;
  }

  /** Lets go of an answer: what is asked for from now on is asked anew, whatever is under way. */
  forget(key: string): void {
    this.#recent.delete(key);
    this.#pending.delete(key);
  }
}
