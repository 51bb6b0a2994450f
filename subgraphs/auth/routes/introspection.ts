import { jsonResponse } from "#shared/http/service-call.ts";
import type { ServiceCall, ServiceRoute } from "#shared/http/service-endpoint.ts";
import { readCredentials, readForm } from "../domain/client-form.ts";
import type { TokenService } from "../services/token-service.ts";
import { NEVER_STORED, NOT_POST, refusal, UNKNOWN_CLIENT } from "./oauth-response.ts";

/** `POST /oauth2/introspect` (RFC 7662, section 2): a client asks whether a token of its own is active. */
export function createIntrospectionRoute(tokensOf: (call: ServiceCall) => TokenService): ServiceRoute {
  return async (call) => {
    const { method, headers, body } = call.request;
    if (method !== "POST") return NOT_POST;
    const authorization = headers["authorization"];
    const reading = readForm({ contentType: headers["content-type"], authorization, body });
    if ("error" in reading) return refusal(reading.error, reading.description);
    const client = readCredentials(reading.form, authorization);
    if ("error" in client) return refusal(client.error, client.description);
    const token = reading.form.get("token");
    if (!token) return refusal("invalid_request", "The parameter token is missing.");
    const outcome = await tokensOf(call).introspect({ ...client.credentials, token });
    if ("error" in outcome) return refusal(outcome.error, UNKNOWN_CLIENT);
    return jsonResponse(200, outcome, NEVER_STORED);
  };
}
