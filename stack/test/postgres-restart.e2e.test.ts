import { readdir, readFile, rm } from "node:fs/promises";
import { join } from "node:path";
import { setTimeout as pause } from "node:timers/promises";
import { afterAll, beforeAll, describe, expect, it, vi } from "vitest";
import { seedWorld } from "#drizzle/seed/index.ts";
import { createSeededRandom } from "#shared/random/seeded-random.ts";
import { CLINICS, seededPractitionerId, seededServiceTypeId } from "#drizzle/seed/world.ts";
import {
  makeScratchDirectory,
  startEmbeddedPostgres,
  type EmbeddedPostgres,
} from "#shared/db/embedded-postgres.ts";
import { systemClock } from "#shared/time/clock.ts";
import { silentProgress } from "../progress.ts";
import { startEmbeddedDatabase } from "../stack-database.ts";
import { findFreeSlots } from "./booking-client.ts";
import { expectNothingIsLost, patientsOf, rememberSeed } from "./booking-invariants.ts";
import { readProofConfig } from "./config.ts";
import { startEitherStack, type EitherStack } from "./either-stack.ts";
import { inDatabase } from "./in-database.ts";
import { LOAD_ACCOUNTS, startLoad, type Load } from "./load.ts";
import { RequestLedger } from "./request-ledger.ts";
import { SEALING_KEY } from "./seeded-database.ts";
import { signIn } from "./test-stack.ts";

const { restarts: RESTARTS } = readProofConfig();
const TIMEOUTS = { requestMs: 3_000, subgraphMs: 2_000 };
/** Requests between two faults: enough that everything is at work again. */
const WARM = 30;
/** How late a client may hear that the time is over while eight of them and a starting server share two cores. */
const LATE_MS = 500;
const BERLIN = CLINICS.northwindBerlin;

let dataDirectory: string;
let adminUrl: string;
let server: Pick<EmbeddedPostgres, "stop">;
let stack: EitherStack;
let load: Load;

beforeAll(async () => {
  dataDirectory = await makeScratchDirectory("clinic-restart-");
  const database = await startEmbeddedDatabase({
    dataDirectory,
    durability: "full",
    progress: silentProgress,
  });
  ({ adminUrl } = database);
  server = database;
  await seedWorld({ adminUrl, clock: systemClock, sealingKey: SEALING_KEY, isProduction: false });
  stack = await startEitherStack((context) => database.urlFor(context), { timeouts: TIMEOUTS });
  await inDatabase(adminUrl, rememberSeed);
  load = startLoad(await prepareLoad());
});
afterAll(async () => {
  await load.pause();
  await stack.stop();
  await server.stop();
  await rm(dataDirectory, { recursive: true, force: true });
});

async function prepareLoad() {
  const [admin, patient] = await Promise.all([
    signIn(stack.url, LOAD_ACCOUNTS.admin),
    signIn(stack.url, LOAD_ACCOUNTS.patient),
  ]);
  const slots = await findFreeSlots(admin, {
    clinicId: BERLIN.id,
    practitionerId: seededPractitionerId(BERLIN, "lena-hoffmann"),
    serviceTypeId: seededServiceTypeId(BERLIN, "consultation"),
  });
  const patientIds = await inDatabase(adminUrl, (sql) => patientsOf(sql, BERLIN.region));
  return {
    admin,
    patient,
    slots,
    patientIds,
    random: createSeededRandom("restarts"),
    ledger: new RequestLedger(),
    clients: 8,
    outageCodes: ["DEPENDENCY_UNAVAILABLE", "DEADLINE_EXCEEDED"],
  };
}

/** The server on the port it had, with the passwords it has. */
async function startAgain(): Promise<void> {
  server = await startEmbeddedPostgres({ dataDirectory, durability: "full", maxConnections: 200 });
}

async function postmasterPid(): Promise<number> {
  return Number((await readFile(join(dataDirectory, "cluster", "postmaster.pid"), "utf8")).split("\n", 1)[0]);
}

/** The server and every process of it. */
async function serverPids(): Promise<number[]> {
  const postmaster = await postmasterPid();
  const pids = (await readdir("/proc")).filter((name) => /^\d+$/.test(name)).map(Number);
  const parents = await Promise.all(
    pids.map(async (pid) => {
      const stat = await readFile(`/proc/${String(pid)}/stat`, "utf8").catch(() => "");
      return Number(stat.slice(stat.lastIndexOf(")") + 2).split(" ")[1]);
    }),
  );
  return [postmaster, ...pids.filter((_pid, index) => parents[index] === postmaster)];
}

const FAULTS: readonly (readonly [string, () => Promise<void>])[] = [
  [
    "shut down and started again",
    async () => {
      await server.stop();
      await pause(500);
      await startAgain();
    },
  ],
  [
    "killed and started again",
    async () => {
      process.kill(await postmasterPid(), "SIGKILL");
      await server.stop();
      await startAgain();
    },
  ],
  [
    "frozen for longer than a request may take",
    async () => {
      const pids = await serverPids();
      for (const pid of pids) process.kill(pid, "SIGSTOP");
      await pause(TIMEOUTS.requestMs + 1_000);
      for (const pid of pids) process.kill(pid, "SIGCONT");
    },
  ],
];

describe.each(FAULTS)("Postgres, %s under load,", (_name, strike) => {
  it(
    "costs no process its life, no request more than its time, and nothing that was promised",
    async () => {
      for (let restart = 0; restart < RESTARTS; restart += 1) {
        await load.untilServed(WARM);
        const isReady = async (): Promise<boolean> => (await fetch(`${stack.url}/readyz`)).status === 200;
        const wasAway = noteOutage(isReady);
        await strike();
        await load.untilServed(WARM);
        // The distributed router has no database of its own to be without.
        expect(await wasAway()).toBe(stack.app !== undefined);
        await vi.waitFor(async () => expect(await isReady()).toBe(true), { timeout: 5_000, interval: 20 });
      }
      expect(load.unexpected).toEqual([]);
      expect(load.longestMs()).toBeLessThan(TIMEOUTS.requestMs + LATE_MS);
      await load.pause();
      await inDatabase(adminUrl, (sql) => expectNothingIsLost(sql, load.promised));
      load.resume();
    },
    60_000 + RESTARTS * 30_000,
  );
});

/** Watches until asked; answers whether it was ever not ready. */
function noteOutage(isReady: () => Promise<boolean>): () => Promise<boolean> {
  const over = new AbortController();
  const watch = async (): Promise<boolean> => {
    let wasAway = false;
    while (!over.signal.aborted) {
      if (!(await isReady())) wasAway = true;
      await pause(20);
    }
    return wasAway;
  };
  const watching = watch();
  return () => {
    over.abort();
    return watching;
  };
}
