import { idempotencyKey, inbox, outbox, outboxSequence, parkedMessage } from "#drizzle/users/schema.ts";
import { loadSubgraphSdl } from "#shared/graphql/load-sdl.ts";
import { createSubgraphSchema } from "#shared/graphql/subgraph-schema.ts";
import { createSubgraph, type Subgraph, type SubgraphDependencies } from "#shared/graphql/subgraph.ts";
import { createContext } from "./context.ts";
import { onMessages } from "./events.ts";
import { ATTRIBUTES } from "./policies.ts";
import { resolvers } from "./resolvers/index.ts";

/** People: users, patients, practitioners. */
export function createUsersSubgraph(dependencies: SubgraphDependencies): Subgraph {
  const schema = createSubgraphSchema({
    sdl: loadSubgraphSdl("users"),
    resolvers,
    attributes: ATTRIBUTES,
    knockOut: dependencies.knockOut,
  });
  return createSubgraph(
    {
      name: "users",
      tables: { inbox, outbox, outboxSequence, parkedMessage },
      idempotencyKeys: idempotencyKey,
      schema,
      createContext,
      consumer: { name: "users", effect: onMessages },
    },
    dependencies,
  );
}
