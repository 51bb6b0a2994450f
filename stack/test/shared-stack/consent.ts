import { beforeAll, describe, expect, it } from "vitest";
import { z } from "zod";
import { ACCOUNTS, CLINICS, PARTNER_LAB, seededServiceTypeId } from "#drizzle/seed/world.ts";
import type { Answer, Browser } from "../../browser.ts";
import { partnerToken } from "../app-client.ts";
import { book, findFreeSlots } from "../booking-client.ts";
import { withinASecond } from "../eventually.ts";
import type { TestStack } from "../test-stack.ts";

let stack: TestStack;
let patient: Browser;
let token: string;
let appointmentId: string;
let otherId: string;

async function asPartner(document: string): Promise<Answer<unknown>> {
  const browser = await stack.browser();
  return browser.send(document, undefined, { authorization: `Bearer ${token}` });
}

const statusOf = async (): Promise<unknown> => {
  const { data, errors } = await asPartner(`{ appointment(id: "${appointmentId}") { status } }`);
  expect(errors).toEqual([]);
  return data;
};

const cancel = async (id: string): Promise<unknown> => {
  const { data } = await asPartner(
    `mutation { cancelAppointment(input: { appointmentId: "${id}" }) { appointment { status } userErrors { code } } }`,
  );
  return data;
};

const consentSchema = z.object({ consent: z.object({ id: z.string() }) });

/** What a consent lets the partner's program do. */
export function consentSuite(shared: () => TestStack): void {
  beforeAll(async () => {
    stack = shared();
    // Whose consent the seed has as withdrawn.
    patient = await stack.browser(ACCOUNTS.patient2.email);
    token = await partnerToken(stack.url);
    const [slot, later] = await findFreeSlots(patient, {
      clinicId: CLINICS.northwindBerlin.id,
      serviceTypeId: seededServiceTypeId(CLINICS.northwindBerlin, "consultation"),
      practitionerId: ACCOUNTS.practitioner.practitionerId,
    });
    if (slot === undefined || later === undefined) throw new Error("There are no free slots.");
    appointmentId = (await book(patient, slot, ACCOUNTS.patient2.patientId)).appointment?.id ?? "";
    otherId = (await book(patient, later, ACCOUNTS.patient2.patientId)).appointment?.id ?? "";
  });

  describe("a consent, from the patient to the partner's program and back", () => {
    it("lets the program see and cancel the patient's appointment, until the patient takes it back", async () => {
      // Another suite may have taken one back a moment ago.
      await withinASecond(async () => expect(await statusOf()).toEqual({ appointment: null }));

      const granted = await patient.send(
        `mutation { grantConsent(input: { clientId: "${PARTNER_LAB.clientId}", scopes: [APPOINTMENT_CHANGE] }) {
        consent { id } userErrors { code } } }`,
      );
      const { id } = z.object({ grantConsent: consentSchema }).parse(granted.data).grantConsent.consent;
      await withinASecond(async () =>
        expect(await statusOf()).toEqual({ appointment: { status: "BOOKED" } }),
      );
      // Nothing but that: no reason, no name, and nobody else.
      const names = await asPartner(
        `{ appointment(id: "${appointmentId}") { reason patient { name { display } } } }`,
      );
      expect(names.status).toBe(403);
      expect(await cancel(otherId)).toEqual({
        cancelAppointment: { appointment: { status: "CANCELLED" }, userErrors: [] },
      });

      await patient.send(`mutation { withdrawConsent(input: { consentId: "${id}" }) { consent { id } } }`);
      await withinASecond(async () => expect(await statusOf()).toEqual({ appointment: null }));
      expect(await cancel(appointmentId)).toEqual({
        cancelAppointment: { appointment: null, userErrors: [{ code: "APPOINTMENT_NOT_FOUND" }] },
      });
    });
  });
}
