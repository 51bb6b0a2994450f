import type { Database } from "#shared/db/database.ts";
import { SystemScope } from "#shared/db/system-scope.ts";
import type { Logger } from "#shared/logging/logger.ts";
import { WorkLoop } from "#shared/messaging/work-loop.ts";
import { ChangeRepository } from "./change-repository.ts";

const AT_ONCE = 1_000;
const IDLE_MS = 5 * 60 * 1_000;
const BATCH_TIMEOUT_MS = 60_000;

/** Removes changes that are past their time, every five minutes. Every router does so: what one has removed another does not find. */
export function createChangeHousekeeping(database: Database, logger: Logger): WorkLoop {
  const scope = new SystemScope(database, "platform");
  return new WorkLoop({
    name: "changes housekeeping",
    idleMs: IDLE_MS,
    logger,
    step: () =>
      scope.run(
        async (tx) => (await new ChangeRepository(tx).removeOld(AT_ONCE)) === AT_ONCE,
        BATCH_TIMEOUT_MS,
      ),
  });
}
