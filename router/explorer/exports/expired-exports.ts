import { inArray, lte, sql } from "drizzle-orm";
import { exportJob } from "#drizzle/platform/schema.ts";
import type { Database } from "#shared/db/database.ts";
import { SystemScope } from "#shared/db/system-scope.ts";
import type { Logger } from "#shared/logging/logger.ts";
import { WorkLoop } from "#shared/messaging/work-loop.ts";

const BATCH_SIZE = 20;
const IDLE_MS = 60 * 60 * 1_000;
const BATCH_TIMEOUT_MS = 60_000;

/**
 * Removes exports that have expired, with their files, every hour. Every router does so: what one has removed another does not
 * find. Until then nobody is shown them any more.
 */
export function createExportHousekeeping(database: Database, logger: Logger): WorkLoop {
  const scope = new SystemScope(database, "platform");
  return new WorkLoop({
    name: "expired exports",
    idleMs: IDLE_MS,
    logger,
    step: () =>
      scope.run(async (tx) => {
        const expired = tx
          .select({ id: exportJob.id })
          .from(exportJob)
          .where(lte(exportJob.expiresAt, sql`now()`))
          .limit(BATCH_SIZE);
        const removed = await tx
          .delete(exportJob)
          .where(inArray(exportJob.id, expired))
          .returning({ id: exportJob.id });
        return removed.length === BATCH_SIZE;
      }, BATCH_TIMEOUT_MS),
  });
}
