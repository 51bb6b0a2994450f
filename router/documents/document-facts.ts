import { mostStatements, type RecordedAnswers } from "#schema/answers.ts";
import type { ConsumerContract } from "#schema/consumer-contracts.ts";
import type { Certificate, Certifier } from "./certificate.ts";
import type { Manifest } from "./manifest.ts";

/** A certificate as it is written: what can be told from the texts, and what was measured. */
export interface WrittenCertificate extends Certificate {
  /** The most that an example took, in all subgraphs together; null when none is recorded. */
  readonly sqlStatements: number | null;
}

/** Certificates of a version's documents, by id. @throws Error naming a document that cannot run any more */
export function certificatesOf(
  { certify }: Certifier,
  manifest: Manifest,
  answers: RecordedAnswers,
): Readonly<Record<string, WrittenCertificate>> {
  return Object.fromEntries(
    Object.entries(manifest.documents).map(([id, text]) => {
      const certificate = naming(manifest, id, () => certify(text));
      const examples = Object.values(answers[id]?.examples ?? {});
      return [id, { ...certificate, sqlStatements: mostStatements(examples) }];
    }),
  );
}

/** What each subgraph is sent for the documents of all versions. @throws Error naming a document that cannot run any more */
export function contractsOf(
  { examine }: Pick<Certifier, "examine">,
  manifests: readonly Manifest[],
): ReadonlyMap<string, ConsumerContract> {
  const contracts = new Map<string, ConsumerContract[number][]>();
  const inOrder = manifests.toSorted((a, b) =>
    `${a.client} ${a.version}`.localeCompare(`${b.client} ${b.version}`, "en", { numeric: true }),
  );
  for (const manifest of inOrder)
    for (const [document, text] of Object.entries(manifest.documents)) {
      const { client, version } = manifest;
      const { certificate, sent } = naming(manifest, document, () => examine(text));
      const { name } = certificate;
      for (const [subgraph, operations] of Map.groupBy(sent, (one) => one.subgraph)) {
        const contract = contracts.get(subgraph) ?? [];
        contract.push({ client, version, document, name, operations: operations.map((one) => one.text) });
        contracts.set(subgraph, contract);
      }
    }
  return contracts;
}

function naming<T>({ client, version }: Manifest, id: string, work: () => T): T {
  try {
    return work();
  } catch (error) {
    throw new Error(`${client}/manifests/${version}.json has a document that cannot run any more: ${id}`, {
      cause: error,
    });
  }
}
