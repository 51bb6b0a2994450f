import type { ApolloServerPlugin } from "@apollo/server";
import type { DocumentNode, GraphQLSchema, OperationDefinitionNode } from "graphql";
import { answerCost } from "../cost/answer-cost.ts";
import type { CostRules } from "../cost/cost-rules.ts";
import type { CountedSelection } from "../cost/counted-fields.ts";
import { countedSelection, operationCost } from "../cost/operation-cost.ts";
import { assertAffordable, type OperationLimits } from "./limits.ts";
import { assertAliasesAllowed, assertExecutable, coerceVariables } from "./operation-checks.ts";
import type { RequestContext } from "./request-context.ts";
import { selectedFields, type SelectedField } from "./walk-fields.ts";

/**
 * Judges a valid operation before it is planned.
 * @throws AppError to refuse it
 */
export type OperationGuard = (fields: readonly SelectedField[], context: RequestContext) => Promise<void>;

/** Lets everything pass: the open profile. */
export const allowAllOperations: OperationGuard = async () => undefined;

/**
 * Runs the checks that need the operation, its variables and the viewer, between validation and planning. Cost and
 * rate limits come before the guard, so that what is too much does not get as far as the audit log.
 */
export function operationGuardPlugin(
  guard: OperationGuard,
  limits: Pick<OperationLimits, "maxCost">,
  rules: CostRules,
): ApolloServerPlugin<RequestContext> {
  /** Documents are kept parsed, so what holds of one whatever its variables is found out once. */
  const known = new WeakMap<OperationDefinitionNode, KnownOperation>();

  return {
    async requestDidStart() {
      return {
        async didResolveOperation({ schema, document, operation, request, contextValue }) {
          assertExecutable(schema, operation);
          const { fields, selection } = known.get(operation) ?? know(schema, document, operation, rules);
          known.set(operation, { fields, selection });
          if (contextValue.isRehearsal) return;
          const variables = coerceVariables(schema, operation, request.variables ?? {});
          const run = { selection, variables, rules };
          const cost = operationCost(run);
          assertAffordable(cost, limits);
          const { budget } = contextValue;
          await budget?.charge(cost, (data) => answerCost(run, data));
          await guard(fields, contextValue);
          budget?.beginExecution();
        },
      };
    },
  };
}

interface KnownOperation {
  readonly fields: readonly SelectedField[];
  readonly selection: CountedSelection;
}

/** @throws AppError `VALIDATION_ERROR` for aliases that are not allowed */
function know(
  schema: GraphQLSchema,
  document: DocumentNode,
  operation: OperationDefinitionNode,
  rules: CostRules,
): KnownOperation {
  const fields = selectedFields(schema, document, operation);
  assertAliasesAllowed(fields);
  return { fields, selection: countedSelection({ schema, document, operation, rules }) };
}
