import {
  idempotencyKey,
  inbox,
  outbox,
  outboxSequence,
  parkedMessage,
} from "#drizzle/appointments/schema.ts";
import { loadSubgraphSdl } from "#shared/graphql/load-sdl.ts";
import { createSubgraphSchema } from "#shared/graphql/subgraph-schema.ts";
import { createSubgraph, type Subgraph, type SubgraphDependencies } from "#shared/graphql/subgraph.ts";
import { createContext } from "./context.ts";
import { onMessages } from "./events.ts";
import { ATTRIBUTES } from "./policies.ts";
import { resolvers } from "./resolvers/index.ts";
import { createTimer } from "./services/timer.ts";

/** Scheduling: clinics, rooms, services, working hours, free times, appointments. */
export function createAppointmentsSubgraph(dependencies: SubgraphDependencies): Subgraph {
  const schema = createSubgraphSchema({
    sdl: loadSubgraphSdl("appointments"),
    resolvers,
    attributes: ATTRIBUTES,
    knockOut: dependencies.knockOut,
  });
  const tables = { inbox, outbox, outboxSequence, parkedMessage };
  return createSubgraph(
    {
      name: "appointments",
      tables,
      idempotencyKeys: idempotencyKey,
      schema,
      createContext,
      consumer: { name: "appointments", effect: onMessages },
      createTimer: ({ database, clock, logger }) => createTimer({ database, tables, clock, logger }),
    },
    dependencies,
  );
}
