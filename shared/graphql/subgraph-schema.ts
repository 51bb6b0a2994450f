import { buildSubgraphSchema } from "@apollo/subgraph";
import type { DocumentNode, GraphQLSchema } from "graphql";
import { readAccessMap } from "../auth/access-directives.ts";
import type { KnockOut } from "../auth/knock-out.ts";
import type { AttributesOf } from "../auth/request-access.ts";
import { applyShield } from "../auth/shield.ts";
import { SCALAR_RESOLVERS } from "./scalars.ts";

/** What {@link createSubgraphSchema} needs. */
export interface SubgraphSchemaOptions {
  readonly sdl: DocumentNode;
  /** Typed by codegen in each subgraph; here only handed on. */
  readonly resolvers: object;
  readonly attributes: Readonly<Record<string, AttributesOf>>;
  /** Only in tests. */
  readonly knockOut?: KnockOut | undefined;
}

/** Builds an executable federated schema with a shield rule on every field. */
export function createSubgraphSchema(options: SubgraphSchemaOptions): GraphQLSchema {
  const resolvers = { ...SCALAR_RESOLVERS, ...options.resolvers };
  const schema = buildSubgraphSchema([{ typeDefs: options.sdl, resolvers }]);
  return applyShield(schema, readAccessMap(options.sdl), options.attributes, options.knockOut?.shield);
}
