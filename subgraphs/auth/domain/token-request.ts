import {
  readClient,
  readForm,
  refused,
  type ClientCredentials,
  type FormRequest,
  type Refusal,
} from "./client-form.ts";
import { isCodeVerifier } from "./pkce.ts";
import { readScope } from "./scope.ts";

/** How a client may get tokens (RFC 6749, section 1.3). */
export const GRANT_TYPES = ["authorization_code", "client_credentials", "refresh_token"] as const;

/** A way of {@link GRANT_TYPES}. */
export type GrantType = (typeof GRANT_TYPES)[number];

/** A program asks for a token of its own (RFC 6749, section 4.4.2). */
export interface ClientTokenRequest extends ClientCredentials {
  readonly grantType: "client_credentials";
  /** Null: everything the client may. */
  readonly scopes: readonly string[] | null;
}

/** An app brings the code it was given (RFC 6749, section 4.1.3, and RFC 7636, section 4.5). */
export interface CodeTokenRequest extends ClientCredentials {
  readonly grantType: "authorization_code";
  readonly code: string;
  readonly redirectUri: string;
  readonly codeVerifier: string;
}

/** An app brings a refresh token (RFC 6749, section 6). */
export interface RefreshTokenRequest extends ClientCredentials {
  readonly grantType: "refresh_token";
  readonly refreshToken: string;
  /** Null: everything it was allowed. */
  readonly scopes: readonly string[] | null;
}

/** A well-formed request for an access token. */
export type TokenRequest = ClientTokenRequest | CodeTokenRequest | RefreshTokenRequest;

/** What {@link readTokenRequest} makes of a request. */
export type TokenRequestReading = { readonly request: TokenRequest } | Refusal;

/** A longer code or token is none of ours, and no work is done for it. */
const LONGEST_SECRET = 256;

/** Reads a request for an access token. */
export function readTokenRequest(input: FormRequest): TokenRequestReading {
  const reading = readForm(input);
  if ("error" in reading) return reading;
  const { form } = reading;
  const grantType = form.get("grant_type");
  if (!grantType) return refused("invalid_request", "The parameter grant_type is missing.");
  if (!isGrantType(grantType)) {
    return refused("unsupported_grant_type", `The grant types are ${GRANT_TYPES.join(", ")}.`);
  }
  const scopes = readScope(form.get("scope"));
  if (scopes === undefined) return refused("invalid_scope", "The scope is malformed.");
  const reader = READERS[grantType];
  const parameters = reader(form, scopes);
  if ("error" in parameters) return parameters;
  const client = readClient(form, input.authorization);
  if ("error" in client) return client;
  if (grantType === "client_credentials" && client.credentials.clientSecret === null) {
    return refused("invalid_client", "The client does not authenticate.");
  }
  return { request: { ...parameters, ...client.credentials } };
}

type Parameters = TokenRequest extends infer Request
  ? Request extends TokenRequest
    ? Omit<Request, keyof ClientCredentials>
    : never
  : never;
type Reader = (form: URLSearchParams, scopes: readonly string[] | null) => Parameters | Refusal;

const READERS: Readonly<Record<GrantType, Reader>> = {
  client_credentials: (_form, scopes) => ({ grantType: "client_credentials", scopes }),
  authorization_code: (form) => {
    const [code, redirectUri, codeVerifier] = ["code", "redirect_uri", "code_verifier"].map(
      (name) => form.get(name) ?? "",
    );
    if (!code || !redirectUri || !codeVerifier) {
      return refused("invalid_request", "The parameters code, redirect_uri and code_verifier are needed.");
    }
    if (!isCodeVerifier(codeVerifier)) return refused("invalid_request", "The code_verifier is malformed.");
    return code.length > LONGEST_SECRET
      ? refused("invalid_request", "The code is malformed.")
      : { grantType: "authorization_code", code, redirectUri, codeVerifier };
  },
  refresh_token: (form, scopes) => {
    const refreshToken = form.get("refresh_token") ?? "";
    if (refreshToken === "") return refused("invalid_request", "The parameter refresh_token is missing.");
    return refreshToken.length > LONGEST_SECRET
      ? refused("invalid_request", "The refresh_token is malformed.")
      : { grantType: "refresh_token", refreshToken, scopes };
  },
};

function isGrantType(text: string): text is GrantType {
  return GRANT_TYPES.some((grantType) => grantType === text);
}
