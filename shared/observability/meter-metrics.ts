import { monitorEventLoopDelay } from "node:perf_hooks";
import type { BatchObservableResult, Histogram, Meter } from "@opentelemetry/api";
import { BoundedNames } from "./bounded-names.ts";
import type { MessageBacklog, Metrics, PoolUse, RateLimitStore } from "./metrics.ts";
import { currentOperation } from "./operation-scope.ts";

/** Distinct names of operations that a process tells apart. */
const MAX_OPERATION_NAMES = 200;
/** A database that has not answered a scrape by then is left out of it. */
const MEASURE_TIMEOUT_MS = 1_000;
const NANOSECONDS = 1e9;

// Those that the semantic conventions advise for durations of requests, and finer ones for statements.
const REQUEST_BUCKETS = [0.005, 0.01, 0.025, 0.05, 0.075, 0.1, 0.25, 0.5, 0.75, 1, 2.5, 5, 7.5, 10];
const STATEMENT_BUCKETS = [0.001, 0.005, 0.01, 0.05, 0.1, 0.5, 1, 5, 10];

/**
 * Metrics on an OpenTelemetry meter. Names and attributes are those of the semantic conventions where they have some;
 * the rest begins with `clinic`. docs/operations.md lists them.
 */
export function createMeterMetrics(meter: Meter): Metrics {
  const names = new BoundedNames(MAX_OPERATION_NAMES);
  const requests = durations(meter, "http.server.request.duration", "Requests of clients.", REQUEST_BUCKETS);
  const calls = durations(meter, "clinic.subgraph.call.duration", "Calls to subgraphs.", REQUEST_BUCKETS);
  const statements = durations(meter, "db.client.operation.duration", "SQL statements.", STATEMENT_BUCKETS);
  observeProcess(meter);
  const watchPool = observePools(meter);
  const watchMessages = observeMessages(meter);
  return {
    requestDone: ({ route, operation, kind, errorCode, httpStatus, durationMs }) => {
      requests.record(durationMs / 1000, {
        "http.route": route,
        "http.response.status_code": httpStatus,
        "graphql.operation.name": names.bound(operation),
        "graphql.operation.type": kind,
        ...errorType(errorCode),
      });
    },
    subgraphCallDone: ({ subgraph, errorCode, durationMs }) => {
      calls.record(durationMs / 1000, { "clinic.subgraph": subgraph, ...errorType(errorCode) });
    },
    statementsOf: (context) => () => {
      const operation = names.bound(currentOperation());
      return ({ durationMs, errorCode }) => {
        statements.record(durationMs / 1000, {
          "db.system.name": "postgresql",
          "clinic.subgraph": context,
          "graphql.operation.name": operation,
          ...errorType(errorCode),
        });
      };
    },
    watchPool,
    watchMessages,
    ...measureRateLimits(meter),
    ...measureLiveStreams(meter),
    calendarRequested: countCalendars(meter),
  };
}

const RATE_LIMIT_STORES: readonly RateLimitStore[] = ["redis", "local"];

function measureRateLimits(meter: Meter): Pick<Metrics, "requestLimited" | "watchRateLimits"> {
  const refused = meter.createCounter("clinic.rate_limit.refused_requests", {
    unit: "{request}",
    description: "Requests that were refused by a rate limit.",
  });
  const status = meter.createObservableGauge("clinic.rate_limit.store.status", {
    unit: "1",
    description: "1 for where rate limits are kept now, 0 for where they might be.",
  });
  return {
    requestLimited: (policy) => {
      refused.add(1, { "clinic.rate_limit.policy": policy });
    },
    watchRateLimits: (policies, read) => {
      for (const policy of policies) refused.add(0, { "clinic.rate_limit.policy": policy });
      status.addCallback((result) => {
        const current = read();
        for (const store of RATE_LIMIT_STORES) {
          result.observe(store === current ? 1 : 0, { "clinic.rate_limit.store": store });
        }
      });
    },
  };
}

function measureLiveStreams(
  meter: Meter,
): Pick<Metrics, "watchLiveStreams" | "liveStreamEnded" | "liveEventsSent"> {
  const open = meter.createObservableGauge("clinic.live.streams", {
    unit: "{stream}",
    description: "Streams of live updates that are open.",
  });
  const ended = meter.createCounter("clinic.live.ended_streams", {
    unit: "{stream}",
    description: "Streams of live updates that have ended.",
  });
  const sent = meter.createCounter("clinic.live.sent_events", {
    unit: "{event}",
    description: "Changes that were sent to apps.",
  });
  return {
    watchLiveStreams: (reasons, read) => {
      for (const reason of reasons) ended.add(0, { "clinic.live.end_reason": reason });
      sent.add(0);
      open.addCallback((result) => result.observe(read()));
    },
    liveStreamEnded: (reason) => ended.add(1, { "clinic.live.end_reason": reason }),
    liveEventsSent: (events) => sent.add(events),
  };
}

function countCalendars(meter: Meter): Metrics["calendarRequested"] {
  const requests = meter.createCounter("clinic.calendar_feed.requests", {
    unit: "{request}",
    description: "Requests for calendars by their addresses.",
  });
  return (outcome) => {
    requests.add(1, { "clinic.calendar_feed.outcome": outcome });
  };
}

function durations(meter: Meter, name: string, description: string, buckets: number[]): Histogram {
  return meter.createHistogram(name, {
    unit: "s",
    description,
    advice: { explicitBucketBoundaries: buckets },
  });
}

function errorType(errorCode: string | undefined): Record<string, string> {
  return errorCode === undefined ? {} : { "error.type": errorCode };
}

function observePools(meter: Meter): Metrics["watchPool"] {
  const inUse = meter.createObservableGauge("db.client.connection.count", {
    unit: "{connection}",
    description: "Connections that work holds.",
  });
  const max = meter.createObservableGauge("db.client.connection.max", {
    unit: "{connection}",
    description: "Connections that the pool opens at most.",
  });
  const waiting = meter.createObservableGauge("db.client.connection.pending_requests", {
    unit: "{request}",
    description: "Work that waits for a connection.",
  });
  return (context, read) => {
    const observe = (result: BatchObservableResult): void => {
      const use: PoolUse = read();
      const pool = { "db.client.connection.pool.name": context };
      result.observe(inUse, use.inUse, { ...pool, "db.client.connection.state": "used" });
      result.observe(max, use.max, pool);
      result.observe(waiting, use.waiting, pool);
    };
    meter.addBatchObservableCallback(observe, [inUse, max, waiting]);
  };
}

function observeMessages(meter: Meter): Metrics["watchMessages"] {
  const unpublished = meter.createObservableGauge("clinic.outbox.messages", {
    unit: "{message}",
    description: "Messages that wait to be published.",
  });
  const age = meter.createObservableGauge("clinic.outbox.oldest.age", {
    unit: "s",
    description: "Age of the oldest message that waits to be published.",
  });
  const parked = meter.createObservableGauge("clinic.parked.messages", {
    unit: "{message}",
    description: "Messages that wait for an operator's decision.",
  });
  return (context, measure) => {
    const look = oneAtATime(measure, MEASURE_TIMEOUT_MS);
    const observe = async (result: BatchObservableResult): Promise<void> => {
      const backlog = await look();
      if (backlog === undefined) return;
      const attributes = { "clinic.subgraph": context };
      result.observe(unpublished, backlog.unpublished, attributes);
      result.observe(age, backlog.oldestAgeSeconds, attributes);
      if (backlog.parked !== undefined) result.observe(parked, backlog.parked, attributes);
    };
    meter.addBatchObservableCallback(observe, [unpublished, age, parked]);
  };
}

/**
 * What `measure` finds, or undefined when it fails or is late. Scrapes that come while it works wait for the same
 * answer: a database that hangs has one question of ours to answer, not one per scrape.
 */
function oneAtATime(
  measure: () => Promise<MessageBacklog>,
  timeoutMs: number,
): () => Promise<MessageBacklog | undefined> {
  let running: Promise<MessageBacklog | undefined> | undefined;
  return async () => {
    running ??= measure()
      .catch(() => undefined)
      .finally(() => {
        running = undefined;
      });
    const tooLate = Promise.withResolvers<undefined>();
    const timer = setTimeout(tooLate.resolve, timeoutMs, undefined);
    const found = await Promise.race([running, tooLate.promise]);
    clearTimeout(timer);
    return found;
  };
}

function observeProcess(meter: Meter): void {
  const delay = monitorEventLoopDelay();
  delay.enable();
  const options = { unit: "s", description: "99th percentile since the last scrape." };
  meter.createObservableGauge("nodejs.eventloop.delay.p99", options).addCallback((result) => {
    result.observe(delay.percentile(99) / NANOSECONDS);
    delay.reset();
  });
  const heap = { unit: "By", description: "Memory that JavaScript objects take." };
  meter.createObservableGauge("v8js.memory.heap.used", heap).addCallback((result) => {
    result.observe(process.memoryUsage().heapUsed);
  });
  const resident = { unit: "By", description: "Memory that the operating system gave the process." };
  meter.createObservableGauge("process.memory.usage", resident).addCallback((result) => {
    result.observe(process.memoryUsage.rss());
  });
}
