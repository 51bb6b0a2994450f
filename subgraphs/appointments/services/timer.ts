import { SystemScope } from "#shared/db/system-scope.ts";
import { WorkLoop } from "#shared/messaging/work-loop.ts";
import { SlotHoldRepository } from "../repositories/slot-hold-repository.ts";
import { remind, type ReminderOptions } from "./reminders.ts";

/** What {@link createTimer} needs. */
export type TimerOptions = ReminderOptions & Pick<ConstructorParameters<typeof WorkLoop>[0], "logger">;

const IDLE_MS = 30_000;
const BATCH_SIZE = 500;
const BATCH_TIMEOUT_MS = 60_000;

/**
 * What has to be done as time goes by, of all tenants, every half minute: tells which patients are to be reminded, and removes
 * holds of yesterday.
 */
export function createTimer(options: TimerOptions): WorkLoop {
  return new WorkLoop({
    name: "appointments timer",
    idleMs: IDLE_MS,
    logger: options.logger,
    step: async () => {
      const hasMoreReminders = await remind(options);
      return (await removeOldHolds(options)) || hasMoreReminders;
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
