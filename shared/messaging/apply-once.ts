import { ROOT_CONTEXT, SpanKind } from "@opentelemetry/api";
import { AuditEntryFactory } from "../audit/access-audit.ts";
import { systemViewer } from "../auth/service-accounts.ts";
import type { Database, Tx } from "../db/database.ts";
import { newId } from "../db/ids.ts";
import { viewerSettings } from "../db/viewer-settings.ts";
import { Deadline } from "../http/deadline.ts";
import type { Logger } from "../logging/logger.ts";
import { runInScope } from "../observability/request-scope.ts";
import { inSpan, spanContextOf } from "../observability/spans.ts";
import type { Clock } from "../time/clock.ts";
import { recordInto, type ChangeRecord } from "./change-record.ts";
import type { Consumer } from "./contracts.ts";
import { scopeOf, type Message } from "./message.ts";
import { Outbox } from "./outbox.ts";
import type { MessagingTables } from "./tables.ts";

/** What a context does with messages of one tenant: within the transaction, in order, all or none. */
export type MessageEffect = (tx: Tx, messages: readonly Message[], record: ChangeRecord) => Promise<void>;

/** What a consumer is made of. */
export interface InboxConsumerOptions {
  readonly consumer: Consumer;
  readonly database: Database;
  readonly tables: MessagingTables;
  readonly effect: MessageEffect;
  readonly clock: Clock;
  readonly logger: Logger;
}

const EFFECT_TIMEOUT_MS = 30_000;

/**
 * Applies messages of one tenant in one transaction: their ids go into the inbox with the effect, and those that are
 * there already have none.
 * @param afterwards the last thing in the same transaction
 */
export async function applyOnce(
  options: InboxConsumerOptions,
  messages: readonly Message[],
  afterwards?: (tx: Tx) => Promise<void>,
): Promise<void> {
  const [{ tenantId } = { tenantId: "" }] = messages;
  const { consumer, tables, database, clock, effect } = options;
  const viewer = systemViewer(`${consumer}-consumer`, tenantId);
  const entries = new AuditEntryFactory(viewer, consumer, clock);
  const outbox = new Outbox(tenantId, tables);
  const record = recordInto(outbox, entries);
  await inSpan(`process ${consumer}`, spanOptions(consumer, messages), () =>
    database.transaction(
      async (tx) => {
        const fresh = await takeIn(tx, options, messages);
        if (fresh.length > 0) await effect(tx, fresh, record);
        await outbox.flush(tx);
        await afterwards?.(tx);
      },
      () => viewerSettings(viewer, EFFECT_TIMEOUT_MS),
      new Deadline(EFFECT_TIMEOUT_MS),
    ),
  );
}

/**
 * A trace of its own, linked to what caused each of the messages: one transaction may serve several requests
 * (https://opentelemetry.io/docs/specs/semconv/messaging/messaging-spans/).
 */
function spanOptions(consumer: Consumer, messages: readonly Message[]): Parameters<typeof inSpan>[1] {
  return {
    kind: SpanKind.CONSUMER,
    parent: ROOT_CONTEXT,
    links: messages.map(({ traceparent }) => ({ context: spanContextOf(traceparent) })),
    attributes: {
      "messaging.system": "clinic",
      "messaging.operation.type": "process",
      "messaging.destination.name": consumer,
      "messaging.batch.message_count": messages.length,
    },
  };
}

/** Those of the messages whose effect is not there yet, now marked as taken. */
async function takeIn(
  tx: Tx,
  { consumer, tables: { inbox } }: InboxConsumerOptions,
  messages: readonly Message[],
): Promise<readonly Message[]> {
  const taken = await tx
    .insert(inbox)
    .values(messages.map(({ id, tenantId }) => ({ id: newId(), tenantId, consumer, messageId: id })))
    .onConflictDoNothing({ target: [inbox.consumer, inbox.messageId] })
    .returning({ messageId: inbox.messageId });
  const fresh = new Set(taken.map(({ messageId }) => messageId));
  return messages.filter(({ id }) => fresh.has(id));
}

/** Runs `take` for each message in the scope of the request that caused it. */
export async function eachInScope(
  messages: readonly Message[],
  take: (message: Message) => Promise<void>,
): Promise<void> {
  for (const message of messages) await runInScope(scopeOf(message), () => take(message));
}
