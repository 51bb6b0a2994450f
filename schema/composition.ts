import { existsSync, readdirSync } from "node:fs";
import { join } from "node:path";
import { composeServices } from "@apollo/composition";
import type { DocumentNode, GraphQLSchema } from "graphql";

/** Default address of each subgraph, see README. */
const PORTS: Readonly<Record<string, number>> = {
  auth: 4001,
  users: 4002,
  appointments: 4003,
  billing: 4004,
  notifications: 4005,
  audit: 4006,
};

/** What clients and routers are given. */
export interface ComposedSchema {
  readonly supergraphSdl: string;
  /** What clients see. */
  readonly api: GraphQLSchema;
}

/** Names of the subgraphs that have SDL in a folder as `schema`, in order. */
export function subgraphNames(folder: string): readonly string[] {
  return Object.keys(PORTS)
    .filter((name) => existsSync(join(folder, name)))
    .filter((name) => readdirSync(join(folder, name)).some((file) => file.endsWith(".graphql")))
    .sort();
}

/** Composes subgraphs, given as SDL by name. @returns the sentences that say what is wrong instead, when they do not fit together */
export function compose(subgraphs: ReadonlyMap<string, DocumentNode>): ComposedSchema | readonly string[] {
  const services = [...subgraphs].map(([name, typeDefs]) => ({
    name,
    url: `http://localhost:${String(PORTS[name])}/graphql`,
    typeDefs,
  }));
  const composed = composeServices(services);
  if (composed.errors !== undefined) return composed.errors.map(({ message }) => message);
  return {
    supergraphSdl: `${composed.supergraphSdl.trimEnd()}\n`,
    api: composed.schema.toAPISchema().toGraphQLJSSchema(),
  };
}

/** Tells the two answers of {@link compose} apart. */
export function isComposed(answer: ComposedSchema | readonly string[]): answer is ComposedSchema {
  return "api" in answer;
}
