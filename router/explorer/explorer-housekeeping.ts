import { inArray, lte, sql } from "drizzle-orm";
import { exportJob, purposeOfUse } from "#drizzle/platform/schema.ts";
import type { Database, Tx } from "#shared/db/database.ts";
import { SystemScope } from "#shared/db/system-scope.ts";
import type { Logger } from "#shared/logging/logger.ts";
import { WorkLoop } from "#shared/messaging/work-loop.ts";

const EXPORTS_AT_ONCE = 20;
const PURPOSES_AT_ONCE = 1_000;
const IDLE_MS = 60 * 60 * 1_000;
const BATCH_TIMEOUT_MS = 60_000;

/**
 * Removes exports that have expired, with their files, and purposes of sessions that have ended, every hour. Every router does
 * so: what one has removed another does not find. Until then nobody is shown them any more.
 */
export function createExplorerHousekeeping(database: Database, logger: Logger): WorkLoop {
  const scope = new SystemScope(database, "platform");
  return new WorkLoop({
    name: "explorer housekeeping",
    idleMs: IDLE_MS,
    logger,
    step: () =>
      scope.run(async (tx) => {
        const hasMoreExports = await removeExports(tx);
        const hasMorePurposes = await removePurposes(tx);
        return hasMoreExports || hasMorePurposes;
      }, BATCH_TIMEOUT_MS),
  });
}

/** Removes at most one batch; true when there may be more. */
async function removeExports(tx: Tx): Promise<boolean> {
  const { id, expiresAt } = exportJob;
  const expired = tx
    .select({ id })
    .from(exportJob)
    .where(lte(expiresAt, sql`now()`))
    .limit(EXPORTS_AT_ONCE);
  const removed = await tx.delete(exportJob).where(inArray(id, expired)).returning({ id });
  return removed.length === EXPORTS_AT_ONCE;
}

/** Removes at most one batch; true when there may be more. A session lasts for a week at most; the audit log keeps what was declared. */
async function removePurposes(tx: Tx): Promise<boolean> {
  const { id, updatedAt } = purposeOfUse;
  const isOver = lte(updatedAt, sql`now() - interval '7 days'`);
  const old = tx.select({ id }).from(purposeOfUse).where(isOver).limit(PURPOSES_AT_ONCE);
  const removed = await tx.delete(purposeOfUse).where(inArray(id, old)).returning({ id });
  return removed.length === PURPOSES_AT_ONCE;
}
