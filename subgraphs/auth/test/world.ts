import type postgres from "postgres";
import { systemViewer } from "#shared/auth/service-accounts.ts";
import { signViewer } from "#shared/auth/signed-viewer.ts";
import { hashPassword } from "#shared/auth/password.ts";
import { ANONYMOUS, type Role, type Viewer } from "#shared/auth/viewer.ts";
import { totpSealPurpose } from "#drizzle/auth/schema.ts";
import { createSealer } from "#shared/crypto/seal.ts";
import { openDatabase, type Database } from "#shared/db/database.ts";
import { newId } from "#shared/db/ids.ts";
import { VIEWER_HEADER, type ServiceResponse } from "#shared/http/service-call.ts";
import type { Clock } from "#shared/time/clock.ts";
import { startSubgraph, TEST_KEYS, type SubgraphHarness } from "#shared/testing/subgraph-harness.ts";
import { hashSecret } from "../domain/secret-hash.ts";
import type { AttemptRules } from "../services/attempt-limits.ts";
import type { CacheTimes } from "../services/session-cache.ts";
import { createAuthSubgraph } from "../subgraph.ts";

export const PASSWORD = "a-Good-passphrase!";
export const CLIENT_SECRET = "partner-secret-of-32-random-bytes";
/** What the authenticator app of {@link insertTotp} shares with auth. */
export const TOTP_SECRET = "ATESTSECRETOFAUTHOFTWENTYBYTESAA";
export const ISSUER = "https://api.clinic.example";
export const SEALING_KEY = Buffer.alloc(32, 9);
export const START = new Date("2026-03-09T10:00:00.000Z");
/** The router itself asking. */
export const ROUTER: Viewer = systemViewer("router", null);

// Every test account has the same password, and a hash takes long to make.
const passwordHash = hashPassword(PASSWORD);

/** Auth on a database of its own, with a clock that only moves when told to. */
export interface AuthHarness extends SubgraphHarness {
  /** Sets the clock to so many minutes after {@link START}. */
  setMinutes(minutes: number): void;
  /** Sets the clock to so many seconds after {@link START}. */
  setSeconds(seconds: number): void;
  now(): Date;
}

/** Starts auth; unless told otherwise nothing is relayed, so that tests see what stands in the outbox. */
export async function startAuth(
  options: {
    readonly database?: SubgraphHarness["database"];
    readonly sealingKey?: Uint8Array;
    readonly startsBackgroundWork?: boolean;
    readonly maxConnections?: number;
    readonly attemptRules?: AttemptRules;
    readonly signInUrl?: string;
    readonly mailUrl?: string;
    readonly redisUrl?: string;
    readonly cacheTimes?: CacheTimes;
  } = {},
): Promise<AuthHarness> {
  let now = START;
  const harness = await startSubgraph({
    name: "auth",
    create: (dependencies) =>
      createAuthSubgraph({
        ...dependencies,
        issuer: ISSUER,
        sealingKey: options.sealingKey ?? SEALING_KEY,
        signInUrl: options.signInUrl ?? null,
        sessionIdleMinutes: 30,
        sessionAbsoluteMinutes: 60,
        ...(options.mailUrl !== undefined && { mailUrl: options.mailUrl }),
        redisUrl: options.redisUrl ?? null,
        ...(options.cacheTimes && { cacheTimes: options.cacheTimes }),
        ...(options.attemptRules && { attemptRules: options.attemptRules }),
      }),
    startsBackgroundWork: options.startsBackgroundWork ?? false,
    clock: () => now,
    ...(options.database && { database: options.database }),
    ...(options.maxConnections !== undefined && { maxConnections: options.maxConnections }),
  });
  return {
    ...harness,
    now: () => now,
    setSeconds: (seconds) => (now = new Date(START.getTime() + seconds * 1000)),
    setMinutes: (minutes) => (now = new Date(START.getTime() + minutes * 60_000)),
  };
}

/** Two tenants, the second without sign-up. */
export interface Tenants {
  readonly northwind: string;
  readonly lakeside: string;
}

/** Adds both tenants. */
export async function insertTenants(admin: postgres.Sql): Promise<Tenants> {
  const northwind = newId();
  const lakeside = newId();
  await admin`insert into auth.tenant (id, tenant_id, slug, name, home_region, allows_sign_up) values
    (${northwind}, ${northwind}, 'northwind', 'Northwind Clinics', 'eu-central', true),
    (${lakeside}, ${lakeside}, 'lakeside', 'Lakeside Health', 'us-east', false)`;
  return { northwind, lakeside };
}

/** Adds an account with {@link PASSWORD}; answers its id. */
export async function insertAccount(
  admin: postgres.Sql,
  account: {
    readonly tenantId: string;
    readonly email: string;
    readonly roles?: readonly Role[];
    readonly patientId?: string;
    readonly practitionerId?: string;
    readonly isDisabled?: boolean;
  },
): Promise<string> {
  const id = newId();
  const { tenantId, email, roles = ["USER"], patientId = null, practitionerId = null } = account;
  await admin`insert into auth.account
      (id, tenant_id, email, password_hash, roles, regions, patient_id, practitioner_id, disabled_at)
    values (${id}, ${tenantId}, ${email}, ${await passwordHash}, ${[...roles]}, '{eu-central}', ${patientId},
      ${practitionerId}, ${account.isDisabled === true ? START.toISOString() : null})`;
  return id;
}

/** Gives an account an authenticator app with {@link TOTP_SECRET}. */
export async function insertTotp(admin: postgres.Sql, accountId: string): Promise<void> {
  const sealed = createSealer(SEALING_KEY).seal(TOTP_SECRET, totpSealPurpose(accountId));
  await admin`insert into auth.totp (id, tenant_id, account_id, sealed_secret, confirmed_at)
    select ${newId()}, tenant_id, id, ${sealed}, ${START.toISOString()} from auth.account where id = ${accountId}`;
}

/** Adds the client `partner-lab` with {@link CLIENT_SECRET}; answers its id. */
export async function insertClient(
  admin: postgres.Sql,
  client: {
    readonly tenantId: string;
    readonly clientId: string;
    readonly scopes?: readonly string[];
    readonly isDisabled?: boolean;
  },
): Promise<string> {
  const id = newId();
  const { scopes = ["slot:read", "appointment:book"] } = client;
  await admin`insert into auth.oauth_client (id, tenant_id, client_id, name, secret_hash, scopes, disabled_at)
    values (${id}, ${client.tenantId}, ${client.clientId}, 'Partner', ${hashSecret(CLIENT_SECRET)},
      ${[...scopes]}, ${client.isDisabled === true ? START.toISOString() : null})`;
  return id;
}

/** Where {@link insertApp}'s app is answered. */
export const REDIRECT_URI = "https://app.clinic.example/callback";

/** Adds a public client that people allow to act for them; answers the id of its row. */
export async function insertApp(
  admin: postgres.Sql,
  app: {
    readonly tenantId: string;
    readonly clientId: string;
    readonly scopes?: readonly string[];
    readonly redirectUris?: readonly string[];
    readonly grantTypes?: readonly string[];
    readonly isFirstParty?: boolean;
    readonly isDisabled?: boolean;
  },
): Promise<string> {
  const id = newId();
  const { scopes = ["viewer:read", "account:read", "session:end"], redirectUris = [REDIRECT_URI] } = app;
  const { grantTypes = ["authorization_code", "refresh_token"], isFirstParty = true } = app;
  await admin`insert into auth.oauth_client
      (id, tenant_id, client_id, name, scopes, redirect_uris, grant_types, is_first_party, disabled_at)
    values (${id}, ${app.tenantId}, ${app.clientId}, 'Pocket <Clinic>', ${[...scopes]}, ${[...redirectUris]},
      ${[...grantTypes]}, ${isFirstParty}, ${app.isDisabled === true ? START.toISOString() : null})`;
  return id;
}

/** Calls a signed route by GET. */
export async function get(harness: AuthHarness, path: string): Promise<ServiceResponse> {
  const viewer = signViewer({
    viewer: ANONYMOUS,
    audience: "auth",
    body: "",
    keys: TEST_KEYS,
    now: harness.now(),
  });
  return harness.subgraph.handle({ method: "GET", path, body: "", headers: { [VIEWER_HEADER]: viewer } });
}

/** Does `work` as a command of an operator does: on a connection of its own. */
export async function asOperator<Result>(
  harness: AuthHarness,
  work: (operator: { readonly database: Database; readonly clock: Clock }) => Promise<Result>,
): Promise<Result> {
  const database = openDatabase({
    url: harness.database.urlFor("auth_app"),
    maxConnections: 1,
    applicationName: "test-operator",
  });
  try {
    return await work({ database, clock: () => harness.now() });
  } finally {
    await database.close();
  }
}
