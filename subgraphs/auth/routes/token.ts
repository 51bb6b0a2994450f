import { jsonResponse, type ServiceResponse } from "#shared/http/service-call.ts";
import type { ServiceCall, ServiceRoute } from "#shared/http/service-endpoint.ts";
import type { OAuthErrorCode } from "../domain/client-form.ts";
import { readTokenRequest } from "../domain/token-request.ts";
import { TOKEN_LIFETIME_SECONDS } from "../services/signing-key-service.ts";
import type { TokenService } from "../services/token-service.ts";

/** https://www.rfc-editor.org/rfc/rfc6749#section-5.1: nobody may keep a copy of what holds tokens. */
const NEVER_STORED = { "cache-control": "no-store", pragma: "no-cache" } as const;
/** https://www.rfc-editor.org/rfc/rfc7617 */
const CHALLENGE = { "www-authenticate": 'Basic realm="clinic-api", charset="UTF-8"' } as const;

const DESCRIPTIONS = {
  invalid_client: "The client is not known, or its secret is wrong.",
  invalid_scope: "The client may not have one of the scopes.",
} as const;

/** `POST /oauth2/token` (RFC 6749, section 3.2): the client credentials grant. */
export function createTokenRoute(tokensOf: (call: ServiceCall) => TokenService): ServiceRoute {
  return async (call) => {
    const { method, headers, body } = call.request;
    if (method !== "POST") return refusal("invalid_request", "The method must be POST.", 405);
    const reading = readTokenRequest({
      contentType: headers["content-type"],
      authorization: headers["authorization"],
      body,
    });
    if ("error" in reading) return refusal(reading.error, reading.description);
    const outcome = await tokensOf(call).issue(reading.request);
    if ("error" in outcome) return refusal(outcome.error, DESCRIPTIONS[outcome.error]);
    const answer = {
      access_token: outcome.accessToken,
      token_type: "Bearer",
      expires_in: TOKEN_LIFETIME_SECONDS,
      scope: outcome.scopes.join(" "),
    };
    return jsonResponse(200, answer, NEVER_STORED);
  };
}

/** https://www.rfc-editor.org/rfc/rfc6749#section-5.2 */
function refusal(error: OAuthErrorCode, description: string, status = 400): ServiceResponse {
  const body = { error, error_description: description };
  return error === "invalid_client"
    ? jsonResponse(401, body, { ...NEVER_STORED, ...CHALLENGE })
    : jsonResponse(status, body, { ...NEVER_STORED, ...(status === 405 && { allow: "POST" }) });
}
