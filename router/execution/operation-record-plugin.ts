import type { ApolloServerPlugin } from "@apollo/server";
import { ANONYMOUS_OPERATION } from "#shared/observability/operation-scope.ts";
import type { RequestContext } from "./request-context.ts";

/** Notes which operation a request asks for, once it is valid: what is not may be named anything. Goes before the guard. */
export const operationRecordPlugin: ApolloServerPlugin<RequestContext> = {
  async requestDidStart() {
    return {
      async didResolveOperation({ operation, contextValue: { record } }) {
        record.operation = operation?.name?.value ?? ANONYMOUS_OPERATION;
        if (operation !== undefined) record.kind = operation.operation;
      },
    };
  },
};

/** Notes the code of the first error that the client gets. Goes after what finishes the answer. */
export const errorRecordPlugin: ApolloServerPlugin<RequestContext> = {
  async requestDidStart() {
    return {
      async willSendResponse({ response, contextValue: { record } }) {
        if (response.body.kind !== "single") return;
        const [first] = response.body.singleResult.errors ?? [];
        const code = first?.extensions?.["code"];
        if (first !== undefined) record.errorCode = typeof code === "string" ? code : "INTERNAL";
      },
    };
  },
};
