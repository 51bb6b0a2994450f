import { request as httpRequest, type ClientRequest } from "node:http";
import { afterAll, beforeAll, describe, expect, it, vi } from "vitest";
import { ACCOUNTS } from "#drizzle/seed/world.ts";
import type { Browser } from "../browser.ts";
import { book, findFreeSlots } from "./booking-client.ts";
import { startTestStack, type TestStack } from "./test-stack.ts";

const PATIENT = ACCOUNTS.patient.patientId;
const NAMES = "{ patient(id: $id) { name { display } contact { phone } } }".replace("$id", `"${PATIENT}"`);

let stack: TestStack;
let patient: Browser;
let support: Browser;

beforeAll(async () => {
  stack = await startTestStack();
  patient = await stack.browser(ACCOUNTS.patient.email);
  support = await stack.browser(ACCOUNTS.support.email);
});
afterAll(() => stack.stop());

/** Statements of requests that run or wait now. */
const running = async (): Promise<unknown[]> => [
  ...(await stack.admin`select query from pg_stat_activity
    where datname = current_database() and pid <> pg_backend_pid() and application_name like 'clinic-%'
      and (state = 'active' or wait_event_type = 'Lock')`),
];

/** Holds a lock on a table while `work` is done. */
async function whileLocked(table: string, work: () => Promise<void>): Promise<void> {
  const release = Promise.withResolvers<undefined>();
  const locked = Promise.withResolvers<undefined>();
  const holder = stack.admin.begin(async (tx) => {
    await tx.unsafe(`lock table ${table} in access exclusive mode`);
    locked.resolve(undefined);
    await release.promise;
  });
  await locked.promise;
  try {
    await work();
  } finally {
    release.resolve(undefined);
    await holder;
  }
}

/** Sends a request and does not wait. */
function sendOnly(browser: Browser, query: string, variables: unknown = {}): ClientRequest {
  const sent = httpRequest(`${stack.url}/graphql`, {
    method: "POST",
    headers: { "content-type": "application/json", cookie: browser.cookieHeader },
  });
  sent.on("error", () => undefined);
  sent.end(JSON.stringify({ query, variables }));
  return sent;
}

const eventually = (check: () => Promise<void>): Promise<void> =>
  vi.waitFor(check, { interval: 5, timeout: 3_000 });
const waitsForLock = (): Promise<void> =>
  eventually(async () => {
    expect(await running()).not.toEqual([]);
  });
const nothingRuns = (): Promise<void> =>
  eventually(async () => {
    expect(await running()).toEqual([]);
  });

describe("a client that goes away", () => {
  it("leaves no query behind, and its connection serves the next", async () => {
    await whileLocked("users.patient", async () => {
      const requests = Array.from({ length: 20 }, () => sendOnly(support, NAMES));
      await waitsForLock();
      for (const request of requests) request.destroy();
      await nothingRuns();
    });
    const answer = await support.send(NAMES);
    expect([answer.status, answer.errors]).toEqual([200, []]);
  });

  it("before its booking was committed has booked nothing", async () => {
    const { clinicId, serviceTypeId, practitionerId } = await searchOf();
    const [slot] = await findFreeSlots(patient, { clinicId, serviceTypeId, practitionerId });
    if (slot === undefined) throw new Error("The seed has no free slot.");
    const count = async (): Promise<unknown> =>
      (await stack.admin`select count(*)::int as n from appointments.appointment`)[0];
    const before = await count();
    await whileLocked("appointments.allocation", async () => {
      const request = sendOnly(
        patient,
        "mutation ($input: BookAppointmentInput!) { bookAppointment(input: $input) { userErrors { code } } }",
        { input: { ...slot, patientId: PATIENT } },
      );
      await waitsForLock();
      request.destroy();
      await nothingRuns();
    });
    expect(await count()).toEqual(before);
    const booked = await book(patient, slot, PATIENT);
    expect(booked.userErrors).toEqual([]);
  });
});

/** Any practitioner, clinic and service of the patient's tenant that go together. */
async function searchOf(): Promise<{ clinicId: string; serviceTypeId: string; practitionerId: string }> {
  const [row] = await stack.admin<{ clinicId: string; serviceTypeId: string; practitionerId: string }[]>`
    select s.clinic_id as "clinicId", t.id as "serviceTypeId", s.practitioner_id as "practitionerId"
    from appointments.schedule s join appointments.service_type t on t.clinic_id = s.clinic_id
    join users.patient p on p.tenant_id = s.tenant_id where p.id = ${PATIENT} order by 1, 2, 3 limit 1`;
  if (row === undefined) throw new Error("The seed has no schedule.");
  return row;
}
