import type { NamedKey } from "#shared/crypto/named-key.ts";
import type { Manifest } from "../manifest.ts";
import { TrustedDocuments } from "../trusted-documents.ts";
import { PublicationLog } from "./publication-log.ts";
import type { PublicationRepository } from "./publication-repository.ts";
import { createPublicationReader } from "./publication.ts";

/** Whose publications count, and beside which manifests. */
export interface Trust {
  /** Public keys of the publishers. */
  readonly publishers: readonly NamedKey[];
  /** Deployment: the issuer of its access tokens. */
  readonly audience: string;
  /** Documents that are registered without being published. */
  readonly manifests: readonly Manifest[];
}

/** What routers with this trust know by now. */
export interface KnownDocuments {
  readonly documents: TrustedDocuments;
  readonly log: PublicationLog;
}

const BATCH_SIZE = 500;

/** Reads what routers know, from the beginning of the log: what they leave out does not count here either. */
export async function readKnownDocuments(
  repository: PublicationRepository,
  { publishers, audience, manifests }: Trust,
): Promise<KnownDocuments> {
  const log = new PublicationLog(createPublicationReader(publishers, audience));
  const documents = new TrustedDocuments(manifests);
  for (let position = 0, isMore = true; isMore;) {
    const rows = await repository.after(position, BATCH_SIZE);
    for (const row of rows) {
      const publication = await log.read(row).catch(() => undefined);
      if (publication !== undefined) {
        log.append(publication);
        documents.add(publication);
      }
      ({ position } = row);
    }
    isMore = rows.length === BATCH_SIZE;
  }
  return { log, documents };
}
