import { readPayload, type MessagePayload, type MessageType } from "./contracts.ts";
import type { Message } from "./message.ts";

/** What the messages of one type become, in their order. @throws ZodError when a payload is none of its type */
export function ofType<T extends MessageType, Row>(
  messages: readonly Message[],
  type: T,
  toRow: (payload: MessagePayload<T>, tenantId: string) => Row,
): Row[] {
  return messages
    .filter((message) => message.type === type)
    .map(({ payload, tenantId }) => toRow(readPayload(type, payload), tenantId));
}
