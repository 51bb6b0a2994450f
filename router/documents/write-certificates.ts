import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { createCertifier } from "./certificate.ts";
import { readManifests } from "./manifest.ts";

// What each registered document can reach, beside the manifests: a change of the schema, the policies or a document that
// widens one shows in these files, and whoever commits them approves it.

const operations = new URL("../../schema/operations/", import.meta.url);
const supergraph = readFileSync(new URL("../../schema/supergraph.graphql", import.meta.url), "utf8");
const certify = createCertifier(supergraph);

for (const { client, version, documents } of await readManifests(fileURLToPath(operations))) {
  const folder = new URL(`${client}/certificates/`, operations);
  mkdirSync(folder, { recursive: true });
  const certificates = Object.entries(documents).map(([id, text]) => {
    try {
      return [id, certify(text)] as const;
    } catch (error) {
      throw new Error(`${client}/manifests/${version}.json has a document that cannot run any more: ${id}`, {
        cause: error,
      });
    }
  });
  writeFileSync(
    new URL(`${version}.json`, folder),
    `${JSON.stringify(Object.fromEntries(certificates), null, 2)}\n`,
  );
}
