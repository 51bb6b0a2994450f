import { readFile } from "node:fs/promises";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { z } from "zod";
import { ACCOUNTS, CLINICS, PARTNER_LAB, seededServiceTypeId } from "#drizzle/seed/world.ts";
import * as lab from "#schema/operations/partner-lab/__generated__/graphql.ts";
import * as wellness from "#schema/operations/partner-wellness/__generated__/graphql.ts";
import { PatientHomeDocument } from "#schema/operations/web/__generated__/graphql.ts";
import type { Browser } from "../../browser.ts";
import { partnerToken } from "../app-client.ts";
import { dataOf } from "../booking-client.ts";
import type { TestStack } from "../test-stack.ts";

let stack: TestStack;
let patient: Browser;
let token: string;
let consentId: string;

interface Registered {
  readonly __meta__?: Readonly<Record<string, unknown>> | undefined;
}

const answerSchema = z.object({
  data: z.record(z.string(), z.unknown()).nullish(),
  errors: z.array(z.object({ extensions: z.object({ code: z.string() }) })).default([]),
});
type Sent = z.infer<typeof answerSchema> & { readonly status: number };

async function byId(
  document: Registered,
  variables: unknown,
  headers: Record<string, string>,
): Promise<Sent> {
  const response = await fetch(`${stack.url}/graphql`, {
    method: "POST",
    headers: { "content-type": "application/json", ...headers },
    body: JSON.stringify({ documentId: document.__meta__?.["hash"], variables }),
  });
  return { status: response.status, ...answerSchema.parse(await response.json()) };
}

const asPartner = (document: Registered, variables: unknown = {}): Promise<Sent> =>
  byId(document, variables, { authorization: `Bearer ${token}` });

const slotsSchema = z.object({
  availableSlots: z.object({
    nodes: z.array(z.object({ startsAt: z.string(), practitioner: z.object({ id: z.string() }) })),
  }),
});
const placedSlotsSchema = z.object({
  availableSlots: z.object({
    nodes: z.array(
      z.object({
        startsAt: z.string(),
        clinic: z.object({ id: z.string() }),
        serviceType: z.object({ id: z.string() }),
        practitioner: z.object({ id: z.string() }),
      }),
    ),
  }),
});
type PlacedSlot = z.infer<typeof placedSlotsSchema>["availableSlots"]["nodes"][number];

function placeOf(slot: PlacedSlot | undefined): Readonly<Record<string, string>> {
  if (slot === undefined) throw new Error("There is no free time.");
  const { startsAt, clinic, serviceType, practitioner } = slot;
  return { startsAt, clinicId: clinic.id, serviceTypeId: serviceType.id, practitionerId: practitioner.id };
}

const registeredSchema = z.object({ __meta__: z.object({ hash: z.string() }) });
const manifestSchema = z.object({ documents: z.record(z.string(), z.string()) });
const holdSchema = z.object({ hold: z.object({ id: z.string() }) });
const appointmentSchema = z.object({ appointment: z.looseObject({ id: z.string() }) });

/** What registered documents do, and for whom. */
export function documentsSuite(shared: () => TestStack): void {
  beforeAll(async () => {
    stack = shared();
    patient = await stack.browser(ACCOUNTS.patient2.email);
    token = await partnerToken(stack.url);
    const { grantConsent } = dataOf(
      await patient.send<{ grantConsent: { consent: { id: string } } }>(
        `mutation { grantConsent(input: { clientId: "${PARTNER_LAB.clientId}", scopes: [APPOINTMENT_BOOK, APPOINTMENT_CHANGE] }) {
          consent { id } userErrors { code } } }`,
      ),
    );
    consentId = grantConsent.consent.id;
  });
  // Other suites find it as the seed has it.
  afterAll(async () => {
    await patient.send(
      `mutation { withdrawConsent(input: { consentId: "${consentId}" }) { consent { id } } }`,
    );
  });

  describe("a partner's program", () => {
    it("finds a time, books it for a patient who consents, looks at it and cancels it, all by its own documents", async () => {
      expect((await asPartner(lab.LabClinicsDocument)).errors).toEqual([]);
      const place = {
        clinicId: CLINICS.northwindBerlin.id,
        serviceTypeId: seededServiceTypeId(CLINICS.northwindBerlin, "consultation"),
      };
      const from = new Date(Date.now() + 24 * 60 * 60_000).toISOString().slice(0, 10);
      const found = await asPartner(lab.LabAvailabilityDocument, { ...place, from });
      const [slot] = slotsSchema.parse(found.data).availableSlots.nodes;
      const input = {
        ...place,
        practitionerId: slot?.practitioner.id,
        patientId: ACCOUNTS.patient2.patientId,
        startsAt: slot?.startsAt,
      };
      const booked = await asPartner(lab.LabBookAppointmentDocument, { input });
      const { appointment } = appointmentSchema.parse(booked.data?.["bookAppointment"]);
      const { id } = appointment;
      expect(appointment).toMatchObject({ status: "BOOKED", patient: { id: ACCOUNTS.patient2.patientId } });
      const cancelled = await asPartner(lab.LabCancelAppointmentDocument, { input: { appointmentId: id } });
      expect(cancelled.data).toMatchObject({
        cancelAppointment: { appointment: { id, status: "CANCELLED" } },
      });
      const status = await asPartner(lab.LabAppointmentStatusDocument, { id });
      expect(status.data).toMatchObject({ appointment: { id, status: "CANCELLED" } });
    });

    it("keeps a time, lets it go, keeps another one, books and moves it", async () => {
      const serviceTypeIds = [
        seededServiceTypeId(CLINICS.northwindBerlin, "vaccination"),
        seededServiceTypeId(CLINICS.northwindDelhi, "vaccination"),
      ];
      const from = new Date(Date.now() + 48 * 60 * 60_000).toISOString().slice(0, 10);
      const found = await asPartner(lab.LabAvailabilityOfServicesDocument, { serviceTypeIds, from });
      const { nodes } = placedSlotsSchema.parse(found.data).availableSlots;
      const [first, second, third] = nodes.filter(
        ({ practitioner, clinic }) =>
          practitioner.id === nodes[0]?.practitioner.id && clinic.id === nodes[0].clinic.id,
      );
      const hold = async (slot: PlacedSlot | undefined): Promise<string> => {
        const input = { ...placeOf(slot), patientId: ACCOUNTS.patient2.patientId };
        const { data } = await asPartner(lab.LabHoldSlotDocument, { input });
        return holdSchema.parse(data?.["holdSlot"]).hold.id;
      };
      const released = await asPartner(lab.LabReleaseHoldDocument, { input: { holdId: await hold(first) } });
      expect(released.data).toMatchObject({ releaseHold: { userErrors: [] } });
      const booked = await asPartner(lab.LabBookHoldDocument, { input: { holdId: await hold(second) } });
      const { appointment } = appointmentSchema.parse(booked.data?.["bookHold"]);
      expect(appointment).toMatchObject({ status: "BOOKED", startsAt: second?.startsAt });
      const input = { appointmentId: appointment.id, startsAt: third?.startsAt };
      const moved = await asPartner(lab.LabRescheduleAppointmentDocument, { input });
      expect(moved.data).toMatchObject({
        rescheduleAppointment: { appointment: { id: appointment.id, startsAt: third?.startsAt } },
      });
      await asPartner(lab.LabCancelAppointmentDocument, { input: { appointmentId: appointment.id } });
    });

    it("runs nobody else's documents, and nobody else runs its", async () => {
      const refused = { status: 403, errors: [{ extensions: { code: "DOCUMENT_NOT_TRUSTED" } }] };
      expect(await asPartner(PatientHomeDocument, { from: "2026-01-01T00:00:00Z" })).toMatchObject(refused);
      const cookie = { cookie: patient.cookieHeader };
      expect(await byId(lab.LabClinicsDocument, {}, cookie)).toMatchObject(refused);
    });
  });

  describe("the registered documents", () => {
    it.each([
      ["partner-lab", "2", lab],
      ["partner-wellness", "1", wellness],
    ])("of %s, version %s, are those of its folder", async (client, version, operations) => {
      const file = new URL(`../../../schema/operations/${client}/manifests/${version}.json`, import.meta.url);
      const { documents } = manifestSchema.parse(JSON.parse(await readFile(file, "utf8")));
      const ids = Object.values<unknown>(operations).flatMap(
        (document) => registeredSchema.safeParse(document).data?.__meta__.hash ?? [],
      );
      expect(Object.keys(documents)).toEqual(ids.toSorted());
      expect(ids.length).toBeGreaterThan(4);
    });
  });
}
