import { getOperationAST, parse } from "graphql";
import type { Comparison } from "#schema/check/check.ts";
import type { Contract, LiveDocument } from "#schema/check/contract.ts";
import { keyOf } from "#schema/check/document-changes.ts";
import type { ConsumerContract } from "#schema/consumer-contracts.ts";
import type { Certifier } from "../router/documents/certificate.ts";
import type { RegisteredDocument } from "../router/documents/trusted-documents.ts";

/** What stands in place of a version for a document that no manifest has. */
export const PUBLISHED = "published";

/** The two states that the check compares. */
export type States = Pick<Comparison, "before" | "now">;

/** A published document, as far as the check takes it. */
export type PublishedDocument = Pick<RegisteredDocument, "client" | "id" | "text">;

/** A document and what each subgraph is sent for it. */
interface Examined {
  readonly document: LiveDocument;
  readonly contracts: Contract["consumers"];
}

/**
 * Adds to both states the published documents that no manifest of `before` has: with what they reach and send there, and nothing
 * recorded of them. Those of which only the manifest is gone in `now` stay as they were.
 * @param examine of the state before
 * @throws Error naming a document that cannot run on it: it was published for another
 */
export function withPublished(
  { before, now }: States,
  published: readonly PublishedDocument[],
  examine: Certifier["examine"],
): States & { readonly added: readonly LiveDocument[] } {
  const inManifests = new Set(before.documents.map(nameWithoutVersion));
  const examined = published
    .filter((document) => !inManifests.has(nameWithoutVersion(document)))
    .map((document) => examinedOf(document, examine));
  const added = examined.map(({ document }) => document);
  const contracts = examined.map((one) => one.contracts);

  const isPublished = new Set(published.map(nameWithoutVersion));
  const known = new Set(now.documents.map(keyOf));
  const kept = before.documents.filter(
    (document) => isPublished.has(nameWithoutVersion(document)) && !known.has(keyOf(document)),
  );
  return {
    added,
    before: {
      ...before,
      documents: [...before.documents, ...added],
      consumers: joined([before.consumers, ...contracts]),
    },
    now: {
      ...now,
      documents: [...now.documents, ...kept, ...added],
      consumers: joined([now.consumers, ofDocuments(before.consumers, kept), ...contracts]),
    },
  };
}

function nameWithoutVersion({ client, id }: Pick<LiveDocument, "client" | "id">): string {
  return `${client} ${id}`;
}

function examinedOf({ client, id, text }: PublishedDocument, examine: Certifier["examine"]): Examined {
  const operation = getOperationAST(parse(text))?.name?.value ?? "";
  // Several texts of one name may be published: an approval must be of one of them.
  const name = `${operation} (${id.replace("sha256:", "").slice(0, 8)})`;
  const consumer = { client, version: PUBLISHED, name };
  try {
    const { certificate, sent } = examine(text);
    const contracts = [...Map.groupBy(sent, ({ subgraph }) => subgraph)].map(
      ([subgraph, operations]) =>
        [subgraph, [{ ...consumer, document: id, operations: operations.map((one) => one.text) }]] as const,
    );
    return {
      document: { ...consumer, id, text, certificate: { ...certificate, sqlStatements: null }, answers: {} },
      contracts: new Map(contracts),
    };
  } catch (cause) {
    const reason = cause instanceof Error ? cause.message : String(cause);
    throw new Error(
      `${name} of ${client} was published and does not fit the revision: compare with the one that is deployed. ${reason}`,
      { cause },
    );
  }
}

/** What subgraphs are sent for some documents. */
function ofDocuments(
  consumers: Contract["consumers"],
  documents: readonly LiveDocument[],
): Contract["consumers"] {
  const keys = new Set(documents.map(keyOf));
  return new Map(
    [...consumers].map(([subgraph, contract]) => [
      subgraph,
      contract.filter(({ document, ...consumer }) => keys.has(keyOf({ ...consumer, id: document }))),
    ]),
  );
}

function joined(all: readonly Contract["consumers"][]): Contract["consumers"] {
  const consumers = new Map<string, ConsumerContract>();
  for (const [subgraph, contract] of all.flatMap((one) => [...one]))
    consumers.set(subgraph, [...(consumers.get(subgraph) ?? []), ...contract]);
  return consumers;
}
