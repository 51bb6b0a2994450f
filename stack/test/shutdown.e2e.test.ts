import { setTimeout as pause } from "node:timers/promises";
import postgres from "postgres";
import { afterAll, beforeAll, describe, expect, it, vi } from "vitest";
import { createSeededRandom } from "#shared/random/seeded-random.ts";
import { CLINICS, seededPractitionerId, seededServiceTypeId } from "#drizzle/seed/world.ts";
import type { TestDatabase } from "#shared/testing/test-database.ts";
import { findFreeSlots } from "./booking-client.ts";
import { expectNothingIsLost, patientsOf, rememberSeed, statusesOfTest } from "./booking-invariants.ts";
import { readProofConfig } from "./config.ts";
import { LOAD_ACCOUNTS, startLoad, type Load } from "./load.ts";
import { startProcessStack, type ProcessName, type ProcessStack } from "./process-stack.ts";
import { RequestLedger } from "./request-ledger.ts";
import { createSeededDatabase } from "./seeded-database.ts";
import { startServiceProxy, type ServiceProxy } from "./service-proxy.ts";
import { signIn } from "./test-stack.ts";

const { shutdowns: MOMENTS } = readProofConfig();
const LATEST_MOMENT_MS = 300;
/** Requests between two ends of a process: enough that it is at work again. */
const WARM = 30;
const PRACTITIONERS = ["lena-hoffmann", "stefan-brandt", "katarzyna-wisniewska"] as const;
const BERLIN = CLINICS.northwindBerlin;
const OF_A_BOOKING: readonly ProcessName[] = ["stack", "router", "appointments"];

let database: TestDatabase;
let sql: postgres.Sql;
let stack: ProcessStack;
let load: Load;
const proxies: ServiceProxy[] = [];
const ledger = new RequestLedger();
const random = createSeededRandom("shutdowns");

beforeAll(async () => {
  database = await createSeededDatabase();
  sql = postgres(database.adminUrl, { max: 2, onnotice: () => undefined });
  await rememberSeed(sql);
  stack = await startProcessStack(database, {
    drainMs: 1_000,
    onLine: (line) => {
      ledger.readLine(line);
    },
    intercept: async (name, url) => {
      const proxy = await startServiceProxy(url, (handle) => async (request) => {
        const answer = await handle(request);
        ledger.answered(name, request.headers["x-correlation-id"]);
        return answer;
      });
      proxies.push(proxy);
      return proxy.url;
    },
  });
  load = startLoad(await prepareLoad());
});
afterAll(async () => {
  await load.pause();
  await stack.stop();
  await Promise.all(proxies.map((proxy) => proxy.stop()));
  await sql.end();
  await database.drop();
});

async function prepareLoad() {
  const [admin, patient] = await Promise.all([
    signIn(stack.url, LOAD_ACCOUNTS.admin),
    signIn(stack.url, LOAD_ACCOUNTS.patient),
  ]);
  const slots = await Promise.all(
    PRACTITIONERS.map((practitioner) =>
      findFreeSlots(admin, {
        clinicId: BERLIN.id,
        practitionerId: seededPractitionerId(BERLIN, practitioner),
        serviceTypeId: seededServiceTypeId(BERLIN, "consultation"),
      }),
    ),
  );
  return {
    admin,
    patient,
    slots: slots.flat(),
    patientIds: await patientsOf(sql, BERLIN.region),
    random,
    ledger,
  };
}

/** Sends a signal to every process in turn, each time at another moment of its work, and starts it again. */
async function endEachProcess(
  signal: "SIGTERM" | "SIGKILL",
  names: readonly ProcessName[],
): Promise<readonly (number | null)[]> {
  const codes: (number | null)[] = [];
  for (let moment = 0; moment < MOMENTS; moment += 1) {
    for (const name of names) {
      await load.untilServed(WARM);
      await pause(random.fraction() * LATEST_MOMENT_MS);
      const { ended, signal: send } = stack.process(name);
      send(signal);
      codes.push(await ended);
      await stack.restart(name);
    }
  }
  await load.untilServed(WARM);
  return codes;
}

const TIMEOUT_MS = 60_000 + MOMENTS * 60_000;

describe("a process that is told to end while it works", () => {
  it(
    "answers every request it has taken, loses no event, and ends by itself",
    async () => {
      const codes = await endEachProcess("SIGTERM", stack.names);
      expect(codes).toEqual(codes.map(() => 0));
      expect(load.unexpected).toEqual([]);
      await load.pause();
      // What was taken was answered, by the router and by each subgraph; lines of the log may be on their way.
      await vi.waitFor(() => expect(ledger.differences()).toEqual([]), { timeout: 5_000, interval: 50 });
      await expectNothingIsLost(sql, load.promised);
      // What was committed was told: nobody has an appointment that its client does not know of.
      const told = [...(await statusesOfTest(sql)).keys()].filter((id) => !load.promised.booked.has(id));
      expect(told).toEqual([]);
      load.resume();
    },
    TIMEOUT_MS,
  );
});

describe("a process that is killed while it works", () => {
  it(
    "leaves nothing half done, and nothing lost of what it had promised",
    async () => {
      // In the short version those between a client and its booking; `kill.e2e` is about killing.
      const names = MOMENTS > 1 ? stack.names : stack.names.filter((name) => OF_A_BOOKING.includes(name));
      await endEachProcess("SIGKILL", names);
      expect(load.unexpected).toEqual([]);
      await load.pause();
      await expectNothingIsLost(sql, load.promised);
    },
    TIMEOUT_MS,
  );
});
