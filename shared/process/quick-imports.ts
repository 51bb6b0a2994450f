import { enableCompileCache, registerHooks } from "node:module";
import { fileURLToPath } from "node:url";
import { isCoverageMeasured } from "./config.ts";

const DRIZZLE = /^drizzle-orm(\/|$)/;
const LEFT_OUT = new URL("left-out.ts", import.meta.url).href;
const COMPILED_CODE = fileURLToPath(new URL("../../node_modules/.cache/compiled-code/", import.meta.url));

/**
 * By a part of the path of who asks: what it loads at its start, but uses only for what is never done here. It is a third of the
 * modules of a router, a fifth of those of a subgraph.
 */
const NEVER_USED: readonly (readonly [asker: string, specifiers: RegExp])[] = [
  // For the report of its use to Apollo, which `disableApolloTelemetry` refuses.
  [
    "/node_modules/@apollo/gateway/",
    /^@opentelemetry\/(resource-detector-|exporter-metrics-|sdk-metrics$|resources$|semantic-conventions\/)/,
  ],
  // For schemas that a gateway asks the network for or composes itself, and for its own data source: the router does neither,
  // and calls subgraphs by its own executor.
  ["/node_modules/@apollo/gateway/", /^(make-fetch-happen|@apollo\/composition)$/],
  // For `inputRule`.
  ["/node_modules/graphql-shield/", /^yup$/],
];

// Programs that are started again start sooner. Where the folder cannot be written to, nothing is kept.
if (!isCoverageMeasured()) enableCompileCache(COMPILED_CODE);

// Loads drizzle-orm as CommonJS. As ES modules it takes 1.8 s to load instead of 0.2 s: Node 24 parses the package.json
// of a package again for each of its modules, to learn their format, and drizzle's has 180 kB of `exports`.
registerHooks({
  resolve: (specifier, context, next) => {
    if (DRIZZLE.test(specifier)) return next(specifier, { ...context, conditions: ["node", "require"] });
    return isNeverUsed(specifier, context.parentURL)
      ? { url: LEFT_OUT, format: "module", shortCircuit: true }
      : next(specifier, context);
  },
});

function isNeverUsed(specifier: string, parentUrl = ""): boolean {
  return NEVER_USED.some(([asker, specifiers]) => specifiers.test(specifier) && parentUrl.includes(asker));
}
