import { readFile } from "node:fs/promises";
import type { Browser, CDPSession, Page } from "playwright-core";
import { afterAll, beforeAll, expect, it } from "vitest";
import { ACCOUNTS, DEMO_PASSWORD } from "#drizzle/seed/world.ts";
import { addAccountLike } from "../add-account.ts";
import { describeWithChromium } from "../chromium.ts";
import type { TestStack } from "../test-stack.ts";

/** A front end's origin, as `npm start` allows it. Nothing listens there: the browser is handed the page. */
const ORIGIN = "http://localhost:3000";
const GUIDE = new URL("../../../docs/passkeys.md", import.meta.url);

/** A passkey with its private key, as Chromium hands it out. */
interface Credential {
  readonly credentialId: string;
  readonly isResidentCredential: boolean;
  readonly privateKey: string;
  readonly signCount: number;
}

/** An authenticator that Chromium plays, with one user who is there. */
interface Authenticator {
  /** Whether its user gives the right PIN. */
  setUserVerified(isUserVerified: boolean): Promise<void>;
  /** The passkeys that it keeps, with their private keys. */
  credentials(): Promise<readonly Credential[]>;
  /** Puts a passkey into it. */
  add(credential: Credential): Promise<void>;
}

/** Somebody's browser on the front end's page, where the code of the guide is. */
interface Visitor {
  readonly page: Page;
  readonly authenticator: Authenticator;
  /** Runs JavaScript in the page: what it answers, or the message of what it throws. */
  run(code: string): Promise<unknown>;
  /** Signs in by the password; answers `nextStep`. */
  showPassword(email: string): Promise<unknown>;
  /** Address of the account that is signed in, by the cookie. */
  whoAmI(): Promise<unknown>;
}

/** Runs the code of docs/passkeys.md in a Chromium. */
export function passkeysSuite(shared: () => TestStack): void {
  describeWithChromium("passkeys in a real browser", (launch) => {
    let stack: TestStack;
    let chromium: Browser;
    let script: string;
    beforeAll(async () => {
      stack = shared();
      chromium = await launch();
      const shown = /```js\n([\s\S]*?)```/.exec(await readFile(GUIDE, "utf8"))?.[1] ?? "";
      script = shown.replace("http://localhost:4000", stack.url);
    });
    afterAll(async () => {
      await chromium.close();
    });

    async function visit(): Promise<Visitor> {
      const context = await chromium.newContext();
      const page = await context.newPage();
      await page.route(`${ORIGIN}/**`, (route) =>
        route.fulfill({ contentType: "text/html", body: `<!doctype html><script>${script}</script>` }),
      );
      await page.goto(ORIGIN);
      const run = (code: string): Promise<unknown> =>
        page.evaluate(`(async () => { try { return await (${code}); } catch (error) {
        return error.name === "Error" ? error.message : error.name; } })()`);
      return {
        page,
        authenticator: await plugIn(await context.newCDPSession(page)),
        run,
        showPassword: (email) =>
          run(`send("mutation ($input: SignInInput!) { signIn(input: $input) { nextStep userErrors { code } } }",
          { email: "${email}", password: "${DEMO_PASSWORD}" }).then(({ nextStep }) => nextStep)`),
        whoAmI: () =>
          run(`fetch(API, { method: "POST", credentials: "include", headers: { "content-type": "application/json" },
          body: JSON.stringify({ query: "{ viewer { account { email } } }" }) })
          .then((response) => response.json()).then(({ data }) => data.viewer && data.viewer.account.email)`),
      };
    }

    it("are registered, sign in without a password and after one, step up, and are of no use to others", async () => {
      const { email } = await addAccountLike(stack.admin, ACCOUNTS.patient.email);
      const stranger = await addAccountLike(stack.admin, ACCOUNTS.patient2.email);
      const owner = await visit();
      expect(await owner.showPassword(email)).toBeNull();
      const made = await owner.run('registerPasskey("Laptop")');
      expect(made).toMatchObject({ passkeyId: expect.any(String), recoveryCodes: expect.any(Array) });

      await owner.run("send('mutation { signOut { userErrors { code } } }')");
      expect(await owner.whoAmI()).toBeNull();
      expect(await owner.run("signInWithPasskey()")).toMatchObject({ viewer: { account: { email } } });
      expect(await owner.whoAmI()).toBe(email);
      expect(await owner.run("stepUpWithPasskey()")).toMatchObject({ validUntil: expect.any(String) });
      expect(await owner.whoAmI()).toBe(email);
      expect(await owner.showPassword(email)).toBe("SECOND_FACTOR");
      expect(await owner.whoAmI()).toBeNull();
      expect(await owner.run("completeSignInWithPasskey()")).toMatchObject({
        viewer: { account: { email } },
      });
      expect(await owner.whoAmI()).toBe(email);

      // Somebody else, who even knows the password, with a passkey of their own.
      const other = await visit();
      expect(await other.run("signInWithPasskey()")).toBe("NotAllowedError");
      expect(await other.showPassword(stranger.email)).toBeNull();
      expect(await other.run('registerPasskey("Telephone")')).toMatchObject({
        passkeyId: expect.any(String),
      });
      expect(await other.showPassword(email)).toBe("SECOND_FACTOR");
      expect(await other.run("completeSignInWithPasskey()")).toBe("NotAllowedError");
      await forceOptions(other.page, { allowCredentials: [] });
      expect(await other.run("completeSignInWithPasskey()")).toBe("INVALID_PASSKEY");
      expect(await other.whoAmI()).toBeNull();
      expect(await other.run("signInWithPasskey()")).toMatchObject({
        viewer: { account: { email: stranger.email } },
      });
    });

    it("sign in an admin who has no other factor, only for who unlocks them, and not from a copy", async () => {
      const { email } = await addAccountLike(stack.admin, ACCOUNTS.lakesideAdmin.email);
      const owner = await visit();
      expect(await owner.showPassword(email)).toBe("ENROL_SECOND_FACTOR");
      expect(await owner.run('registerPasskey("Key")')).toMatchObject({ recoveryCodes: expect.any(Array) });
      expect(await owner.whoAmI()).toBe(email);

      const [copied] = await owner.authenticator.credentials();
      await owner.authenticator.setUserVerified(false);
      expect(await owner.run("signInWithPasskey()")).toBe("NotAllowedError");
      await forceOptions(owner.page, { userVerification: "discouraged" });
      expect(await owner.run("signInWithPasskey()")).toBe("INVALID_PASSKEY");
      await owner.authenticator.setUserVerified(true);
      await forceOptions(owner.page, {});
      expect(await owner.run("signInWithPasskey()")).toMatchObject({ viewer: { roles: ["ADMIN"] } });

      const thief = await visit();
      if (copied === undefined) throw new Error("The authenticator has no passkey.");
      await thief.authenticator.add(copied);
      expect(await thief.run("signInWithPasskey()")).toBe("INVALID_PASSKEY");
      expect(await thief.whoAmI()).toBeNull();
    });
  });
}

/** Plugs an authenticator like that of a laptop into a page. */
async function plugIn(session: CDPSession): Promise<Authenticator> {
  await session.send("WebAuthn.enable");
  const { authenticatorId } = await session.send("WebAuthn.addVirtualAuthenticator", {
    options: {
      protocol: "ctap2",
      transport: "internal",
      hasResidentKey: true,
      hasUserVerification: true,
      isUserVerified: true,
      automaticPresenceSimulation: true,
    },
  });
  return {
    setUserVerified: async (isUserVerified) => {
      await session.send("WebAuthn.setUserVerified", { authenticatorId, isUserVerified });
    },
    credentials: async () => (await session.send("WebAuthn.getCredentials", { authenticatorId })).credentials,
    add: async (credential) => {
      await session.send("WebAuthn.addCredential", { authenticatorId, credential });
    },
  };
}

/** Makes the browser ask its authenticator for something else than the server wants, from now on. */
async function forceOptions(page: Page, options: Readonly<Record<string, unknown>>): Promise<void> {
  await page.evaluate(`(() => {
    window.parseAsIs ??= PublicKeyCredential.parseRequestOptionsFromJSON.bind(PublicKeyCredential);
    PublicKeyCredential.parseRequestOptionsFromJSON = (json) => parseAsIs({ ...json, ...${JSON.stringify(options)} });
  })()`);
}
