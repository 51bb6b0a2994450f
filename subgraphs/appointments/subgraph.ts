import {
  idempotencyKey,
  inbox,
  outbox,
  outboxSequence,
  parkedMessage,
} from "#drizzle/appointments/schema.ts";
import { CALENDAR_FEEDS_PATH } from "#shared/calendar-feeds/calendar-address.ts";
import { loadSubgraphSdl } from "#shared/graphql/load-sdl.ts";
import { createSubgraphSchema } from "#shared/graphql/subgraph-schema.ts";
import { createSubgraph, type Subgraph, type SubgraphDependencies } from "#shared/graphql/subgraph.ts";
import { createContext } from "./context.ts";
import { onMessages } from "./events.ts";
import { ATTRIBUTES } from "./policies.ts";
import { resolvers } from "./resolvers/index.ts";
import { createCalendarFeedRoute } from "./routes/calendar-feed.ts";
import { createImportRoutes } from "./routes/imports.ts";
import { CalendarService } from "./services/calendar-service.ts";
import { createImportWork } from "./services/import-work.ts";
import { createTimer } from "./services/timer.ts";
import { createWaitlistWork } from "./services/waitlist-work.ts";

/** What of the configuration this subgraph needs. */
export interface AppointmentsOptions {
  /** Address at which clients reach the API, without a slash at the end: calendar feeds are below it. Default `http://localhost:4000`. */
  readonly publicUrl?: string;
}

/** Scheduling: clinics, rooms, services, working hours, free times, appointments. */
export function createAppointmentsSubgraph(
  dependencies: SubgraphDependencies & AppointmentsOptions,
): Subgraph {
  const { database, clock, logger, knockOut, publicUrl = "http://localhost:4000" } = dependencies;
  const schema = createSubgraphSchema({
    sdl: loadSubgraphSdl("appointments"),
    resolvers,
    attributes: ATTRIBUTES,
    knockOut,
  });
  const tables = { inbox, outbox, outboxSequence, parkedMessage };
  const calendars = new CalendarService({
    ...{ subgraph: "appointments", database, tables, idempotencyKeys: null },
    ...{ clock, knockOut },
  });
  const imports = createImportWork({ database, tables, clock, logger });
  const timer = createTimer({ database, tables, clock, logger });
  const waitlists = createWaitlistWork({ database, tables, clock, logger });
  return createSubgraph(
    {
      name: "appointments",
      tables,
      idempotencyKeys: idempotencyKey,
      schema,
      createContext: (call, options) => createContext(call, options, publicUrl),
      consumer: { name: "appointments", effect: onMessages },
      routes: {
        [CALENDAR_FEEDS_PATH]: createCalendarFeedRoute(calendars),
        ...createImportRoutes({
          ...{ database, tables, clock, knockOut, idempotencyKeys: idempotencyKey },
          wake: () => {
            imports.wake();
          },
        }),
      },
      createTimer: () => ({
        start: () => {
          timer.start();
          imports.start();
          waitlists.start();
        },
        stop: async () => {
          await Promise.all([timer.stop(), imports.stop(), waitlists.stop()]);
        },
      }),
    },
    dependencies,
  );
}
