import { jsonResponse } from "#shared/http/service-call.ts";
import type { ServiceCall, ServiceRoute } from "#shared/http/service-endpoint.ts";
import { readTokenRequest } from "../domain/token-request.ts";
import { TOKEN_LIFETIME_SECONDS } from "../services/signing-key-service.ts";
import type { TokenService } from "../services/token-service.ts";
import { NEVER_STORED, NOT_POST, refusal, UNKNOWN_CLIENT } from "./oauth-response.ts";

const DESCRIPTIONS = {
  invalid_client: UNKNOWN_CLIENT,
  invalid_grant: "The code or the refresh token is not good, or not any longer.",
  invalid_scope: "The client may not have one of the scopes.",
  unauthorized_client: "The client may not get tokens in this way.",
} as const;

/**
 * `POST /oauth2/token` (RFC 6749, section 3.2). No page of a browser may read the answer: the router has no CORS for it,
 * and pages of ours use sessions.
 */
export function createTokenRoute(tokensOf: (call: ServiceCall) => TokenService): ServiceRoute {
  return async (call) => {
    const { method, headers, body } = call.request;
    if (method !== "POST") return NOT_POST;
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
      ...(outcome.refreshToken !== null && { refresh_token: outcome.refreshToken }),
    };
    return jsonResponse(200, answer, NEVER_STORED);
  };
}
