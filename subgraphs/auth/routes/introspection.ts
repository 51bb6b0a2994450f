import { jsonResponse } from "#shared/http/service-call.ts";
import type { ServiceCall, ServiceRoute } from "#shared/http/service-endpoint.ts";
import { readCredentials } from "../domain/client-form.ts";
import type { TokenService } from "../services/token-service.ts";
import { NEVER_STORED, refusal, UNKNOWN_CLIENT } from "./oauth-response.ts";
import { readTokenForm } from "./token-form.ts";

/** `POST /oauth2/introspect` (RFC 7662, section 2): a client asks whether a token of its own is active. */
export function createIntrospectionRoute(tokensOf: (call: ServiceCall) => TokenService): ServiceRoute {
  return async (call) => {
    const form = readTokenForm(call, readCredentials);
    if ("refused" in form) return form.refused;
    const outcome = await tokensOf(call).introspect(form.asked);
    if ("error" in outcome) return refusal(outcome.error, UNKNOWN_CLIENT);
    return jsonResponse(200, outcome, NEVER_STORED);
  };
}
