import { jsonResponse, type ServiceResponse } from "#shared/http/service-call.ts";
import type { OAuthErrorCode } from "../domain/client-form.ts";

/** https://www.rfc-editor.org/rfc/rfc6749#section-5.1: nobody may keep a copy of what holds tokens, or tells of them. */
export const NEVER_STORED = { "cache-control": "no-store", pragma: "no-cache" } as const;

/** What a program is told that did not say rightly who it is. */
export const UNKNOWN_CLIENT = "The client is not known, or its secret is wrong.";

/** https://www.rfc-editor.org/rfc/rfc7617 */
const CHALLENGE = { "www-authenticate": 'Basic realm="clinic-api", charset="UTF-8"' } as const;

/** Refuses a request to an OAuth 2 endpoint (https://www.rfc-editor.org/rfc/rfc6749#section-5.2). */
export function refusal(error: OAuthErrorCode, description: string, status = 400): ServiceResponse {
  const body = { error, error_description: description };
  return error === "invalid_client"
    ? jsonResponse(401, body, { ...NEVER_STORED, ...CHALLENGE })
    : jsonResponse(status, body, { ...NEVER_STORED, ...(status === 405 && { allow: "POST" }) });
}

/** To a request by another method than POST. */
export const NOT_POST: ServiceResponse = refusal("invalid_request", "The method must be POST.", 405);
