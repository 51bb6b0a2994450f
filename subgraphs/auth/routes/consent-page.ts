import { POLICIES } from "#shared/auth/policies.ts";
import type { ServiceResponse } from "#shared/http/service-call.ts";
import type { ConsentQuestion } from "../services/authorization-service.ts";
import { NEVER_STORED } from "./oauth-response.ts";

/** Where the page sends the answer. */
export const DECISION_PATH = "/oauth2/authorize/decision";

/**
 * A page that asks a person whether an app may act for them. It has no script, no style, no image and cannot be framed.
 * Its form may be sent to us alone; the address that we then send the browser on to must be allowed as well, because
 * browsers hold redirects to `form-action`, too. The referrer goes to our own origin only, and not nowhere: else the
 * browser would not say by `Origin` whose page has sent the form.
 */
export function consentPage(question: ConsentQuestion): ServiceResponse {
  return {
    status: 200,
    headers: {
      ...NEVER_STORED,
      "content-type": "text/html; charset=utf-8",
      "content-security-policy": `default-src 'none';base-uri 'none';form-action 'self' ${sourceOf(question.redirectUri)};frame-ancestors 'none'`,
      "referrer-policy": "same-origin",
    },
    setCookies: [],
    body: render(question),
  };
}

function render({ clientName, email, scopes, request, formToken }: ConsentQuestion): string {
  const items = scopes.map((scope) => `<li>${escapeHtml(POLICIES[scope].description)}</li>`);
  return `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>Allow ${escapeHtml(clientName)}?</title>
</head>
<body>
<main>
<h1>Allow ${escapeHtml(clientName)} to act for you?</h1>
<p>You are signed in as ${escapeHtml(email)}. The app asks for:</p>
<ul>
${items.join("\n")}
</ul>
<p>You can end its access at any time.</p>
<form method="post" action="${DECISION_PATH}">
<input type="hidden" name="request" value="${escapeHtml(request)}">
<input type="hidden" name="form_token" value="${escapeHtml(formToken)}">
<button type="submit" name="decision" value="allow">Allow</button>
<button type="submit" name="decision" value="deny">Do not allow</button>
</form>
</main>
</body>
</html>
`;
}

/** What of an address stands in a content security policy: its origin, or the scheme of an app. */
function sourceOf(redirectUri: string): string {
  const url = URL.parse(redirectUri);
  if (url === null) return "";
  return url.origin === "null" ? url.protocol : url.origin;
}

const ENTITIES: Readonly<Record<string, string>> = {
  "&": "&amp;",
  "<": "&lt;",
  ">": "&gt;",
  '"': "&quot;",
  "'": "&#39;",
};

function escapeHtml(text: string): string {
  return text.replaceAll(/[&<>"']/g, (character) => ENTITIES[character] ?? character);
}
