import { setTimeout as pause } from "node:timers/promises";
import { afterAll, afterEach, beforeAll, describe, expect, it } from "vitest";
import { ACCOUNTS, CLINICS, seededPractitionerId, seededServiceTypeId } from "#drizzle/seed/world.ts";
import { Browser } from "../browser.ts";
import { book, dataOf, findFreeSlots } from "./booking-client.ts";
import { brokenChains } from "./booking-invariants.ts";
import { startTestStack, type TestStack } from "./test-stack.ts";

const HOUR_MS = 60 * 60 * 1000;
/** How long the router believes what auth said of a session, by a clock on the wall that stands still. */
const SESSION_CACHE_MS = 500;
const BERLIN = CLINICS.northwindBerlin;
const WHO = "{ viewer { account { email } } }";
const PAGE = `query ($after: String) { viewer { patient { appointments(first: 3, after: $after) {
  nodes { id clinic { name } practitioner { name { display } } } pageInfo { endCursor } } } } }`;

interface Page {
  readonly viewer: {
    readonly patient: {
      readonly appointments: {
        readonly nodes: readonly { readonly id: string }[];
        readonly pageInfo: { readonly endCursor: string };
      };
    };
  };
}

let offsetMs = 0;
let stack: TestStack;

beforeAll(async () => {
  stack = await startTestStack({ clock: () => new Date(Date.now() + offsetMs) });
});
afterEach(() => {
  offsetMs = 0;
});
afterAll(() => stack.stop());

/** Reads and books without a pause while `jump` is made; answers the codes of all errors. */
async function underLoad(browser: Browser, jump: () => Promise<void>): Promise<readonly string[]> {
  const codes = new Set<string>();
  let isOver = false;
  const client = async (): Promise<void> => {
    // The last one begins when all is over, however slow the machine is.
    for (let isLast = false; !isLast;) {
      isLast = isOver;
      const { errors } = await browser.send(PAGE);
      for (const { extensions } of errors) codes.add(extensions.code);
    }
  };
  const clients = Promise.all(Array.from({ length: 8 }, client));
  await pause(50);
  await jump();
  await pause(200);
  isOver = true;
  await clients;
  return [...codes];
}

async function bookSomething(): Promise<void> {
  const browser = await stack.browser(ACCOUNTS.patient.email);
  const slots = await findFreeSlots(browser, {
    clinicId: BERLIN.id,
    practitionerId: seededPractitionerId(BERLIN, "lena-hoffmann"),
    serviceTypeId: seededServiceTypeId(BERLIN, "consultation"),
  });
  const slot = slots.at(-1);
  if (slot === undefined) throw new Error("The seed has no free slot.");
  expect((await book(browser, slot, ACCOUNTS.patient.patientId)).userErrors).toEqual([]);
}

describe("a clock that is set back by an hour under load", () => {
  it("signs nobody out, fails no request and breaks no page", async () => {
    const patient = await stack.browser(ACCOUNTS.patient.email);
    const first = dataOf(await patient.send<Page>(PAGE)).viewer.patient.appointments;
    const codes = await underLoad(patient, async () => {
      offsetMs = -HOUR_MS;
    });
    expect(codes).toEqual([]);
    const { endCursor: after } = first.pageInfo;
    const second = dataOf(await patient.send<Page>(PAGE, { after })).viewer.patient.appointments;
    expect(new Set([...first.nodes, ...second.nodes].map(({ id }) => id)).size).toBe(6);
    await bookSomething();
  });

  it("does not make the router believe an ended session for longer", async () => {
    const patient = await stack.browser(ACCOUNTS.patient2.email);
    const cookie = patient.cookieHeader;
    const stolen = new Browser(stack.url);
    expect((await stolen.send(WHO, {}, { cookie })).data).toEqual({
      viewer: { account: { email: ACCOUNTS.patient2.email } },
    });
    await patient.send("mutation { signOut { isSignedOut } }");
    offsetMs = -HOUR_MS;
    await pause(SESSION_CACHE_MS + 50);
    expect((await stolen.send(WHO, {}, { cookie })).data).toEqual({ viewer: null });
  });
});

describe("a clock that is set forth by an hour under load", () => {
  it("ends what was idle for too long by then, and lets everybody in again at once", async () => {
    const patient = await stack.browser(ACCOUNTS.patient.email);
    const codes = await underLoad(patient, async () => {
      offsetMs = HOUR_MS;
      await pause(SESSION_CACHE_MS);
    });
    // As anybody who is signed out.
    expect(codes).toEqual(["AUTH_UNAUTHENTICATED"]);
    expect((await patient.send(WHO)).data).toEqual({ viewer: null });
    await bookSomething();
  });

  it("and then put right keeps the sessions that were begun meanwhile", async () => {
    offsetMs = HOUR_MS;
    const patient = await stack.browser(ACCOUNTS.patient.email);
    const codes = await underLoad(patient, async () => {
      offsetMs = 0;
    });
    expect(codes).toEqual([]);
    expect((await patient.send(WHO)).data).toEqual({
      viewer: { account: { email: ACCOUNTS.patient.email } },
    });
    await bookSomething();
  });
});

describe("after all jumps", () => {
  it("the audit log of each tenant is one unbroken chain", async () => {
    expect([...(await brokenChains(stack.admin))]).toEqual([]);
  });
});
