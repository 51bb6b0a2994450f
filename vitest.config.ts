import { fileURLToPath } from "node:url";
import { defineConfig } from "vitest/config";

const NO_TESTS = ["**/node_modules/**", ".data/**", "coverage/**"];
/** One Postgres for the whole run, however many projects name it; unit tests do without. */
const WITH_POSTGRES = ["shared/testing/global-setup.ts"];

/** Tests of commands, of clients, and of programs that they start by themselves: no other way to run makes them other tests. */
const OF_ONE_WAY_TO_RUN = [
  "stack/test/{answers,bad-input,brute-force,canaries,certificates,client,clock-jumps,commands,explorer,explorer-page,explorer-panels,explorer-whole,exports,fuzz,kept-answers,key-rotation,kill,knock-out,operations,schema-check,tracing}.e2e.test.ts",
];

/**
 * Tests that are little else but starts of programs and browsers: what these run is measured where it is tested, and measuring each
 * start costs more than the start (docs/adr/0015).
 */
const PROGRAMS = [
  "stack/test/{commands,explorer-page,explorer-panels,explorer-whole,kill,operations,postgres-restart,shutdown}.e2e.test.ts",
];
const isMeasured = process.argv.includes("--coverage");

export default defineConfig({
  resolve: {
    // graphql has no `exports`: Vite would take its ES module build and Node, for dependencies, the CommonJS one, and
    // two copies refuse each other's schemas. Packages stay outside of Vite, so all of them get Node's choice too.
    alias: [{ find: /^graphql$/, replacement: "graphql/index.js" }],
  },
  test: {
    env: { NODE_ENV: "test", APOLLO_TELEMETRY_DISABLED: "true" },
    testTimeout: 30_000,
    hookTimeout: 60_000,
    teardownTimeout: 30_000,
    pool: "forks",
    execArgv: ["--import", fileURLToPath(new URL("shared/process/quick-imports.ts", import.meta.url))],
    maxWorkers: 2,
    restoreMocks: true,
    unstubEnvs: true,
    server: { deps: { external: [/\/node_modules\//] } },
    projects: [
      {
        extends: true,
        // Files share a worker's modules: loading them anew for each would take twice as long as the tests.
        test: {
          name: "unit",
          isolate: false,
          include: ["**/*.test.ts"],
          exclude: [...NO_TESTS, "**/*.{int,e2e}.test.ts"],
        },
      },
      {
        extends: true,
        test: {
          name: "integration",
          isolate: false,
          include: ["**/*.int.test.ts"],
          exclude: NO_TESTS,
          globalSetup: WITH_POSTGRES,
        },
      },
      {
        extends: true,
        test: {
          name: "e2e",
          isolate: false,
          include: ["**/*.e2e.test.ts"],
          exclude: isMeasured ? [...NO_TESTS, ...PROGRAMS] : NO_TESTS,
          globalSetup: WITH_POSTGRES,
          provide: { topology: "one process" },
        },
      },
      {
        extends: true,
        // Those of them that `npm test` does not measure.
        test: {
          name: "e2e-programs",
          isolate: false,
          include: PROGRAMS,
          exclude: NO_TESTS,
          globalSetup: WITH_POSTGRES,
          provide: { topology: "one process" },
        },
      },
      {
        extends: true,
        // The same tests of the same stack, with router and subgraphs as processes of their own.
        test: {
          name: "e2e-distributed",
          isolate: false,
          include: ["**/*.e2e.test.ts"],
          exclude: [...NO_TESTS, ...OF_ONE_WAY_TO_RUN],
          globalSetup: WITH_POSTGRES,
          provide: { topology: "distributed" },
        },
      },
    ],
    coverage: {
      provider: "v8",
      // Start-up files run in processes of their own, which the end-to-end tests start.
      autoAttachSubprocess: true,
      include: [
        "subgraphs/**/*.ts",
        "router/**/*.ts",
        "shared/**/*.ts",
        "client/{*,mocked-stack/*,examples/*}.ts",
      ],
      exclude: ["**/*.test.ts", "**/test/**", "**/__generated__/**", "shared/testing/**"],
      reporter: ["text-summary", "lcov", "json-summary"],
      thresholds: { lines: 90, branches: 90 },
    },
  },
});
