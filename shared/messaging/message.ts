import type { RequestScope } from "../observability/request-scope.ts";
import type { MessageType } from "./contracts.ts";

/** A message between contexts. */
export interface Message {
  /** UUIDv7; what consumers recognise a repeated delivery by. */
  readonly id: string;
  readonly type: MessageType;
  readonly tenantId: string;
  readonly aggregateId: string;
  /** 1 for the first message of its aggregate, then 2, 3 … */
  readonly sequence: number;
  /** Validated against its contract by publisher and consumer. */
  readonly payload: unknown;
  readonly correlationId: string;
  readonly traceparent: string;
}

/** A message on arrival. */
export interface Delivery extends Message {
  /** 1 at the first try. */
  readonly attempt: number;
}

/**
 * What became of a delivery: `done` will not come again, `retry` failed and comes again, `wait` was not tried because
 * an earlier one of its aggregate has to come first.
 */
export type DeliveryOutcome = "done" | "retry" | "wait";

/** Takes a batch of deliveries, in order; answers for each, in the same order. */
export type DeliveryHandler = (deliveries: readonly Delivery[]) => Promise<readonly DeliveryOutcome[]>;

/**
 * Carries messages from relays to consumers, at least once, in order within an aggregate. Two implementations stand
 * behind it: Postgres and RabbitMQ.
 */
export interface MessageTransport {
  /** Resolves when every message is safe with the transport. */
  publish(messages: readonly Message[]): Promise<void>;
  /** Feeds `handle` until the returned subscription is stopped. One subscriber per consumer is active at a time. */
  subscribe(consumer: string, handle: DeliveryHandler): Promise<Subscription>;
  close(): Promise<void>;
}

/** A running consumer. */
export interface Subscription {
  /** Resolves when the batch in hand is finished. */
  stop(): Promise<void>;
}

/** The request scope in which a message was caused: its effects log and publish under the same correlation id. */
export function scopeOf(message: Message): RequestScope {
  return {
    correlationId: message.correlationId,
    traceparent: message.traceparent,
    traceId: message.traceparent.slice(3, 35),
  };
}
