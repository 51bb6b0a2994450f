import type postgres from "postgres";
import { afterAll, beforeAll, beforeEach, describe, expect, it, vi } from "vitest";
import { startSubgraph, type GraphqlAnswer, type SubgraphHarness } from "#shared/testing/subgraph-harness.ts";
import { createAppointmentsSubgraph } from "../subgraph.ts";
import { clearAppointments, createWorld, insertAppointment, NOW, type World } from "./world.ts";

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
beforeEach(() => clearAppointments(harness));

function book(): Promise<GraphqlAnswer> {
  return harness.execute(
    world.viewers.ownPatient,
    `mutation ($input: BookAppointmentInput!) { bookAppointment(input: $input) { appointment { __typename } userErrors { code } } }`,
    {
      input: {
        clinicId: world.clinicId,
        serviceTypeId: world.checkId,
        practitionerId: world.practitionerId,
        patientId: world.patientId,
        startsAt: "2026-03-09T08:00:00Z",
      },
    },
  );
}

function reschedule(appointmentId: string, practitionerId: string): Promise<GraphqlAnswer> {
  return harness.execute(
    world.viewers.ownPatient,
    `mutation ($input: RescheduleAppointmentInput!) { rescheduleAppointment(input: $input) { appointment { __typename } userErrors { code } } }`,
    { input: { appointmentId, practitionerId, startsAt: "2026-03-09T09:30:00Z" } },
  );
}

function outcomeOf({ data, errors }: GraphqlAnswer): string {
  if (errors !== undefined) return `error ${String(errors[0]?.extensions["code"])}`;
  const { appointment, userErrors } = data.bookAppointment ?? data.rescheduleAppointment;
  return appointment === null ? String(userErrors[0].code) : "DONE";
}

async function takeTurn(tx: postgres.TransactionSql, practitionerId: string): Promise<void> {
  await tx`select pg_advisory_xact_lock(hashtextextended(${`appointments.practitioner:${practitionerId}`}, 0))`;
}

/** Resolves when so many wait for a turn. */
async function untilWaiting(count: number): Promise<void> {
  await vi.waitFor(async () => {
    const waiting = await harness.admin`select 1 from pg_stat_activity
      where datname = current_database() and wait_event_type = 'Lock' and wait_event = 'advisory'`;
    expect(waiting).toHaveLength(count);
  }, 10_000);
}

/** Holds a practitioner's turn until `change` waits for it, does `meanwhile`, and lets go. */
async function duringTurnOf(
  practitionerId: string,
  change: () => Promise<GraphqlAnswer>,
  meanwhile: (tx: postgres.TransactionSql) => Promise<unknown> = () => Promise.resolve(),
): Promise<string> {
  let answer: Promise<GraphqlAnswer> | undefined;
  await harness.admin.begin(async (tx) => {
    await takeTurn(tx, practitionerId);
    answer = change();
    await untilWaiting(1);
    await meanwhile(tx);
  });
  if (answer === undefined) throw new Error("Nothing was tried.");
  return outcomeOf(await answer);
}

describe("who books with a practitioner", () => {
  it("waits for others who do, and then sees what they booked, without trying in vain", async () => {
    const outcome = await duringTurnOf(world.practitionerId, book, (tx) =>
      insertAppointment(tx, world, { startsAt: "2026-03-09T08:00:00Z", patientId: world.otherPatientId }),
    );
    expect(outcome).toBe("SLOT_TAKEN");
    expect(harness.statements.list.filter((text) => text.includes("insert"))).toEqual([]);
    expect(harness.statements.list.filter((text) => text.includes("pg_advisory_xact_lock"))).toHaveLength(1);
  });

  it("waits, moving an appointment, for those with the one it leaves and with the one it gets", async () => {
    for (const practitionerId of [world.practitionerId, world.otherPractitionerId]) {
      const id = await insertAppointment(harness.admin, world, { startsAt: "2026-03-09T08:00:00Z" });
      const move = (): Promise<GraphqlAnswer> => reschedule(id, world.otherPractitionerId);
      expect(await duringTurnOf(practitionerId, move)).toBe("DONE");
      await clearAppointments(harness);
    }
  });

  it("takes turns in one order, so that two who swap practitioners cannot wait in a circle", async () => {
    const practitioners = [world.practitionerId, world.otherPractitionerId].sort();
    const moves = await Promise.all(
      practitioners.map(async (practitionerId, index) => {
        const startsAt = `2026-03-09T0${String(8 + index)}:00:00Z`;
        const id = await insertAppointment(harness.admin, world, { startsAt, practitionerId });
        return { id, to: String(practitioners[1 - index]) };
      }),
    );
    let answers: Promise<GraphqlAnswer>[] = [];
    await harness.admin.begin(async (tx) => {
      await takeTurn(tx, String(practitioners[0]));
      answers = moves.map(({ id, to }) => reschedule(id, to));
      await untilWaiting(2);
      // Nobody holds the second turn while waiting for the first.
      const held =
        await harness.admin`select 1 from pg_locks join pg_database on pg_database.oid = pg_locks.database
        where locktype = 'advisory' and granted and datname = current_database()`;
      expect(held).toHaveLength(1);
    });
    // Both want 09:30, and the patient can be at one of them.
    expect((await Promise.all(answers)).map(outcomeOf).sort()).toEqual(["DONE", "PATIENT_BUSY"]);
  });
});

describe("who loses again and again", () => {
  /** Refuses every taking, as the database does in a race that is lost. */
  async function whileTakingFails<T>(errorCode: string, work: () => Promise<T>): Promise<T> {
    await harness.admin.unsafe(`
      create function appointments.lose() returns trigger language plpgsql as
        $$ begin raise exception 'lost' using errcode = '${errorCode}', constraint = 'allocation_no_overlap'; end $$;
      create trigger lose before insert on appointments.allocation for each row execute function appointments.lose()`);
    try {
      return await work();
    } finally {
      await harness.admin.unsafe(
        "drop trigger lose on appointments.allocation; drop function appointments.lose()",
      );
    }
  }

  it.each([
    ["to others in the same moment", "23P01", 10],
    ["to deadlocks", "40P01", 4],
  ])("%s is told that no room is free, and has booked nothing", async (_name, errorCode, attempts) => {
    const answer = await whileTakingFails(errorCode, book);
    expect(outcomeOf(answer)).toBe("NO_ROOM_FREE");
    expect(harness.statements.list.filter((text) => text.includes("insert into"))).toHaveLength(attempts * 2);
    expect(await harness.admin`select 1 from appointments.appointment`).toHaveLength(0);
  });

  it.each(["23P01", "40P01"])(
    "keeps the old time of an appointment that was to move (%s)",
    async (errorCode) => {
      const id = await insertAppointment(harness.admin, world, { startsAt: "2026-03-09T08:00:00Z" });
      const answer = await whileTakingFails(errorCode, () => reschedule(id, world.practitionerId));
      expect(outcomeOf(answer)).toBe("NO_ROOM_FREE");
      const rows = await harness.admin`select starts_at, version from appointments.appointment`;
      expect(rows.map((row) => ({ ...row }))).toEqual([
        { starts_at: new Date("2026-03-09T08:00:00Z"), version: 1 },
      ]);
      expect(await harness.admin`select 1 from appointments.allocation where live`).toHaveLength(3);
    },
  );
});
