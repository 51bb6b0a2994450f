/** One answered request of a client. */
export interface RequestMeasurement {
  /** Where it was sent to: one of a few paths. */
  readonly route: string;
  /** Name of the operation; any text, the number of distinct ones is bounded here. */
  readonly operation: string;
  /** `query`, `mutation`, or `unresolved` when it did not get that far. */
  readonly kind: string;
  /** Code of the first error, or undefined. */
  readonly errorCode: string | undefined;
  readonly httpStatus: number;
  readonly durationMs: number;
}

/** One call of the router to a subgraph. */
export interface SubgraphCallMeasurement {
  readonly subgraph: string;
  /** A code of the catalogue or an HTTP status from 400, or undefined. */
  readonly errorCode: string | undefined;
  readonly durationMs: number;
}

/** One SQL statement, sent and answered. */
export interface StatementMeasurement {
  readonly durationMs: number;
  /** SQLSTATE or another short code, or undefined. */
  readonly errorCode: string | undefined;
}

/**
 * Hears of every statement of one pool: called when it is sent, because only then it is known for which operation, and
 * its result when it is answered.
 */
export type StatementObserver = () => (statement: StatementMeasurement) => void;

/** Connections of one pool at this moment. */
export interface PoolUse {
  readonly inUse: number;
  /** Work that waits for a connection. */
  readonly waiting: number;
  readonly max: number;
}

/** Messages of one context at this moment. */
export interface MessageBacklog {
  /** Written and not yet published. */
  readonly unpublished: number;
  /** Of the oldest unpublished one; 0 when there is none. */
  readonly oldestAgeSeconds: number;
  /** Waiting for an operator's decision; undefined for a context that consumes nothing. */
  readonly parked: number | undefined;
}

/** Where rate limits are kept at this moment: shared through Redis, or by the process alone. */
export type RateLimitStore = "redis" | "local";

/**
 * What became of a request for a calendar: `unchanged` for who has it already, `unknown` for an address that is none (any more),
 * `limited` for too many requests from there.
 */
export type CalendarOutcome = "served" | "unchanged" | "unknown" | "limited" | "failed";

/** What the parts of a process tell of their work. One object per process, given to each part by who puts it together. */
export interface Metrics {
  requestDone(request: RequestMeasurement): void;
  subgraphCallDone(call: SubgraphCallMeasurement): void;
  /** For the pool of a context. */
  statementsOf(context: string): StatementObserver | undefined;
  /** Read at every scrape. */
  watchPool(context: string, read: () => PoolUse): void;
  /** Measured at every scrape, unless the last measurement still runs; absent when it fails or takes too long. */
  watchMessages(context: string, measure: () => Promise<MessageBacklog>): void;
  /** A request was refused by a rate limit. @param policy one of a few names */
  requestLimited(policy: string): void;
  /** The number of open streams is read at every scrape. Counts of ended ones begin at 0 for each of `reasons`. */
  watchLiveStreams(reasons: readonly string[], read: () => number): void;
  /** A stream of live updates has ended. @param reason one of a few names */
  liveStreamEnded(reason: string): void;
  /** Changes were sent on a stream of live updates. */
  liveEventsSent(events: number): void;
  /** A calendar was asked for by its address. */
  calendarRequested(outcome: CalendarOutcome): void;
  /** Read at every scrape. Counts of refusals begin at 0 for each of `policies`. */
  watchRateLimits(policies: readonly string[], read: () => RateLimitStore): void;
}

/** Measures nothing. */
export const NO_METRICS: Metrics = {
  requestDone: () => undefined,
  subgraphCallDone: () => undefined,
  statementsOf: () => undefined,
  watchPool: () => undefined,
  watchMessages: () => undefined,
  requestLimited: () => undefined,
  watchLiveStreams: () => undefined,
  liveStreamEnded: () => undefined,
  liveEventsSent: () => undefined,
  calendarRequested: () => undefined,
  watchRateLimits: () => undefined,
};
