import { runSubgraph } from "#shared/process/subgraph-process.ts";
import { readAuthConfig } from "./config.ts";
import { createAuthSubgraph } from "./subgraph.ts";

await runSubgraph({
  readConfig: readAuthConfig,
  create: (dependencies, { auth }) => createAuthSubgraph({ ...dependencies, ...auth }),
});
