import type { Database } from "#shared/db/database.ts";
import { SystemScope } from "#shared/db/system-scope.ts";
import type { RegisteredDocument } from "../trusted-documents.ts";
import { readKnownDocuments, type Trust } from "./known-documents.ts";
import { PublicationRepository } from "./publication-repository.ts";

/** Documents that were published to routers with this trust and have not ended by `now`. @param database under `platform_app` */
export async function readPublished(
  database: Database,
  trust: Trust,
  now: Date,
): Promise<readonly RegisteredDocument[]> {
  const { documents } = await new SystemScope(database, "platform").run((tx) =>
    readKnownDocuments(new PublicationRepository(tx), trust),
  );
  return documents.running(now).filter(({ publication }) => publication !== null);
}
