import type { FastifyInstance } from "fastify";
import { inject } from "vitest";
import type { Context } from "#drizzle/contexts.ts";
import type { KnockOut } from "#shared/auth/knock-out.ts";
import type { NamedKey } from "#shared/crypto/named-key.ts";
import type { Database } from "#shared/db/database.ts";
import type { ServiceHandler } from "#shared/http/service-call.ts";
import { createLogger } from "#shared/logging/logger.ts";
import { startMetrics } from "#shared/observability/metrics-server.ts";
import { scrape, type Sample } from "#shared/testing/scraped-metrics.ts";
import { systemClock, type Clock } from "#shared/time/clock.ts";
import type { MonotonicClock } from "#shared/time/monotonic-clock.ts";
import type { AnswerStore } from "../../router/answer-cache/answer-store.ts";
import type { RateLimitSettings } from "../../router/rate-limit/rate-limit-settings.ts";
import type { RouterTimeouts } from "../../router/router-settings.ts";
import { startDistributed, SUBGRAPHS } from "../distributed/distributed.ts";
import type { AuthOptions } from "../../subgraphs/auth/subgraph.ts";
import { LOCAL_EDGE, startOneProcess } from "../one-process.ts";
import type { RunningStack } from "../run-stack.ts";
import { THROW_AWAY, unmeasuredEnvironment } from "./config.ts";
import { SEALING_KEY } from "./seeded-database.ts";
import { startServiceProxy, type ServiceProxy } from "./service-proxy.ts";

declare module "vitest" {
  interface ProvidedContext {
    /** How the stack of the end-to-end tests runs; see `projects` in `vitest.config.ts`. */
    topology: "one process" | "distributed";
  }
}

/** What a test may ask of the stack it gets. */
export interface StackOptions {
  /** Replaces a subgraph's transport, to break it. */
  readonly wrapService?: (name: string, handle: ServiceHandler) => ServiceHandler;
  /** Of the router; those of `npm start` by default. */
  readonly timeouts?: RouterTimeouts;
  /** True: processes of their own have two routers, as behind a load balancer. */
  readonly hasTwoRouters?: boolean;
  /** True: metrics are measured, see {@link EitherStack.samples}. */
  readonly isMeasured?: boolean;
  /** Not seen by other processes. */
  readonly clock?: Clock;
  /** Of the router; not seen by other processes. */
  readonly monotonicClock?: MonotonicClock;
  /** Of the router; ample by default, and not seen by other processes. */
  readonly rateLimits?: RateLimitSettings;
  /** Where the explorer's page was built; none by default, and not seen by other processes. */
  readonly explorerDirectory?: string;
  /** How guesses are slowed down; not in other processes, which have the rules of the product. */
  readonly attemptRules?: AuthOptions["attemptRules"];
  /** Public keys of those who may publish documents; nobody by default. */
  readonly publishers?: readonly NamedKey[];
  /** Where mails go; dropped by default. */
  readonly mailUrl?: string;
  /** Called for every SQL statement sent; not of other processes. */
  readonly onStatement?: (context: Context, text: string) => void;
  /** What the enforcers let pass; only in this process. */
  readonly knockOut?: KnockOut;
  /** Replaces where answers are kept; only in this process. */
  readonly answers?: AnswerStore;
  /** Replaces the pool of a context; only in this process. */
  readonly wrapDatabase?: (context: Context, database: Database) => Database;
}

/** A stack on free ports. */
export interface EitherStack extends RunningStack {
  /** Of every router; the first is `url`. */
  readonly urls: readonly string[];
  /** The router's server; undefined when it is another process. */
  readonly app?: FastifyInstance;
  /** Lines that anybody logged as an error, as they were written. */
  readonly errorLog: string[];
  /** Reads the metrics of every process now. */
  samples(): Promise<readonly Sample[]>;
  stop(): Promise<void>;
}

/** Starts everything over the databases given, in this process or in processes of their own, as the project says. */
export function startEitherStack(
  urlFor: (context: Context) => string,
  options: StackOptions = {},
): Promise<EitherStack> {
  return inject("topology") === "distributed"
    ? startProcesses(urlFor, options)
    : startInThisProcess(urlFor, options);
}

async function startInThisProcess(
  urlFor: (context: Context) => string,
  {
    timeouts = LOCAL_EDGE.timeouts,
    clock = systemClock,
    isMeasured = false,
    attemptRules,
    mailUrl,
    publishers = [],
    rateLimits = LOCAL_EDGE.rateLimits,
    explorerDirectory = LOCAL_EDGE.explorerDirectory,
    ...options
  }: StackOptions,
): Promise<EitherStack> {
  const errorLog: string[] = [];
  const measured = await startMetrics({
    port: isMeasured ? 0 : "off",
    host: "127.0.0.1",
    logger: createLogger({ service: "test", level: "silent" }),
  });
  const { url, router, stop } = await startOneProcess({
    metrics: measured.metrics,
    urlFor,
    edge: { ...LOCAL_EDGE, timeouts, publishers, rateLimits, explorerDirectory },
    clock,
    logLevel: "error",
    logDestination: { write: (line) => errorLog.push(line) },
    auth: {
      issuer: "http://localhost:4000",
      sealingKey: SEALING_KEY,
      ...(attemptRules && { attemptRules }),
      ...(mailUrl !== undefined && { mailUrl }),
    },
    ...options,
  });
  return {
    url,
    urls: [url],
    app: router.app,
    errorLog,
    samples: () => scrapeAll([measured.url]),
    stop: async () => {
      await stop();
      await measured.stop();
    },
  };
}

async function startProcesses(
  urlFor: (context: Context) => string,
  {
    wrapService,
    timeouts = LOCAL_EDGE.timeouts,
    isMeasured = false,
    hasTwoRouters = false,
    mailUrl,
    publishers = [],
  }: StackOptions,
): Promise<EitherStack> {
  const errorLog: string[] = [];
  const proxies: ServiceProxy[] = [];
  const stopProxies = () => Promise.all(proxies.map((proxy) => proxy.stop()));
  const stack = await startDistributed({
    urlFor,
    env: unmeasuredEnvironment({
      ...THROW_AWAY,
      // Where programs send texts of documents, too.
      NODE_ENV: "test",
      LOG_LEVEL: "error",
      ...(isMeasured && { CLINIC_METRICS_PORT: "0" }),
      ...(mailUrl !== undefined && { MAIL_URL: mailUrl }),
      CLINIC_ROUTER_REQUEST_TIMEOUT_MS: String(timeouts.requestMs),
      CLINIC_ROUTER_SUBGRAPH_TIMEOUT_MS: String(timeouts.subgraphMs),
    }),
    sealingKey: SEALING_KEY,
    publishers,
    onLine: (name, line) => errorLog.push(`${name}: ${line}`),
    ...(wrapService && {
      intercept: async (name, target) => {
        const proxy = await startServiceProxy(target, (handle) => wrapService(name, handle));
        proxies.push(proxy);
        return proxy.url;
      },
    }),
  }).catch(async (error: unknown) => {
    await stopProxies();
    throw new Error(errorLog.join("\n"), { cause: error });
  });
  const others = hasTwoRouters ? [await stack.startSecondRouter()] : [];
  return {
    url: stack.url,
    urls: [stack.url, ...others],
    errorLog,
    samples: () =>
      scrapeAll((["router", ...SUBGRAPHS] as const).map((name) => stack.process(name).metricsUrl)),
    stop: async () => {
      const stopped = stack.stop();
      await stopProxies();
      if (!(await stopped)) throw new Error("A process of the stack did not end by itself.");
    },
  };
}

async function scrapeAll(urls: readonly (string | undefined)[]): Promise<readonly Sample[]> {
  const samples = await Promise.all(urls.filter((url) => url !== undefined).map(scrape));
  return samples.flat();
}
