import type { ServiceResponse } from "#shared/http/service-call.ts";
import type { ServiceCall, ServiceRoute } from "#shared/http/service-endpoint.ts";
import { readForm } from "../domain/client-form.ts";
import type { AuthorizationOutcome, AuthorizationService } from "../services/authorization-service.ts";
import { consentPage } from "./consent-page.ts";
import { NEVER_STORED, NOT_POST, refusal } from "./oauth-response.ts";

/**
 * The authorization endpoint (RFC 6749, section 3.1). A browser asks by GET; the router hands that on as a POST whose
 * body is the query string, so that its signature covers it, on behalf of whoever the browser's session is of.
 */
export function createAuthorizeRoute(
  authorizationsOf: (call: ServiceCall) => AuthorizationService,
): ServiceRoute {
  return async (call) => {
    const { method, body } = call.request;
    if (method !== "POST") return NOT_POST;
    return answer(await authorizationsOf(call).authorize(body), 302);
  };
}

/** What the form of the consent page is sent to; the router has seen that our own page has sent it. */
export function createDecisionRoute(
  authorizationsOf: (call: ServiceCall) => AuthorizationService,
): ServiceRoute {
  return async (call) => {
    const { method, headers, body } = call.request;
    if (method !== "POST") return NOT_POST;
    const reading = readForm({ contentType: headers["content-type"], authorization: undefined, body });
    if ("error" in reading) return refusal(reading.error, reading.description);
    const [request, formToken, decision] = ["request", "form_token", "decision"].map(
      (name) => reading.form.get(name) ?? "",
    );
    if (!request || !formToken || (decision !== "allow" && decision !== "deny")) {
      return refusal("invalid_request", "The form is not complete.");
    }
    const isAllowed = decision === "allow";
    return answer(await authorizationsOf(call).decide({ request, formToken, isAllowed }), 303);
  };
}

function answer(outcome: AuthorizationOutcome, redirectStatus: 302 | 303): ServiceResponse {
  switch (outcome.kind) {
    case "REDIRECT": {
      const headers = { ...NEVER_STORED, location: outcome.location };
      return { status: redirectStatus, headers, setCookies: [], body: "" };
    }
    case "QUESTION":
      return consentPage(outcome.question);
    case "REFUSED":
      return refusal("invalid_request", outcome.description);
  }
}
