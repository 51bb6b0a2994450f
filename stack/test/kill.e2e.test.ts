import { setTimeout as pause } from "node:timers/promises";
import { afterAll, beforeAll, describe, expect, it, vi } from "vitest";
import { seededPractitionerId, ACCOUNTS, CLINICS, seededServiceTypeId } from "#drizzle/seed/world.ts";
import { createSeededRandom, type SeededRandom } from "#shared/random/seeded-random.ts";
import type { Browser } from "../browser.ts";
import { book, cancel, findFreeSlots } from "./booking-client.ts";
import {
  countUnderWay,
  expectNothingIsLost,
  patientsOf,
  rememberSeed,
  type Promised,
} from "./booking-invariants.ts";
import { readProofConfig } from "./config.ts";
import { inDatabase } from "./in-database.ts";
import { makeKillableStack, type KillableStack } from "./killable-stack.ts";
import { signIn } from "./test-stack.ts";

const CLIENTS = 4;
const { kills: KILLS } = readProofConfig();
/** Every fourth kill takes the database server with it. */
const takesDatabase = (kill: number): boolean => kill % 4 === 3;
/** The moments of the kills are spread evenly up to here, each with a bit of chance. */
const LATEST_KILL_MS = 600;

const BERLIN = CLINICS.northwindBerlin;
const SEARCHES = [
  ["lena-hoffmann", "consultation"],
  ["stefan-brandt", "vaccination"],
  ["katarzyna-wisniewska", "physiotherapy"],
] as const;

let stack: KillableStack;
beforeAll(async () => {
  stack = await makeKillableStack({ starts: KILLS + 1 });
});
afterAll(() => stack.remove());

describe("killing the process at any point between booking and audit", () => {
  it(
    "loses neither, promises nothing in vain and leaves nothing half done",
    async () => {
      const random = createSeededRandom("kills");
      const promised: Promised = { booked: new Set(), cancelled: new Set() };
      await inDatabase(stack.adminUrl(), rememberSeed);
      const patientIds = await inDatabase(stack.adminUrl(), (sql) => patientsOf(sql, BERLIN.region));
      const leftBehind: number[] = [];

      for (let kill = 0; kill < KILLS; kill += 1) {
        const url = await stack.start();
        if (kill > 0) await inDatabase(stack.adminUrl(), (sql) => expectNothingIsLost(sql, promised));
        const momentMs = ((kill + random.fraction()) / KILLS) * LATEST_KILL_MS;
        const before = promised.booked.size;
        await Promise.all([
          bookAndCancel({ url, patientIds, promised, random }),
          killAfter(momentMs, () => promised.booked.size > before, takesDatabase(kill)),
        ]);
        if (!takesDatabase(kill)) leftBehind.push(await inDatabase(stack.adminUrl(), countUnderWay));
      }
      await stack.start();
      await inDatabase(stack.adminUrl(), (sql) => expectNothingIsLost(sql, promised));
      // Otherwise the kills came when nothing was under way, and proved nothing.
      expect(leftBehind.filter((messages) => messages > 0).length).toBeGreaterThanOrEqual(
        Math.floor(leftBehind.length / 2),
      );
      expect(promised.booked.size).toBeGreaterThan(KILLS);
      expect(promised.cancelled.size).toBeGreaterThan(0);
    },
    KILLS * 20_000,
  );
});

async function killAfter(momentMs: number, hasBegun: () => boolean, withDatabase: boolean): Promise<void> {
  await vi.waitUntil(hasBegun, { timeout: 10_000, interval: 1 });
  await pause(momentMs);
  // The database first: the process must not get the chance to write down that it lost it.
  await Promise.all([withDatabase ? stack.killDatabase() : undefined, stack.kill()]);
}

/** Books and cancels as fast as it can, until the router is gone. */
async function bookAndCancel(work: {
  readonly url: string;
  readonly patientIds: readonly string[];
  readonly promised: Promised;
  readonly random: SeededRandom;
}): Promise<void> {
  const { url, patientIds, promised, random } = work;
  const browser = await inDatabase(stack.adminUrl(), (sql) => signIn(url, ACCOUNTS.admin.email, sql));
  const slots = (await Promise.all(SEARCHES.map((search) => findSlots(browser, search)))).flat();
  const client = async (): Promise<void> => {
    for (;;) {
      const { appointment } = await book(browser, random.pick(slots), random.pick(patientIds));
      if (appointment === null) continue;
      promised.booked.add(appointment.id);
      if (random.chance(0.3)) continue;
      const { userErrors } = await cancel(browser, appointment.id);
      expect(userErrors).toEqual([]);
      promised.cancelled.add(appointment.id);
    }
  };
  const ends = await Promise.allSettled(Array.from({ length: CLIENTS }, client));
  for (const end of ends) {
    // The connection broke; or the database did, and the router still said so.
    const reason = end.status === "rejected" ? String(end.reason) : "nothing";
    expect(reason).toMatch(/fetch failed|terminated|other side closed|DEPENDENCY_UNAVAILABLE|INTERNAL/);
  }
}

function findSlots(browser: Browser, [practitioner, service]: (typeof SEARCHES)[number]) {
  return findFreeSlots(browser, {
    clinicId: BERLIN.id,
    practitionerId: seededPractitionerId(BERLIN, practitioner),
    serviceTypeId: seededServiceTypeId(BERLIN, service),
  });
}
