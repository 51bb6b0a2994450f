import { aliasedTable, and, asc, eq, gt, inArray, lt, lte, not, notExists, sql, type SQL } from "drizzle-orm";
import { pgSchema } from "drizzle-orm/pg-core";
import type { Database, Tx } from "../db/database.ts";
import { newId } from "../db/ids.ts";
import { SystemScope } from "../db/system-scope.ts";
import type { Logger } from "../logging/logger.ts";
import { consumersOf } from "./contracts.ts";
import type { Delivery, DeliveryHandler, MessageTransport } from "./message.ts";
import { tryLock } from "./relay.ts";
import { deliveryTable, type DeliveryTable } from "./tables.ts";
import { WorkLoop } from "./work-loop.ts";

/** What {@link createPostgresTransport} needs. */
export interface PostgresTransportOptions {
  /** Opened with the URL of the login role `messaging_app`. */
  readonly database: Database;
  readonly logger: Logger;
}

const CONTEXT = "messaging";
const deliveries = deliveryTable(pgSchema(CONTEXT));
const BATCH_SIZE = 100;
const IDLE_MS = 500;
const FIRST_RETRY_MS = 200;
/** Given up after this long and begun anew; effects that were committed by then are recognised by the inbox. */
const BATCH_TIMEOUT_MS = 120_000;

/** Carries messages in a table: the broker when there is no other. */
export function createPostgresTransport(options: PostgresTransportOptions): MessageTransport {
  const { database, logger } = options;
  const scope = new SystemScope(database, CONTEXT);
  return {
    publish: async (messages) => {
      const rows = messages.flatMap((message) =>
        consumersOf(message.type).map((consumer) => ({
          ...message,
          messageId: message.id,
          id: newId(),
          consumer,
        })),
      );
      if (rows.length === 0) return;
      await scope.run((tx) =>
        tx
          .insert(deliveries)
          .values(rows)
          .onConflictDoNothing({ target: [deliveries.consumer, deliveries.messageId] }),
      );
    },
    subscribe: async (consumer, handle) => {
      const loop = new WorkLoop({
        name: `${consumer} consumer`,
        idleMs: IDLE_MS,
        logger,
        step: () => scope.run((tx) => deliverBatch(tx, consumer, handle), BATCH_TIMEOUT_MS),
      });
      await database.listen("messaging_delivery", () => {
        loop.wake();
      });
      loop.start();
      return { stop: () => loop.stop() };
    },
    close: () => database.close(),
  };
}

/** Hands the next deliveries to the consumer and removes what it took; true when there may be more. */
async function deliverBatch(tx: Tx, consumer: string, handle: DeliveryHandler): Promise<boolean> {
  if (!(await tryLock(tx, `messaging.${consumer}`))) return false;
  const rows = await nextDeliveries(tx, consumer);
  if (rows.length === 0) return false;
  const outcomes = await handle(rows.map(toDelivery));
  const done = rows.filter((_row, index) => outcomes[index] === "done").map(({ id }) => id);
  const failed = rows.filter((_row, index) => outcomes[index] === "retry").map(({ id }) => id);
  if (done.length > 0) await tx.delete(deliveries).where(inArray(deliveries.id, done));
  if (failed.length > 0) {
    // Doubles with each attempt: 0.2, 0.4, 0.8, 1.6 s.
    const delay = sql`make_interval(secs => ${FIRST_RETRY_MS / 1000}::float8 * power(2, ${deliveries.attempts}))`;
    await tx
      .update(deliveries)
      .set({ attempts: sql`${deliveries.attempts} + 1`, availableAt: sql`now() + ${delay}` })
      .where(inArray(deliveries.id, failed));
  }
  return rows.length === BATCH_SIZE;
}

/** Later than any attempt is put off to: then the server's clock was set back, and must not hold up a message. */
const LONGEST_WAIT = sql`now() + interval '10 seconds'`;

/** The number of attempts is compared as the index has it: only so a backlog does not slow down looking for those few. */
function isWaiting({ attempts, availableAt }: Pick<DeliveryTable, "attempts" | "availableAt">): SQL {
  return sql`(${attempts} > 0 and ${gt(availableAt, sql`now()`)} and ${lte(availableAt, LONGEST_WAIT)})`;
}

type DeliveryRow = DeliveryTable["$inferSelect"];

/** In order of publication; a message that waits for its next attempt holds back the later ones of its aggregate. */
async function nextDeliveries(tx: Tx, consumer: string): Promise<DeliveryRow[]> {
  const earlier = aliasedTable(deliveries, "earlier");
  const waitsForEarlier = tx
    .select({ one: sql`1` })
    .from(earlier)
    .where(
      and(
        eq(earlier.consumer, deliveries.consumer),
        eq(earlier.aggregateId, deliveries.aggregateId),
        lt(earlier.position, deliveries.position),
        isWaiting(earlier),
      ),
    );
  return tx
    .select()
    .from(deliveries)
    .where(and(eq(deliveries.consumer, consumer), not(isWaiting(deliveries)), notExists(waitsForEarlier)))
    .orderBy(asc(deliveries.position))
    .limit(BATCH_SIZE);
}

function toDelivery(row: DeliveryRow): Delivery {
  return {
    id: row.messageId,
    type: row.type,
    tenantId: row.tenantId,
    aggregateId: row.aggregateId,
    sequence: row.sequence,
    payload: row.payload,
    correlationId: row.correlationId,
    traceparent: row.traceparent,
    attempt: row.attempts + 1,
  };
}
