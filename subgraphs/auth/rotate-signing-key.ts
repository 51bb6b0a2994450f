import { inbox, outbox, outboxSequence, parkedMessage } from "#drizzle/auth/schema.ts";
import { AuditEntryFactory } from "#shared/audit/access-audit.ts";
import { assertCan } from "#shared/auth/decide.ts";
import { systemViewer } from "#shared/auth/service-accounts.ts";
import { PLATFORM_TENANT_ID } from "#shared/auth/viewer.ts";
import { createSealer } from "#shared/crypto/seal.ts";
import type { Database } from "#shared/db/database.ts";
import { SystemScope } from "#shared/db/system-scope.ts";
import type { Clock } from "#shared/time/clock.ts";
import { Journal } from "./services/journal.ts";
import { SigningKeyService, type Rotation } from "./services/signing-key-service.ts";

const NAME = "auth";

/**
 * Makes a new key for access tokens, beside whatever processes run: they find it by themselves. It is put on record in the
 * platform's log.
 * @throws Error when the sealing key is not that of the keys that are there, and changes nothing then
 */
export async function rotateSigningKey(options: {
  readonly database: Database;
  readonly clock: Clock;
  readonly sealingKey: Uint8Array;
}): Promise<Rotation> {
  const { database, clock, sealingKey } = options;
  const operator = systemViewer("key-rotation", PLATFORM_TENANT_ID);
  assertCan("signing-key:rotate", operator, {
    type: "SigningKey",
    id: null,
    tenantId: PLATFORM_TENANT_ID,
  });
  const scope = new SystemScope(database, NAME);
  const keys = new SigningKeyService({ scope, clock, sealer: createSealer(sealingKey) });
  const journal = new Journal(new AuditEntryFactory(operator, NAME, clock), {
    inbox,
    outbox,
    outboxSequence,
    parkedMessage,
  });
  return scope.run(async (tx) => {
    await keys.currentKey(tx);
    const rotation = await keys.rotate(tx);
    await journal.write(tx, PLATFORM_TENANT_ID, {
      category: "CHANGE",
      action: "signing-key:rotate",
      outcome: "SUCCESS",
      entityType: "SigningKey",
      detail: { kid: rotation.kid, signsFrom: rotation.signsFrom.toISOString() },
    });
    return rotation;
  });
}
