import type { GraphQLSchema } from "graphql";
import type { LiveDocument } from "./contract.ts";
import { usageOf } from "./document-usage.ts";
import type { Consumer } from "./finding.ts";

/** Live documents with what each relies on. */
export interface LiveDocuments {
  readonly all: readonly LiveDocument[];
  /** Those that rely on a coordinate of {@link usageOf}. */
  using(coordinate: string): readonly LiveDocument[];
  isUsing(document: LiveDocument, coordinate: string): boolean;
}

/** @param schema one that all of them fit */
export function liveDocuments(schema: GraphQLSchema, all: readonly LiveDocument[]): LiveDocuments {
  const usage = new Map(all.map((document) => [document, usageOf(schema, document.text)]));
  const isUsing = (document: LiveDocument, coordinate: string): boolean =>
    usage.get(document)?.has(coordinate) === true;
  return {
    all,
    isUsing,
    using: (coordinate) => all.filter((document) => isUsing(document, coordinate)),
  };
}

/** As a person names them. */
export function namesOf(documents: readonly LiveDocument[]): readonly Consumer[] {
  return documents.map(({ client, version, name }) => ({ client, version, name }));
}
