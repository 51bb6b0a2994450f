import { randomBytes } from "node:crypto";
import postgres from "postgres";
import { loginRole, type Context } from "#drizzle/contexts.ts";
import { DEMO_PASSWORD } from "#drizzle/seed/world.ts";
import type { ServiceHandler } from "#shared/http/service-call.ts";
import { systemClock } from "#shared/time/clock.ts";
import { Browser } from "../browser.ts";
import { LOCAL_EDGE, startOneProcess } from "../one-process.ts";
import { createSeededDatabase } from "./seeded-database.ts";

/** The whole stack in this process, on a seeded database of its own. */
export interface TestStack {
  readonly url: string;
  /** Superuser connection, for arranging and for looking behind the API. */
  readonly admin: postgres.Sql;
  /** SQL statements sent since the last `clear`, with the context that sent them. */
  readonly statements: { readonly list: { context: Context; text: string }[]; clear(): void };
  /** A client signed in with a seeded account; without an e-mail, signed out. */
  browser(email?: string): Promise<Browser>;
  stop(): Promise<void>;
}

/** What {@link startTestStack} may be given. */
export interface TestStackOptions {
  /** Replaces a subgraph's transport, to break it. */
  readonly wrapService?: (name: string, handle: ServiceHandler) => ServiceHandler;
}

/** Clones a database, seeds it and starts everything on a free port. */
export async function startTestStack(options: TestStackOptions = {}): Promise<TestStack> {
  const database = await createSeededDatabase();
  const list: { context: Context; text: string }[] = [];
  const stack = await startOneProcess({
    urlFor: (context) => database.urlFor(loginRole(context)),
    edge: LOCAL_EDGE,
    clock: systemClock,
    logLevel: "silent",
    auth: { issuer: "http://localhost:4000", sealingKey: randomBytes(32) },
    onStatement: (context, text) => list.push({ context, text }),
    ...options,
  });
  const admin = postgres(database.adminUrl, { max: 2, onnotice: () => undefined });
  return {
    url: stack.url,
    admin,
    statements: { list, clear: () => list.splice(0) },
    browser: (email) => signIn(stack.url, email),
    stop: async () => {
      await stack.stop();
      await admin.end();
      await database.drop();
    },
  };
}

async function signIn(url: string, email: string | undefined): Promise<Browser> {
  const browser = new Browser(url);
  if (email === undefined) return browser;
  const answer = await browser.send<{ signIn: { userErrors: unknown[] } }>(
    "mutation ($input: SignInInput!) { signIn(input: $input) { userErrors { code } } }",
    { input: { email, password: DEMO_PASSWORD } },
  );
  if (answer.data?.signIn.userErrors.length !== 0) throw new Error(`Could not sign in as ${email}.`);
  return browser;
}
