import { SystemScope } from "#shared/db/system-scope.ts";
import { WorkLoop } from "#shared/messaging/work-loop.ts";
import { ImportQueueRepository } from "../repositories/import-queue-repository.ts";
import { SlotHoldRepository } from "../repositories/slot-hold-repository.ts";
import { remind, type ReminderOptions } from "./reminders.ts";

/** What {@link createTimer} needs. */
export type TimerOptions = ReminderOptions & Pick<ConstructorParameters<typeof WorkLoop>[0], "logger">;

const IDLE_MS = 30_000;
const BATCH_SIZE = 500;
const ROWS_OF_IMPORTS = 20_000;
const BATCH_TIMEOUT_MS = 60_000;

/**
 * What has to be done as time goes by, of all tenants, every half minute: tells which patients are to be reminded, and removes
 * holds of yesterday and imports of last week.
 */
export function createTimer(options: TimerOptions): WorkLoop {
  return new WorkLoop({
    name: "appointments timer",
    idleMs: IDLE_MS,
    logger: options.logger,
    step: async () => {
      const hasMoreReminders = await remind(options);
      const hasMoreHolds = await removeOldHolds(options);
      return (await removeOldImports(options)) || hasMoreHolds || hasMoreReminders;
    },
  });
}

/** Removes one batch; true when there may be more. Nothing waits for it: what a hold takes is free once it has expired. */
export async function removeOldHolds({ database }: Pick<TimerOptions, "database">): Promise<boolean> {
  const scope = new SystemScope(database, "appointments");
  return scope.run(
    async (tx) => (await new SlotHoldRepository(tx).removeOld(BATCH_SIZE)) === BATCH_SIZE,
    BATCH_TIMEOUT_MS,
  );
}

/** Takes away some rows of imports that were removed or are past their time, or the imports once they have none; true when there may be more. */
export async function removeOldImports({ database }: Pick<TimerOptions, "database">): Promise<boolean> {
  const scope = new SystemScope(database, "appointments");
  return scope.run((tx) => new ImportQueueRepository(tx).removeOld(ROWS_OF_IMPORTS), BATCH_TIMEOUT_MS);
}
