import { readdirSync, readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { parse, type DocumentNode } from "graphql";

const SCHEMA_FOLDER = fileURLToPath(new URL("../../schema/", import.meta.url));

/** The SDL a subgraph serves: what all share and its own files, in the order of their names. */
export function loadSubgraphSdl(subgraph: string): DocumentNode {
  const text = ["_shared", subgraph]
    .flatMap((folder) =>
      readdirSync(`${SCHEMA_FOLDER}${folder}`)
        .filter((file) => file.endsWith(".graphql"))
        .sort()
        .map((file) => readFileSync(`${SCHEMA_FOLDER}${folder}/${file}`, "utf8")),
    )
    .join("\n");
  return parse(text);
}
