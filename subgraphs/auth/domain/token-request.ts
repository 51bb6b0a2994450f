import { isAction, type Action } from "#shared/auth/policies.ts";

/** Error codes of the token endpoint that exist here: https://www.rfc-editor.org/rfc/rfc6749#section-5.2 */
export type TokenErrorCode =
  "invalid_request" | "invalid_client" | "unsupported_grant_type" | "invalid_scope";

/** A well-formed request for an access token. */
export interface TokenRequest {
  readonly clientId: string;
  readonly clientSecret: string;
  /** Null: everything the client may. */
  readonly scopes: readonly string[] | null;
}

/** What {@link readTokenRequest} makes of a request. */
export type TokenRequestReading =
  { readonly request: TokenRequest } | { readonly error: TokenErrorCode; readonly description: string };

interface Credentials {
  readonly clientId: string;
  readonly clientSecret: string;
}

const FORM = /^application\/x-www-form-urlencoded *(;|$)/i;
const BASIC = /^basic +([A-Za-z0-9+/]+={0,2})$/i;
/** https://www.rfc-editor.org/rfc/rfc6749#appendix-A: VSCHAR; a secret of any length would take any time to verify */
const VISIBLE = /^[\x20-\x7e]{1,256}$/;
/** https://www.rfc-editor.org/rfc/rfc6749#section-3.3 */
const SCOPE = /^[\x21\x23-\x5b\x5d-\x7e]+( [\x21\x23-\x5b\x5d-\x7e]+)*$/;

/**
 * Reads a request of the client credentials grant (RFC 6749, section 4.4.2), with the client's credentials in the
 * `Authorization` header or in the body (section 2.3.1), but not in both.
 */
export function readTokenRequest(input: {
  readonly contentType: string | undefined;
  readonly authorization: string | undefined;
  readonly body: string;
}): TokenRequestReading {
  if (!FORM.test(input.contentType ?? ""))
    return refused("invalid_request", "The body must be form-encoded.");
  const form = new URLSearchParams(input.body);
  if (new Set(form.keys()).size !== form.size)
    return refused("invalid_request", "A parameter is given twice.");

  const grantType = form.get("grant_type");
  if (!grantType) return refused("invalid_request", "The parameter grant_type is missing.");
  if (grantType !== "client_credentials") {
    return refused("unsupported_grant_type", "Only client_credentials is supported.");
  }
  const scope = form.get("scope") ?? "";
  if (scope !== "" && !SCOPE.test(scope)) return refused("invalid_scope", "The scope is malformed.");

  const inBody = form.has("client_id") || form.has("client_secret");
  if (input.authorization !== undefined && inBody) {
    return refused("invalid_request", "The client authenticates in two ways.");
  }
  const credentials = input.authorization === undefined ? fromBody(form) : fromBasic(input.authorization);
  if (credentials === undefined || !isVisible(credentials)) {
    return refused("invalid_client", "The client does not authenticate.");
  }
  return { request: { ...credentials, scopes: scope === "" ? null : [...new Set(scope.split(" "))] } };
}

/**
 * The scopes a token gets, which are actions of the policy table: all of the client's when it asks for none in
 * particular. Undefined, which is `invalid_scope` (RFC 6749, section 5.2), when it asks for one that is not the client's
 * or would get none: a token always has a limit.
 */
export function grantScopes(
  asked: readonly string[] | null,
  ofClient: readonly string[],
): readonly Action[] | undefined {
  const allowed = [...new Set(ofClient)].filter(isAction);
  const granted = asked === null ? allowed : allowed.filter((scope) => asked.includes(scope));
  const isWhole = asked === null || asked.length === granted.length;
  return isWhole && granted.length > 0 ? granted : undefined;
}

function isVisible({ clientId, clientSecret }: Credentials): boolean {
  return VISIBLE.test(clientId) && VISIBLE.test(clientSecret);
}

function refused(error: TokenErrorCode, description: string): TokenRequestReading {
  return { error, description };
}

function fromBody(form: URLSearchParams): Credentials | undefined {
  const clientId = form.get("client_id");
  const clientSecret = form.get("client_secret");
  return clientId === null || clientSecret === null ? undefined : { clientId, clientSecret };
}

function fromBasic(authorization: string): Credentials | undefined {
  const encoded = BASIC.exec(authorization)?.[1];
  if (encoded === undefined) return undefined;
  const pair = Buffer.from(encoded, "base64").toString("utf8");
  const colon = pair.indexOf(":");
  if (colon < 0) return undefined;
  const clientId = decodeFormValue(pair.slice(0, colon));
  const clientSecret = decodeFormValue(pair.slice(colon + 1));
  return clientId === undefined || clientSecret === undefined ? undefined : { clientId, clientSecret };
}

/** Both halves are form-encoded before they are joined, so that an id may contain a colon. */
function decodeFormValue(text: string): string | undefined {
  try {
    return decodeURIComponent(text.replaceAll("+", " "));
  } catch {
    return undefined;
  }
}
