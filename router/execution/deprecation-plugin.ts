import type { ApolloServerPlugin } from "@apollo/server";
import type { OperationDefinitionNode } from "graphql";
import { deprecatedInVariables, deprecatedUses, type DeprecatedUse } from "./deprecated-uses.ts";
import type { RequestContext } from "./request-context.ts";

/** Notes what a valid operation and its variables use that is deprecated, for headers and `extensions.deprecations`. */
export function deprecationPlugin(): ApolloServerPlugin<RequestContext> {
  /** Documents are kept parsed, so what stands in one is found out once. */
  const known = new WeakMap<OperationDefinitionNode, readonly DeprecatedUse[]>();
  return {
    async requestDidStart() {
      return {
        async didResolveOperation({ schema, document, operation, request, contextValue }) {
          if (operation == null) return;
          const own = known.get(operation) ?? deprecatedUses(schema, document, operation);
          known.set(operation, own);
          if (contextValue.isRehearsal) return;
          const sent = deprecatedInVariables(schema, operation, request.variables ?? {});
          const names = new Set(own.map(({ coordinate }) => coordinate));
          const uses = [...own, ...sent.filter(({ coordinate }) => !names.has(coordinate))];
          contextValue.deprecations.push(...uses);
        },
      };
    },
  };
}
