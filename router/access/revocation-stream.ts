import { setTimeout as sleep } from "node:timers/promises";
import { z } from "zod";
import { Deadline } from "#shared/http/deadline.ts";
import { CallerGoneError } from "#shared/http/gone-signal.ts";
import { REVOCATIONS_PATH } from "#shared/http/service-call.ts";
import type { Logger } from "#shared/logging/logger.ts";
import { monotonicClock, type MonotonicClock } from "#shared/time/monotonic-clock.ts";
import type { ServiceCaller } from "../services/service-caller.ts";
import { readAnswer } from "./read-answer.ts";
import type { RevocationList } from "./revocation-list.ts";
import { ROUTER_VIEWER } from "./router-viewer.ts";

/** So long auth may wait for news before it answers that there are none. */
const WAIT_MS = 2_000;
/**
 * Longer than auth waits and then looks once more, also where it is short of processor time. Meanwhile silence is noticed all
 * the same, see {@link SILENCE_MS}.
 */
export const LONGEST_POLL_MS = 8_000;
/** Between two calls that brought nothing: auth is away, or about to end. */
const RETRY_MS = 250;

/** When auth has not been heard of for so long, it is asked about every token. */
export const SILENCE_MS = 5_000;

const answerSchema = z.object({
  revocations: z.array(
    z.object({
      kind: z.enum(["TOKEN", "FAMILY", "ACCOUNT", "CLIENT"]),
      subject: z.string(),
      revokedAt: z.coerce.date(),
      endsAt: z.coerce.date(),
    }),
  ),
  cursor: z.number().int(),
  isComplete: z.boolean(),
  // Not of older versions of auth.
  sessionEndings: z.array(z.object({ id: z.string(), sessionHash: z.string() })).default([]),
});

/** Auth tells of so many ended sessions at a time: when it does, there may be more. */
const ENDINGS_TOLD = 1_000;
/** Auth tells of an ending for 15 seconds. */
const ENDINGS_REMEMBERED_MS = 60_000;
/** Who has heard nothing for so long may have missed an ending. */
const ENDINGS_MISSED_MS = 10_000;

/** What there is news of. */
export interface AccessNews {
  /** Hashes of sessions that have ended, or speak for somebody who may do something else; null when any may. */
  readonly sessions: ReadonlySet<string> | null;
  /** True when access tokens were revoked, or may have been. */
  readonly hasRevokedTokens: boolean;
}

/** What {@link RevocationStream} needs. */
export interface RevocationStreamOptions {
  /** Must allow a call {@link LONGEST_POLL_MS}. */
  readonly callAuth: ServiceCaller;
  readonly list: RevocationList;
  readonly logger: Logger;
  /** Default: that of the process. */
  readonly now?: MonotonicClock;
  /** Lets go of what is remembered of a session, by its hash: before anybody is told that it has ended. */
  readonly forgetSession?: (sessionHash: string) => void;
}

/**
 * Follows auth's revocations by long polls (docs/adr/0014): all that matter at first, then each as it is committed. Auth
 * answers every two seconds at least, so silence is noticed.
 */
export class RevocationStream {
  readonly #options: RevocationStreamOptions;
  readonly #now: MonotonicClock;
  readonly #stopping = new AbortController();
  #cursor = 0;
  /** When auth last said that the list is complete. */
  #completeAtMs: number | undefined;
  #running: Promise<void> | undefined;
  /** Told of, by the id of the ending; when it was. */
  readonly #endings = new Map<string, number>();
  #heardAtMs: number | undefined;
  readonly #listeners: ((news: AccessNews) => void)[] = [];

  constructor(options: RevocationStreamOptions) {
    this.#options = options;
    this.#now = options.now ?? monotonicClock;
  }

  /** True when the list is what auth had to tell less than {@link SILENCE_MS} ago. */
  get isHeard(): boolean {
    const { list } = this.#options;
    return (
      !list.isOverfull && this.#completeAtMs !== undefined && this.#now() - this.#completeAtMs < SILENCE_MS
    );
  }

  /** Calls `listener` when there is news of who may do what. */
  onNews(listener: (news: AccessNews) => void): void {
    this.#listeners.push(listener);
  }

  /** Begins to follow; a second call changes nothing. */
  start(): void {
    this.#running ??= this.#run();
  }

  /** Ends, also in the middle of a call. */
  async stop(): Promise<void> {
    this.#stopping.abort(new CallerGoneError());
    await this.#running;
  }

  /** Asks once, and takes in the answer; false when it brought nothing new. Never rejects. */
  async step(): Promise<boolean> {
    const { callAuth, list, logger } = this.#options;
    if (list.isOverfull) {
      list.clear();
      this.#cursor = 0;
      this.#completeAtMs = undefined;
    }
    try {
      const response = await callAuth({
        method: "POST",
        path: REVOCATIONS_PATH,
        // The first answer is what there is, and is not waited for.
        body: JSON.stringify({ after: this.#cursor, waitMs: this.#completeAtMs === undefined ? 0 : WAIT_MS }),
        viewer: ROUTER_VIEWER,
        deadline: new Deadline(LONGEST_POLL_MS, this.#stopping.signal),
      });
      const { revocations, cursor, isComplete, sessionEndings } = readAnswer(response, answerSchema);
      list.add(revocations);
      this.#cursor = cursor;
      if (list.isOverfull) logger.error({ size: list.size }, "too many revocations: auth is asked instead");
      else if (isComplete) this.#completeAtMs = this.#now();
      this.#tell(sessionEndings, revocations.length > 0);
      return revocations.length > 0 && !list.isOverfull;
    } catch (error) {
      if (!this.#stopping.signal.aborted) logger.debug({ err: error }, "auth does not tell of revocations");
      return false;
    }
  }

  #tell(
    told: readonly { readonly id: string; readonly sessionHash: string }[],
    hasRevokedTokens: boolean,
  ): void {
    const nowMs = this.#now();
    const mayHaveMissed = this.#heardAtMs !== undefined && nowMs - this.#heardAtMs > ENDINGS_MISSED_MS;
    this.#heardAtMs = nowMs;
    for (const [id, toldAtMs] of this.#endings)
      if (nowMs - toldAtMs > ENDINGS_REMEMBERED_MS) this.#endings.delete(id);
    const added = told.filter(({ id }) => !this.#endings.has(id));
    for (const { id, sessionHash } of added) {
      this.#endings.set(id, nowMs);
      this.#options.forgetSession?.(sessionHash);
    }
    const isUnknown = mayHaveMissed || added.length === ENDINGS_TOLD;
    if (!isUnknown && added.length === 0 && !hasRevokedTokens) return;
    const sessions = isUnknown ? null : new Set(added.map(({ sessionHash }) => sessionHash));
    for (const listener of this.#listeners)
      listener({ sessions, hasRevokedTokens: isUnknown || hasRevokedTokens });
  }

  async #run(): Promise<void> {
    const { signal } = this.#stopping;
    let wasHeard = true;
    while (!signal.aborted) {
      const askedAtMs = this.#now();
      const hasNews = await this.step();
      wasHeard = this.#noteSilence(wasHeard);
      // An answer that auth has waited with was the pause.
      const isEarly = this.#now() - askedAtMs < RETRY_MS;
      // What is more than the list holds would be read anew each time.
      const pauseMs = this.#options.list.isOverfull ? WAIT_MS : RETRY_MS;
      if (!hasNews && isEarly) await sleep(pauseMs, undefined, { signal }).catch(() => undefined);
    }
  }

  #noteSilence(wasHeard: boolean): boolean {
    const { isHeard } = this;
    if (wasHeard && !isHeard)
      this.#options.logger.warn("auth is silent about revocations: it is asked about each token");
    return isHeard;
  }
}
