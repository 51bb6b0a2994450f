import { POLICIES } from "#shared/auth/policies.ts";
import { jsonResponse } from "#shared/http/service-call.ts";
import type { ServiceRoute } from "#shared/http/service-endpoint.ts";
import { CHALLENGE_METHOD } from "../domain/pkce.ts";
import { GRANT_TYPES } from "../domain/token-request.ts";
import type { SigningKeyService } from "../services/signing-key-service.ts";

/** Short, so that a new key is known everywhere long before it signs. */
const CACHED_FOR_A_MINUTE = { "cache-control": "public, max-age=60" } as const;

/** Of those who have a secret. */
const AUTH_METHODS = ["client_secret_basic", "client_secret_post"] as const;
/** `none`: a public client names itself and gives no secret. */
const ALL_AUTH_METHODS = [...AUTH_METHODS, "none"] as const;

/** `/.well-known/jwks.json` (RFC 7517, section 5): the keys that access tokens are verified with. */
export function createJwksRoute(keys: SigningKeyService): ServiceRoute {
  return async () => jsonResponse(200, { keys: await keys.publicKeys() }, CACHED_FOR_A_MINUTE);
}

/** `/.well-known/oauth-authorization-server` (RFC 8414, section 2): what of OAuth 2 there is, and where. */
export function createMetadataRoute(issuer: string): ServiceRoute {
  const metadata = {
    issuer,
    authorization_endpoint: `${issuer}/oauth2/authorize`,
    token_endpoint: `${issuer}/oauth2/token`,
    revocation_endpoint: `${issuer}/oauth2/revoke`,
    introspection_endpoint: `${issuer}/oauth2/introspect`,
    jwks_uri: `${issuer}/.well-known/jwks.json`,
    response_types_supported: ["code"],
    response_modes_supported: ["query"],
    grant_types_supported: GRANT_TYPES,
    scopes_supported: Object.keys(POLICIES),
    code_challenge_methods_supported: [CHALLENGE_METHOD],
    authorization_response_iss_parameter_supported: true,
    token_endpoint_auth_methods_supported: ALL_AUTH_METHODS,
    revocation_endpoint_auth_methods_supported: ALL_AUTH_METHODS,
    introspection_endpoint_auth_methods_supported: AUTH_METHODS,
  };
  return async () => jsonResponse(200, metadata, CACHED_FOR_A_MINUTE);
}
