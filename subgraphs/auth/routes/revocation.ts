import type { ServiceCall, ServiceRoute } from "#shared/http/service-endpoint.ts";
import { readClient, readForm } from "../domain/client-form.ts";
import type { TokenService } from "../services/token-service.ts";
import { NEVER_STORED, NOT_POST, refusal, UNKNOWN_CLIENT } from "./oauth-response.ts";

const DESCRIPTIONS = {
  invalid_client: UNKNOWN_CLIENT,
  invalid_grant: "The token is another client's.",
} as const;

/** `POST /oauth2/revoke` (RFC 7009): a client ends a token of its own. What is no token of ours is answered as ended. */
export function createRevocationRoute(tokensOf: (call: ServiceCall) => TokenService): ServiceRoute {
  return async (call) => {
    const { method, headers, body } = call.request;
    if (method !== "POST") return NOT_POST;
    const authorization = headers["authorization"];
    const reading = readForm({ contentType: headers["content-type"], authorization, body });
    if ("error" in reading) return refusal(reading.error, reading.description);
    const client = readClient(reading.form, authorization);
    if ("error" in client) return refusal(client.error, client.description);
    const token = reading.form.get("token");
    if (!token) return refusal("invalid_request", "The parameter token is missing.");
    const problem = await tokensOf(call).revoke({ ...client.credentials, token });
    if (problem !== null) return refusal(problem, DESCRIPTIONS[problem]);
    return { status: 200, headers: NEVER_STORED, setCookies: [], body: "" };
  };
}
