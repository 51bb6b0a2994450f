import { CLINIC_APPS } from "#drizzle/seed/world.ts";
import { CALLBACK } from "../app-client.ts";
import type { CanaryMint } from "./canary-mint.ts";
import type { CanaryHttp } from "./canary-requests.ts";

const CHALLENGE_LENGTH = 43;
/** A request for a code that is granted to whoever is signed in. */
const RIGHT = {
  response_type: "code",
  client_id: CLINIC_APPS.northwind.clientId,
  redirect_uri: CALLBACK,
  scope: "viewer:read",
  state: "app-state",
  code_challenge: "x".repeat(CHALLENGE_LENGTH),
  code_challenge_method: "S256",
} as const;
const DECISION = { request: "request", form_token: "token", decision: "allow" } as const;

/**
 * What a browser brings to the authorization endpoint and from its consent page, a canary in each place.
 * @param router the address of the router, whose own page sends the form
 * @param cookie of a session; empty for nobody's
 */
export function authorizationRequests(
  mint: CanaryMint,
  router: string,
  cookie: string,
): readonly CanaryHttp[] {
  const who = cookie === "" ? "nobody" : "somebody signed in";
  const asked = [...Object.keys(RIGHT), "response_mode", "prompt", "nonce", "login_hint"].map((name) => {
    const canary = mint.make(`authorize ${name} as ${who}`, "token");
    const value = name === "code_challenge" ? canary.padEnd(CHALLENGE_LENGTH, "x") : canary;
    const query = new URLSearchParams({ ...RIGHT, [name]: value });
    return {
      method: "GET",
      path: `/oauth2/authorize?${query.toString()}`,
      headers: { cookie },
      body: undefined,
    };
  });
  const decided = Object.keys(DECISION).map((name) => ({
    method: "POST",
    path: "/oauth2/authorize/decision",
    headers: { cookie, origin: router, "content-type": "application/x-www-form-urlencoded" },
    body: new URLSearchParams({
      ...DECISION,
      [name]: mint.make(`decision ${name} as ${who}`, "token"),
    }).toString(),
  }));
  return [...asked, ...decided];
}
