import { setTimeout as pause } from "node:timers/promises";
import { afterAll, afterEach, beforeAll, describe, expect, it, vi } from "vitest";
import { ACCOUNTS } from "#drizzle/seed/world.ts";
import type { ServiceHandler } from "#shared/http/service-call.ts";
import type { Answer, Browser } from "../browser.ts";
import { eventually } from "./eventually.ts";
import { runningStatements, whileLocked } from "./running-statements.ts";
import { startTestStack, type TestStack } from "./test-stack.ts";

/** Of a whole request; that of one call to a subgraph is longer, so that the request's own is what ends it. */
const REQUEST_MS = 700;
const TIMEOUTS = { requestMs: REQUEST_MS, subgraphMs: 2_000 };
/** No request outlives its deadline by more. */
const LATEST_AFTER_MS = 50;
/** A machine that is busy with something else may be late by itself: what counts is the mechanism. */
const ATTEMPTS = 5;

const NAMES = `{ patient(id: "${ACCOUNTS.patient.patientId}") { name { display } contact { phone } } }`;
const PAGE = `{ viewer { patient { appointments(first: 3, filter: { from: "2020-01-01T00:00:00Z" }) { nodes {
  id clinic { name } practitioner { id name { display } } } } } } }`;

const faults = new Map<string, (handle: ServiceHandler) => ServiceHandler>();
let stack: TestStack;
let patient: Browser;
let support: Browser;
let analyst: Browser;

beforeAll(async () => {
  stack = await startTestStack({
    timeouts: TIMEOUTS,
    wrapService: (name, handle) => (request) => (faults.get(name)?.(handle) ?? handle)(request),
  });
  // The first request of a process takes longer than requests may here.
  const signedIn = (email: string): Promise<Browser> =>
    vi.waitFor(() => stack.browser(email), { timeout: 20_000, interval: 100 });
  patient = await signedIn(ACCOUNTS.patient.email);
  support = await signedIn(ACCOUNTS.support.email);
  analyst = await signedIn(ACCOUNTS.analyst.email);
  // What is loaded and planned at the first request is not what is measured.
  await vi.waitFor(
    async () => {
      for (const query of [PAGE, NAMES]) {
        for (const browser of [patient, support]) {
          const { errors } = await browser.send(query);
          if (errors.some(({ extensions }) => extensions.code === "DEADLINE_EXCEEDED"))
            throw new Error("cold");
        }
      }
    },
    { timeout: 20_000, interval: 100 },
  );
});
afterEach(() => {
  faults.clear();
});
afterAll(() => stack.stop());

const hanging: ServiceHandler = () => Promise.withResolvers<never>().promise;
/** Answers as it would, but so late that two of them one after the other are too much. */
const slowly =
  (handle: ServiceHandler): ServiceHandler =>
  async (request) => {
    await pause(REQUEST_MS * 0.7);
    return handle(request);
  };

/** Answers of requests that must end at their deadline, and by how much the best of some attempts was late. */
async function lateness(
  send: () => Promise<Answer<unknown>>,
): Promise<{ answer: Answer<unknown>; lateMs: number }> {
  let best = Number.POSITIVE_INFINITY;
  let answer: Answer<unknown> | undefined;
  for (let attempt = 0; attempt < ATTEMPTS && best > LATEST_AFTER_MS; attempt += 1) {
    const startedAt = performance.now();
    answer = await send();
    best = Math.min(best, performance.now() - startedAt - REQUEST_MS);
  }
  if (answer === undefined) throw new Error("Nothing was sent.");
  return { answer, lateMs: best };
}

async function expectEndsInTime(
  send: () => Promise<Answer<unknown>>,
  expected: { readonly status: number },
): Promise<void> {
  const { answer, lateMs } = await lateness(send);
  expect(answer.status).toBe(expected.status);
  const codes = new Set(answer.errors.map(({ extensions }) => extensions.code));
  expect([...codes]).toEqual(["DEADLINE_EXCEEDED"]);
  expect(lateMs).toBeLessThanOrEqual(LATEST_AFTER_MS);
  // Otherwise it was not the deadline that ended it.
  expect(lateMs).toBeGreaterThan(-LATEST_AFTER_MS);
}

describe("no request outlives its deadline by more than 50 ms", () => {
  it("when a subgraph hangs", async () => {
    faults.set("users", () => hanging);
    await expectEndsInTime(() => patient.send(PAGE), { status: 200 });
  });

  it("when one slow answer follows another", async () => {
    faults.set("users", slowly);
    faults.set("appointments", slowly);
    await expectEndsInTime(() => patient.send(PAGE), { status: 200 });
  });

  it("when who asks cannot be found out", async () => {
    faults.set("auth", () => hanging);
    // Whose session the router remembers for half a second would not be asked about.
    await pause(600);
    await expectEndsInTime(() => patient.send(PAGE), { status: 503 });
  });

  it("when a refusal cannot be recorded", async () => {
    faults.set("audit", () => hanging);
    await expectEndsInTime(() => analyst.send(NAMES), { status: 503 });
  });

  it("when a statement waits for a lock", async () => {
    await whileLocked(stack.admin, "users.patient", () =>
      expectEndsInTime(() => support.send(NAMES), { status: 200 }),
    );
  });

  it("when every connection to the database is taken", async () => {
    await whileLocked(stack.admin, "users.patient", async () => {
      const crowd = Array.from({ length: 30 }, () => support.send(NAMES));
      await expectEndsInTime(() => support.send(NAMES), { status: 200 });
      await Promise.all(crowd);
    });
  });
});

describe("afterwards", () => {
  it("everything answers as before, and nothing is left in the database", async () => {
    expect((await patient.send(PAGE)).errors).toEqual([]);
    // Relays and consumers send statements all the time, each for a moment.
    await eventually(async () => {
      expect(await runningStatements(stack.admin)).toEqual([]);
    });
  });
});
