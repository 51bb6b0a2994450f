import { afterAll, beforeAll, beforeEach, describe, expect, it, vi } from "vitest";
import { inbox, outbox, outboxSequence, parkedMessage } from "#drizzle/appointments/schema.ts";
import { openDatabase, type Database } from "#shared/db/database.ts";
import { newId } from "#shared/db/ids.ts";
import { startSubgraph, type SubgraphHarness } from "#shared/testing/subgraph-harness.ts";
import { remind } from "../services/reminders.ts";
import { createAppointmentsSubgraph } from "../subgraph.ts";
import { clearAppointments, createWorld, insertAppointment, NOW, payloadsOf, type World } from "./world.ts";

const CANCEL =
  "mutation ($input: CancelAppointmentInput!) { cancelAppointment(input: $input) { userErrors { code } } }";
const MOVE =
  "mutation ($input: RescheduleAppointmentInput!) { rescheduleAppointment(input: $input) { userErrors { code } } }";
const BOOK = `mutation ($input: BookAppointmentInput!) {
  bookAppointment(input: $input) { appointment { id } userErrors { code } } }`;

const MINUTE_MS = 60 * 1000;
const HOUR_MS = 60 * MINUTE_MS;
/** Wednesday, 10:00 in Berlin. */
const STARTS_AT = "2026-03-11T09:00:00.000Z";
/** When the patient is to be reminded of it, 24 hours before. */
const DUE_MS = Date.parse(STARTS_AT) - 24 * HOUR_MS;
const tables = { inbox, outbox, outboxSequence, parkedMessage };

let now = NOW;
let harness: SubgraphHarness;
let world: World;
let appointmentId: string;
/** Pools of two processes. */
let processes: readonly [Database, Database];
const statements: string[] = [];

beforeAll(async () => {
  harness = await startSubgraph({
    name: "appointments",
    create: createAppointmentsSubgraph,
    startsBackgroundWork: false,
    clock: () => now,
  });
  world = await createWorld(harness.admin);
  const url = harness.database.urlFor("appointments_app");
  const open = (): Database =>
    openDatabase({
      url,
      maxConnections: 2,
      applicationName: "reminders-test",
      onStatement: (text) => statements.push(text),
    });
  processes = [open(), open()];
});
afterAll(async () => {
  await Promise.all(processes.map((database) => database.close()));
  await harness.stop();
});
beforeEach(async () => {
  now = NOW;
  await clearAppointments(harness);
  await harness.admin`update appointments.clinic set reminder_hours_before = '{24}'`;
  appointmentId = await booked(STARTS_AT);
});

/** As if it had been booked in time. */
async function booked(startsAt: string, status = "BOOKED"): Promise<string> {
  const id = await insertAppointment(harness.admin, world, { startsAt, status });
  await harness.admin`update appointments.appointment set scheduled_at = ${NOW} where id = ${id}`;
  return id;
}

/** What the timer does at that instant. */
async function remindAt(ms: number, database = processes[0]): Promise<boolean> {
  now = new Date(ms);
  return remind({ database, tables, clock: () => now });
}

async function told(): Promise<string[]> {
  const payloads = await payloadsOf(harness.admin, "appointment.reminder-due.v1");
  return payloads.map(({ startsAt, hoursBefore }) => `${String(startsAt)} ${String(hoursBefore)}`);
}

async function refuseReminders(): Promise<() => Promise<void>> {
  await harness.admin.unsafe(`
    create function appointments.refuse() returns trigger language plpgsql as $$ begin raise exception 'no'; end $$;
    create trigger refuse before insert on appointments.outbox for each row execute function appointments.refuse()`);
  return async () => {
    await harness.admin.unsafe(
      "drop trigger refuse on appointments.outbox; drop function appointments.refuse()",
    );
  };
}

describe("a reminder", () => {
  it("is told when it is due, and no millisecond before", async () => {
    await remindAt(DUE_MS - 1);
    expect(await told()).toEqual([]);
    await remindAt(DUE_MS);
    const { patientId, practitionerId, clinicId } = world;
    expect(await payloadsOf(harness.admin, "appointment.reminder-due.v1")).toEqual([
      {
        ...{ appointmentId, patientId, practitionerId, clinicId },
        ...{ startsAt: STARTS_AT, hoursBefore: 24, version: 1 },
      },
    ]);
    const rows = await harness.admin`select aggregate_id, tenant_id, sequence from appointments.outbox`;
    expect([...rows]).toEqual([{ aggregate_id: appointmentId, tenant_id: world.tenantId, sequence: 1 }]);
  });

  it("is told once, whatever the clock does afterwards", async () => {
    await remindAt(DUE_MS);
    for (const minutes of [1, 59, -30, 0]) await remindAt(DUE_MS + minutes * MINUTE_MS);
    expect(await told()).toHaveLength(1);
  });

  it("is told for each value of the clinic's policy", async () => {
    await harness.admin`update appointments.clinic set reminder_hours_before = '{2,24}' where id = ${world.clinicId}`;
    await remindAt(DUE_MS);
    await remindAt(Date.parse(STARTS_AT) - 2 * HOUR_MS);
    expect(await told()).toEqual([`${STARTS_AT} 24`, `${STARTS_AT} 2`]);
  });

  it("is told up to an hour late, and not later", async () => {
    await remindAt(DUE_MS + HOUR_MS);
    expect(await told()).toEqual([]);
    await remindAt(DUE_MS + HOUR_MS - 1);
    expect(await told()).toHaveLength(1);
  });

  it("is not told of what was booked after it would have been due, but of what is still to come", async () => {
    await harness.admin`update appointments.clinic set reminder_hours_before = '{2,24}' where id = ${world.clinicId}`;
    now = new Date(DUE_MS + MINUTE_MS);
    const answer = await harness.execute(world.viewers.otherPatient, BOOK, {
      input: {
        ...{ clinicId: world.clinicId, serviceTypeId: world.checkId, patientId: world.otherPatientId },
        ...{ practitionerId: world.otherPractitionerId, startsAt: STARTS_AT },
      },
    });
    expect(answer.data.bookAppointment.userErrors).toEqual([]);
    const bookedId = String(answer.data.bookAppointment.appointment.id);
    await remindAt(DUE_MS + 2 * MINUTE_MS);
    const remindersOf = async (id: string): Promise<unknown[]> =>
      (await payloadsOf(harness.admin, "appointment.reminder-due.v1"))
        .filter((payload) => payload["appointmentId"] === id)
        .map(({ hoursBefore }) => hoursBefore);
    expect(await remindersOf(bookedId)).toEqual([]);
    expect(await remindersOf(appointmentId)).toEqual([24]);
    await remindAt(Date.parse(STARTS_AT) - 2 * HOUR_MS);
    expect(await remindersOf(bookedId)).toEqual([2]);
  });

  it("is not told of what was cancelled, is only proposed or has begun", async () => {
    now = new Date(DUE_MS - MINUTE_MS);
    await harness.execute(world.viewers.ownPatient, CANCEL, { input: { appointmentId } });
    for (const status of ["PROPOSED", "WAITLIST", "ARRIVED", "NOSHOW"]) await booked(STARTS_AT, status);
    await remindAt(DUE_MS);
    expect(await told()).toEqual([]);
  });

  it("of what was moved is for its new time, also when that one was told of before", async () => {
    const move = async (startsAt: string): Promise<void> => {
      const answer = await harness.execute(world.viewers.admin, MOVE, { input: { appointmentId, startsAt } });
      expect(answer.data.rescheduleAppointment.userErrors).toEqual([]);
    };
    await remindAt(DUE_MS);
    const later = "2026-03-12T09:00:00.000Z";
    await move(later);
    await remindAt(DUE_MS + MINUTE_MS);
    await remindAt(DUE_MS + 24 * HOUR_MS);
    expect(await told()).toEqual([`${STARTS_AT} 24`, `${later} 24`]);
    // Back, with less than 24 hours left: what has passed is not told of.
    now = new Date(DUE_MS + 40 * MINUTE_MS);
    await move("2026-03-11T09:30:00.000Z");
    await remindAt(DUE_MS + 41 * MINUTE_MS);
    await move(STARTS_AT);
    await remindAt(DUE_MS + 42 * MINUTE_MS);
    expect(await told()).toHaveLength(2);
  });

  it("is told by hours that pass, when clocks change, too", async () => {
    // Sunday, 10:00 summer time; the reminder is due on Saturday at 09:00 winter time.
    await booked("2026-03-29T08:00:00.000Z");
    await remindAt(Date.parse("2026-03-28T08:00:00.000Z") - 1);
    expect(await told()).toEqual([]);
    await remindAt(Date.parse("2026-03-28T08:00:00.000Z"));
    expect(await told()).toEqual(["2026-03-29T08:00:00.000Z 24"]);
  });
});

describe("the timer", () => {
  it("tells once when two processes are at it", async () => {
    for (let turn = 0; turn < 5; turn += 1) {
      await Promise.all(processes.map((database) => remindAt(DUE_MS + turn, database)));
    }
    expect(await told()).toHaveLength(1);
  });

  it("does nothing while another process is at it", async () => {
    await harness.admin.begin(async (tx) => {
      await tx`select pg_advisory_xact_lock(hashtextextended('appointments.reminders', 0))`;
      expect(await remindAt(DUE_MS)).toBe(false);
    });
    expect(await told()).toEqual([]);
  });

  it("tells what it could not tell before, once", async () => {
    const allow = await refuseReminders();
    await expect(remindAt(DUE_MS)).rejects.toThrow();
    await allow();
    expect([...(await harness.admin`select 1 from appointments.appointment_reminder`)]).toEqual([]);
    await remindAt(DUE_MS + MINUTE_MS, processes[1]);
    await remindAt(DUE_MS + MINUTE_MS);
    expect(await told()).toHaveLength(1);
  });

  it("leaves what is being changed for the next time, and then goes by what it has become", async () => {
    await harness.admin.begin(async (tx) => {
      await tx`update appointments.appointment set status = 'CANCELLED' where id = ${appointmentId}`;
      await remindAt(DUE_MS);
    });
    await remindAt(DUE_MS + 1);
    expect(await told()).toEqual([]);
  });

  it("tells of many in batches, of each once", async () => {
    await harness.admin`insert into appointments.appointment (id, tenant_id, clinic_id, service_type_id, room_id,
        practitioner_id, patient_id, region, status, starts_at, ends_at, scheduled_at)
      select gen_random_uuid(), tenant_id, clinic_id, service_type_id, room_id, practitioner_id, patient_id, region, status,
        starts_at, ends_at, scheduled_at
      from appointments.appointment, generate_series(1, 600)`;
    expect(await remindAt(DUE_MS)).toBe(true);
    expect(await told()).toHaveLength(500);
    expect(await remindAt(DUE_MS)).toBe(false);
    expect(await told()).toHaveLength(601);
    const distinct = await harness.admin`select distinct aggregate_id from appointments.outbox`;
    expect(distinct).toHaveLength(601);
  });

  it("looks only at what starts when a reminder may be due, by an index", async () => {
    await harness.admin`insert into appointments.appointment (id, tenant_id, clinic_id, service_type_id, room_id,
        practitioner_id, patient_id, region, status, starts_at, ends_at)
      select gen_random_uuid(), tenant_id, clinic_id, service_type_id, room_id, practitioner_id, patient_id, region, status,
        starts_at + make_interval(hours => n), ends_at + make_interval(hours => n)
      from appointments.appointment, generate_series(1, 3000) as n`;
    await harness.admin`analyze appointments.appointment`;
    statements.length = 0;
    await remindAt(DUE_MS);
    const statement = statements.find((text) => text.includes("for share"));
    if (statement === undefined) throw new Error("It has not looked.");
    const plan = await harness.admin.begin(async (tx) => {
      await tx`set local role appointments_system`;
      const parameters = [new Date(DUE_MS - HOUR_MS).toISOString(), new Date(DUE_MS).toISOString(), 500, 500];
      return tx.unsafe(`explain (format json) ${statement}`, parameters);
    });
    const text = JSON.stringify(plan);
    expect(text).toContain('"Index Name":"appointment_clinic"');
    expect(text).toMatch(
      /"Index Cond":"[^"]*starts_at > due\.starts_after[^"]*starts_at <= due\.starts_until/,
    );
  });

  it("sees which appointments are to come, and nothing else, and changes none", async () => {
    await booked("2026-03-10T09:00:00Z", "CANCELLED");
    await harness.admin.begin(async (tx) => {
      await tx`set local role appointments_system`;
      const seen = await tx`select id from appointments.appointment for share`;
      expect([...seen]).toEqual([{ id: appointmentId }]);
    });
    for (const statement of [
      "update appointments.appointment set updated_at = now()",
      "update appointments.appointment set status = 'CANCELLED'",
      "select cancellation_reason from appointments.appointment",
      "select 1 from appointments.appointment_clinical",
      "select 1 from appointments.known_patient",
      "update appointments.clinic set reminder_hours_before = '{}'",
    ])
      await expect(
        harness.admin.begin(async (tx) => {
          await tx`set local role appointments_system`;
          await tx.unsafe(statement);
        }),
      ).rejects.toMatchObject({ code: "42501" });
  });

  it("removes marks of what started a month ago, and keeps younger ones", async () => {
    for (const days of [29, 31])
      await harness.admin`insert into appointments.appointment_reminder (id, tenant_id, appointment_id, starts_at, hours_before)
        values (${newId()}, ${world.tenantId}, ${appointmentId}, ${new Date(NOW.getTime() - days * 24 * HOUR_MS)}, ${days})`;
    await remindAt(NOW.getTime());
    const marks = await harness.admin`select hours_before from appointments.appointment_reminder`;
    expect([...marks]).toEqual([{ hours_before: 29 }]);
  });

  it("runs with the subgraph, and ends with it", async () => {
    now = new Date(DUE_MS);
    const running = await startSubgraph({
      ...{ name: "appointments", create: createAppointmentsSubgraph, clock: () => now },
      database: harness.database,
    });
    await vi.waitFor(async () => {
      expect(await told()).toHaveLength(1);
    });
    await running.stop();
  });
});
