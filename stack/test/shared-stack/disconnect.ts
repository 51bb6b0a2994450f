import { randomUUID } from "node:crypto";
import { request as httpRequest, type ClientRequest } from "node:http";
import { beforeAll, describe, expect, it } from "vitest";
import { ACCOUNTS } from "#drizzle/seed/world.ts";
import type { Browser } from "../../browser.ts";
import { book, findFreeSlots } from "../booking-client.ts";
import { eventually } from "../eventually.ts";
import { runningStatements, whileLocked } from "../running-statements.ts";
import type { TestStack } from "../test-stack.ts";
import { BROKEN_OFF } from "./complaints.ts";

const PATIENT = ACCOUNTS.patient.patientId;
const NAMES = "{ patient(id: $id) { name { display } contact { phone } } }".replace("$id", `"${PATIENT}"`);

let stack: TestStack;
let patient: Browser;
let support: Browser;

/** Sends a request that is to be broken off, and does not wait. */
function sendOnly(browser: Browser, query: string, variables: unknown = {}): ClientRequest {
  const sent = httpRequest(`${stack.url}/graphql`, {
    method: "POST",
    headers: {
      "content-type": "application/json",
      cookie: browser.cookieHeader,
      "x-correlation-id": BROKEN_OFF + randomUUID(),
    },
  });
  sent.on("error", () => undefined);
  sent.end(JSON.stringify({ query, variables }));
  return sent;
}

const waitsForLock = (): Promise<void> =>
  eventually(async () => {
    expect(await runningStatements(stack.admin)).not.toEqual([]);
  });
const nothingRuns = (): Promise<void> =>
  eventually(async () => {
    expect(await runningStatements(stack.admin)).toEqual([]);
  });

/** What clients leave behind that go away. */
export function disconnectSuite(shared: () => TestStack): void {
  beforeAll(async () => {
    stack = shared();
    patient = await stack.browser(ACCOUNTS.patient.email);
    support = await stack.browser(ACCOUNTS.support.email);
  });

  describe("a client that goes away", () => {
    it("leaves no query behind, and its connection serves the next", async () => {
      await whileLocked(stack.admin, "users.patient", async () => {
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
      await whileLocked(stack.admin, "appointments.allocation", async () => {
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
}

/** Any practitioner, clinic and service of the patient's tenant that go together. */
async function searchOf(): Promise<{ clinicId: string; serviceTypeId: string; practitionerId: string }> {
  const [row] = await stack.admin<{ clinicId: string; serviceTypeId: string; practitionerId: string }[]>`
    select s.clinic_id as "clinicId", t.id as "serviceTypeId", s.practitioner_id as "practitionerId"
    from appointments.schedule s join appointments.service_type t on t.clinic_id = s.clinic_id
    join users.patient p on p.tenant_id = s.tenant_id where p.id = ${PATIENT} order by 1, 2, 3 limit 1`;
  if (row === undefined) throw new Error("The seed has no schedule.");
  return row;
}
