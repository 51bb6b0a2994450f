import type { ApolloServerPlugin } from "@apollo/server";
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
 * Runs the checks that need the operation, its variables and the viewer, between validation and planning. Cost comes
 * before the guard, so that a document that is too large does not get as far as the audit log.
 */
export function operationGuardPlugin(
  guard: OperationGuard,
  limits: Pick<OperationLimits, "maxCost">,
): ApolloServerPlugin<RequestContext> {
  return {
    async requestDidStart() {
      return {
        async didResolveOperation({ schema, document, operation, request, contextValue }) {
          assertExecutable(schema, operation);
          const fields = selectedFields(schema, document, operation);
          assertAliasesAllowed(fields);
          const variables = coerceVariables(schema, operation, request.variables ?? {});
          assertAffordable({ schema, document, operation, variables }, limits);
          await guard(fields, contextValue);
        },
      };
    },
  };
}
