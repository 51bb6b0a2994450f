import { z } from "zod";
import { SignInDocument } from "#schema/operations/demo/__generated__/graphql.ts";
import type { Example } from "#schema/examples.ts";
import { DEMO_PASSWORD, PARTNERS, type SeededPartner } from "#drizzle/seed/world.ts";
import { Browser, type Answer } from "../browser.ts";
import { signInSeeded } from "../demo-sign-in.ts";
import { GOLDEN_NOW } from "./golden-stack.ts";

/** Sends the text of a document as somebody. */
export type Caller = (text: string, variables: Example["variables"]) => Promise<Answer<unknown>>;

/** Those who run examples on one stack: each signs in once, because a code of the second factor is good once. */
export class Callers {
  readonly #url: string;
  readonly #known = new Map<string, Promise<Caller>>();

  /** @param url of the router */
  constructor(url: string) {
    this.#url = url;
  }

  /** @throws SignInRefusedError, or an Error for a program that gets no token */
  callerOf({ as, isHalfSignedIn }: Pick<Example, "as" | "isHalfSignedIn">): Promise<Caller> {
    const key = `${as} ${String(isHalfSignedIn)}`;
    const known = this.#known.get(key) ?? this.#introduce(as, isHalfSignedIn);
    this.#known.set(key, known);
    return known;
  }

  async #introduce(as: string, isHalfSignedIn: boolean): Promise<Caller> {
    const browser = new Browser(this.#url);
    const partner = PARTNERS.find(({ clientId }) => clientId === as);
    if (partner !== undefined) {
      const authorization = `Bearer ${await programToken(this.#url, partner)}`;
      return (text, variables) => browser.send(text, variables, { authorization });
    }
    if (isHalfSignedIn) await browser.run(SignInDocument, { input: { email: as, password: DEMO_PASSWORD } });
    else if (as !== "nobody") await signInSeeded(browser, as, { clock: () => GOLDEN_NOW });
    return (text, variables) => browser.send(text, variables);
  }
}

/** RFC 6749, section 4.4. */
async function programToken(url: string, { clientId, secret }: SeededPartner): Promise<string> {
  const credentials = Buffer.from(`${clientId}:${secret}`).toString("base64");
  const response = await fetch(`${url}/oauth2/token`, {
    method: "POST",
    headers: { authorization: `Basic ${credentials}` },
    body: new URLSearchParams({ grant_type: "client_credentials" }),
  });
  return z.object({ access_token: z.string() }).parse(await response.json()).access_token;
}
