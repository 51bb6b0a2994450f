import { jsonResponse } from "#shared/http/service-call.ts";
import type { ServiceRoute } from "#shared/http/service-endpoint.ts";
import type { SigningKeyService } from "../services/signing-key-service.ts";

/** Short, so that a new key is known everywhere long before it signs. */
const CACHED_FOR_A_MINUTE = { "cache-control": "public, max-age=60" } as const;

const AUTH_METHODS = ["client_secret_basic", "client_secret_post"] as const;

/** `/.well-known/jwks.json` (RFC 7517, section 5): the keys that access tokens are verified with. */
export function createJwksRoute(keys: SigningKeyService): ServiceRoute {
  return async () => jsonResponse(200, { keys: await keys.publicKeys() }, CACHED_FOR_A_MINUTE);
}

/** `/.well-known/oauth-authorization-server` (RFC 8414, section 2): what of OAuth 2 there is, and where. */
export function createMetadataRoute(issuer: string): ServiceRoute {
  const metadata = {
    issuer,
    token_endpoint: `${issuer}/oauth2/token`,
    introspection_endpoint: `${issuer}/oauth2/introspect`,
    jwks_uri: `${issuer}/.well-known/jwks.json`,
    // Required, though there is no authorization endpoint yet.
    response_types_supported: [],
    grant_types_supported: ["client_credentials"],
    token_endpoint_auth_methods_supported: AUTH_METHODS,
    introspection_endpoint_auth_methods_supported: AUTH_METHODS,
  };
  return async () => jsonResponse(200, metadata, CACHED_FOR_A_MINUTE);
}
