import { createHash } from "node:crypto";
import { globSync, readFileSync } from "node:fs";
import { join, relative } from "node:path";

/** Everything `npm run compose`, `codegen` and `docs:policies` write, relative to the repository. */
const ARTIFACTS = [
  "schema/supergraph.graphql",
  "schema/api.graphql",
  "schema/events/*.json",
  "schema/contracts/*.json",
  "schema/policies.json",
  "schema/operations/*/{manifests,certificates}/*.json",
  "docs/authorization.md",
  "docs/schema/*.md",
  "{client,schema,subgraphs,router,shared,stack}/**/__generated__/**/*.*",
];

/** Path of each artifact (relative, with `/`) and the SHA-256 of what it says. */
export type ArtifactHashes = ReadonlyMap<string, string>;

/** Reads the artifacts that exist below `root`. */
export function hashArtifacts(root: string): ArtifactHashes {
  const files = globSync(ARTIFACTS, { cwd: root, withFileTypes: true }).filter((entry) => entry.isFile());
  const paths = files.map((entry) => join(entry.parentPath, entry.name)).sort();
  return new Map(
    paths.map((path) => [
      relative(root, path).replaceAll("\\", "/"),
      createHash("sha256").update(readFileSync(path)).digest("hex"),
    ]),
  );
}

/** Paths that were changed, added or removed between two readings, in order. */
export function staleArtifacts(before: ArtifactHashes, after: ArtifactHashes): readonly string[] {
  const paths = new Set([...before.keys(), ...after.keys()]);
  return [...paths].filter((path) => before.get(path) !== after.get(path)).sort();
}
