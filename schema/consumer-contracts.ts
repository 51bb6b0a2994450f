import { existsSync, readFileSync } from "node:fs";
import { buildSubgraphSchema } from "@apollo/subgraph";
import { parse, validate, type DocumentNode } from "graphql";
import { z } from "zod";

const contractSchema = z.array(
  z.strictObject({
    client: z.string(),
    version: z.string(),
    /** Its id. */
    document: z.string(),
    /** Of its operation. */
    name: z.string(),
    /** What the router sends to the subgraph for it, in the order of the plan. */
    operations: z.array(z.string()).min(1),
  }),
);

/** What registered documents need of one subgraph. */
export type ConsumerContract = Readonly<z.infer<typeof contractSchema>>;

/** A registered document for which a subgraph is sent what it does not understand. */
export interface BrokenConsumer {
  readonly client: string;
  readonly version: string;
  readonly document: string;
  readonly name: string;
  /** In the words of GraphQL, once each. */
  readonly problems: readonly string[];
}

/** Reads `contracts/<subgraph>.json`; nobody needs anything of a subgraph that has none. @throws Error naming the file that says something else */
export function readContract(file: string): ConsumerContract {
  if (!existsSync(file)) return [];
  try {
    return contractSchema.parse(JSON.parse(readFileSync(file, "utf8")));
  } catch (error) {
    throw new Error(`${file} is no contract of consumers.`, { cause: error });
  }
}

/** Those of its consumers that a subgraph with this SDL would break. */
export function brokenConsumers(sdl: DocumentNode, contract: ConsumerContract): readonly BrokenConsumer[] {
  const schema = buildSubgraphSchema(sdl);
  return contract.flatMap(({ operations, ...consumer }) => {
    const problems = operations.flatMap((text) =>
      validate(schema, parse(text), undefined, { hideSuggestions: true }).map(({ message }) => message),
    );
    return problems.length === 0 ? [] : [{ ...consumer, problems: [...new Set(problems)] }];
  });
}
