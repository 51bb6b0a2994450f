import { systemClock } from "#shared/time/clock.ts";
import { startOneProcess } from "./one-process.ts";
import { runStack } from "./run-stack.ts";

/** `npm start`: router and all subgraphs in this process. */
await runStack(({ config, database, sealingKey, shutdown }) =>
  startOneProcess({
    urlFor: (context) => database.urlFor(context),
    edge: config.edge,
    clock: systemClock,
    logLevel: config.logLevel,
    auth: { ...config.auth, sealingKey },
    shutdown,
  }),
);
