import { runSubgraph } from "#shared/process/subgraph-process.ts";
import { readUsersConfig } from "./config.ts";
import { createUsersSubgraph } from "./subgraph.ts";

await runSubgraph({ readConfig: readUsersConfig, create: createUsersSubgraph });
