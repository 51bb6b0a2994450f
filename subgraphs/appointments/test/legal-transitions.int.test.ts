import { afterAll, beforeAll, expect, it } from "vitest";
import { startSubgraph, type SubgraphHarness } from "#shared/testing/subgraph-harness.ts";
import { APPOINTMENT_STATUSES, COMMANDS, transition } from "../domain/appointment-status.ts";
import { createAppointmentsSubgraph } from "../subgraph.ts";
import { clearAppointments, createWorld, insertAppointment, NOW, type World } from "./world.ts";

const HOUR_MS = 60 * 60 * 1000;

let harness: SubgraphHarness;
let world: World;

beforeAll(async () => {
  harness = await startSubgraph({
    name: "appointments",
    create: createAppointmentsSubgraph,
    startsBackgroundWork: false,
    clock: () => NOW,
  });
  world = await createWorld(harness.admin);
});
afterAll(() => harness.stop());

/** Every pair of states of which one leads to the other, at some time and by some command. */
function legalPairs(): ReadonlySet<string> {
  const pairs = APPOINTMENT_STATUSES.flatMap((former) =>
    COMMANDS.flatMap((command) =>
      [-HOUR_MS, HOUR_MS].flatMap((startsInMs) => {
        const startsAt = new Date(NOW.getTime() + startsInMs);
        const { status } = transition(command, { status: former, startsAt }, NOW);
        return status === null || status === former ? [] : [`${former} → ${status}`];
      }),
    ),
  );
  return new Set(pairs);
}

it("in the database, even for its owner, an appointment comes to the states that the state machine leads to, and to no other", async () => {
  const accepted: string[] = [];
  for (const former of APPOINTMENT_STATUSES)
    for (const status of APPOINTMENT_STATUSES.filter((other) => other !== former)) {
      await clearAppointments(harness);
      const id = await insertAppointment(harness.admin, world, {
        ...{ startsAt: "2026-03-09T09:00:00Z", status: former },
      });
      const changed = harness.admin`update appointments.appointment set status = ${status} where id = ${id}`;
      await changed.then(
        () => accepted.push(`${former} → ${status}`),
        (error: unknown) => {
          expect(error).toMatchObject({ code: "23514", constraint_name: "appointment_status_follows" });
        },
      );
    }
  const byMistake = APPOINTMENT_STATUSES.filter((status) => status !== "ENTERED_IN_ERROR").map(
    (status) => `${status} → ENTERED_IN_ERROR`,
  );
  expect(accepted.sort()).toEqual([...legalPairs(), ...byMistake].sort());
});
