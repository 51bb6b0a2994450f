/** Error codes of the OAuth 2 endpoints that take forms: https://www.rfc-editor.org/rfc/rfc6749#section-5.2 */
export type OAuthErrorCode =
  | "invalid_request"
  | "invalid_client"
  | "invalid_grant"
  | "unauthorized_client"
  | "unsupported_grant_type"
  | "invalid_scope";

/** Why a request is refused. */
export interface Refusal {
  readonly error: OAuthErrorCode;
  readonly description: string;
}

/** A request to an OAuth 2 endpoint that takes forms. */
export interface FormRequest {
  readonly contentType: string | undefined;
  readonly authorization: string | undefined;
  readonly body: string;
}

/** By which a program says who it is. */
export interface ClientCredentials {
  readonly clientId: string;
  /** Null when it gives none, as a public client does. */
  readonly clientSecret: string | null;
}

const FORM = /^application\/x-www-form-urlencoded *(;|$)/i;
const BASIC = /^basic +([A-Za-z0-9+/]+={0,2})$/i;
/** https://www.rfc-editor.org/rfc/rfc6749#appendix-A: VSCHAR; a secret of any length would take any time to verify */
const VISIBLE = /^[\x20-\x7e]{1,256}$/;

/** The parameters of a form, each given once. */
export function readForm({ contentType, body }: FormRequest): { readonly form: URLSearchParams } | Refusal {
  if (!FORM.test(contentType ?? "")) return refused("invalid_request", "The body must be form-encoded.");
  const form = new URLSearchParams(body);
  return new Set(form.keys()).size === form.size
    ? { form }
    : refused("invalid_request", "A parameter is given twice.");
}

/** Which client it is, by {@link readClient}; one that gives no secret is refused. */
export function readCredentials(
  form: URLSearchParams,
  authorization: string | undefined,
): { readonly credentials: ClientCredentials } | Refusal {
  const client = readClient(form, authorization);
  return "error" in client || client.credentials.clientSecret !== null ? client : UNAUTHENTICATED;
}

/**
 * Which client it is: its credentials in the `Authorization` header or in the form (RFC 6749, section 2.3.1), but not in
 * both, or its `client_id` alone (section 3.2.1).
 */
export function readClient(
  form: URLSearchParams,
  authorization: string | undefined,
): { readonly credentials: ClientCredentials } | Refusal {
  const inBody = form.has("client_id") || form.has("client_secret");
  if (authorization !== undefined && inBody) {
    return refused("invalid_request", "The client authenticates in two ways.");
  }
  const credentials = authorization === undefined ? fromBody(form) : fromBasic(authorization);
  return credentials !== undefined && isVisible(credentials) ? { credentials } : UNAUTHENTICATED;
}

const UNAUTHENTICATED = refused("invalid_client", "The client does not authenticate.");

/** Makes a {@link Refusal}. */
export function refused(error: OAuthErrorCode, description: string): Refusal {
  return { error, description };
}

function isVisible({ clientId, clientSecret }: ClientCredentials): boolean {
  return VISIBLE.test(clientId) && (clientSecret === null || VISIBLE.test(clientSecret));
}

function fromBody(form: URLSearchParams): ClientCredentials | undefined {
  const clientId = form.get("client_id");
  return clientId === null ? undefined : { clientId, clientSecret: form.get("client_secret") };
}

function fromBasic(authorization: string): ClientCredentials | undefined {
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
