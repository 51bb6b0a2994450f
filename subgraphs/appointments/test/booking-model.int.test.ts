import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { startSubgraph, type SubgraphHarness } from "#shared/testing/subgraph-harness.ts";
import { createAppointmentsSubgraph } from "../subgraph.ts";
import { violations } from "./booking-model/check-history.ts";
import { Driver } from "./booking-model/driver.ts";
import { ConnectionKiller } from "./booking-model/faults.ts";
import { createModelWorld, type ModelWorld } from "./booking-model/model-world.ts";
import { readBookingModelConfig } from "./config.ts";
import { NOW } from "./world.ts";

const { commands, seed } = readBookingModelConfig();
const CLIENTS = 16;

let first: SubgraphHarness;
let second: SubgraphHarness;
let world: ModelWorld;

beforeAll(async () => {
  const process = { name: "appointments", create: createAppointmentsSubgraph, clock: () => NOW } as const;
  first = await startSubgraph({ ...process, startsBackgroundWork: false });
  second = await startSubgraph({ ...process, startsBackgroundWork: false, database: first.database });
  world = await createModelWorld(first.admin);
});
afterAll(async () => {
  await second.stop();
  await first.stop();
});

describe("random commands of many clients, on two processes whose connections are ended at any time", () => {
  it(
    "share no resource beyond what is allowed, lose nothing, and come to every state legally",
    { timeout: 60_000 + commands * 100 },
    async () => {
      const faults = new ConnectionKiller(first.admin, seed);
      const driver = new Driver(world, [first, second], seed);
      faults.start();
      const began = performance.now();
      await driver.run(commands, CLIENTS);
      await faults.stop();
      const { history } = driver;
      const outcomes = [...history.outcomes].sort(([a], [b]) => (a < b ? -1 : 1));
      process.stdout.write(
        `${String(history.commands)} commands (seed ${String(seed)}) in ${((performance.now() - began) / 1000).toFixed(0)} s, ` +
          `${String(faults.killed)} connections ended, ${String(history.inDoubt.size)} in doubt\n` +
          outcomes.map(([outcome, count]) => `  ${outcome}: ${String(count)}\n`).join(""),
      );
      expect(await violations(first.admin, history)).toEqual([]);
      // Something of every kind was done, and something went wrong.
      const done = outcomes
        .filter(([outcome]) => outcome.endsWith(" DONE"))
        .map(([outcome]) => outcome.split(" ")[0]);
      expect(done).toEqual(
        expect.arrayContaining(["bookAppointment", "bookHold", "cancelAppointment", "rescheduleAppointment"]),
      );
      expect(faults.killed).toBeGreaterThan(0);
    },
  );
});
