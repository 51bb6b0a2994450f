import { performance } from "node:perf_hooks";
import { setTimeout as pause } from "node:timers/promises";
import { afterAll, beforeAll, describe, expect, inject, it } from "vitest";
import { ACCOUNTS, CLINIC_APPS, PARTNER_LAB } from "#drizzle/seed/world.ts";
import { SILENCE_MS } from "../../router/access/revocation-stream.ts";
import type { Browser } from "../browser.ts";
import { AppClient, partnerToken, tokensOfApp, type AppTokens } from "./app-client.ts";
import { readProofConfig } from "./config.ts";
import { eventually } from "./eventually.ts";
import { startTestStack, type TestStack } from "./test-stack.ts";

const { revocations: TIMES } = readProofConfig();
const { clientId } = CLINIC_APPS.northwind;
/**
 * Less than the silence after which auth is asked about every token: a stream that is dead is not to pass for one that is
 * slow. Otherwise generous: a busy machine is not what is tested. What is measured is printed.
 */
const BOUND_MS = SILENCE_MS - 1_000;

let stack: TestStack;
let patient: Browser;
/** How often a router has asked auth about a token, which it does while it does not hear of revocations. */
let questions = 0;
beforeAll(async () => {
  stack = await startTestStack({
    hasTwoRouters: true,
    wrapService: (_name, handle) => (request) => {
      if (request.path === "/internal/tokens/introspect") questions += 1;
      return handle(request);
    },
  });
  patient = await stack.browser(ACCOUNTS.patient.email);
  const { access_token: accessToken } = await tokens();
  await eventually(async () => {
    questions = 0;
    for (const url of stack.urls) await statusOf(url, accessToken);
    expect(questions).toBe(0);
  });
});
afterAll(() => stack.stop());

async function statusOf(url: string, accessToken: string): Promise<number> {
  const response = await fetch(`${url}/graphql`, {
    method: "POST",
    headers: { "content-type": "application/json", authorization: `Bearer ${accessToken}` },
    body: JSON.stringify({ query: "{ viewer { account { id } } }" }),
  });
  await response.arrayBuffer();
  return response.status;
}

/** Milliseconds from the answer to `revoke` until the router at `url` refuses the token; it must accept it before. */
async function untilRefused(url: string, accessToken: string, since: number): Promise<number> {
  for (;;) {
    const status = await statusOf(url, accessToken);
    const elapsedMs = performance.now() - since;
    if (status === 401) return elapsedMs;
    if (status !== 200 || elapsedMs > BOUND_MS)
      throw new Error(`${url} answered ${String(status)} after ${elapsedMs.toFixed(0)} ms`);
    await pause(2);
  }
}

/** How long every router took to refuse what was revoked. */
async function measure(accessToken: string, revoke: () => Promise<unknown>): Promise<readonly number[]> {
  for (const url of stack.urls) expect(await statusOf(url, accessToken)).toBe(200);
  await revoke();
  const since = performance.now();
  const times = await Promise.all(stack.urls.map((url) => untilRefused(url, accessToken, since)));
  expect(Math.max(...times)).toBeLessThan(BOUND_MS);
  return times;
}

function report(times: readonly number[]): void {
  const sorted = times.toSorted((one, other) => one - other);
  const median = sorted[Math.floor(sorted.length / 2)] ?? 0;
  const max = sorted.at(-1) ?? 0;
  const routers = String(stack.urls.length);
  process.stdout.write(
    `revocation (${inject("topology")}, ${routers} router(s), ${String(times.length)} measurements): ` +
      `refused after ${median.toFixed(1)} ms (median), ${max.toFixed(1)} ms (max)\n`,
  );
}

const tokens = (): Promise<AppTokens> => tokensOfApp(stack.url, clientId, patient.cookieHeader);

describe("a token that was revoked", () => {
  it(
    "is refused by every router, measured from the answer to the revocation",
    async () => {
      const times: number[] = [];
      for (let time = 0; time < TIMES; time += 1) {
        const app = new AppClient(stack.url, clientId);
        const given = await tokens();
        const isWhole = time % 2 === 0;
        const token = isWhole ? given.refresh_token : given.access_token;
        times.push(...(await measure(given.access_token, () => app.post("revoke", { token }))));
      }
      report(times);
      // Nobody was asked: what refused them is the stream.
      expect(questions).toBe(0);
      expect(times).toHaveLength(TIMES * stack.urls.length);
    },
    60_000 + TIMES * 5_000,
  );

  it("is refused everywhere when its owner ends the app, or signs out everywhere", async () => {
    const [one, two] = [await tokens(), await tokens()];
    const list = "{ viewer { authorizedApps { id name } } }";
    const { data } = await patient.send<{ viewer: { authorizedApps: { id: string; name: string }[] } }>(list);
    const [newest] = data?.viewer.authorizedApps ?? [];
    expect(newest?.name).toBe(CLINIC_APPS.northwind.name);
    await measure(two.access_token, () =>
      patient.send(
        "mutation ($appId: ID!) { revokeApp(input: { appId: $appId }) { appId userErrors { code } } }",
        {
          appId: newest?.id,
        },
      ),
    );
    expect(await statusOf(stack.url, one.access_token)).toBe(200);
    await measure(one.access_token, () =>
      patient.send("mutation { signOutEverywhere(input: { keepsCurrent: true }) { endedSessions } }"),
    );
  });

  it("is refused everywhere when it is a program's own", async () => {
    const credentials = { client_id: PARTNER_LAB.clientId, client_secret: PARTNER_LAB.secret };
    const lab = new AppClient(stack.url, PARTNER_LAB.clientId);
    const token = await partnerToken(stack.url);
    await measure(token, () => lab.post("revoke", { ...credentials, token }));
  });
});
