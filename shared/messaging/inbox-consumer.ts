import { and, eq, inArray, isNull, sql } from "drizzle-orm";
import { newId } from "../db/ids.ts";
import { SystemScope } from "../db/system-scope.ts";
import { applyOnce, type InboxConsumerOptions } from "./apply-once.ts";
import { CONTRACTS } from "./contracts.ts";
import type { Delivery, DeliveryHandler, DeliveryOutcome } from "./message.ts";

/** After so many failed tries a message is parked. */
export const MAX_DELIVERY_ATTEMPTS = 5;

/**
 * Makes effects happen once: the message id is written in the transaction of the effect, and a second delivery finds
 * it there. What breaks its contract, or fails {@link MAX_DELIVERY_ATTEMPTS} times, is parked, and holds back later
 * messages of its aggregate.
 */
export function createInboxConsumer(options: InboxConsumerOptions): DeliveryHandler {
  const inbox = new InboxConsumer(options);
  return (deliveries) => inbox.handle(deliveries);
}

class InboxConsumer {
  readonly #options: InboxConsumerOptions;
  readonly #scope: SystemScope;

  constructor(options: InboxConsumerOptions) {
    this.#options = options;
    this.#scope = new SystemScope(options.database, options.consumer);
  }

  async handle(deliveries: readonly Delivery[]): Promise<readonly DeliveryOutcome[]> {
    const blocked = await this.#blockedAggregates(deliveries);
    const outcomes = new Map<string, DeliveryOutcome>();
    for (const group of byTenant(deliveries)) {
      for (const [id, outcome] of await this.#handleGroup(group, blocked)) outcomes.set(id, outcome);
    }
    return deliveries.map(({ id }) => outcomes.get(id) ?? "wait");
  }

  async #handleGroup(
    group: readonly Delivery[],
    blocked: Set<string>,
  ): Promise<readonly (readonly [string, DeliveryOutcome])[]> {
    const isClean = group.every((delivery) => !blocked.has(delivery.aggregateId) && isValid(delivery));
    if (isClean && group.length > 1 && (await this.#tryAll(group)))
      return group.map(({ id }) => [id, "done"]);

    const waiting = new Set<string>();
    const outcomes: [string, DeliveryOutcome][] = [];
    for (const delivery of group)
      outcomes.push([delivery.id, await this.#handleOne(delivery, blocked, waiting)]);
    return outcomes;
  }

  async #tryAll(group: readonly Delivery[]): Promise<boolean> {
    try {
      await applyOnce(this.#options, group);
      return true;
    } catch {
      // One of them is at fault; taken one by one, the others go through and this one is reported.
      return false;
    }
  }

  async #handleOne(delivery: Delivery, blocked: Set<string>, waiting: Set<string>): Promise<DeliveryOutcome> {
    if (waiting.has(delivery.aggregateId)) return "wait";
    if (blocked.has(delivery.aggregateId))
      return this.#park(delivery, "held back by a parked message", blocked);
    if (!isValid(delivery)) return this.#park(delivery, "breaks its contract", blocked);
    try {
      await applyOnce(this.#options, [delivery]);
      return "done";
    } catch (error) {
      const fault = { err: error, messageId: delivery.id, type: delivery.type, attempt: delivery.attempt };
      this.#options.logger.warn(fault, "a message could not be taken");
      if (delivery.attempt < MAX_DELIVERY_ATTEMPTS) {
        // Later messages of the aggregate in this batch wait for it.
        waiting.add(delivery.aggregateId);
        return "retry";
      }
      return this.#park(delivery, "failed too often", blocked);
    }
  }

  async #park(delivery: Delivery, reason: string, blocked: Set<string>): Promise<DeliveryOutcome> {
    const { attempt, id: messageId, payload, ...message } = delivery;
    const { consumer, tables, logger } = this.#options;
    await this.#scope.run((tx) =>
      tx
        .insert(tables.parkedMessage)
        // JSON has a null of its own; written as the database's it would be refused, and never be parked.
        .values({
          ...message,
          payload: payload ?? sql`'null'::jsonb`,
          id: newId(),
          messageId,
          consumer,
          reason,
        })
        .onConflictDoNothing({ target: [tables.parkedMessage.consumer, tables.parkedMessage.messageId] }),
    );
    blocked.add(delivery.aggregateId);
    logger.error({ messageId, type: delivery.type, attempt, reason }, "a message was parked");
    return "done";
  }

  async #blockedAggregates(deliveries: readonly Delivery[]): Promise<Set<string>> {
    const { consumer, tables } = this.#options;
    const { parkedMessage } = tables;
    const aggregates = [...new Set(deliveries.map(({ aggregateId }) => aggregateId))];
    const rows = await this.#scope.run((tx) =>
      tx
        .selectDistinct({ aggregateId: parkedMessage.aggregateId })
        .from(parkedMessage)
        .where(
          and(
            eq(parkedMessage.consumer, consumer),
            inArray(parkedMessage.aggregateId, aggregates),
            isNull(parkedMessage.resolvedAt),
          ),
        ),
    );
    return new Set(rows.map(({ aggregateId }) => aggregateId));
  }
}

function isValid(delivery: Delivery): boolean {
  return (
    Object.hasOwn(CONTRACTS, delivery.type) && CONTRACTS[delivery.type].safeParse(delivery.payload).success
  );
}

function byTenant(deliveries: readonly Delivery[]): Iterable<readonly Delivery[]> {
  return Map.groupBy(deliveries, ({ tenantId }) => tenantId).values();
}
