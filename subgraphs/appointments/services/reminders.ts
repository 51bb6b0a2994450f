import type { Database, Tx } from "#shared/db/database.ts";
import { SystemScope } from "#shared/db/system-scope.ts";
import { Outbox } from "#shared/messaging/outbox.ts";
import { tryLock } from "#shared/messaging/relay.ts";
import type { MessagingTables } from "#shared/messaging/tables.ts";
import type { Clock } from "#shared/time/clock.ts";
import { ReminderRepository, type DueReminder } from "../repositories/reminder-repository.ts";

/** What {@link remind} needs. */
export interface ReminderOptions {
  readonly database: Database;
  readonly tables: MessagingTables;
  readonly clock: Clock;
}

const HOUR_MS = 60 * 60 * 1000;
/** Nobody was at work, or a clock was set forward: what is later than this would only confuse. */
const MOST_LATE_MS = HOUR_MS;
/** A clock that is set back by less does not remind again. */
const MARK_RETENTION_MS = 30 * 24 * HOUR_MS;
const BATCH_SIZE = 500;
const BATCH_TIMEOUT_MS = 60_000;

/**
 * Tells one batch of reminders, events and marks in one transaction; true when there may be more. However many processes run, one is
 * at it at a time.
 */
export async function remind({ database, tables, clock }: ReminderOptions): Promise<boolean> {
  const scope = new SystemScope(database, "appointments");
  return scope.run(async (tx) => {
    if (!(await tryLock(tx, "appointments.reminders"))) return false;
    const now = clock();
    const reminders = new ReminderRepository(tx);
    const after = new Date(now.getTime() - MOST_LATE_MS);
    const due = await reminders.findDue({ after, now, limit: BATCH_SIZE });
    if (due.length > 0) await tell(tx, await reminders.mark(due, now), tables);
    const startedBefore = new Date(now.getTime() - MARK_RETENTION_MS);
    const removed = await reminders.removeMarks({ startedBefore, limit: BATCH_SIZE });
    return due.length === BATCH_SIZE || removed === BATCH_SIZE;
  }, BATCH_TIMEOUT_MS);
}

async function tell(tx: Tx, reminders: readonly DueReminder[], tables: MessagingTables): Promise<void> {
  for (const [tenantId, ofTenant] of Map.groupBy(reminders, (reminder) => reminder.tenantId)) {
    const outbox = new Outbox(tenantId, tables);
    for (const { tenantId: _tenantId, startsAt, ...reminder } of ofTenant)
      outbox.event("appointment.reminder-due.v1", reminder.appointmentId, {
        ...reminder,
        startsAt: startsAt.toISOString(),
      });
    await outbox.flush(tx);
  }
}
