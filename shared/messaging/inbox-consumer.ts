import { and, eq, inArray, isNull, sql } from "drizzle-orm";
import { AuditEntryFactory } from "../audit/access-audit.ts";
import { systemViewer } from "../auth/viewer.ts";
import type { Database, Tx } from "../db/database.ts";
import { newId } from "../db/ids.ts";
import type { ChangeRecord } from "../db/request-database.ts";
import { SystemScope } from "../db/system-scope.ts";
import { viewerSettings } from "../db/viewer-settings.ts";
import type { Logger } from "../logging/logger.ts";
import { runInScope } from "../observability/request-scope.ts";
import type { Clock } from "../time/clock.ts";
import { CONTRACTS, type Consumer } from "./contracts.ts";
import {
  scopeOf,
  type Delivery,
  type DeliveryHandler,
  type DeliveryOutcome,
  type Message,
} from "./message.ts";
import { Outbox } from "./outbox.ts";
import type { MessagingTables } from "./tables.ts";

/** What a context does with messages of one tenant: within the transaction, in order, all or none. */
export type MessageEffect = (tx: Tx, messages: readonly Message[], record: ChangeRecord) => Promise<void>;

/** What {@link createInboxConsumer} needs. */
export interface InboxConsumerOptions {
  readonly consumer: Consumer;
  readonly database: Database;
  readonly tables: MessagingTables;
  readonly effect: MessageEffect;
  readonly clock: Clock;
  readonly logger: Logger;
}

/** After so many failed tries a message is parked. */
export const MAX_DELIVERY_ATTEMPTS = 5;
const EFFECT_TIMEOUT_MS = 30_000;

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
      await this.#apply(group);
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
      await this.#apply([delivery]);
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

  async #apply(group: readonly Delivery[]): Promise<void> {
    const [{ tenantId } = { tenantId: "" }] = group;
    const viewer = systemViewer(tenantId);
    const { consumer, tables, database, clock, effect } = this.#options;
    const entries = new AuditEntryFactory(viewer, consumer, clock);
    const outbox = new Outbox(tenantId, tables);
    const record: ChangeRecord = {
      event: (type, aggregateId, payload) => {
        outbox.event(type, aggregateId, payload);
      },
      audit: (entry) => {
        outbox.audit(entries.make(entry));
      },
    };
    await database.transaction(
      async (tx) => {
        const fresh = await this.#takeIn(tx, group);
        if (fresh.length > 0) await effect(tx, fresh, record);
        await outbox.flush(tx);
      },
      () => viewerSettings(viewer, EFFECT_TIMEOUT_MS),
    );
  }

  /** Those of the deliveries whose effect is not there yet, now marked as taken. */
  async #takeIn(tx: Tx, group: readonly Delivery[]): Promise<readonly Delivery[]> {
    const { consumer, tables } = this.#options;
    const taken = await tx
      .insert(tables.inbox)
      .values(group.map(({ id, tenantId }) => ({ id: newId(), tenantId, consumer, messageId: id })))
      .onConflictDoNothing({ target: [tables.inbox.consumer, tables.inbox.messageId] })
      .returning({ messageId: tables.inbox.messageId });
    const fresh = new Set(taken.map(({ messageId }) => messageId));
    return group.filter(({ id }) => fresh.has(id));
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

/** Runs `take` for each message in the scope of the request that caused it. */
export async function eachInScope(
  messages: readonly Message[],
  take: (message: Message) => Promise<void>,
): Promise<void> {
  for (const message of messages) await runInScope(scopeOf(message), () => take(message));
}

function isValid(delivery: Delivery): boolean {
  return (
    Object.hasOwn(CONTRACTS, delivery.type) && CONTRACTS[delivery.type].safeParse(delivery.payload).success
  );
}

function byTenant(deliveries: readonly Delivery[]): Iterable<readonly Delivery[]> {
  return Map.groupBy(deliveries, ({ tenantId }) => tenantId).values();
}
