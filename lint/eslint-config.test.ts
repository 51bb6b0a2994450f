import { join } from "node:path";
import { ESLint } from "eslint";
import { configs } from "typescript-eslint";
import { describe, expect, it } from "vitest";

const ROOT = join(import.meta.dirname, "..");

/** The repository's configuration, without the rules that need a file to exist. */
const eslint = new ESLint({
  cwd: ROOT,
  overrideConfigFile: join(ROOT, "eslint.config.js"),
  overrideConfig: { files: ["**/*.ts"], ...configs.disableTypeChecked },
});

/** Names of the rules that `code` breaks, as if it stood in the file `path`. */
async function brokenRules(path: string, code: string): Promise<readonly (string | null)[]> {
  const results = await eslint.lintText(code, { filePath: join(ROOT, path) });
  return results.flatMap(({ messages }) => messages.map(({ ruleId }) => ruleId));
}

const ENVIRONMENT_READS = [
  "export const a = process.env;",
  'export const a = process.env["HOME"];',
  'export const a = process["env"];',
  "export const a = process[`env`];",
  "export const a = process?.env;",
  "export const a = globalThis.process.env;",
  'export const a = globalThis["process"];',
  "export const a = import.meta.env;",
  "const { env } = process; export { env };",
  "const { env: { HOME } } = process; export { HOME };",
  "export function read({ env } = process): unknown { return env; }",
  "const p = process; export { p };",
  "export let p: unknown = 1; p = process;",
  'import { env } from "node:process"; export const a = env;',
  'import { env as e } from "process"; export const a = e;',
  'import { "env" as e } from "process"; export const a = e;',
  'import process from "node:process"; export const a = process.pid;',
  'import { default as p } from "node:process"; export const a = p;',
  'import * as p from "node:process"; export const a = p;',
  'export { env } from "node:process";',
  'export * from "node:process";',
  'export const a = await import("node:process");',
];

describe("the environment", () => {
  it.each(ENVIRONMENT_READS)("is not read outside of config.ts: %s", async (code) => {
    const rules = await brokenRules("shared/http/sample.ts", code);
    expect(rules).toHaveLength(1);
    expect(["no-restricted-properties", "no-restricted-syntax"]).toContain(rules[0]);
  });

  it("is not read in a resolver, a test or a file that merely ends in config.ts", async () => {
    const code = "export const a = process.env;";
    const paths = ["subgraphs/a/resolvers/Query/a.ts", "shared/a.test.ts", "shared/load-config.ts"];
    const rules = await Promise.all(paths.map((path) => brokenRules(path, code)));
    expect(rules).toEqual(paths.map(() => ["no-restricted-properties"]));
  });

  it.each(["router/config.ts", "subgraphs/users/config.ts", "vitest.config.ts", "drizzle/drizzle.config.ts"])(
    "is read in %s",
    async (path) => {
      expect(await brokenRules(path, 'export const a = process.env["HOME"];')).toEqual([]);
    },
  );

  it("leaves the rest of process alone", async () => {
    const code = 'import { argv } from "node:process"; export const a = [argv, process.pid];';
    expect(await brokenRules("shared/http/sample.ts", code)).toEqual([]);
  });
});

describe("imports", () => {
  it.each([
    ['import { x } from "./x.js"; export const a = x;', "@typescript-eslint/no-restricted-imports"],
    ['export { x } from "../x.js";', "@typescript-eslint/no-restricted-imports"],
    ['export * from "#shared/x.js";', "@typescript-eslint/no-restricted-imports"],
    ['export const a = await import("./x.js");', "no-restricted-syntax"],
    [
      'import { shield } from "graphql-shield"; export const a = shield;',
      "@typescript-eslint/no-restricted-imports",
    ],
    [
      'import { RemoteGraphQLDataSource as S } from "@apollo/gateway"; export const a = S;',
      "@typescript-eslint/no-restricted-imports",
    ],
    [
      'import { Viewer } from "./viewer.ts"; export function f(v: Viewer): void { v.x(); }',
      "@typescript-eslint/consistent-type-imports",
    ],
  ])("%s is refused", async (code, rule) => {
    expect(await brokenRules("router/sample.ts", code)).toEqual([rule]);
  });

  it.each([
    'import { x } from "./x.ts"; export const a = x;',
    'import { index } from "graphql/index.js"; export const a = index;',
    'import type { IRules } from "graphql-shield"; export const a: IRules = {};',
  ])("%s is accepted", async (code) => {
    expect(await brokenRules("router/sample.ts", code)).toEqual([]);
  });
});

describe("the shape of code", () => {
  const lines = (count: number, line = "  go();\n") => line.repeat(count);
  const body = (count: number) => `export function f(): void {\n${lines(count - 2)}}\n`;

  it.each([
    ["shared/a.ts", "export default 1;", ["no-restricted-exports"]],
    ["codegen.ts", "export default 1;", []],
    ["shared/a.ts", "export const a: any = 1;", ["@typescript-eslint/no-explicit-any"]],
    ["shared/a.ts", "export const a = b!.c;", ["@typescript-eslint/no-non-null-assertion"]],
    [
      "shared/a.ts",
      'export function f() { return "a"; }',
      ["@typescript-eslint/explicit-module-boundary-types"],
    ],
    ["shared/a.test.ts", 'export function f() { return "a"; }', []],
    ["shared/a.ts", "console.log(1);", ["no-console"]],
    ["stack/demo.ts", "console.log(1);", []],
  ])("in %s: %s", async (path, code, rules) => {
    expect(await brokenRules(path, code)).toEqual(rules);
  });

  it("allows 300 lines a file and 50 a function", async () => {
    const file = (count: number) => lines(count, "go();\n");
    expect(await brokenRules("shared/a.ts", file(300))).toEqual([]);
    expect(await brokenRules("shared/a.ts", file(301))).toEqual(["max-lines"]);
    expect(await brokenRules("shared/a.ts", body(50))).toEqual([]);
    expect(await brokenRules("shared/a.ts", body(51))).toEqual(["max-lines-per-function"]);
    expect(await brokenRules("shared/a.test.ts", body(51))).toEqual([]);
  });

  it("keeps resolvers small and free of try", async () => {
    const path = "subgraphs/users/resolvers/Query/viewer.ts";
    expect(await brokenRules(path, body(18))).toEqual([]);
    expect(await brokenRules(path, body(19))).toEqual(["max-lines-per-function"]);
    expect(
      await brokenRules(path, "export function f(): void { try { go(); } finally { stop(); } }"),
    ).toEqual(["no-restricted-syntax"]);
  });

  it("knows the rule on transactions", async () => {
    const code = "export const a = db.transaction((tx: Tx) => db.insert(tx));";
    expect(await brokenRules("subgraphs/users/services/a-service.ts", code)).toEqual([
      "clinic/only-tx-inside-transaction",
    ]);
  });
});
