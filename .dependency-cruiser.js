// The arrows of the architecture, as rules. Each comment is what a violation's message says.

const TEST = String.raw`\.test\.ts$|/test/|^shared/testing/|^stack/test-`;
const TEST_SETUP = String.raw`^shared/testing/global-setup\.ts$`;
const PACKAGE = (...names) => String.raw`node_modules/(${names.join("|")})(/|$)`;
const EXPLORER_PAGE = "^router/explorer/page/";
const DOORS = "context|loaders|mappers|permissions|subgraph|index|config";

/** A rule that allows nothing from `from` to `to`. */
function forbid(name, comment, from, to) {
  return { name, comment, severity: "error", from, to };
}

const betweenFolders = [
  forbid(
    "subgraph-knows-no-other-subgraph",
    "A subgraph learns another's facts from the signed viewer, an entity representation or an event.",
    { path: "^subgraphs/([^/]+)/" },
    { path: "^subgraphs/([^/]+)/", pathNot: "^subgraphs/$1/" },
  ),
  forbid(
    "subgraph-needs-only-shared-and-its-tables",
    "A subgraph imports shared/ and drizzle/<its own name>/.",
    { path: "^subgraphs/" },
    { path: "^(router|stack|schema|bench|lint)/" },
  ),
  forbid(
    "subgraph-has-its-own-tables",
    "A subgraph's role cannot read another's schema, so it cannot use another's tables.",
    { path: "^subgraphs/([^/]+)/" },
    { path: "^drizzle/", pathNot: "^drizzle/$1/" },
  ),
  forbid(
    "router-needs-only-shared-and-schema",
    "The router knows the supergraph's text, never a subgraph's code or a table, but for those that routers share.",
    { path: "^router/" },
    { path: "^(subgraphs|drizzle|stack|bench|lint)/", pathNot: "^drizzle/platform/" },
  ),
  forbid(
    "shared-knows-nobody",
    "What every process needs depends on no process.",
    { path: "^shared/", pathNot: TEST_SETUP },
    { path: "^(subgraphs|router|drizzle|stack|schema|bench|lint)/" },
  ),
  forbid(
    "test-setup-needs-only-the-migrator",
    "The global set-up of the tests migrates a template database; it knows no process.",
    { path: TEST_SETUP },
    {
      path: "^(subgraphs|router|drizzle|stack|schema|bench|lint)/",
      pathNot: String.raw`^drizzle/migrate\.ts$`,
    },
  ),
  forbid(
    "drizzle-needs-only-shared",
    "Tables and migrations depend on no process.",
    { path: "^drizzle/" },
    { path: "^(subgraphs|router|stack|schema|bench|lint)/" },
  ),
  forbid(
    "tables-know-no-other-tables",
    "No foreign key crosses a schema; only the seed and the migrator see every folder.",
    { path: "^drizzle/([^/]+)/", pathNot: "^drizzle/seed/" },
    { path: "^drizzle/([^/]+)/", pathNot: "^drizzle/$1/" },
  ),
  forbid(
    "schema-needs-only-shared",
    "The contract comes first: it depends on no code that serves it.",
    { path: "^schema/" },
    { path: "^(subgraphs|router|drizzle|stack|bench|lint)/" },
  ),
  forbid(
    "only-tools-need-the-check",
    "What compares two states of the contract needs packages that a process is installed without.",
    { pathNot: "^(schema/check/|schema/reference/|stack/schema-check|stack/golden/|stack/test/)" },
    { path: "^schema/(check|reference)/" },
  ),
  forbid(
    "only-a-composition-root-composes",
    "Only stack/ puts subgraphs and router together; bench/ measures what it puts together.",
    { pathNot: "^(stack|subgraphs|router|bench)/" },
    { path: "^(subgraphs|router|stack)/" },
  ),
  forbid(
    "client-is-a-package",
    "Front ends install client/ by itself: it takes nothing from the servers but what is generated into it.",
    { path: "^client/", pathNot: `${TEST}|^client/build/` },
    { path: "^(subgraphs|router|shared|drizzle|stack|schema|bench|lint|client/build)/" },
  ),
  forbid(
    "servers-need-no-client",
    "The package for front ends is asked for by front ends, and by tests that play one.",
    { pathNot: `^client/|${EXPLORER_PAGE}|${TEST}` },
    { path: "^client/" },
  ),
  forbid(
    "explorer-page-is-a-front-end",
    "The page runs in a browser: it takes the client, what it and the router say to each other, and how both make tables of results.",
    { path: EXPLORER_PAGE, pathNot: TEST },
    {
      path: "^(subgraphs|router|shared|drizzle|stack|schema|bench|lint)/",
      pathNot: String.raw`${EXPLORER_PAGE}|^router/explorer/(explorer-api|export-api|csv-text|node-of-edge)\.ts$`,
    },
  ),
  forbid(
    "servers-need-no-explorer-page",
    "The page is built, not imported.",
    { pathNot: EXPLORER_PAGE },
    { path: EXPLORER_PAGE },
  ),
  forbid(
    "nobody-needs-the-bench",
    "What measures is no part of what is measured.",
    { pathNot: "^bench/" },
    { path: "^bench/" },
  ),
];

const withinSubgraphs = [
  forbid(
    "domain-is-pure",
    "Decisions know no layer, table, protocol or clock.",
    { path: "^subgraphs/([^/]+)/domain/" },
    {
      path: [
        "^subgraphs/$1/(services|resolvers|repositories)/",
        String.raw`^subgraphs/$1/(${DOORS})\.ts$`,
        "^drizzle/",
        "^shared/(db|graphql|http|messaging|logging|observability|config)/",
        PACKAGE("graphql", "drizzle-orm", "postgres", "fastify", "@apollo/[^/]+"),
      ],
    },
  ),
  forbid(
    "resolver-calls-a-service",
    "A resolver unpacks, calls one service or loader and packs: no SQL.",
    { path: "^subgraphs/[^/]+/resolvers/" },
    { path: ["^subgraphs/[^/]+/repositories/", "^drizzle/", PACKAGE("drizzle-orm", "postgres")] },
  ),
  forbid(
    "service-leaves-sql-to-repositories",
    "A service decides; repositories hold SQL and mapping, resolvers hold GraphQL.",
    { path: "^subgraphs/[^/]+/services/", pathNot: TEST },
    { path: ["^subgraphs/[^/]+/resolvers/", "^drizzle/", PACKAGE("drizzle-orm", "postgres")] },
  ),
  forbid(
    "repository-is-the-last-layer",
    "A repository is called by services and loaders and calls neither.",
    { path: "^subgraphs/[^/]+/repositories/" },
    { path: "^subgraphs/[^/]+/(services|resolvers)/" },
  ),
];

const everywhere = [
  forbid(
    "no-circular",
    "Two modules that need each other are one module, or miss a third.",
    {},
    { circular: true, viaOnly: { dependencyTypesNot: ["type-only"] } },
  ),
  forbid(
    "production-needs-no-test-code",
    "Test code is not part of what runs; what measures may use it.",
    { pathNot: String.raw`${TEST}|^vitest\.config\.ts$|^bench/` },
    { path: String.raw`\.test\.ts$|^shared/testing/|^(subgraphs|router)/.*/test/` },
  ),
  forbid(
    "production-needs-no-development-package",
    "A process is installed without devDependencies.",
    {
      path: "^(subgraphs|router|shared|drizzle|schema|stack)/",
      // What compares two states of the contract is run in a working tree, never by a process; so is what builds the page.
      pathNot: String.raw`${TEST}|\.config\.ts$|^schema/(check|reference)/|${EXPLORER_PAGE}|^router/explorer/build-page\.ts$`,
    },
    { dependencyTypes: ["npm-dev"], dependencyTypesNot: ["type-only"] },
  ),
  forbid(
    "package-is-declared",
    "A package that is only there because another needs it may leave with it.",
    {},
    { dependencyTypes: ["npm-no-pkg", "npm-unknown"] },
  ),
  forbid(
    "lucia-stays-behind-one-port",
    "Sessions belong to auth (docs/adr/0006).",
    { pathNot: "^subgraphs/auth/" },
    { path: PACKAGE("lucia") },
  ),
  forbid(
    "loaded-on-first-use",
    "Most starts of auth need neither passkeys nor mails, whose libraries are a quarter of its modules: import() them.",
    { pathNot: String.raw`${TEST}|^subgraphs/auth/services/passkey-ceremonies\.ts$` },
    {
      path: [
        String.raw`^subgraphs/auth/services/passkey-ceremonies\.ts$`,
        PACKAGE("@simplewebauthn/server", "nodemailer"),
      ],
      dynamic: false,
      dependencyTypesNot: ["type-only"],
    },
  ),
  forbid(
    "import-resolves",
    "The module does not exist.",
    {},
    // Types alone: the package has no module to find.
    { couldNotResolve: true, pathNot: "^@graphql-typed-document-node/core$" },
  ),
  forbid(
    "no-nameless-drawer",
    "A thing has a name, or it does not exist.",
    {},
    {
      path: String.raw`(^|/)(utils?|helpers?|common|misc)(/|\.ts$)`,
      pathNot: "(^|/)node_modules/",
    },
  ),
];

/** @type {import("dependency-cruiser").IConfiguration} */
export default {
  forbidden: [...betweenFolders, ...withinSubgraphs, ...everywhere],
  options: {
    doNotFollow: { path: "node_modules" },
    exclude: { path: String.raw`^(coverage|\.data|client/dist|router/explorer/assets)/` },
    tsConfig: { fileName: "tsconfig.json" },
    tsPreCompilationDeps: true,
    enhancedResolveOptions: {
      exportsFields: ["exports"],
      conditionNames: ["import", "node", "types", "default"],
      mainFields: ["main", "types"],
    },
  },
};
