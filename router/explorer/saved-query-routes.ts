import { z } from "zod";
import { entityId, storableText } from "#shared/validation/input-schemas.ts";
import { parseInput } from "#shared/validation/parse-input.ts";
import { orUnavailable, type ExplorerRoute } from "./explorer-door.ts";
import type { ExplorerStore } from "./explorer-store.ts";

const inputSchema = z.strictObject({
  name: z.string().trim().min(1).pipe(storableText(100)),
  text: z.string().min(1).pipe(storableText(20_000)),
  isShared: z.boolean(),
});
const changeSchema = inputSchema.extend({ ifVersion: z.int().positive().optional() });
const idSchema = z.object({ id: entityId });

/** Serves saved queries, `SavedQuery` of `explorer-api.ts`. */
export function registerSavedQueries(route: ExplorerRoute, store: ExplorerStore | null): void {
  route("GET", "queries", ({ user }) => orUnavailable(store).queries(user));
  route("POST", "queries", async ({ user }, { body }, reply) => {
    const saved = await orUnavailable(store).save(user, parseInput(inputSchema, body, ""));
    return reply.code(201).send(saved);
  });
  route("PUT", "queries/:id", async ({ user }, { params, body }) => {
    const { id } = parseInput(idSchema, params, "");
    return orUnavailable(store).change(user, id, parseInput(changeSchema, body, ""));
  });
  route("DELETE", "queries/:id", async ({ user }, { params }, reply) => {
    await orUnavailable(store).remove(user, parseInput(idSchema, params, "").id);
    return reply.code(204).send();
  });
  route("GET", "queries/:id/versions", async ({ user }, { params }) =>
    orUnavailable(store).versions(user, parseInput(idSchema, params, "").id),
  );
}
