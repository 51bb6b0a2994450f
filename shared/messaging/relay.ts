import { asc, inArray, isNull, sql } from "drizzle-orm";
import type { Database, Tx } from "../db/database.ts";
import { SystemScope } from "../db/system-scope.ts";
import type { Logger } from "../logging/logger.ts";
import type { Message, MessageTransport } from "./message.ts";
import type { MessagingTables } from "./tables.ts";
import { WorkLoop } from "./work-loop.ts";

/** What {@link createRelay} needs. */
export interface RelayOptions {
  readonly subgraph: string;
  readonly database: Database;
  readonly tables: MessagingTables;
  readonly transport: MessageTransport;
  readonly logger: Logger;
}

/** Moves committed messages of one outbox to the transport. */
export interface Relay {
  start(): Promise<void>;
  stop(): Promise<void>;
}

const BATCH_SIZE = 200;
const IDLE_MS = 500;
/** Given up after this long and begun anew; what was published by then is recognised by the consumers. */
const BATCH_TIMEOUT_MS = 60_000;

/**
 * Publishes unpublished rows in order of their position, then marks them, in one transaction under an advisory lock:
 * however many processes run, one relays at a time. A crash between the two publishes again: consumers recognise it.
 */
export function createRelay(options: RelayOptions): Relay {
  const scope = new SystemScope(options.database, options.subgraph);
  const loop = new WorkLoop({
    name: `${options.subgraph} relay`,
    idleMs: IDLE_MS,
    logger: options.logger,
    step: () => scope.run((tx) => relayBatch(tx, options), BATCH_TIMEOUT_MS),
  });
  return {
    start: async () => {
      await options.database.listen(`${options.subgraph}_outbox`, () => {
        loop.wake();
      });
      loop.start();
    },
    stop: () => loop.stop(),
  };
}

async function relayBatch(
  tx: Tx,
  { subgraph, tables: { outbox }, transport }: RelayOptions,
): Promise<boolean> {
  if (!(await tryLock(tx, `${subgraph}.outbox`))) return false;
  const rows = await tx
    .select()
    .from(outbox)
    .where(isNull(outbox.publishedAt))
    .orderBy(asc(outbox.position))
    .limit(BATCH_SIZE);
  if (rows.length === 0) return false;
  await transport.publish(
    rows.map((row): Message => ({
      id: row.id,
      type: row.type,
      tenantId: row.tenantId,
      aggregateId: row.aggregateId,
      sequence: row.sequence,
      payload: row.payload,
      correlationId: row.correlationId,
      traceparent: row.traceparent,
    })),
  );
  const ids = rows.map(({ id }) => id);
  await tx
    .update(outbox)
    .set({ publishedAt: sql`now()` })
    .where(inArray(outbox.id, ids));
  return rows.length === BATCH_SIZE;
}

/** Takes a lock that ends with the transaction; false when another process holds it. */
export async function tryLock(tx: Tx, name: string): Promise<boolean> {
  const [row] = await tx.execute<{ locked: boolean }>(
    sql`select pg_try_advisory_xact_lock(hashtextextended(${name}, 0)) as locked`,
  );
  return row?.locked === true;
}
