import type { FastifyInstance, FastifyReply } from "fastify";
import type { Logger } from "../logging/logger.ts";

/** Answers 200 as long as the process runs: otherwise it must be started anew. */
export const LIVE_PATH = "/livez";
/** Answers 200 as long as the process can serve requests: otherwise none must be sent to it. */
export const READY_PATH = "/readyz";

/** Resolves when a dependency answers. `signal` aborts when nobody waits any more. */
export type HealthCheck = (signal: AbortSignal) => Promise<unknown>;

/** What {@link registerHealth} needs. */
export interface HealthOptions {
  readonly logger: Logger;
  /** By the name that `/readyz` shows. */
  readonly checks: Readonly<Record<string, HealthCheck>>;
  /** A check that takes longer has failed. */
  readonly checkTimeoutMs?: number;
  /** See `shutdown.ts`. */
  readonly shutdown?: { readonly isDraining: boolean; readonly isStopped: boolean };
}

/** Tells `/readyz` what only the process itself knows. */
export interface Health {
  /** To be called once, when everything is set up. */
  markReady(): void;
}

type CheckResult = "ok" | "failed";
interface Readiness {
  readonly status: "starting" | "draining" | "failing" | "ready";
  readonly checks: Readonly<Record<string, CheckResult>>;
}

const DEFAULT_CHECK_TIMEOUT_MS = 2_000;

/**
 * Adds `/livez` and `/readyz`. `/readyz` is 503 until `markReady`, while draining, and while a check fails; it shows the
 * names of the checks and nothing of why one failed, which is logged when it changes.
 */
export function registerHealth(app: FastifyInstance, options: HealthOptions): Health {
  const check = shareInFlight(() => runChecks(options));
  const noteResults = createChangeLog(options.logger);
  let isReady = false;

  async function readiness(): Promise<Readiness> {
    if (options.shutdown?.isDraining === true) return { status: "draining", checks: {} };
    if (!isReady) return { status: "starting", checks: {} };
    const results = await check();
    noteResults(results);
    const checks = Object.fromEntries(results.map(({ name, result }) => [name, result]));
    return { status: results.every(({ result }) => result === "ok") ? "ready" : "failing", checks };
  }

  app.get(LIVE_PATH, (_request, reply) => {
    const isStopped = options.shutdown?.isStopped === true;
    return answer(reply, isStopped ? 503 : 200, { status: isStopped ? "stopped" : "live" });
  });
  app.get(READY_PATH, async (_request, reply) => {
    const body = await readiness();
    return answer(reply, body.status === "ready" ? 200 : 503, body);
  });
  return {
    markReady: () => {
      isReady = true;
    },
  };
}

function answer(reply: FastifyReply, status: number, body: object): FastifyReply {
  return reply.status(status).header("cache-control", "no-store").send(body);
}

interface NamedResult {
  readonly name: string;
  readonly result: CheckResult;
  readonly error?: unknown;
}

function runChecks(options: HealthOptions): Promise<NamedResult[]> {
  const timeoutMs = options.checkTimeoutMs ?? DEFAULT_CHECK_TIMEOUT_MS;
  return Promise.all(Object.entries(options.checks).map(([name, check]) => runCheck(name, check, timeoutMs)));
}

async function runCheck(name: string, check: HealthCheck, timeoutMs: number): Promise<NamedResult> {
  const tooLate = Promise.withResolvers<never>();
  const abort = new AbortController();
  const timer = setTimeout(() => {
    const error = new Error(`The check took longer than ${String(timeoutMs)} ms.`);
    tooLate.reject(error);
    abort.abort(error);
  }, timeoutMs);
  try {
    await Promise.race([check(abort.signal), tooLate.promise]);
    return { name, result: "ok" };
  } catch (error) {
    return { name, result: "failed", error };
  } finally {
    clearTimeout(timer);
  }
}

/** Probes that come while one is being answered get the same answer: health checks must not become a load. */
function shareInFlight<T>(work: () => Promise<T>): () => Promise<T> {
  let inFlight: Promise<T> | undefined;
  return () => {
    inFlight ??= work().finally(() => {
      inFlight = undefined;
    });
    return inFlight;
  };
}

function createChangeLog(logger: Logger): (results: readonly NamedResult[]) => void {
  const failing = new Set<string>();
  return (results) => {
    for (const { name, result, error } of results) {
      if (result === "failed" && !failing.has(name)) {
        failing.add(name);
        logger.warn({ check: name, err: error }, "a health check began to fail");
      } else if (result === "ok" && failing.delete(name)) {
        logger.info({ check: name }, "a health check holds again");
      }
    }
  };
}
