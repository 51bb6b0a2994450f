import type { ServiceHandler } from "#shared/http/service-call.ts";
import { NO_METRICS, type Metrics } from "#shared/observability/metrics.ts";
import { currentOperation } from "#shared/observability/operation-scope.ts";

/** What an operation took, by subgraph; those that had nothing to do are left out. */
export interface Measured<T> {
  readonly result: T;
  /** Calls of the router. */
  readonly calls: Readonly<Record<string, number>>;
  /** SQL statements; those that begin and end transactions aside. */
  readonly statements: Readonly<Record<string, number>>;
}

/** Counts for one operation at a time. */
export class Meter {
  #operation = "";
  #calls: Record<string, number> = {};
  #statements: Record<string, number> = {};

  /** For the parts of a stack: they tell for which operation they send a statement. */
  readonly metrics: Metrics = {
    ...NO_METRICS,
    statementsOf: (context) => () => {
      if (currentOperation() === this.#operation) add(this.#statements, context);
      return () => undefined;
    },
  };

  /** A transport whose calls for GraphQL are counted. */
  counting(subgraph: string, handle: ServiceHandler): ServiceHandler {
    return (request) => {
      if (request.path === "/graphql") add(this.#calls, subgraph);
      return handle(request);
    };
  }

  /** Counts while `work` runs, for the operation of this name. */
  async measure<T>(operation: string, work: () => Promise<T>): Promise<Measured<T>> {
    this.#operation = operation;
    this.#calls = {};
    this.#statements = {};
    const result = await work();
    return { result, calls: sorted(this.#calls), statements: sorted(this.#statements) };
  }
}

function add(counts: Record<string, number>, name: string): void {
  counts[name] = (counts[name] ?? 0) + 1;
}

function sorted(counts: Readonly<Record<string, number>>): Readonly<Record<string, number>> {
  return Object.fromEntries(Object.entries(counts).sort(([a], [b]) => (a < b ? -1 : 1)));
}
