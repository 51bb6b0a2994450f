import { sql } from "drizzle-orm";
import { decodeJwt } from "jose";
import { z } from "zod";
import { inbox, outbox, outboxSequence, parkedMessage } from "#drizzle/auth/schema.ts";
import { AuditEntryFactory } from "#shared/audit/access-audit.ts";
import { assertCan } from "#shared/auth/decide.ts";
import { systemViewer } from "#shared/auth/service-accounts.ts";
import { PLATFORM_TENANT_ID } from "#shared/auth/viewer.ts";
import type { Database, Tx } from "#shared/db/database.ts";
import { SystemScope } from "#shared/db/system-scope.ts";
import type { Clock } from "#shared/time/clock.ts";
import { entityId } from "#shared/validation/input-schemas.ts";
import { hashSecret } from "./domain/secret-hash.ts";
import { lockAccount } from "./repositories/account-lock.ts";
import { AccountRepository } from "./repositories/account-repository.ts";
import { OAuthClientRepository } from "./repositories/oauth-client-repository.ts";
import { TokenFamilyRepository } from "./repositories/token-family-repository.ts";
import { endApps, endAppsOfClient } from "./services/end-apps.ts";
import { createEndFamily, type EndFamily } from "./services/end-family.ts";
import { Journal } from "./services/journal.ts";
import { revokeTokens, type Revoked } from "./services/revoke-tokens.ts";

const NAME = "auth";
/** An app may be allowed to act for very many. */
const TIMEOUT_MS = 120_000;

/** What an operator ends: all tokens of an account or a client, or what a leaked token belongs to. */
export type Leak =
  | { readonly kind: "ACCOUNT"; readonly email: string }
  | { readonly kind: "CLIENT"; readonly clientId: string }
  /** An access token or a refresh token, as it was found. */
  | { readonly kind: "TOKEN"; readonly token: string };

/** What was ended, in words; null when there is nothing of this name. */
export type Ended = string | null;

const claimsSchema = z.object({ jti: z.string(), sid: entityId.optional(), tenant_id: entityId });

interface Tools {
  readonly tx: Tx;
  readonly clock: Clock;
  readonly endFamily: EndFamily;
  readonly record: (revoked: Revoked) => Promise<void>;
}

/** Ends tokens on an operator's behalf, beside whatever processes run; it is put on record in the tenant's log. */
export async function revokeLeakedTokens(
  leak: Leak,
  options: { readonly database: Database; readonly clock: Clock },
): Promise<Ended> {
  const { database, clock } = options;
  const operator = systemViewer("token-revocation", PLATFORM_TENANT_ID);
  const factory = new AuditEntryFactory(operator, NAME, clock);
  const journal = new Journal(factory, { inbox, outbox, outboxSequence, parkedMessage });
  assertCan("token:revoke", operator, { type: "Token", id: null, tenantId: PLATFORM_TENANT_ID });
  return new SystemScope(database, NAME).run(async (tx) => {
    const record = async ({ kind, subject, tenantId }: Revoked): Promise<void> => {
      await journal.write(tx, tenantId, {
        ...{ category: "SIGN_OUT", action: "token:revoke", outcome: "SUCCESS" },
        ...{ entityType: ENTITY_TYPES[kind], entityId: kind === "ACCOUNT" ? subject : null },
        detail: { reason: "REVOKED_BY_OPERATOR", kind, subject },
      });
    };
    const clockThere = await clockOf(tx, clock);
    const endFamily = createEndFamily({ journal, clock: clockThere });
    const tools = { tx, clock: clockThere, endFamily, record };
    switch (leak.kind) {
      case "ACCOUNT":
        return endOfAccount(tools, leak.email);
      case "CLIENT":
        return endOfClient(tools, leak.clientId);
      case "TOKEN":
        return endOfToken(tools, leak.token);
    }
  }, TIMEOUT_MS);
}

/** The clock of the database: an operator's machine may be late, and would leave alone what was issued since. */
async function clockOf(tx: Tx, clock: Clock): Promise<Clock> {
  const [row] = await tx.execute<{ now_ms: number }>(
    sql`select (extract(epoch from clock_timestamp()) * 1000)::float8 as now_ms`,
  );
  const lateMs = (row?.now_ms ?? 0) - clock().getTime();
  return () => new Date(Math.ceil(clock().getTime() + lateMs));
}

const ENTITY_TYPES = {
  ACCOUNT: "Account",
  CLIENT: "OAuthClient",
  FAMILY: "TokenFamily",
  TOKEN: "OAuthClient",
} as const;

async function endOfAccount({ tx, clock, record }: Tools, email: string): Promise<Ended> {
  const account = await new AccountRepository(tx).findIdInAnyTenant(email.trim().toLowerCase());
  if (account === undefined) return null;
  const { id: accountId, tenantId } = account;
  await lockAccount(tx, accountId);
  await endApps(tx, { accountId, tenantId }, clock);
  await record({ kind: "ACCOUNT", subject: accountId, tenantId });
  return `All tokens of the account ${accountId}`;
}

async function endOfClient({ tx, clock, record }: Tools, clientId: string): Promise<Ended> {
  const client = await new OAuthClientRepository(tx).findInAnyTenant(clientId);
  if (client === undefined) return null;
  await endAppsOfClient(tx, client, clock);
  await record({ kind: "CLIENT", subject: clientId, tenantId: client.tenantId });
  return `All tokens of the client ${clientId}`;
}

async function endOfToken(tools: Tools, token: string): Promise<Ended> {
  const { tx, clock, record } = tools;
  const presented = await new TokenFamilyRepository(tx).lockByToken(hashSecret(token));
  if (presented !== undefined) return endFamilyOf(tools, presented.family.id, presented.family.tenantId);
  const claims = claimsOf(token);
  if (claims === undefined) return null;
  const { jti, sid, tenant_id: tenantId } = claims;
  if (sid !== undefined) return endFamilyOf(tools, sid, tenantId);
  const revoked: Revoked = { kind: "TOKEN", subject: jti, tenantId };
  await revokeTokens(tx, [revoked], clock());
  await record(revoked);
  return `The access token ${jti}`;
}

async function endFamilyOf(
  { tx, clock, endFamily, record }: Tools,
  familyId: string,
  tenantId: string,
): Promise<Ended> {
  if (!(await endFamily(tx, familyId, "REVOKED_BY_OPERATOR"))) {
    // Ended before, or forgotten: what is in use of it ends all the same.
    const revoked: Revoked = { kind: "FAMILY", subject: familyId, tenantId };
    await revokeTokens(tx, [revoked], clock());
    await record(revoked);
  }
  return `The family ${familyId} of tokens`;
}

/** Unverified: whoever runs this may end any family, and names one by its token. */
function claimsOf(token: string): z.infer<typeof claimsSchema> | undefined {
  try {
    return claimsSchema.safeParse(decodeJwt(token)).data;
  } catch {
    return undefined;
  }
}
