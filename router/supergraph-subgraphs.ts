import { Kind, parse, type EnumValueDefinitionNode } from "graphql";

/** A subgraph as the supergraph text names it. */
export interface SupergraphSubgraph {
  readonly name: string;
  /** Where its GraphQL endpoint is said to be; empty when the supergraph does not say. */
  readonly url: string;
}

/**
 * Lists the subgraphs of a supergraph text, from the enum `join__Graph`
 * (https://specs.apollo.dev/join/v0.3/#@join__graph).
 * @throws GraphQLError when the text is not GraphQL
 */
export function listSubgraphs(sdl: string): SupergraphSubgraph[] {
  return parse(sdl).definitions.flatMap((definition) =>
    definition.kind === Kind.ENUM_TYPE_DEFINITION && definition.name.value === "join__Graph"
      ? (definition.values ?? []).map((value) => ({
          name: graphArgument(value, "name"),
          url: graphArgument(value, "url"),
        }))
      : [],
  );
}

function graphArgument(value: EnumValueDefinitionNode, argument: "name" | "url"): string {
  const directive = value.directives?.find(({ name }) => name.value === "join__graph");
  const given = directive?.arguments?.find(({ name }) => name.value === argument)?.value;
  return given?.kind === Kind.STRING ? given.value : "";
}
