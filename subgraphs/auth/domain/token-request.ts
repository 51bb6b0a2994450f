import { isAction, type Action } from "#shared/auth/policies.ts";
import {
  readCredentials,
  readForm,
  refused,
  type ClientCredentials,
  type FormRequest,
  type Refusal,
} from "./client-form.ts";

/** A well-formed request for an access token. */
export interface TokenRequest extends ClientCredentials {
  /** Null: everything the client may. */
  readonly scopes: readonly string[] | null;
}

/** What {@link readTokenRequest} makes of a request. */
export type TokenRequestReading = { readonly request: TokenRequest } | Refusal;

/** https://www.rfc-editor.org/rfc/rfc6749#section-3.3 */
const SCOPE = /^[\x21\x23-\x5b\x5d-\x7e]+( [\x21\x23-\x5b\x5d-\x7e]+)*$/;

/** Reads a request of the client credentials grant (RFC 6749, section 4.4.2). */
export function readTokenRequest(input: FormRequest): TokenRequestReading {
  const reading = readForm(input);
  if ("error" in reading) return reading;
  const { form } = reading;
  const grantType = form.get("grant_type");
  if (!grantType) return refused("invalid_request", "The parameter grant_type is missing.");
  if (grantType !== "client_credentials") {
    return refused("unsupported_grant_type", "Only client_credentials is supported.");
  }
  const scope = form.get("scope") ?? "";
  if (scope !== "" && !SCOPE.test(scope)) return refused("invalid_scope", "The scope is malformed.");
  const client = readCredentials(form, input.authorization);
  if ("error" in client) return client;
  return { request: { ...client.credentials, scopes: scope === "" ? null : [...new Set(scope.split(" "))] } };
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
