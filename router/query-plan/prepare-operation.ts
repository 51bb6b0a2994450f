import { operationFromDocument } from "@apollo/federation-internals";
import type { QueryPlanner } from "@apollo/query-planner";
import {
  Kind,
  OperationTypeNode,
  visit,
  type DocumentNode,
  type FieldNode,
  type GraphQLSchema,
  type OperationDefinitionNode,
} from "graphql";
import { fragmentsOf } from "#shared/graphql/fragments-of.ts";
import { collectFields, type SelectionContext } from "./collect-fields.ts";
import { normalizeOperation } from "./normal-form.ts";
import { compilePlan, type PlanStep } from "./query-plan.ts";
import { compileShape, type ResponseShape } from "./response-shape.ts";

/** An operation that is ready to be executed any number of times. */
export interface PreparedOperation {
  readonly plan: PlanStep;
  readonly shape: ResponseShape;
  /** What of it the router answers by itself, from the schema: `__schema` and `__type`. */
  readonly introspection: DocumentNode | undefined;
  /** Length of plan and operation in JSON, by which the memory it takes is reckoned. */
  readonly size: number;
}

/** What {@link prepareOperation} needs. */
export interface OperationToPrepare {
  /** What clients see. */
  readonly schema: GraphQLSchema;
  readonly planner: QueryPlanner;
  readonly document: DocumentNode;
  readonly operation: OperationDefinitionNode;
  /** Values of the variables that decide `@skip` and `@include`: it is prepared for these. */
  readonly conditions: Readonly<Record<string, unknown>>;
}

/**
 * Plans an operation in its normal form (`normal-form.ts`), because the planner of `@apollo/gateway` 2.14 is not right
 * about some others: it executes a mutation twice that is selected twice under different conditions, loses fields of
 * fragments on interfaces within an object, and cannot plan some fragments below interface objects.
 * @throws GraphQLError when the operation cannot be planned
 */
export function prepareOperation({
  schema,
  planner,
  document,
  operation: given,
  conditions: variables,
}: OperationToPrepare): PreparedOperation {
  const context: SelectionContext = { schema, fragments: fragmentsOf(document), variables };
  const normal = normalizeOperation({ ...context, operation: given });
  const operation = normal === null ? given : withUsedVariables(normal);
  const planned: DocumentNode =
    normal === null ? document : { kind: Kind.DOCUMENT, definitions: [operation] };
  const plan = planner.buildQueryPlan(
    operationFromDocument(planner.supergraph.apiSchema(), planned, {
      ...(operation.name && { operationName: operation.name.value }),
    }),
  );
  return {
    plan: compilePlan(plan),
    shape: compileShape(context, operation),
    introspection: introspectionOf(context, operation),
    size: JSON.stringify(plan).length + JSON.stringify(operation).length,
  };
}

function withUsedVariables(operation: OperationDefinitionNode): OperationDefinitionNode {
  const used = new Set<string>();
  visit(operation.selectionSet, { Variable: ({ name }) => void used.add(name.value) });
  const variableDefinitions = operation.variableDefinitions?.filter(({ variable }) =>
    used.has(variable.name.value),
  );
  return { ...operation, ...(variableDefinitions && { variableDefinitions }) };
}

const INTROSPECTION: ReadonlySet<string> = new Set(["__schema", "__type"]);

function introspectionOf(
  context: SelectionContext,
  operation: OperationDefinitionNode,
): DocumentNode | undefined {
  const root = context.schema.getRootType(operation.operation);
  if (root == null || operation.operation !== OperationTypeNode.QUERY) return undefined;
  const isAsked = ({ name }: FieldNode): boolean => INTROSPECTION.has(name.value);
  const selections = [...collectFields(context, root, [operation.selectionSet]).values()]
    .flat()
    .filter(isAsked);
  if (selections.length === 0) return undefined;
  const asked = withUsedVariables({ ...operation, selectionSet: { kind: Kind.SELECTION_SET, selections } });
  return { kind: Kind.DOCUMENT, definitions: [asked, ...context.fragments.values()] };
}
