import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { ACCOUNTS, CLINICS, seededServiceTypeId } from "#drizzle/seed/world.ts";
import type { Browser } from "../browser.ts";
import { findFreeSlots, sendBooking, type FreeSlot } from "./booking-client.ts";
import { readProofConfig } from "./config.ts";
import { startTestStack, type TestStack } from "./test-stack.ts";
import { untilDelivered } from "./until-delivered.ts";

const CLIENTS = 50;
const { raceAttempts: ATTEMPTS } = readProofConfig();
const CLINIC = CLINICS.northwindBerlin;

let stack: TestStack;
beforeAll(async () => {
  // Who wins is asked here and not how soon: however busy the machine, nobody gives up.
  stack = await startTestStack({ timeouts: { requestMs: 60_000, subgraphMs: 50_000 } });
});
afterAll(() => stack.stop());

/** Patients of the clinic that are free then, so that being busy is nobody's reason. */
async function freePatients(startsAt: string): Promise<readonly string[]> {
  const rows = await stack.admin<{ id: string }[]>`
    select p.id from appointments.known_patient p
    where p.tenant_id = ${CLINIC.tenantId} and p.region = ${CLINIC.region} and not exists (
      select from appointments.allocation a where a.live and a.resource_id = p.id
        and a.during && tstzrange(${startsAt}::timestamptz - interval '2 hours', ${startsAt}::timestamptz + interval '2 hours'))
    order by p.id`;
  return rows.map(({ id }) => id);
}

/** What became of one attempt: the code of its refusal or `BOOKED`, or whatever else came. */
async function attempt(browser: Browser, slot: FreeSlot, patientId: string): Promise<string> {
  const { status, errors, data } = await sendBooking(browser, slot, patientId);
  const { appointment, userErrors } = data?.bookAppointment ?? { appointment: null, userErrors: [] };
  if (status !== 200 || errors.length > 0) return `${String(status)} ${JSON.stringify(errors)}`;
  return [appointment?.status, ...userErrors.map(({ code }) => code)]
    .filter((word) => word !== undefined)
    .join();
}

describe("fifty clients racing for one slot", () => {
  it("get it once, and are told so every other time", async () => {
    const emails = [ACCOUNTS.admin.email, ACCOUNTS.support.email];
    // A few at a time: it is the bookings that race, and fifty password hashes at once take longer than a sign-in may.
    const browsers: Browser[] = [];
    while (browsers.length < CLIENTS) {
      browsers.push(...(await Promise.all(emails.map((email) => stack.browser(email)))));
    }
    const [first] = browsers;
    if (first === undefined) throw new Error("There are no clients.");
    const [slot] = await findFreeSlots(first, {
      clinicId: CLINIC.id,
      practitionerId: ACCOUNTS.practitioner.practitionerId,
      serviceTypeId: seededServiceTypeId(CLINIC, "consultation"),
    });
    if (slot === undefined) throw new Error("There is no free slot.");
    const patients = await freePatients(slot.startsAt);
    expect(patients.length).toBeGreaterThanOrEqual(CLIENTS);

    const outcomes = new Map<string, number>();
    let started = 0;
    await Promise.all(
      browsers.map(async (browser) => {
        while (started < ATTEMPTS) {
          const patientId = patients[started % patients.length] ?? "";
          started += 1;
          const outcome = await attempt(browser, slot, patientId);
          outcomes.set(outcome, (outcomes.get(outcome) ?? 0) + 1);
        }
      }),
    );
    expect(Object.fromEntries(outcomes)).toEqual({ BOOKED: 1, SLOT_TAKEN: ATTEMPTS - 1 });
    await expectOneBooking(slot);
  }, 180_000);
});

/** One appointment, what it holds, its event and its audit entry: each once, and nothing of the other attempts. */
async function expectOneBooking({ practitionerId, startsAt }: FreeSlot): Promise<void> {
  const { admin } = stack;
  const appointments = await admin<{ id: string; patient_id: string; room_id: string }[]>`
    select id, patient_id, room_id from appointments.appointment
    where practitioner_id = ${practitionerId} and starts_at = ${startsAt}::timestamptz`;
  const [appointment] = appointments;
  if (appointment === undefined) throw new Error("Nothing was booked.");
  expect(appointments).toHaveLength(1);
  const allocations = await admin`
    select resource_kind, resource_id, appointment_id from appointments.allocation
    where live and during @> ${startsAt}::timestamptz
      and resource_id in (${practitionerId}, ${appointment.room_id}, ${appointment.patient_id})
    order by resource_kind`;
  const appointmentId = appointment.id;
  expect([...allocations]).toEqual([
    { resource_kind: "PATIENT", resource_id: appointment.patient_id, appointment_id: appointmentId },
    { resource_kind: "PRACTITIONER", resource_id: practitionerId, appointment_id: appointmentId },
    { resource_kind: "ROOM", resource_id: appointment.room_id, appointment_id: appointmentId },
  ]);
  // The seed writes no messages, so these are all there are.
  const events = await admin`
    select type, aggregate_id from appointments.outbox where type <> 'audit.entries.v1'`;
  expect([...events]).toEqual([{ type: "appointment.booked.v1", aggregate_id: appointmentId }]);
  await untilDelivered(admin);
  const entries = await admin`select action, outcome, entity_id from audit.entry where category = 'CHANGE'`;
  expect([...entries]).toEqual([
    { action: "appointment:book", outcome: "SUCCESS", entity_id: appointmentId },
  ]);
}
