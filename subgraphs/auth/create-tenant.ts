import { randomBytes } from "node:crypto";
import { z } from "zod";
import { inbox, outbox, outboxSequence, parkedMessage } from "#drizzle/auth/schema.ts";
import { AuditEntryFactory } from "#shared/audit/access-audit.ts";
import { assertCan } from "#shared/auth/decide.ts";
import { hashPassword } from "#shared/auth/password.ts";
import { systemViewer } from "#shared/auth/service-accounts.ts";
import type { Database, Tx } from "#shared/db/database.ts";
import { newId } from "#shared/db/ids.ts";
import { SystemScope } from "#shared/db/system-scope.ts";
import type { Clock } from "#shared/time/clock.ts";
import { email, personName } from "#shared/validation/input-schemas.ts";
import { newMailedToken } from "./domain/mailed-token.ts";
import { hashSecret } from "./domain/secret-hash.ts";
import { AccountRepository } from "./repositories/account-repository.ts";
import { MailedTokenRepository } from "./repositories/mailed-token-repository.ts";
import { TenantRepository } from "./repositories/tenant-repository.ts";
import { region } from "./services/account-fields.ts";
import { Journal } from "./services/journal.ts";

const NAME = "auth";
/** So long the first admin has to choose a password. */
const TOKEN_LIFETIME_MS = 24 * 60 * 60 * 1000;

/** A clinic network with its first admin, as an operator describes them. */
export const newTenantSchema = z.strictObject({
  slug: z
    .string()
    .max(40, "Must have at most 40 characters.")
    .regex(/^[a-z][a-z0-9]*(-[a-z0-9]+)*$/, "Must be lower-case letters, digits and single hyphens."),
  name: personName,
  region,
  adminEmail: email,
  allowsSignUp: z.boolean(),
});

/** See {@link newTenantSchema}. */
export type NewTenant = z.output<typeof newTenantSchema>;

/** What was made. */
export interface CreatedTenant {
  readonly tenantId: string;
  readonly accountId: string;
  /** With it the admin sets a password, once, by `resetPassword`. It is told here and kept as a hash only. */
  readonly passwordToken: string;
  readonly tokenEndsAt: Date;
}

/** The name or the address is taken. */
export class TenantExistsError extends Error {
  override readonly name = "TenantExistsError";
}

/**
 * Makes a clinic network and the account of its first admin, who has no password until the token is used. On record in the
 * new tenant's log.
 * @throws TenantExistsError when the short name or the address is taken, and makes nothing then
 */
export async function createTenant(options: {
  readonly database: Database;
  readonly clock: Clock;
  readonly tenant: NewTenant;
}): Promise<CreatedTenant> {
  const { database, clock, tenant } = options;
  const [tenantId, accountId] = [newId(), newId()];
  const operator = systemViewer("tenant-creation", tenantId);
  assertCan("tenant:create", operator, { type: "Tenant", id: tenantId, tenantId });
  const journal = new Journal(new AuditEntryFactory(operator, NAME, clock), {
    ...{ inbox, outbox, outboxSequence, parkedMessage },
  });
  // Nobody knows it: it takes as long to be refused as any other.
  const passwordHash = await hashPassword(randomBytes(32).toString("base64url"));
  const now = clock();
  const passwordToken = newMailedToken();
  const tokenEndsAt = new Date(now.getTime() + TOKEN_LIFETIME_MS);
  await new SystemScope(database, NAME).run(async (tx) => {
    await insertTenant(tx, { id: tenantId, now, tenant });
    await insertAdmin(tx, { accountId, tenantId, now, passwordHash, address: tenant.adminEmail });
    await new MailedTokenRepository(tx).insert({
      ...{ id: newId(), tenantId, accountId, createdAt: now, updatedAt: now },
      ...{ purpose: "PASSWORD_RESET", tokenHash: hashSecret(passwordToken), expiresAt: tokenEndsAt },
    });
    await record(tx, journal, { tenantId, accountId, tenant });
  });
  return { tenantId, accountId, passwordToken, tokenEndsAt };
}

async function insertTenant(
  tx: Tx,
  input: { readonly id: string; readonly now: Date; readonly tenant: NewTenant },
): Promise<void> {
  const { id, now, tenant } = input;
  const { slug, name, region: homeRegion, allowsSignUp } = tenant;
  const isAdded = await new TenantRepository(tx).insertUnlessSlugTaken({
    ...{ id, tenantId: id, createdAt: now, updatedAt: now },
    ...{ slug, name, homeRegion, allowsSignUp },
  });
  if (!isAdded) throw new TenantExistsError(`There is a clinic network of the short name ${slug} already.`);
}

async function insertAdmin(
  tx: Tx,
  input: {
    readonly accountId: string;
    readonly tenantId: string;
    readonly now: Date;
    readonly passwordHash: string;
    readonly address: string;
  },
): Promise<void> {
  const { accountId, tenantId, now, passwordHash, address } = input;
  const isAdded = await new AccountRepository(tx).insertUnlessEmailTaken({
    ...{ id: accountId, tenantId, createdAt: now, updatedAt: now },
    ...{ email: address, passwordHash, roles: ["ADMIN"] },
  });
  if (!isAdded) throw new TenantExistsError("The address of the admin has an account already.");
}

async function record(
  tx: Tx,
  journal: Journal,
  input: { readonly tenantId: string; readonly accountId: string; readonly tenant: NewTenant },
): Promise<void> {
  const { tenantId, accountId, tenant } = input;
  const { slug, region: homeRegion, allowsSignUp } = tenant;
  await journal.write(tx, tenantId, {
    category: "CHANGE",
    action: "tenant:create",
    outcome: "SUCCESS",
    entityType: "Tenant",
    entityId: tenantId,
    detail: { slug, region: homeRegion, allowsSignUp, adminAccountId: accountId },
  });
}
