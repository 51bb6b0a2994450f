import type {
  FetchDataRewrite,
  FetchNode,
  PlanNode,
  QueryPlan,
  QueryPlanSelectionNode,
} from "@apollo/query-planner";
import { z } from "zod";
import { FetchedFields } from "./fetched-fields.ts";
import type { PlanPath } from "./places.ts";

/** A query plan, made ready to be run many times. */
export type PlanStep =
  | { readonly kind: "sequence" | "parallel"; readonly steps: readonly PlanStep[] }
  | {
      readonly kind: "condition";
      readonly variable: string;
      readonly met: PlanStep;
      readonly unmet: PlanStep;
    }
  | { readonly kind: "fetch"; readonly fetch: PlannedFetch };

/** One call of a subgraph. */
export interface PlannedFetch {
  readonly subgraph: string;
  /** Where in the result the objects are that it completes. */
  readonly path: PlanPath;
  readonly fields: FetchedFields;
  /** The body of the call up to its variables, in JSON. */
  readonly bodyStart: string;
  /** Of the client's variables those that it uses. */
  readonly variables: readonly string[];
  /** What a subgraph must know of an entity; undefined for a fetch of root fields. */
  readonly requires: readonly QueryPlanSelectionNode[] | undefined;
  readonly inputRewrites: readonly FetchDataRewrite[];
  readonly outputRewrites: readonly FetchDataRewrite[];
  /** By keys that the planner made, those that they stand for: what {@link outputRewrites} renames. */
  readonly renamedKeys: ReadonlyMap<string, string>;
}

const bodySchema = z.object({ query: z.string() });

const NOTHING: PlanStep = { kind: "sequence", steps: [] };

/** @throws Error for plans of `@defer` and subscriptions, which the router does not know */
export function compilePlan({ node }: QueryPlan): PlanStep {
  return node === undefined ? NOTHING : compile(node, []);
}

function compile(node: NonNullable<QueryPlan["node"]>, path: PlanPath): PlanStep {
  switch (node.kind) {
    case "Sequence":
      return { kind: "sequence", steps: compileAll(node.nodes, path) };
    case "Parallel":
      return { kind: "parallel", steps: compileAll(node.nodes, path) };
    case "Flatten":
      return compile(node.node, [...path, ...node.path]);
    case "Fetch":
      return { kind: "fetch", fetch: compileFetch(node, path) };
    case "Condition": {
      const [met, unmet] = [node.ifClause, node.elseClause].map((clause) =>
        clause === undefined ? NOTHING : compile(clause, path),
      );
      return { kind: "condition", variable: node.condition, met: met ?? NOTHING, unmet: unmet ?? NOTHING };
    }
    case "Defer":
    case "Subscription":
      throw new Error(`A query plan has a node of the kind ${node.kind}.`);
  }
}

function compileAll(nodes: readonly PlanNode[], path: PlanPath): PlanStep[] {
  return nodes.map((node) => compile(node, path));
}

/** The operation that a fetch sends to its subgraph. */
export function operationOf({ bodyStart }: PlannedFetch): string {
  return bodySchema.parse(JSON.parse(`${bodyStart}{}}`)).query;
}

function compileFetch(node: FetchNode, path: PlanPath): PlannedFetch {
  const { serviceName, operation, operationName, variableUsages, requires } = node;
  const outputRewrites = node.outputRewrites ?? [];
  const start = JSON.stringify({ query: operation, operationName }).slice(0, -1);
  return {
    subgraph: serviceName,
    path,
    fields: new FetchedFields(operation),
    bodyStart: `${start},"variables":`,
    variables: variableUsages ?? [],
    requires,
    inputRewrites: node.inputRewrites ?? [],
    outputRewrites,
    renamedKeys: new Map(
      outputRewrites.flatMap((rewrite) => {
        const key = rewrite.path.at(-1);
        return rewrite.kind === "KeyRenamer" && key !== undefined ? [[key, rewrite.renameKeyTo]] : [];
      }),
    ),
  };
}
