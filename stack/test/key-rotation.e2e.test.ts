import { setTimeout as pause } from "node:timers/promises";
import { afterAll, beforeAll, expect, it, vi } from "vitest";
import { loginRole } from "#drizzle/contexts.ts";
import { openDatabase, type Database } from "#shared/db/database.ts";
import { rotateSigningKey } from "../../subgraphs/auth/rotate-signing-key.ts";
import { askPartnerToken } from "./app-client.ts";
import { createSeededDatabase, SEALING_KEY } from "./seeded-database.ts";
import { startTestStack, type TestStack } from "./test-stack.ts";

const CLIENTS = 6;
/** Between two requests of a client, so that none meets its limits. */
const REST_MS = 25;
const ROTATIONS = 3;
/** A new key signs 90 s after it was published; the clock goes on by less than a verifier keeps its list. */
const STEP_MS = 20_000;
const STEPS = 5;
const PATIENCE = { timeout: 20_000, interval: 5 };

let offsetMs = 0;
const clock = (): Date => new Date(Date.now() + offsetMs);
let stack: TestStack;
let database: Database;

beforeAll(async () => {
  const seeded = await createSeededDatabase();
  stack = await startTestStack({ clock, monotonicClock: () => performance.now() + offsetMs }, seeded);
  database = openDatabase({
    url: seeded.urlFor(loginRole("auth")),
    maxConnections: 1,
    applicationName: "test-rotation",
  });
});
afterAll(async () => {
  await database.close();
  await stack.stop();
});

async function getToken(): Promise<{ readonly status: number; readonly token: string }> {
  const response = await askPartnerToken(stack.url);
  const { access_token: token = "" } = (await response.json()) as { access_token?: string };
  return { status: response.status, token };
}

async function ask(token: string): Promise<number> {
  const response = await fetch(`${stack.url}/graphql`, {
    method: "POST",
    headers: { "content-type": "application/json", authorization: `Bearer ${token}` },
    body: JSON.stringify({ query: "{ __typename }" }),
  });
  await response.arrayBuffer();
  return response.status;
}

it("keys rotate while programs get tokens and use them, old and new, and not one request fails", async () => {
  const failures: string[] = [];
  const kids = new Set<string>();
  let isOver = false;
  let asked = 0;
  const client = async (): Promise<void> => {
    let before: string | undefined;
    while (!isOver) {
      const { status, token } = await getToken();
      if (status !== 200) {
        failures.push(`a token: ${String(status)}`);
        continue;
      }
      kids.add(
        (JSON.parse(Buffer.from(token.split(".", 1)[0] ?? "", "base64url").toString()) as { kid: string })
          .kid,
      );
      for (const used of [token, before ?? token]) {
        const answered = await ask(used);
        asked += 1;
        if (answered !== 200) failures.push(`a request: ${String(answered)}`);
      }
      before = token;
      await pause(REST_MS);
    }
  };
  const clients = Promise.all(Array.from({ length: CLIENTS }, client));
  try {
    for (let rotation = 0; rotation < ROTATIONS; rotation += 1) {
      await rotateSigningKey({ database, clock, sealingKey: SEALING_KEY });
      for (let step = 0; step < STEPS; step += 1) {
        // Tokens of the moment are used in it, old and new.
        const enough = asked + 4 * CLIENTS;
        await vi.waitUntil(() => asked >= enough || failures.length > 0, PATIENCE);
        offsetMs += STEP_MS;
      }
      await vi.waitUntil(() => kids.size === rotation + 2 || failures.length > 0, PATIENCE);
    }
  } finally {
    isOver = true;
    await clients;
  }
  expect(failures).toEqual([]);
  expect(kids.size).toBe(ROTATIONS + 1);
}, 60_000);
