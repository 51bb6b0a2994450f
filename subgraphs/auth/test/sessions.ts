import { ANONYMOUS, viewerSchema, type Viewer } from "#shared/auth/viewer.ts";
import type { SubgraphHarness } from "#shared/testing/subgraph-harness.ts";
import { codeAt } from "../domain/totp.ts";
import { insertTotp, PASSWORD, ROUTER, TOTP_SECRET, type AuthHarness } from "./world.ts";

/** A browser that is signed in, or in the middle of it. */
export interface SignedIn {
  readonly sessionId: string | null;
  readonly viewer: Viewer;
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
export async function signInFully(harness: AuthHarness, email: string): Promise<SignedIn> {
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

/** True while there is such a session, also one in which the second factor has not been shown. */
export async function isInForce(harness: SubgraphHarness, sessionId: string | null): Promise<boolean> {
  return (await verifySession(harness, sessionId)).viewer !== null;
}
