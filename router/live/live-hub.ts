import type { Viewer } from "#shared/auth/viewer.ts";
import { AppError } from "#shared/errors/app-error.ts";
import type { Logger } from "#shared/logging/logger.ts";
import type { Metrics } from "#shared/observability/metrics.ts";
import type { Clock } from "#shared/time/clock.ts";
import type { MonotonicClock } from "#shared/time/monotonic-clock.ts";
import type { AccessNews } from "../access/revocation-stream.ts";
import type { Change } from "./change-repository.ts";
import { END_REASONS, type EndReason } from "./event-format.ts";
import type { LiveSettings } from "./live-settings.ts";
import { LiveStream, type Follower } from "./live-stream.ts";
import { subjectsOf, type StreamSubject } from "./stream-subject.ts";

/** What {@link LiveHub} needs. */
export interface LiveHubOptions {
  readonly settings: LiveSettings;
  readonly clock: Clock;
  readonly now: MonotonicClock;
  readonly metrics: Metrics;
  readonly logger: Logger;
}

/** A stream that somebody wants. */
export interface WantedStream {
  readonly subject: StreamSubject;
  readonly follower: Follower;
  readonly recheck: () => Promise<Viewer>;
}

/** So often it is looked at what is due. */
const TICK_MS = 1_000;
/** After a recheck that came to nothing, because whom it asks is away. */
const RECHECK_AGAIN_MS = 5_000;
/** What auth's cache knows is this old at most: who was told of an ended session asks once more then. */
const SETTLED_MS = 1_000;
/** Rechecks at a time. */
const RECHECKS_AT_ONCE = 50;

/**
 * The streams of one router. Changes come from {@link publish}, in order; who follows is looked at again from time to time, and as
 * soon as there are news of that.
 */
export class LiveHub {
  readonly #options: LiveHubOptions;
  readonly #streams = new Set<LiveStream>();
  /** By subject. */
  readonly #bySubject = new Map<string, Set<LiveStream>>();
  readonly #perAccount = new Map<string, number>();
  readonly #rechecking = new Set<LiveStream>();
  readonly #waiting = new Set<LiveStream>();
  #timer: NodeJS.Timeout | undefined;
  #isDraining = false;

  constructor(options: LiveHubOptions) {
    this.#options = options;
    options.metrics.watchLiveStreams(END_REASONS, () => this.#streams.size);
  }

  /** Streams that are open. */
  get size(): number {
    return this.#streams.size;
  }

  /** True from {@link drain} on. */
  get isDraining(): boolean {
    return this.#isDraining;
  }

  /** Begins to look at what is due. */
  start(): void {
    this.#timer ??= setInterval(() => this.tick(), TICK_MS).unref();
  }

  /** Ends all streams, and each that is opened from now on when it begins: clients come back elsewhere. */
  drain(): void {
    this.#isDraining = true;
    clearInterval(this.#timer);
    for (const stream of this.#streams) stream.end("SHUTDOWN");
  }

  /**
   * Opens a stream: from now on nothing is missed that concerns its subject, and it waits for `begin`.
   * @throws AppError `RATE_LIMIT_EXCEEDED` when the account has as many as it may, `DEPENDENCY_UNAVAILABLE` when the router has
   */
  open({ subject, follower, recheck }: WantedStream): LiveStream {
    const { settings, clock, metrics, now } = this.#options;
    const account = accountOf(follower.viewer);
    const ofAccount = this.#perAccount.get(account) ?? 0;
    if (ofAccount >= settings.connectionsPerAccount)
      throw new AppError("RATE_LIMIT_EXCEEDED", "Too many streams are open; close one.");
    if (this.#streams.size >= settings.connections) throw new AppError("DEPENDENCY_UNAVAILABLE");
    const stream: LiveStream = new LiveStream({
      ...{ subject, follower, recheck, clock },
      ...{ bufferBytes: settings.bufferBytes, retryMs: settings.retryMs },
      onSent: (events) => metrics.liveEventsSent(events),
      onEnd: (reason) => this.#forget(stream, account, reason),
    });
    this.#perAccount.set(account, ofAccount + 1);
    this.#streams.add(stream);
    this.#index(subject).add(stream);
    stream.checkedAtMs = now();
    stream.nextHeartbeatMs = now() + settings.heartbeatMs;
    // Not all of them at once that came at once.
    stream.nextRecheckMs = now() + settings.recheckMs * (0.5 + Math.random() / 2);
    return stream;
  }

  /** Sends each change to those whom it concerns. */
  publish(changes: readonly Change[]): void {
    for (const change of changes) {
      const streams = new Set(
        subjectsOf(change).flatMap((subject) => [...(this.#bySubject.get(keyOf(subject)) ?? [])]),
      );
      for (const stream of streams) stream.take(change);
    }
  }

  /** Looks at who follows again, at once, and sends them nothing meanwhile. */
  onNews({ sessions, hasRevokedTokens }: AccessNews): void {
    for (const stream of this.#streams) {
      const { sessionHash } = stream.viewer;
      const isMeant =
        sessionHash === null ? hasRevokedTokens : sessions === null || sessions.has(sessionHash);
      if (isMeant) this.#recheckNow(stream);
    }
  }

  /** Does what is due; called every second. */
  tick(): void {
    const { settings, now, clock } = this.#options;
    const [nowMs, wallMs] = [now(), clock().getTime()];
    for (const stream of this.#streams) {
      if (hasExpired(stream, wallMs)) stream.end("EXPIRED");
      else if (nowMs - stream.checkedAtMs >= settings.longestUncheckedMs) stream.end("UNAVAILABLE");
      if (stream.hasEnded) continue;
      if (nowMs >= stream.nextRecheckMs) this.#waiting.add(stream);
      if (nowMs < stream.nextHeartbeatMs) continue;
      stream.nextHeartbeatMs = nowMs + settings.heartbeatMs;
      stream.beat();
    }
    this.#recheckWaiting();
  }

  #recheckNow(stream: LiveStream): void {
    stream.doubt();
    this.#waiting.add(stream);
    this.#recheckWaiting();
  }

  #recheckWaiting(): void {
    for (const stream of this.#waiting) {
      if (this.#rechecking.size >= RECHECKS_AT_ONCE) return;
      // One that is under way may have asked too early: it is asked again after it.
      if (this.#rechecking.has(stream)) continue;
      this.#waiting.delete(stream);
      this.#rechecking.add(stream);
      void this.#recheck(stream).finally(() => {
        this.#rechecking.delete(stream);
        this.#recheckWaiting();
      });
    }
  }

  /** Never rejects. */
  async #recheck(stream: LiveStream): Promise<void> {
    const { settings, now, clock, logger } = this.#options;
    const askedAtMs = now();
    const isNews = stream.isInDoubt;
    try {
      const viewer = await stream.options.recheck();
      if (stream.hasEnded || this.#waiting.has(stream)) return;
      stream.checkedAtMs = askedAtMs;
      stream.nextRecheckMs = askedAtMs + (isNews ? SETTLED_MS : settings.recheckMs);
      stream.trust(viewer);
    } catch (error) {
      const code = error instanceof AppError ? error.code : "INTERNAL";
      if (code === "AUTH_UNAUTHENTICATED")
        stream.end(hasExpired(stream, clock().getTime()) ? "EXPIRED" : "SESSION_ENDED");
      else if (code === "AUTH_FORBIDDEN") stream.end("NOT_ALLOWED");
      else {
        logger.debug({ err: error }, "who follows live updates could not be looked at; it is tried again");
        stream.nextRecheckMs = now() + RECHECK_AGAIN_MS;
      }
    }
  }

  #forget(stream: LiveStream, account: string, reason: EndReason | undefined): void {
    this.#streams.delete(stream);
    this.#waiting.delete(stream);
    const left = (this.#perAccount.get(account) ?? 1) - 1;
    if (left === 0) this.#perAccount.delete(account);
    else this.#perAccount.set(account, left);
    const { subject } = stream.options;
    const others = this.#bySubject.get(keyOf(subject));
    others?.delete(stream);
    if (others?.size === 0) this.#bySubject.delete(keyOf(subject));
    this.#options.metrics.liveStreamEnded(reason ?? "CLIENT_LEFT");
  }

  #index(subject: StreamSubject): Set<LiveStream> {
    const key = keyOf(subject);
    const known = this.#bySubject.get(key);
    if (known !== undefined) return known;
    const made = new Set<LiveStream>();
    this.#bySubject.set(key, made);
    return made;
  }
}

/** By itself: whatever else ended it, too. */
function hasExpired({ options: { follower } }: LiveStream, wallMs: number): boolean {
  return follower.expiresAtMs !== null && follower.expiresAtMs <= wallMs;
}

function keyOf({ tenantId, kind, id }: StreamSubject): string {
  return `${tenantId} ${kind} ${id}`;
}

/** Who impersonates uses streams of their own. */
function accountOf({ accountId, clientId, impersonator }: Viewer): string {
  return impersonator?.accountId ?? accountId ?? clientId ?? "";
}
