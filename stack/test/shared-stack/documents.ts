import { readFileSync } from "node:fs";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { z } from "zod";
import { ACCOUNTS, CLINICS, PARTNER_LAB, seededServiceTypeId } from "#drizzle/seed/world.ts";
import {
  LabAppointmentStatusDocument,
  LabAvailabilityDocument,
  LabBookAppointmentDocument,
  LabCancelAppointmentDocument,
  LabClinicsDocument,
} from "#schema/operations/partner-lab/__generated__/graphql.ts";
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
      expect((await asPartner(LabClinicsDocument)).errors).toEqual([]);
      const place = {
        clinicId: CLINICS.northwindBerlin.id,
        serviceTypeId: seededServiceTypeId(CLINICS.northwindBerlin, "consultation"),
      };
      const from = new Date(Date.now() + 24 * 60 * 60_000).toISOString().slice(0, 10);
      const found = await asPartner(LabAvailabilityDocument, { ...place, from });
      const [slot] = slotsSchema.parse(found.data).availableSlots.nodes;
      const input = {
        ...place,
        practitionerId: slot?.practitioner.id,
        patientId: ACCOUNTS.patient2.patientId,
        startsAt: slot?.startsAt,
      };
      const booked = await asPartner(LabBookAppointmentDocument, { input });
      const { appointment } = appointmentSchema.parse(booked.data?.["bookAppointment"]);
      const { id } = appointment;
      expect(appointment).toMatchObject({ status: "BOOKED", patient: { id: ACCOUNTS.patient2.patientId } });
      const cancelled = await asPartner(LabCancelAppointmentDocument, { input: { appointmentId: id } });
      expect(cancelled.data).toMatchObject({
        cancelAppointment: { appointment: { id, status: "CANCELLED" } },
      });
      const status = await asPartner(LabAppointmentStatusDocument, { id });
      expect(status.data).toMatchObject({ appointment: { id, status: "CANCELLED" } });
    });

    it("runs nobody else's documents, and nobody else runs its", async () => {
      const refused = { status: 403, errors: [{ extensions: { code: "DOCUMENT_NOT_TRUSTED" } }] };
      expect(await asPartner(PatientHomeDocument, { from: "2026-01-01T00:00:00Z" })).toMatchObject(refused);
      const cookie = { cookie: patient.cookieHeader };
      expect(await byId(LabClinicsDocument, {}, cookie)).toMatchObject(refused);
    });
  });

  describe("the registered documents", () => {
    it("of each client are those of its folder", () => {
      const manifest = z
        .object({ documents: z.record(z.string(), z.string()) })
        .parse(
          JSON.parse(
            readFileSync(
              new URL("../../../schema/operations/partner-lab/manifests/1.json", import.meta.url),
              "utf8",
            ),
          ),
        );
      const ids = [
        ...[LabAppointmentStatusDocument, LabAvailabilityDocument, LabBookAppointmentDocument],
        ...[LabCancelAppointmentDocument, LabClinicsDocument],
      ].map(({ __meta__: meta }) => String(meta?.["hash"]));
      expect(Object.keys(manifest.documents)).toEqual(ids.toSorted());
    });
  });
}
