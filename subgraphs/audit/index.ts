import { runSubgraph } from "#shared/process/subgraph-process.ts";
import { readAuditConfig } from "./config.ts";
import { createAuditSubgraph } from "./subgraph.ts";

await runSubgraph({ readConfig: readAuditConfig, create: createAuditSubgraph });
