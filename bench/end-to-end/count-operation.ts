import type { Context } from "#drizzle/contexts.ts";
import { systemClock } from "#shared/time/clock.ts";
import type { ServiceHandler } from "#shared/http/service-call.ts";
import { BACKGROUND, currentOperation } from "#shared/observability/operation-scope.ts";
import { LOCAL_EDGE, startOneProcess } from "../../stack/one-process.ts";
import type { BenchDatabase } from "./bench-database.ts";

/** What one request causes, its session known to the router already. The same in both ways to run. */
export interface OperationCounts {
  /** Calls of the router to subgraphs. */
  readonly subgraphCalls: number;
  /** How many of them come one after the other, in the longest chain. */
  readonly subgraphRoundTrips: number;
  /** SQL statements without BEGIN and COMMIT. */
  readonly statements: number;
  readonly transactions: number;
  /** Waits for Postgres, of all subgraphs together: statements sent at once count once, BEGIN and COMMIT one each. */
  readonly databaseRoundTrips: number;
}

/** A stack in this process that counts; slower than one that does not. */
export interface CountingStack {
  readonly url: string;
  /** Counts what `send` causes until it resolves. */
  count(send: () => Promise<void>): Promise<OperationCounts>;
  stop(): Promise<void>;
}

const TRANSACTION_CONTROL = /^(?:begin|commit|rollback)/i;
/** Every transaction of a request begins by saying who acts. */
const ACTOR = /set_config/;

/** Starts a stack that counts. */
export async function startCountingStack(database: BenchDatabase): Promise<CountingStack> {
  const counter = new Counter();
  const stack = await startOneProcess({
    urlFor: (context) => database.urlFor(context),
    edge: LOCAL_EDGE,
    clock: systemClock,
    logLevel: "error",
    auth: { issuer: "http://localhost:4000", sealingKey: database.sealingKey },
    onStatement: (context, text) => {
      counter.statement(context, text);
    },
    wrapService: (_name, handle) => counter.watch(handle),
  });
  return {
    url: stack.url,
    count: async (send) => {
      counter.clear();
      await send();
      return counter.counts();
    },
    stop: () => stack.stop(),
  };
}

/** False for what works beside requests, and for the router's other calls, such as that for a session. */
function isOfAnOperation(): boolean {
  const name = currentOperation();
  return name !== BACKGROUND && !name.startsWith("/");
}

class Counter {
  #calls = 0;
  #levels = 0;
  /** Longest chain of calls that have been answered. */
  #answered = 0;
  #statements = 0;
  #transactions = 0;
  #turns = 0;
  readonly #sendingNow = new Set<Context>();

  clear(): void {
    this.#calls = 0;
    this.#levels = 0;
    this.#answered = 0;
    this.#statements = 0;
    this.#transactions = 0;
    this.#turns = 0;
  }

  counts(): OperationCounts {
    return {
      subgraphCalls: this.#calls,
      subgraphRoundTrips: this.#levels,
      statements: this.#statements,
      transactions: this.#transactions,
      databaseRoundTrips: this.#turns + 2 * this.#transactions,
    };
  }

  statement(context: Context, text: string): void {
    if (TRANSACTION_CONTROL.test(text) || !isOfAnOperation()) return;
    this.#statements += 1;
    if (ACTOR.test(text)) this.#transactions += 1;
    if (this.#sendingNow.has(context)) return;
    // Whatever is sent in the same turn of the event loop is on its way before anything has come back.
    this.#turns += 1;
    this.#sendingNow.add(context);
    setImmediate(() => this.#sendingNow.delete(context));
  }

  watch(handle: ServiceHandler): ServiceHandler {
    return async (request) => {
      if (request.path !== "/graphql") return handle(request);
      this.#calls += 1;
      const level = this.#answered + 1;
      this.#levels = Math.max(this.#levels, level);
      const answer = await handle(request);
      this.#answered = Math.max(this.#answered, level);
      return answer;
    };
  }
}
