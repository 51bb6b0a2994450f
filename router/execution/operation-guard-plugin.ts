import type { ApolloServerPlugin } from "@apollo/server";
import { assertAliasesAllowed, assertExecutable } from "./operation-checks.ts";
import type { RequestContext } from "./request-context.ts";
import { selectedFields, type SelectedField } from "./walk-fields.ts";

/**
 * Judges a valid operation before it is planned.
 * @throws AppError to refuse it
 */
export type OperationGuard = (fields: readonly SelectedField[], context: RequestContext) => Promise<void>;

/** Lets everything pass: the open profile, and tests that show what the other enforcers hold. */
export const allowAllOperations: OperationGuard = async () => undefined;

/** Runs the checks that need the operation and the viewer, between validation and planning. */
export function operationGuardPlugin(guard: OperationGuard): ApolloServerPlugin<RequestContext> {
  return {
    async requestDidStart() {
      return {
        async didResolveOperation({ schema, document, operation, contextValue }) {
          assertExecutable(schema, operation);
          const fields = selectedFields(schema, document, operation);
          assertAliasesAllowed(fields);
          await guard(fields, contextValue);
        },
      };
    },
  };
}
