import { beforeAll, describe, expect, it } from "vitest";
import { ACCOUNTS, CLINIC_APPS } from "#drizzle/seed/world.ts";
import { newId } from "#shared/db/ids.ts";
import { answerIn, AppClient, CALLBACK, tokensOfApp } from "../app-client.ts";
import type { TestStack } from "../test-stack.ts";

const { clientId } = CLINIC_APPS.northwind;

let stack: TestStack;
let cookie: string;

const VIEWER = "{ viewer { account { email } patient { id name { display } } } }";
const SESSIONS = "{ viewer { sessions { id } } }";

async function send(accessToken: string, query: string) {
  const browser = await stack.browser();
  return browser.send(query, {}, { authorization: `Bearer ${accessToken}` });
}

/** What apps may do for whoever is signed in. */
export function appsSuite(shared: () => TestStack): void {
  beforeAll(async () => {
    stack = shared();
    cookie = (await stack.browser(ACCOUNTS.patient.email)).cookieHeader;
    await stack.admin`insert into auth.oauth_client
      (id, tenant_id, client_id, name, scopes, redirect_uris, grant_types)
    values (${newId()}, ${ACCOUNTS.patient.tenantId}, 'pedometer', 'Pedometer', '{viewer:read,patient:read}',
      ${[CALLBACK]}, '{authorization_code,refresh_token}')`;
  });

  describe("an app of the clinic network", () => {
    it("acts for whoever is signed in, within its scopes, and goes on with a refresh token", async () => {
      const app = new AppClient(stack.url, clientId);
      const response = await app.openInBrowser(cookie);
      expect(response.status).toBe(302);
      const answer = answerIn(response);
      expect([answer.get("state"), answer.get("iss")]).toEqual(["app-state", "http://localhost:4000"]);
      const first = await app.exchange(answer.get("code") ?? "");

      const { data, errors } = await send(first.access_token, VIEWER);
      expect(errors).toEqual([]);
      expect(data).toEqual({
        viewer: {
          account: { email: ACCOUNTS.patient.email },
          patient: { id: ACCOUNTS.patient.patientId, name: { display: "Elif Schneider" } },
        },
      });
      // The person may see this; the app has not been allowed to.
      const refused = await send(first.access_token, SESSIONS);
      expect(refused.errors.map(({ extensions }) => extensions.code)).toEqual(["AUTH_FORBIDDEN"]);

      const second = await app.refresh(first.refresh_token);
      expect(second.refresh_token).not.toBe(first.refresh_token);
      expect((await send(second.access_token, VIEWER)).errors).toEqual([]);
    });

    it("finds what there is in the metadata of the server", async () => {
      const response = await fetch(`${stack.url}/.well-known/oauth-authorization-server`);
      expect(await response.json()).toMatchObject({
        issuer: "http://localhost:4000",
        authorization_endpoint: "http://localhost:4000/oauth2/authorize",
        response_types_supported: ["code"],
        grant_types_supported: ["authorization_code", "client_credentials", "refresh_token"],
        code_challenge_methods_supported: ["S256"],
        token_endpoint_auth_methods_supported: ["client_secret_basic", "client_secret_post", "none"],
        authorization_response_iss_parameter_supported: true,
      });
    });

    it("gets nothing for who is not signed in, and nothing at an address that is not its own", async () => {
      const app = new AppClient(stack.url, clientId);
      expect(answerIn(await app.openInBrowser("")).get("error")).toBe("login_required");
      const elsewhere = await app.openInBrowser(cookie, { redirect_uri: "https://evil.example/callback" });
      expect([elsewhere.status, elsewhere.headers.get("location")]).toEqual([400, null]);
      expect(await elsewhere.json()).toMatchObject({ error: "invalid_request" });
    });

    it("speaks for nobody of another network", async () => {
      const foreign = new AppClient(stack.url, CLINIC_APPS.lakeside.clientId);
      expect(answerIn(await foreign.openInBrowser(cookie)).get("error")).toBe("access_denied");
    });
  });

  describe("an app of somebody else", () => {
    it("acts for a person once that person allows it on our own page", async () => {
      const app = new AppClient(stack.url, "pedometer");
      const page = await app.openInBrowser(cookie);
      expect(page.status).toBe(200);
      expect(page.headers.get("content-type")).toBe("text/html; charset=utf-8");
      expect(page.headers.get("content-security-policy")).toBe(
        "default-src 'none';base-uri 'none';form-action 'self' http://localhost:3000;frame-ancestors 'none'",
      );
      expect(page.headers.get("x-frame-options")).toBe("DENY");
      const html = await page.text();
      const hidden = [...html.matchAll(/name="(request|form_token)" value="([^"]*)"/g)].map(
        ([, name = "", value = ""]): [string, string] => [name, value.replaceAll("&amp;", "&")],
      );
      const body = new URLSearchParams([...hidden, ["decision", "allow"]]);
      const submit = (origin: string): Promise<Response> =>
        fetch(`${stack.url}/oauth2/authorize/decision`, {
          ...{ method: "POST", redirect: "manual", body },
          headers: { cookie, origin },
        });
      expect((await submit("http://localhost:3000")).status).toBe(403);
      const answer = answerIn(await submit(stack.url));
      const { scope, access_token: token } = await app.exchange(answer.get("code") ?? "");
      expect(scope).toBe("viewer:read patient:read");
      const { data, errors } = await send(token, "{ viewer { account { email } } }");
      // It may know that there is somebody, and not who.
      expect([data, errors.map(({ extensions }) => extensions.code)]).toEqual([
        { viewer: null },
        ["AUTH_FORBIDDEN"],
      ]);
      expect((await submit(stack.url)).status).toBe(400);
    });
  });

  describe("a stolen refresh token", () => {
    it("is good for nobody once both have used it", async () => {
      const app = new AppClient(stack.url, clientId);
      const first = await tokensOfApp(stack.url, clientId, cookie);
      const second = await app.refresh(first.refresh_token);
      // As if the ten seconds were over.
      await stack.admin`update auth.refresh_token set rotated_at = rotated_at - interval '11 seconds'`;
      const thief = await app.post("token", {
        grant_type: "refresh_token",
        refresh_token: first.refresh_token,
      });
      expect([thief.status, await thief.json()]).toMatchObject([400, { error: "invalid_grant" }]);
      const owner = await app.post("token", {
        grant_type: "refresh_token",
        refresh_token: second.refresh_token,
      });
      expect(owner.status).toBe(400);
    });
  });
}
