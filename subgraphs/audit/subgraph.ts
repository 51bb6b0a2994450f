import { inbox, outbox, outboxSequence, parkedMessage } from "#drizzle/audit/schema.ts";
import { loadSubgraphSdl } from "#shared/graphql/load-sdl.ts";
import { createSubgraphSchema } from "#shared/graphql/subgraph-schema.ts";
import { createSubgraph, type Subgraph, type SubgraphDependencies } from "#shared/graphql/subgraph.ts";
import { createContext } from "./context.ts";
import { createMessageEffect } from "./events.ts";
import { ATTRIBUTES } from "./policies.ts";
import { resolvers } from "./resolvers/index.ts";
import { createDenialRoute } from "./services/denial-recorder.ts";

/** The append-only log of who did what. */
export function createAuditSubgraph(dependencies: SubgraphDependencies): Subgraph {
  const schema = createSubgraphSchema({
    sdl: loadSubgraphSdl("audit"),
    resolvers,
    attributes: ATTRIBUTES,
    knockOut: dependencies.knockOut,
  });
  return createSubgraph(
    {
      name: "audit",
      tables: { inbox, outbox, outboxSequence, parkedMessage },
      schema,
      createContext,
      routes: { "/internal/denials": createDenialRoute(dependencies) },
      consumer: { name: "audit", effect: createMessageEffect(dependencies.clock) },
    },
    dependencies,
  );
}
