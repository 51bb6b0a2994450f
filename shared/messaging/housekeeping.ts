import { inArray, lt, sql } from "drizzle-orm";
import type { Database, Tx } from "../db/database.ts";
import { SystemScope } from "../db/system-scope.ts";
import type { Logger } from "../logging/logger.ts";
import type { IdempotencyKeyTable } from "../idempotency/idempotency-table.ts";
import type { MessagingTables } from "./tables.ts";
import { WorkLoop } from "./work-loop.ts";

/** What {@link createHousekeeping} needs. */
export interface HousekeepingOptions {
  readonly subgraph: string;
  readonly database: Database;
  readonly tables: MessagingTables;
  readonly idempotencyKeys?: IdempotencyKeyTable | undefined;
  readonly logger: Logger;
}

/** Published messages hold personal data: they are kept only as long as somebody may want to look into a fault. */
const OUTBOX_RETENTION_DAYS = 7;
/** Longer than any delivery can be late. */
const INBOX_RETENTION_DAYS = 30;
/** Who has not heard of an outcome by then asks people. */
const IDEMPOTENCY_RETENTION_DAYS = 1;
const BATCH_SIZE = 1_000;
const IDLE_MS = 60 * 60 * 1000;
const BATCH_TIMEOUT_MS = 60_000;

/** Removes what outbox and inbox no longer need, and idempotency keys that are past their time, a batch at a time, every hour. */
export function createHousekeeping(options: HousekeepingOptions): WorkLoop {
  const scope = new SystemScope(options.database, options.subgraph);
  return new WorkLoop({
    name: `${options.subgraph} housekeeping`,
    idleMs: IDLE_MS,
    logger: options.logger,
    step: () =>
      scope.run(async (tx) => {
        const hasMorePublished = await removePublished(tx, options.tables);
        const hasMoreTaken = await removeTaken(tx, options.tables);
        const hasMoreKeys =
          options.idempotencyKeys !== undefined && (await removeKeys(tx, options.idempotencyKeys));
        return hasMorePublished || hasMoreTaken || hasMoreKeys;
      }, BATCH_TIMEOUT_MS),
  });
}

/** Removes at most one batch; true when there may be more. */
async function removePublished(tx: Tx, { outbox }: MessagingTables): Promise<boolean> {
  const old = tx
    .select({ id: outbox.id })
    .from(outbox)
    .where(lt(outbox.publishedAt, daysAgo(OUTBOX_RETENTION_DAYS)))
    .limit(BATCH_SIZE);
  const removed = await tx.delete(outbox).where(inArray(outbox.id, old)).returning({ id: outbox.id });
  return removed.length === BATCH_SIZE;
}

/** Removes at most one batch; true when there may be more. */
async function removeTaken(tx: Tx, { inbox }: MessagingTables): Promise<boolean> {
  const old = tx
    .select({ id: inbox.id })
    .from(inbox)
    .where(lt(inbox.createdAt, daysAgo(INBOX_RETENTION_DAYS)))
    .limit(BATCH_SIZE);
  const removed = await tx.delete(inbox).where(inArray(inbox.id, old)).returning({ id: inbox.id });
  return removed.length === BATCH_SIZE;
}

/** Removes at most one batch; true when there may be more. */
async function removeKeys(tx: Tx, keys: IdempotencyKeyTable): Promise<boolean> {
  const old = tx
    .select({ id: keys.id })
    .from(keys)
    .where(lt(keys.createdAt, daysAgo(IDEMPOTENCY_RETENTION_DAYS)))
    .limit(BATCH_SIZE);
  const removed = await tx.delete(keys).where(inArray(keys.id, old)).returning({ id: keys.id });
  return removed.length === BATCH_SIZE;
}

function daysAgo(days: number): ReturnType<typeof sql> {
  return sql`now() - make_interval(days => ${days})`;
}
