import { spawnSync } from "node:child_process";
import { copyFileSync, mkdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { z } from "zod";

const root = fileURLToPath(new URL("../../", import.meta.url));
const versions = z.record(z.string(), z.string());
const repositorySchema = z.object({
  version: z.string(),
  license: z.string(),
  dependencies: versions,
  devDependencies: versions,
});

/** Modules that apps import, by the name behind that of the package. */
const ENTRIES = ["index", "operations", "documents", "schema-types", "mocked-stack"] as const;
/** Packages that one entry needs, and no other: whoever imports it installs them. */
const PEERS = ["graphql", "msw", "@graphql-typed-document-node/core"] as const;

/** To what stands in this repository only. */
const RELATIVE_LINK = /\[([^\]]+)\]\((?!https?:)[^)]+\)/g;

/**
 * Builds the package for front ends in `directory`, which is emptied first: ES modules with their types, the SDL, the guide.
 * @throws Error when a module does not compile
 */
export function buildPackage(directory: string): void {
  rmSync(directory, { recursive: true, force: true });
  mkdirSync(directory, { recursive: true });
  const tsc = createRequire(import.meta.url).resolve("typescript/bin/tsc");
  const compiled = spawnSync(process.execPath, [tsc, "-p", join(root, "client"), "--outDir", directory]);
  if (compiled.status !== 0) throw new Error(`The package does not compile.\n${String(compiled.stdout)}`);
  writeFileSync(join(directory, "package.json"), `${JSON.stringify(manifest(), null, 2)}\n`);
  copyFileSync(join(root, "schema/api.graphql"), join(directory, "schema.graphql"));
  const guide = readFileSync(join(root, "client/README.md"), "utf8");
  writeFileSync(join(directory, "README.md"), guide.replaceAll(RELATIVE_LINK, "$1"));
  copyFileSync(join(root, "LICENSE"), join(directory, "LICENSE"));
}

function manifest(): unknown {
  const repository = repositorySchema.parse(JSON.parse(readFileSync(join(root, "package.json"), "utf8")));
  const { version, license, dependencies, devDependencies } = repository;
  const known: Readonly<Record<string, string>> = { ...dependencies, ...devDependencies };
  const exported = ENTRIES.map((entry): [string, Readonly<Record<string, string>>] => [
    entry === "index" ? "." : `./${entry}`,
    { types: `./${entry}.d.ts`, default: `./${entry}.js` },
  ]);
  return {
    name: "@clinic/client",
    version,
    description: "Typed operations of the clinic supergraph for front ends, and mocks for their tests.",
    license,
    type: "module",
    sideEffects: false,
    exports: {
      ...Object.fromEntries(exported),
      "./schema.graphql": "./schema.graphql",
      "./package.json": "./package.json",
    },
    peerDependencies: Object.fromEntries(PEERS.map((name) => [name, `^${String(known[name])}`])),
    peerDependenciesMeta: Object.fromEntries(PEERS.map((name) => [name, { optional: true }])),
  };
}
