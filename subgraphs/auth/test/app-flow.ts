import { createHash, randomBytes } from "node:crypto";
import { decodeJwt, type JWTPayload } from "jose";
import type { Viewer } from "#shared/auth/viewer.ts";
import type { ServiceResponse } from "#shared/http/service-call.ts";
import { postForm } from "./oauth-forms.ts";
import { signInFully } from "./sessions.ts";
import { REDIRECT_URI, type AuthHarness } from "./world.ts";

/** What an app keeps to itself, and what it shows of it. */
export interface Pkce {
  readonly verifier: string;
  readonly challenge: string;
}

/** A new pair. */
export function newPkce(): Pkce {
  const verifier = randomBytes(32).toString("base64url");
  return { verifier, challenge: createHash("sha256").update(verifier).digest("base64url") };
}

/** The viewer of a new session. */
export async function beginSession(harness: AuthHarness, email: string): Promise<Viewer> {
  const { viewer } = await signInFully(harness, email);
  return viewer;
}

/** Parameters of a request that is in order, for the app `clinic-app`. */
export function authorizationQuery(
  pkce: Pkce,
  changes: Readonly<Record<string, string | undefined>> = {},
): string {
  const parameters: Readonly<Record<string, string | undefined>> = {
    response_type: "code",
    client_id: "clinic-app",
    redirect_uri: REDIRECT_URI,
    code_challenge: pkce.challenge,
    code_challenge_method: "S256",
    state: "of the app",
    ...changes,
  };
  const given = Object.entries(parameters).filter(
    (entry): entry is [string, string] => entry[1] !== undefined,
  );
  return new URLSearchParams(given).toString();
}

/** Sends an app's request as the router hands it on. */
export function authorize(harness: AuthHarness, viewer: Viewer, query: string): Promise<ServiceResponse> {
  return postForm(harness, "authorize", query, { viewer });
}

/** The parameters that an app is answered with; the address is checked. @throws Error for any other answer */
export function answerOf(
  { status, headers }: ServiceResponse,
  redirectUri: string = REDIRECT_URI,
): Record<string, string> {
  const location = headers["location"] ?? "";
  if (![302, 303].includes(status) || !location.startsWith(`${redirectUri}?`)) {
    throw new Error(`answered ${String(status)} ${location}`);
  }
  return Object.fromEntries(new URLSearchParams(location.slice(redirectUri.length + 1)));
}

/** Sends the form of a consent page as somebody who allows the app. */
export function allow(
  harness: AuthHarness,
  viewer: Viewer,
  query: string,
  page: ServiceResponse,
): Promise<ServiceResponse> {
  const formToken = /name="form_token" value="([^"]+)"/.exec(page.body)?.[1] ?? "";
  const form = { request: query, form_token: formToken, decision: "allow" };
  return postForm(harness, "authorize/decision", form, { viewer });
}

/** What the token endpoint answers. */
export interface TokenAnswer {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly accessToken: string;
  readonly refreshToken: string;
  readonly scope: string;
  readonly error: string | undefined;
  readonly claims: JWTPayload;
}

/** Asks for tokens. */
export async function askTokens(
  harness: AuthHarness,
  form: Readonly<Record<string, string>>,
): Promise<TokenAnswer> {
  const answer = await postForm(harness, "token", { client_id: "clinic-app", ...form });
  const {
    access_token: accessToken = "",
    refresh_token: refreshToken = "",
    scope,
    error,
  } = JSON.parse(answer.body);
  const claims = accessToken === "" ? {} : decodeJwt(accessToken);
  return { status: answer.status, headers: answer.headers, accessToken, refreshToken, scope, error, claims };
}

/** Exchanges a code. */
export function exchange(
  harness: AuthHarness,
  code: string,
  { verifier }: Pkce,
  changes: Readonly<Record<string, string>> = {},
): Promise<TokenAnswer> {
  const form = {
    grant_type: "authorization_code",
    code,
    redirect_uri: REDIRECT_URI,
    code_verifier: verifier,
  };
  return askTokens(harness, { ...form, ...changes });
}

/** Exchanges a refresh token. */
export function refresh(
  harness: AuthHarness,
  refreshToken: string,
  changes: Readonly<Record<string, string>> = {},
): Promise<TokenAnswer> {
  return askTokens(harness, { grant_type: "refresh_token", refresh_token: refreshToken, ...changes });
}

/** A code for the app, as somebody who is signed in. */
export async function getCode(
  harness: AuthHarness,
  viewer: Viewer,
  pkce: Pkce,
  changes: Readonly<Record<string, string | undefined>> = {},
): Promise<string> {
  const { redirect_uri: redirectUri = REDIRECT_URI } = changes;
  const answer = answerOf(await authorize(harness, viewer, authorizationQuery(pkce, changes)), redirectUri);
  if (answer["code"] === undefined) throw new Error(`There is no code but ${JSON.stringify(answer)}`);
  return answer["code"];
}

/** The whole way of an app: first tokens of somebody who is signed in. */
export async function getTokens(
  harness: AuthHarness,
  viewer: Viewer,
  changes: Readonly<Record<string, string>> = {},
): Promise<TokenAnswer> {
  const pkce = newPkce();
  const code = await getCode(harness, viewer, pkce, changes);
  const { client_id: clientId = "clinic-app" } = changes;
  return exchange(harness, code, pkce, { client_id: clientId });
}
