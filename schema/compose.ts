import { existsSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { composeServices } from "@apollo/composition";
import { printSchema } from "graphql";
import { z } from "zod";
import { readAccessMap } from "#shared/auth/access-directives.ts";
import { loadSubgraphSdl } from "#shared/graphql/load-sdl.ts";
import { CONTRACTS } from "#shared/messaging/contracts.ts";

/** Default address of each subgraph, see README. */
const PORTS: Readonly<Record<string, number>> = {
  auth: 4001,
  users: 4002,
  appointments: 4003,
  billing: 4004,
  notifications: 4005,
  audit: 4006,
};

const folder = new URL("./", import.meta.url);

function subgraphNames(): string[] {
  return readdirSync(folder, { withFileTypes: true })
    .filter((entry) => entry.isDirectory() && Object.hasOwn(PORTS, entry.name))
    .filter((entry) =>
      readdirSync(new URL(`${entry.name}/`, folder)).some((file) => file.endsWith(".graphql")),
    )
    .map((entry) => entry.name)
    .sort();
}

/** A file that says so already is left alone: a router may be watching it, and tests reading it. */
function write(file: string, text: string): void {
  const path = new URL(file, folder);
  if (!existsSync(path) || readFileSync(path, "utf8") !== text) writeFileSync(path, text);
}

const services = subgraphNames().map((name) => ({
  name,
  url: `http://localhost:${String(PORTS[name])}/graphql`,
  typeDefs: loadSubgraphSdl(name),
}));
for (const service of services) readAccessMap(service.typeDefs);

const composed = composeServices(services);
if (composed.errors !== undefined) {
  for (const error of composed.errors) process.stderr.write(`${error.message}\n`);
  process.exitCode = 1;
} else {
  write("supergraph.graphql", `${composed.supergraphSdl.trimEnd()}\n`);
  write("api.graphql", `${printSchema(composed.schema.toAPISchema().toGraphQLJSSchema()).trimEnd()}\n`);
  for (const [type, contract] of Object.entries(CONTRACTS)) {
    const jsonSchema = { title: type, ...z.toJSONSchema(contract, { target: "draft-2020-12" }) };
    write(`events/${type}.json`, `${JSON.stringify(jsonSchema, null, 2)}\n`);
  }
  process.stdout.write(`Composed ${services.map(({ name }) => name).join(", ")}.\n`);
}
