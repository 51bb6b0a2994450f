import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { readAnswers } from "#schema/answers.ts";
import { listSubgraphs } from "../supergraph-subgraphs.ts";
import { createCertifier } from "./certificate.ts";
import { certificatesOf, contractsOf } from "./document-facts.ts";
import { readManifests } from "./manifest.ts";

// What each registered document can reach, beside the manifests, and what it needs of each subgraph: a change of the schema,
// the policies or a document that widens one shows in these files, and whoever commits them approves it.

const schema = new URL("../../schema/", import.meta.url);
const operations = new URL("operations/", schema);
const supergraph = readFileSync(new URL("supergraph.graphql", schema), "utf8");
const certifier = createCertifier(supergraph);
const manifests = await readManifests(fileURLToPath(operations));

function write(folder: URL, file: string, content: unknown): void {
  mkdirSync(folder, { recursive: true });
  writeFileSync(new URL(file, folder), `${JSON.stringify(content, null, 2)}\n`);
}

for (const manifest of manifests) {
  const { client, version } = manifest;
  const answers = readAnswers(fileURLToPath(operations), client, version);
  const certificates = certificatesOf(certifier, manifest, answers);
  write(new URL(`${client}/certificates/`, operations), `${version}.json`, certificates);
}

const contracts = contractsOf(certifier, manifests);
for (const { name } of listSubgraphs(supergraph))
  write(new URL("contracts/", schema), `${name}.json`, contracts.get(name) ?? []);
