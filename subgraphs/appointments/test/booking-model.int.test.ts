import postgres from "postgres";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { TEST_KEYS } from "#shared/testing/subgraph-harness.ts";
import { createTestDatabase, type TestDatabase } from "#shared/testing/test-database.ts";
import { violations } from "./booking-model/check-history.ts";
import { Driver } from "./booking-model/driver.ts";
import { Faults } from "./booking-model/faults.ts";
import { KillableSubgraph } from "./booking-model/killable-subgraph.ts";
import { createModelWorld, type ModelWorld } from "./booking-model/model-world.ts";
import { readBookingModelConfig } from "./config.ts";
import { NOW } from "./world.ts";

const { commands, seed } = readBookingModelConfig();
const CLIENTS = 16;
const APPLICATION = "booking-model";

let database: TestDatabase;
let admin: postgres.Sql;
let processes: readonly KillableSubgraph[];
let world: ModelWorld;

beforeAll(async () => {
  database = await createTestDatabase();
  admin = postgres(database.adminUrl, { max: 4, onnotice: () => undefined });
  const [{ kid, secret }] = TEST_KEYS;
  const settings = {
    databaseUrl: database.urlFor("appointments_app"),
    messagingUrl: database.urlFor("messaging_app"),
    applicationName: APPLICATION,
    key: { kid, secret: Buffer.from(secret).toString("base64") },
    now: NOW.toISOString(),
  };
  processes = [1, 2].map(() => new KillableSubgraph(settings));
  world = await createModelWorld(admin);
});
afterAll(async () => {
  await Promise.all(processes.map((process) => process.stop()));
  await admin.end();
  await database.drop();
});

describe("random commands of many clients, on two processes that are killed, and lose connections and transactions, at any time", () => {
  it(
    "share no resource beyond what is allowed, lose nothing, and come to every state legally",
    { timeout: 60_000 + commands * 100 },
    async () => {
      const driver = new Driver({ world, processes, admin, seed });
      const { history } = driver;
      const faults = new Faults({
        ...{ admin, processes, seed, applicationName: APPLICATION },
        commandsPerKill: Math.min(100, commands / 4),
        sent: () => history.commands,
      });
      faults.start();
      const began = performance.now();
      await driver.run(commands, CLIENTS);
      await faults.stop();
      const seconds = (performance.now() - began) / 1000;
      const kills = processes.reduce((sum, process) => sum + process.kills, 0);
      const outcomes = [...history.outcomes].sort(([a], [b]) => (a < b ? -1 : 1));
      process.stdout.write(
        `${String(history.commands)} commands (seed ${String(seed)}) in ${seconds.toFixed(0)} s, ${String(kills)} processes killed, ` +
          `${String(faults.connections)} connections ended, ${String(faults.transactions)} statements cancelled, ` +
          `${String(history.inDoubt.size)} in doubt\n` +
          outcomes.map(([outcome, count]) => `  ${outcome}: ${String(count)}\n`).join(""),
      );
      expect(await violations(admin, history)).toEqual([]);
      // Something of every kind was done, and something went wrong.
      const done = outcomes
        .filter(([outcome]) => outcome.endsWith(" DONE"))
        .map(([outcome]) => outcome.split(" ")[0]);
      expect(done).toEqual(
        expect.arrayContaining(["bookAppointment", "bookHold", "cancelAppointment", "rescheduleAppointment"]),
      );
      expect(kills).toBeGreaterThan(0);
      expect(faults.connections + faults.transactions).toBeGreaterThan(0);
    },
  );
});
