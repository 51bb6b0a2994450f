import type { FastifyInstance } from "fastify";
import postgres from "postgres";
import { loginRole, type Context } from "#drizzle/contexts.ts";
import type { TestDatabase } from "#shared/testing/test-database.ts";
import type { Sample } from "#shared/testing/scraped-metrics.ts";
import { Browser } from "../browser.ts";
import { signInSeeded } from "../demo-sign-in.ts";
import { startMailSink, type MailSink } from "../mail-sink.ts";
import { startEitherStack, type StackOptions } from "./either-stack.ts";
import { createSeededDatabase } from "./seeded-database.ts";

/** The whole stack, on a seeded database of its own: in this process, or each part in a process of its own. */
export interface TestStack {
  readonly url: string;
  /** Of every router, see `StackOptions.hasTwoRouters`; the first is `url`. */
  readonly urls: readonly string[];
  /** The router's server, to send requests to without a socket. @throws Error when it is another process */
  readonly app: FastifyInstance;
  /** Lines that anybody logged as an error, as they were written. */
  readonly errorLog: string[];
  /** Superuser connection, for arranging and for looking behind the API. */
  readonly admin: postgres.Sql;
  /** What was mailed. */
  readonly mails: MailSink;
  /** Reads the metrics of every process now; none unless the stack was started with `isMeasured`. */
  samples(): Promise<readonly Sample[]>;
  /** A client signed in with a seeded account; without an e-mail, signed out. */
  browser(email?: string): Promise<Browser>;
  stop(): Promise<void>;
}

/** Starts everything on free ports, on a seeded database of its own or on the one given; it is dropped at the end. */
export async function startTestStack(options: StackOptions = {}, given?: TestDatabase): Promise<TestStack> {
  const database = given ?? (await createSeededDatabase());
  const mails = await startMailSink();
  const urlFor = (context: Context): string => database.urlFor(loginRole(context));
  const stack = await startEitherStack(urlFor, { mailUrl: mails.url, ...options });
  const admin = postgres(database.adminUrl, { max: 2, onnotice: () => undefined });
  return {
    url: stack.url,
    urls: stack.urls,
    get app() {
      if (stack.app === undefined) throw new Error("The router is another process.");
      return stack.app;
    },
    errorLog: stack.errorLog,
    admin,
    mails,
    samples: () => stack.samples(),
    browser: (email) => signIn(stack.url, email, admin),
    stop: async () => {
      await stack.stop();
      await mails.stop();
      await admin.end();
      await database.drop();
    },
  };
}

/**
 * A client of the stack at `url`, signed in with a seeded account; without an e-mail, signed out. A code of the second
 * factor is good once in its half minute. Whoever signs in to one account more often gives a superuser's connection, by
 * which it is forgotten what codes the account has seen: nothing that a stack itself could be told to do.
 */
export async function signIn(url: string, email?: string, admin?: postgres.Sql): Promise<Browser> {
  const browser = new Browser(url);
  if (email === undefined) return browser;
  if (admin !== undefined) await forgetCodes(admin, email);
  await signInSeeded(browser, email, { appOf: email.replace(DOUBLE, "") });
  return browser;
}

/** Doubles of a seeded account have its authenticator app. */
export const DOUBLE = "double-of-";

/** Makes every code of an account good once more. */
export async function forgetCodes(admin: postgres.Sql, email: string): Promise<void> {
  await admin`update auth.totp set last_used_step = null
    where account_id = (select id from auth.account where email = ${email})`;
  await admin`delete from auth.wrong_code
    where account_id = (select id from auth.account where email = ${email})`;
}
