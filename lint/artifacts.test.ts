import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { hashArtifacts, staleArtifacts } from "./artifacts.ts";

describe("the artifact check", () => {
  let root: string;

  beforeEach(() => {
    root = mkdtempSync(join(tmpdir(), "clinic-artifacts-"));
    write("schema/supergraph.graphql", "a");
    write("schema/api.graphql", "b");
    write("schema/events/account.registered.v1.json", "{}");
    write("schema/contracts/users.json", "[]");
    write("schema/policies.json", "{}");
    write("docs/authorization.md", "e");
    write("docs/security.md", "not generated");
    write("subgraphs/users/__generated__/resolvers.ts", "c");
    write("schema/operations/demo/__generated__/graphql.ts", "d");
    write("client/__generated__/operations.ts", "f");
    write("subgraphs/users/mappers.ts", "not an artifact");
    write("node_modules/x/__generated__/y.ts", "not ours");
  });

  afterEach(() => {
    rmSync(root, { recursive: true });
  });

  function write(path: string, text: string): void {
    mkdirSync(join(root, dirname(path)), { recursive: true });
    writeFileSync(join(root, path), text);
  }

  it("knows every composed and generated file, and no other", () => {
    expect([...hashArtifacts(root).keys()]).toEqual([
      "client/__generated__/operations.ts",
      "docs/authorization.md",
      "schema/api.graphql",
      "schema/contracts/users.json",
      "schema/events/account.registered.v1.json",
      "schema/operations/demo/__generated__/graphql.ts",
      "schema/policies.json",
      "schema/supergraph.graphql",
      "subgraphs/users/__generated__/resolvers.ts",
    ]);
  });

  it("finds nothing stale when the same is written again", () => {
    const before = hashArtifacts(root);
    write("schema/api.graphql", "b");
    expect(staleArtifacts(before, hashArtifacts(root))).toEqual([]);
  });

  it("names each changed, added and removed file", () => {
    const before = hashArtifacts(root);
    write("schema/supergraph.graphql", "changed");
    write("subgraphs/auth/__generated__/resolvers.ts", "added");
    rmSync(join(root, "schema/operations/demo/__generated__/graphql.ts"));
    write("subgraphs/users/mappers.ts", "changed, but not an artifact");
    expect(staleArtifacts(before, hashArtifacts(root))).toEqual([
      "schema/operations/demo/__generated__/graphql.ts",
      "schema/supergraph.graphql",
      "subgraphs/auth/__generated__/resolvers.ts",
    ]);
  });
});
