import type { FastifyInstance } from "fastify";
import { z } from "zod";
import { noteForAccessLog } from "#shared/http/server.ts";
import { parseInput } from "#shared/validation/parse-input.ts";
import { sendSdl } from "../edge/conditional-answer.ts";
import type { GraphQLRouteOptions } from "../edge/graphql-route.ts";
import type { OperationLimits } from "../execution/limits.ts";
import { PURPOSES, type ExplorerViewer, type PurposeInput } from "./explorer-api.ts";
import {
  explorerRoutes,
  purposeOf,
  orUnavailable,
  type ExplorerCaller,
  type ExplorerDoorOptions,
  type ExplorerHandler,
} from "./explorer-door.ts";
import { createModels } from "./explorer-model.ts";
import { registerExports } from "./exports/export-routes.ts";
import type { ExportRunner } from "./exports/export-runner.ts";
import type { ExportStore } from "./exports/export-store.ts";
import { operationFields } from "./operation-schema.ts";
import { registerSavedQueries } from "./saved-query-routes.ts";
import { runOperation } from "./explorer-run.ts";

/** What {@link registerExplorerApi} needs. */
export interface ExplorerOptions extends GraphQLRouteOptions, ExplorerDoorOptions {
  readonly limits: Pick<OperationLimits, "maxCost">;
  /** Null: there are no exports. */
  readonly exports: ExportStore | null;
  readonly runner: ExportRunner;
}

const operationSchema = z.strictObject(operationFields);
const purposeSchema: z.ZodType<PurposeInput> = z.strictObject({ purpose: z.enum(PURPOSES) });

/** Serves what the explorer's page asks for, `explorer-api.ts`; nothing of it to who is signed out. */
export function registerExplorerApi(app: FastifyInstance, options: ExplorerOptions): void {
  const { store } = options;
  const model = createModels(options.engine, options.limits);

  const route = explorerRoutes(app, options);

  const viewerOf = async (caller: ExplorerCaller): Promise<ExplorerViewer> => ({
    roles: caller.user.viewer.roles,
    mayMutate: caller.mayMutate,
    purpose: await purposeOf(store, caller),
  });

  route("GET", "viewer", viewerOf);
  route("GET", "schema", async ({ user, mayMutate }, request, reply) =>
    sendSdl(request, reply, model().schemaFor({ viewer: user.viewer, mayMutate })),
  );
  route("POST", "purpose", async (caller, { body }) => {
    const { purpose } = parseInput(purposeSchema, body, "");
    await orUnavailable(store).declarePurpose(caller.user, purpose);
    return viewerOf(caller);
  });
  route("POST", "preflight", async (caller, { body }) => {
    const operation = parseInput(operationSchema, body, "");
    const purpose = await purposeOf(store, caller);
    const { user, mayMutate } = caller;
    return model().preflight(operation, { viewer: user.viewer, mayMutate, purpose, budget: caller.budget() });
  });
  const run: ExplorerHandler = async (caller, request, reply) => {
    const operation = parseInput(operationSchema, request.body, "");
    const purpose = await purposeOf(store, caller);
    const answer = await runOperation(operation, caller, { reply, model: model(), purpose, route: options });
    const { record } = caller.context;
    noteForAccessLog(request, { operation: record.operation, code: record.errorCode });
    return answer;
  };
  route("POST", "run", run, true);
  registerSavedQueries(route, store);
  registerExports(app, { ...options, model });
}
