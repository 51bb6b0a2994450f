import type postgres from "postgres";
import { systemViewer } from "#shared/auth/service-accounts.ts";
import { signViewer } from "#shared/auth/signed-viewer.ts";
import { hashPassword } from "#shared/auth/password.ts";
import { ANONYMOUS, viewerSchema, type Role, type Viewer } from "#shared/auth/viewer.ts";
import { totpSealPurpose } from "#drizzle/auth/schema.ts";
import { createSealer } from "#shared/crypto/seal.ts";
import { newId } from "#shared/db/ids.ts";
import { VIEWER_HEADER, type ServiceResponse } from "#shared/http/service-call.ts";
import { startSubgraph, TEST_KEYS, type SubgraphHarness } from "#shared/testing/subgraph-harness.ts";
import { hashSecret } from "../domain/secret-hash.ts";
import { codeAt } from "../domain/totp.ts";
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

const SIGN_IN = `mutation ($input: SignInInput!) {
  signIn(input: $input) {
    viewer { account { id email } roles }
    userErrors { code message field }
  }
}`;

const COMPLETE = `mutation ($input: CompleteSignInInput!) {
  completeSignIn(input: $input) { viewer { account { id email } roles } userErrors { code message field } }
}`;

type SignInAnswer = Awaited<ReturnType<SubgraphHarness["execute"]>> & { readonly sessionId: string | null };

/** What the app of {@link insertTotp} shows, so many steps of half a minute from now. */
export function codeOf(harness: AuthHarness, steps = 0): string {
  return codeAt(TOTP_SECRET, new Date(harness.now().getTime() + steps * 30_000));
}

/** Shows a code for a sign-in that waits for it. */
export async function completeSignIn(
  harness: SubgraphHarness,
  pending: Viewer,
  code: string,
): Promise<SignInAnswer> {
  const answer = await harness.execute(pending, COMPLETE, { input: { code } });
  return { ...answer, sessionId: sessionIdIn(answer.setCookies[0]) };
}

/**
 * Signs in to any account. One that must show a second factor gets the app of {@link insertTotp} when it has none, and that a
 * code of this half minute was used before is forgotten, as only a superuser can.
 */
export async function signInFully(
  harness: AuthHarness,
  email: string,
): Promise<{ readonly sessionId: string | null; readonly viewer: Viewer }> {
  const { sessionId } = await signIn(harness, { email });
  const { viewer } = await verifySession(harness, sessionId);
  if (viewer === null) throw new Error("There is no session.");
  if (viewer.kind !== "ANONYMOUS") return { sessionId, viewer };
  const [app] = await harness.admin<{ account_id: string; has_app: boolean }[]>`
    update auth.session set pending_step = 'SECOND_FACTOR' where id_hash = ${viewer.sessionHash}
    returning account_id, exists (select from auth.totp where totp.account_id = session.account_id) as has_app`;
  if (app?.has_app === false) await insertTotp(harness.admin, app.account_id);
  await harness.admin`update auth.totp set last_used_step = null where account_id = ${app?.account_id ?? null}`;
  const completed = await completeSignIn(harness, viewer, codeOf(harness));
  const { viewer: complete } = await verifySession(harness, completed.sessionId);
  if (complete === null) throw new Error("There is no session.");
  return { sessionId: completed.sessionId, viewer: complete };
}

/** Sets up an authenticator app for whoever that is; answers what is told once, and the id of the session that goes on. */
export async function enrol(
  harness: AuthHarness,
  viewer: Viewer,
): Promise<{
  readonly secret: string;
  readonly recoveryCodes: readonly string[];
  readonly sessionId: string | null;
}> {
  const begun = await harness.execute(viewer, "mutation { beginTotpEnrolment { enrolment { secret } } }");
  const { secret } = begun.data.beginTotpEnrolment.enrolment;
  const confirmed = await harness.execute(
    viewer,
    "mutation ($code: String!) { confirmTotpEnrolment(input: { code: $code }) { recoveryCodes } }",
    { code: codeAt(secret, harness.now()) },
  );
  const { recoveryCodes } = confirmed.data.confirmTotpEnrolment;
  return { secret, recoveryCodes, sessionId: sessionIdIn(confirmed.setCookies[0]) };
}

/** Signs in, from `clientAddress` if given; answers the session id in the cookie too, or null when there is none. */
export async function signIn(
  harness: SubgraphHarness,
  input: { readonly email: string; readonly password?: string },
  viewer: Viewer = ANONYMOUS,
  clientAddress?: string,
): Promise<SignInAnswer> {
  const variables = { input: { password: PASSWORD, ...input } };
  const answer = await harness.execute(viewer, SIGN_IN, variables, clientAddress);
  return { ...answer, sessionId: sessionIdIn(answer.setCookies[0]) };
}

/** The session id that a `Set-Cookie` value brings, or null. */
export function sessionIdIn(cookie: string | undefined): string | null {
  return /^__Host-session=([^;]+);/.exec(cookie ?? "")?.[1] ?? null;
}

/** Asks whose session an id is, as the router does. */
export async function verifySession(
  harness: SubgraphHarness,
  sessionId: string | null,
): Promise<{
  readonly viewer: Viewer | null;
  readonly cookie: string | null;
  readonly setCookies: readonly string[];
}> {
  const answer = await harness.post(ROUTER, "/internal/sessions/verify", JSON.stringify({ sessionId }));
  if (answer.status !== 200) throw new Error(`verify answered ${String(answer.status)}`);
  const { viewer } = JSON.parse(answer.body);
  const [cookie = null] = answer.setCookies;
  return {
    viewer: viewer === null ? null : viewerSchema.parse(viewer),
    cookie,
    setCookies: answer.setCookies,
  };
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

/** What stands in the outbox, each audit entry by itself, oldest first, without what is new each time; empties it. */
export async function drainOutbox(admin: postgres.Sql): Promise<Record<string, unknown>[]> {
  const rows = await admin<{ type: string; tenant_id: string; payload: Record<string, unknown> }[]>`
    select type, tenant_id, coalesce(entry, payload) as payload from auth.outbox
      left join jsonb_array_elements(payload->'entries') with ordinality as part (entry, place) on true
    order by position, place`;
  await admin`truncate auth.outbox`;
  return rows.map(({ type, tenant_id: tenantId, payload: { entryId: _id, ...payload } }) => ({
    type,
    tenantId,
    payload,
  }));
}

/** An audit entry in the outbox, as {@link drainOutbox} answers it. */
export function auditRow(
  tenantId: string,
  entry: Readonly<Record<string, unknown>>,
  recordedAt: Date = START,
): Record<string, unknown> {
  return {
    type: "audit.entries.v1",
    tenantId,
    payload: {
      source: "auth",
      recordedAt: recordedAt.toISOString(),
      agent: { kind: "ANONYMOUS", accountId: null, clientId: null, roles: [] },
      patientId: null,
      entityType: "Account",
      entityId: null,
      fields: [],
      detail: {},
      ...entry,
    },
  };
}

/** That a mail was asked for, as {@link drainOutbox} answers it. */
export function mailRow(tenantId: string, accountId: unknown, template: string): Record<string, unknown> {
  return { type: "mail.requested.v1", tenantId, payload: { accountId, template } };
}

/** Who a session speaks for. @throws Error when it has ended */
export async function viewerOfSession(harness: AuthHarness, sessionId: string | null): Promise<Viewer> {
  const { viewer } = await verifySession(harness, sessionId);
  if (viewer === null) throw new Error("The session has ended.");
  return viewer;
}

/** How many rows of sessions there are, in force or not. */
export async function sessionCount({ admin }: AuthHarness): Promise<number> {
  const [row] = await admin<{ count: string }[]>`select count(*) from auth.session`;
  return Number(row?.count);
}
