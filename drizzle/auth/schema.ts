import { idempotencyKeyTable } from "#shared/idempotency/idempotency-table.ts";
import { messagingTables } from "#shared/messaging/tables.ts";
import { auth } from "./context-schema.ts";

export { auth } from "./context-schema.ts";
export * from "./accounts.ts";
export * from "./attempts.ts";
export * from "./authorizations.ts";
export * from "./break-glass.ts";
export * from "./mail.ts";
export * from "./oauth.ts";
export * from "./passkeys.ts";
export * from "./revocations.ts";
export * from "./second-factor.ts";
export * from "./sessions.ts";
export * from "./token-families.ts";

/** Outbox, inbox and parking of this subgraph. */
export const { outbox, outboxSequence, inbox, parkedMessage } = messagingTables(auth);

/** What became of mutations that were sent with an idempotency key. */
export const idempotencyKey = idempotencyKeyTable(auth);
