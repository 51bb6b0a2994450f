import type { Database } from "#shared/db/database.ts";
import { SystemScope } from "#shared/db/system-scope.ts";
import { readKnownDocuments, type Trust } from "../publishing/known-documents.ts";
import { PublicationRepository } from "../publishing/publication-repository.ts";
import { UsageRepository } from "./usage-repository.ts";
import { usageReport } from "./usage-report.ts";

/** {@link usageReport} of what routers with this trust run. */
export function readUsage(database: Database, trust: Trust): Promise<readonly string[]> {
  return new SystemScope(database, "platform").run(async (tx) => {
    const { documents } = await readKnownDocuments(new PublicationRepository(tx), trust);
    return usageReport(documents.all(), await new UsageRepository(tx).all());
  });
}
