import { createHash, randomBytes } from "node:crypto";
import { z } from "zod";
import { PARTNER_LAB, type SeededPartner } from "#drizzle/seed/world.ts";

const tokensSchema = z.object({
  access_token: z.string(),
  refresh_token: z.string(),
  token_type: z.literal("Bearer"),
  expires_in: z.literal(600),
  scope: z.string(),
});

/** What an app is given. */
export type AppTokens = z.infer<typeof tokensSchema>;

/** Where the seeded apps are answered. */
export const CALLBACK = "http://localhost:3000/callback";

/** An app of the clinic network as it runs on somebody's telephone: RFC 6749 with PKCE, and nothing else. */
export class AppClient {
  readonly #url: string;
  readonly #clientId: string;
  readonly #verifier = randomBytes(32).toString("base64url");

  /** @param url of the router, for example `http://localhost:4000` */
  constructor(url: string, clientId: string) {
    this.#url = url;
    this.#clientId = clientId;
  }

  /** The address that the app opens in the browser. */
  authorizationUrl(parameters: Readonly<Record<string, string>> = {}): string {
    const query = new URLSearchParams({
      response_type: "code",
      client_id: this.#clientId,
      redirect_uri: CALLBACK,
      code_challenge: createHash("sha256").update(this.#verifier).digest("base64url"),
      code_challenge_method: "S256",
      state: "app-state",
      ...parameters,
    });
    return `${this.#url}/oauth2/authorize?${query.toString()}`;
  }

  /** Opens that address as a browser with this cookie, which is not led on. */
  openInBrowser(cookie: string, parameters: Readonly<Record<string, string>> = {}): Promise<Response> {
    return fetch(this.authorizationUrl(parameters), { headers: { cookie }, redirect: "manual" });
  }

  /** Exchanges the code for tokens. */
  async exchange(code: string): Promise<AppTokens> {
    const form = { grant_type: "authorization_code", code, redirect_uri: CALLBACK };
    return tokensOf(await this.post("token", { ...form, code_verifier: this.#verifier }));
  }

  /** Exchanges a refresh token for the next tokens. */
  async refresh(refreshToken: string): Promise<AppTokens> {
    return tokensOf(await this.post("token", { grant_type: "refresh_token", refresh_token: refreshToken }));
  }

  /** Sends a form to `/oauth2/<endpoint>`, with the app's name. */
  post(endpoint: string, form: Readonly<Record<string, string>>): Promise<Response> {
    return fetch(`${this.#url}/oauth2/${endpoint}`, {
      method: "POST",
      body: new URLSearchParams({ client_id: this.#clientId, ...form }),
    });
  }
}

/** The tokens of a seeded app, for whoever has this session cookie. */
export async function tokensOfApp(url: string, clientId: string, cookie: string): Promise<AppTokens> {
  const app = new AppClient(url, clientId);
  return app.exchange(answerIn(await app.openInBrowser(cookie)).get("code") ?? "");
}

/** Asks for a token of a seeded partner's program itself (RFC 6749, section 4.4); answers as it came. */
export function askPartnerToken(
  url: string,
  { clientId, secret }: SeededPartner = PARTNER_LAB,
): Promise<Response> {
  const credentials = Buffer.from(`${clientId}:${secret}`).toString("base64");
  return fetch(`${url}/oauth2/token`, {
    method: "POST",
    headers: { authorization: `Basic ${credentials}` },
    body: new URLSearchParams({ grant_type: "client_credentials" }),
  });
}

/** An access token of a seeded partner's program itself. @throws Error when it is given none */
export async function partnerToken(url: string, partner: SeededPartner = PARTNER_LAB): Promise<string> {
  const response = await askPartnerToken(url, partner);
  return z.object({ access_token: z.string() }).parse(await response.json()).access_token;
}

/** What the browser brings to the app. @throws Error when the browser is sent elsewhere */
export function answerIn(response: Response): URLSearchParams {
  const location = response.headers.get("location") ?? "";
  if (!location.startsWith(`${CALLBACK}?`)) throw new Error(`${String(response.status)} ${location}`);
  return new URL(location).searchParams;
}

async function tokensOf(response: Response): Promise<AppTokens> {
  return tokensSchema.parse(await response.json());
}
