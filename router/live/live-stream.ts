import type { Viewer } from "#shared/auth/viewer.ts";
import type { Change } from "./change-repository.ts";
import type { Resumption } from "./change-source.ts";
import {
  changeEvent,
  endEvent,
  HEARTBEAT,
  readyEvent,
  resetEvent,
  retryHint,
  type EndReason,
} from "./event-format.ts";
import { mayBeTold, type StreamSubject } from "./stream-subject.ts";

/** Where a stream is written to: a response. */
export interface StreamSink {
  /** Sends text, or keeps it until it can be sent. */
  write(text: string): void;
  /** Bytes that are kept. */
  readonly bufferedBytes: number;
  /** Ends when what is kept was sent. */
  end(): void;
  /** Ends now. */
  destroy(): void;
}

/** Who follows a stream, and what for that is looked at again. */
export interface Follower {
  readonly viewer: Viewer;
  /** When the credential ends by itself, in milliseconds since 1970; null when only whoever gave it knows. */
  readonly expiresAtMs: number | null;
}

/** What {@link LiveStream} needs. */
export interface LiveStreamOptions {
  readonly subject: StreamSubject;
  readonly follower: Follower;
  /** Looks at who follows again. @throws AppError as when it was opened */
  readonly recheck: () => Promise<Viewer>;
  readonly clock: () => Date;
  readonly bufferBytes: number;
  readonly retryMs: number;
  /** Called once. @param reason undefined when the client has gone */
  readonly onEnd: (reason: EndReason | undefined) => void;
  readonly onSent: (events: number) => void;
}

/** While a stream holds changes back, so many. */
const MOST_HELD = 1_000;

/**
 * One connection that changes are sent on. It holds them back until it has begun, and while it is in doubt who follows. Each is
 * judged when it is sent.
 */
export class LiveStream {
  readonly options: LiveStreamOptions;
  /** See {@link LiveSettings}; by the monotonic clock, and kept by the hub. */
  nextHeartbeatMs = 0;
  nextRecheckMs = 0;
  checkedAtMs = 0;
  #viewer: Viewer;
  #sink: StreamSink | undefined;
  /** What it begins with, until that was sent. */
  #beginning: Resumption | undefined;
  #held: Change[] = [];
  #position = 0;
  #isInDoubt = false;
  #hasEnded = false;
  #reason: EndReason | undefined;

  constructor(options: LiveStreamOptions) {
    this.options = options;
    this.#viewer = options.follower.viewer;
  }

  get viewer(): Viewer {
    return this.#viewer;
  }

  /** True when nothing is sent, see {@link doubt}. */
  get isInDoubt(): boolean {
    return this.#isInDoubt;
  }

  get hasEnded(): boolean {
    return this.#hasEnded;
  }

  /** Sends what was missed, then what came in between, and goes on. */
  begin(sink: StreamSink, resumption: Resumption): void {
    if (this.#hasEnded) {
      if (this.#reason !== undefined) sink.write(this.#farewell(this.#reason));
      sink.end();
      return;
    }
    this.#sink = sink;
    this.#beginning = resumption;
    sink.write(retryHint(this.options.retryMs));
    this.#goOn();
  }

  /** Something has changed that may concern the subject. */
  take(change: Change): void {
    if (this.#hasEnded) return;
    if (this.#beginning === undefined && this.#sink !== undefined && !this.#isInDoubt) this.#send(change);
    else if (this.#held.length < MOST_HELD) this.#held.push(change);
    // What was not taken is sent when the client resumes.
    else this.end("SLOW_READER");
  }

  /** Sends a sign of life. */
  beat(): void {
    this.#write(HEARTBEAT);
  }

  /** From now on nothing is sent until {@link trust} is called. */
  doubt(): void {
    this.#isInDoubt = true;
  }

  /** Goes on, for this viewer. */
  trust(viewer: Viewer): void {
    this.#viewer = viewer;
    this.#isInDoubt = false;
    this.#goOn();
  }

  /** Tells the client why, and ends. */
  end(reason: EndReason): void {
    if (this.#hasEnded) return;
    const sink = this.#close(reason);
    if (reason === "SLOW_READER") sink?.destroy();
    else {
      sink?.write(this.#farewell(reason));
      sink?.end();
    }
  }

  /** The client has gone. */
  leave(): void {
    if (!this.#hasEnded) this.#close(undefined)?.destroy();
  }

  #farewell(reason: EndReason): string {
    return retryHint(this.options.retryMs) + endEvent(reason);
  }

  #close(reason: EndReason | undefined): StreamSink | undefined {
    this.#hasEnded = true;
    this.#reason = reason;
    this.#held = [];
    this.options.onEnd(reason);
    return this.#sink;
  }

  /** Sends what is held back, unless that has to wait. */
  #goOn(): void {
    if (this.#sink === undefined || this.#isInDoubt) return;
    if (this.#beginning !== undefined) this.#sendBeginning(this.#beginning);
    this.#beginning = undefined;
    const held = this.#held;
    this.#held = [];
    for (const change of held) this.#send(change);
  }

  #sendBeginning({ missed, isReset, cursor, position }: Resumption): void {
    if (isReset) this.#write(resetEvent(cursor));
    for (const change of missed) this.#send(change);
    this.#position = position;
    this.#write(readyEvent(cursor));
  }

  #send(change: Change): void {
    if (this.#hasEnded || change.position <= this.#position) return;
    this.#position = change.position;
    const { subject, clock, onSent } = this.options;
    if (!mayBeTold(subject, this.#viewer, change, clock())) return;
    this.#write(changeEvent(change));
    onSent(1);
  }

  #write(text: string): void {
    const sink = this.#sink;
    if (sink === undefined || this.#hasEnded) return;
    sink.write(text);
    if (sink.bufferedBytes > this.options.bufferBytes) this.end("SLOW_READER");
  }
}
