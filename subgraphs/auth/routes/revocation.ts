import type { ServiceCall, ServiceRoute } from "#shared/http/service-endpoint.ts";
import { readClient } from "../domain/client-form.ts";
import type { TokenService } from "../services/token-service.ts";
import { NEVER_STORED, refusal, UNKNOWN_CLIENT } from "./oauth-response.ts";
import { readTokenForm } from "./token-form.ts";

const DESCRIPTIONS = {
  invalid_client: UNKNOWN_CLIENT,
  invalid_grant: "The token is another client's.",
} as const;

/** `POST /oauth2/revoke` (RFC 7009): a client ends a token of its own. What is no token of ours is answered as ended. */
export function createRevocationRoute(tokensOf: (call: ServiceCall) => TokenService): ServiceRoute {
  return async (call) => {
    const form = readTokenForm(call, readClient);
    if ("refused" in form) return form.refused;
    const problem = await tokensOf(call).revoke(form.asked);
    if (problem !== null) return refusal(problem, DESCRIPTIONS[problem]);
    return { status: 200, headers: NEVER_STORED, setCookies: [], body: "" };
  };
}
