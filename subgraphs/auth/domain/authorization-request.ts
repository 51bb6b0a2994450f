import { readScope } from "./scope.ts";
import { CHALLENGE_METHOD, isCodeChallenge } from "./pkce.ts";

/** Who asks, and where the answer is to go. Nothing is sent there before both are known to belong together. */
export interface AuthorizationTarget {
  readonly clientId: string;
  readonly redirectUri: string;
}

/** A well-formed request for an authorization. */
export interface AuthorizationRequest {
  /** Null: everything the client may. */
  readonly scopes: readonly string[] | null;
  readonly codeChallenge: string;
  /** True when the person is to see no page: what would need one is refused. */
  readonly isSilent: boolean;
}

/** Error codes that an app is answered with: https://www.rfc-editor.org/rfc/rfc6749#section-4.1.2.1 */
export type AuthorizationErrorCode =
  | "invalid_request"
  | "unauthorized_client"
  | "access_denied"
  | "unsupported_response_type"
  | "invalid_scope"
  | "login_required"
  | "consent_required";

/** Why a request is refused, for the app. */
export interface AuthorizationError {
  readonly error: AuthorizationErrorCode;
  readonly description: string;
}

/** Characters; browsers and proxies keep more, and no request of ours has half of it. */
export const LONGEST_QUERY = 4_096;

/** Reads where the answer is to go; undefined when the request does not say so, once. */
export function readTarget(query: URLSearchParams): AuthorizationTarget | undefined {
  const [clientId, ...otherIds] = query.getAll("client_id");
  const [redirectUri, ...otherUris] = query.getAll("redirect_uri");
  const isOnce = otherIds.length === 0 && otherUris.length === 0;
  return clientId && redirectUri && isOnce ? { clientId, redirectUri } : undefined;
}

/** What the app gave to recognise the answer by; undefined when it gave none, or several. */
export function readState(query: URLSearchParams): string | undefined {
  const [state, ...others] = query.getAll("state");
  return others.length === 0 ? state : undefined;
}

/** Reads the rest of a request (RFC 6749, section 4.1.1, and RFC 7636, section 4.3). */
export function readAuthorizationRequest(
  query: URLSearchParams,
): { readonly request: AuthorizationRequest } | AuthorizationError {
  if (new Set(query.keys()).size !== query.size) return invalid("A parameter is given twice.");
  const responseType = query.get("response_type");
  if (!responseType) return invalid("The parameter response_type is missing.");
  if (responseType !== "code") {
    return { error: "unsupported_response_type", description: "Only code is supported." };
  }
  if ((query.get("response_mode") ?? "query") !== "query") return invalid("The only response_mode is query.");
  const codeChallenge = query.get("code_challenge") ?? "";
  if (query.get("code_challenge_method") !== CHALLENGE_METHOD || !isCodeChallenge(codeChallenge)) {
    return invalid("A code_challenge with the code_challenge_method S256 is needed.");
  }
  const scopes = readScope(query.get("scope"));
  if (scopes === undefined) return { error: "invalid_scope", description: "The scope is malformed." };
  return { request: { scopes, codeChallenge, isSilent: query.get("prompt") === "none" } };
}

function invalid(description: string): AuthorizationError {
  return { error: "invalid_request", description };
}
