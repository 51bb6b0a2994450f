import { readdirSync, readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { parse, type DocumentNode } from "graphql";

const SCHEMA_FOLDER = fileURLToPath(new URL("../../schema/", import.meta.url));

/**
 * The SDL a subgraph serves: what all share and its own files, in the order of their names.
 * @param schemaFolder ends in `/`; that of this repository by default
 */
export function loadSubgraphSdl(subgraph: string, schemaFolder = SCHEMA_FOLDER): DocumentNode {
  const text = ["_shared", subgraph]
    .flatMap((folder) =>
      readdirSync(`${schemaFolder}${folder}`)
        .filter((file) => file.endsWith(".graphql"))
        .sort()
        .map((file) => readFileSync(`${schemaFolder}${folder}/${file}`, "utf8")),
    )
    .join("\n");
  return parse(text);
}
