import { readFileSync } from "node:fs";
import { Kind, parse } from "graphql";

/** Subgraph that owns each mutation, from the supergraph: a new mutation is known at once. */
export function ownersOfMutations(): ReadonlyMap<string, string> {
  const text = readFileSync(new URL("../../../schema/supergraph.graphql", import.meta.url), "utf8");
  const mutation = parse(text).definitions.find(
    (definition) => definition.kind === Kind.OBJECT_TYPE_DEFINITION && definition.name.value === "Mutation",
  );
  if (mutation?.kind !== Kind.OBJECT_TYPE_DEFINITION) throw new Error("The supergraph has no mutations.");
  return new Map(
    (mutation.fields ?? []).map((field) => {
      const join = field.directives?.find(({ name }) => name.value === "join__field");
      const graph = join?.arguments?.find(({ name }) => name.value === "graph")?.value;
      if (graph?.kind !== Kind.ENUM) throw new Error(`Nobody owns ${field.name.value}.`);
      return [field.name.value, graph.value.toLowerCase()];
    }),
  );
}

/** What is written elsewhere because of a subgraph's events. */
const PROJECTIONS: Readonly<Record<string, string>> = {
  auth: String.raw`|users\.|appointments\.known_(?:patient|actor)$`,
  users: String.raw`|appointments\.known_(?:patient|consent|guardianship)$`,
};

/** Matches the tables that a mutation of a subgraph may change. */
export function tablesOfOwner(owner: string): RegExp {
  return new RegExp(String.raw`^(?:${owner}\.${PROJECTIONS[owner] ?? ""})`);
}
