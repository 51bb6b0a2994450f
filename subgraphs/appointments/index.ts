import { runSubgraph } from "#shared/process/subgraph-process.ts";
import { readAppointmentsConfig } from "./config.ts";
import { createAppointmentsSubgraph } from "./subgraph.ts";

await runSubgraph({
  readConfig: readAppointmentsConfig,
  create: (dependencies, { publicUrl }) => createAppointmentsSubgraph({ ...dependencies, publicUrl }),
});
