import { randomBytes } from "node:crypto";
import type { FastifyInstance } from "fastify";
import postgres from "postgres";
import { inject } from "vitest";
import { loginRole, type Context } from "#drizzle/contexts.ts";
import { DEMO_PASSWORD } from "#drizzle/seed/world.ts";
import type { ServiceHandler } from "#shared/http/service-call.ts";
import type { TestDatabase } from "#shared/testing/test-database.ts";
import type { Metrics } from "#shared/observability/metrics.ts";
import { systemClock } from "#shared/time/clock.ts";
import { Browser } from "../browser.ts";
import { startDistributed } from "../distributed/distributed.ts";
import { LOCAL_EDGE, startOneProcess, type OneProcessOptions } from "../one-process.ts";
import type { RunningStack } from "../run-stack.ts";
import { childEnvironment, THROW_AWAY } from "./config.ts";
import { createSeededDatabase } from "./seeded-database.ts";
import { startServiceProxy, type ServiceProxy } from "./service-proxy.ts";

declare module "vitest" {
  interface ProvidedContext {
    /** How the stack of the end-to-end tests runs; see `projects` in `vitest.config.ts`. */
    topology: "one process" | "distributed";
  }
}

/** The whole stack, on a seeded database of its own: in this process, or each part in a process of its own. */
export interface TestStack {
  readonly url: string;
  /** The router's server, to send requests to without a socket. @throws Error when it is another process */
  readonly app: FastifyInstance;
  /** Lines that anybody logged as an error, as they were written. */
  readonly errorLog: string[];
  /** Superuser connection, for arranging and for looking behind the API. */
  readonly admin: postgres.Sql;
  /** SQL statements sent since the last `clear`, with the context that sent them; only seen within one process. */
  readonly statements: { readonly list: { context: Context; text: string }[]; clear(): void };
  /** A client signed in with a seeded account; without an e-mail, signed out. */
  browser(email?: string): Promise<Browser>;
  stop(): Promise<void>;
}

/** What {@link startTestStack} may be given. */
export interface TestStackOptions {
  /** Replaces a subgraph's transport, to break it. */
  readonly wrapService?: (name: string, handle: ServiceHandler) => ServiceHandler;
  /** Of the stack; none by default. */
  readonly metrics?: Metrics;
}

/** Clones a database, seeds it and starts everything on free ports. */
export async function startTestStack(options: TestStackOptions = {}): Promise<TestStack> {
  const database = await createSeededDatabase();
  const list: { context: Context; text: string }[] = [];
  const errorLog: string[] = [];
  const stack =
    inject("topology") === "distributed"
      ? await startProcesses(database, errorLog, options)
      : await startHere({
          urlFor: (context) => database.urlFor(loginRole(context)),
          edge: LOCAL_EDGE,
          clock: systemClock,
          logLevel: "error",
          logDestination: { write: (line) => errorLog.push(line) },
          auth: { issuer: "http://localhost:4000", sealingKey: randomBytes(32) },
          onStatement: (context, text) => list.push({ context, text }),
          ...options,
        });
  const admin = postgres(database.adminUrl, { max: 2, onnotice: () => undefined });
  return {
    url: stack.url,
    get app() {
      if (stack.app === undefined) throw new Error("The router is another process.");
      return stack.app;
    },
    errorLog,
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

async function startHere(
  options: OneProcessOptions,
): Promise<RunningStack & { readonly app: FastifyInstance }> {
  const { url, router, stop } = await startOneProcess(options);
  return { url, app: router.app, stop };
}

async function startProcesses(
  database: TestDatabase,
  errorLog: string[],
  { wrapService }: TestStackOptions,
): Promise<RunningStack & { readonly app?: never }> {
  const proxies: ServiceProxy[] = [];
  const stopProxies = () => Promise.all(proxies.map((proxy) => proxy.stop()));
  const stack = await startDistributed({
    urlFor: (context) => database.urlFor(loginRole(context)),
    env: childEnvironment({ ...THROW_AWAY, LOG_LEVEL: "error" }),
    sealingKey: randomBytes(32),
    onLine: (name, line) => errorLog.push(`${name}: ${line}`),
    ...(wrapService && {
      intercept: async (name, target) => {
        const proxy = await startServiceProxy(target, (handle) => wrapService(name, handle));
        proxies.push(proxy);
        return proxy.url;
      },
    }),
  }).catch(async (error: unknown) => {
    await stopProxies();
    throw new Error(errorLog.join("\n"), { cause: error });
  });
  return {
    url: stack.url,
    stop: async () => {
      const stopped = stack.stop();
      await stopProxies();
      if (!(await stopped)) throw new Error("A process of the stack did not end by itself.");
    },
  };
}

/** A client of the stack at `url`, signed in with a seeded account; without an e-mail, signed out. */
export async function signIn(url: string, email?: string): Promise<Browser> {
  const browser = new Browser(url);
  if (email === undefined) return browser;
  const answer = await browser.send<{ signIn: { userErrors: unknown[] } }>(
    "mutation ($input: SignInInput!) { signIn(input: $input) { userErrors { code } } }",
    { input: { email, password: DEMO_PASSWORD } },
  );
  if (answer.data?.signIn.userErrors.length !== 0) throw new Error(`Could not sign in as ${email}.`);
  return browser;
}
