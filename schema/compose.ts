import { existsSync, readFileSync, writeFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { printSchema } from "graphql";
import { z } from "zod";
import { readAccessMap } from "#shared/auth/access-directives.ts";
import { loadSubgraphSdl } from "#shared/graphql/load-sdl.ts";
import { CONTRACTS } from "#shared/messaging/contracts.ts";
import { compose, isComposed, subgraphNames } from "./composition.ts";

const folder = new URL("./", import.meta.url);

/** A file that says so already is left alone: a router may be watching it, and tests reading it. */
function write(file: string, text: string): void {
  const path = new URL(file, folder);
  if (!existsSync(path) || readFileSync(path, "utf8") !== text) writeFileSync(path, text);
}

const names = subgraphNames(fileURLToPath(folder));
const subgraphs = new Map(names.map((name) => [name, loadSubgraphSdl(name)]));
for (const sdl of subgraphs.values()) readAccessMap(sdl);

const composed = compose(subgraphs);
if (isComposed(composed)) {
  write("supergraph.graphql", composed.supergraphSdl);
  write("api.graphql", `${printSchema(composed.api).trimEnd()}\n`);
  for (const [type, contract] of Object.entries(CONTRACTS)) {
    const jsonSchema = { title: type, ...z.toJSONSchema(contract, { target: "draft-2020-12" }) };
    write(`events/${type}.json`, `${JSON.stringify(jsonSchema, null, 2)}\n`);
  }
  process.stdout.write(`Composed ${names.join(", ")}.\n`);
} else {
  for (const problem of composed) process.stderr.write(`${problem}\n`);
  process.exitCode = 1;
}
