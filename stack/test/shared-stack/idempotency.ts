import { randomUUID } from "node:crypto";
import { beforeAll, describe, expect, it } from "vitest";
import { ACCOUNTS, CLINICS, seededServiceTypeId } from "#drizzle/seed/world.ts";
import type { Answer, Browser } from "../../browser.ts";
import { cancel, findFreeSlots, type Change, type FreeSlot } from "../booking-client.ts";
import type { TestStack } from "../test-stack.ts";

const BOOK = `mutation ($input: BookAppointmentInput!) {
  bookAppointment(input: $input) { appointment { id status version } userErrors { code field } } }`;

let patient: Browser;
let slot: FreeSlot;

function book(
  idempotencyKey: string,
  startsAt = slot.startsAt,
): Promise<Answer<{ bookAppointment: Change }>> {
  return patient.send(BOOK, {
    input: { ...slot, startsAt, patientId: ACCOUNTS.patient.patientId, idempotencyKey },
  });
}

/** A mutation that is sent again, through the router. */
export function idempotencySuite(shared: () => TestStack): void {
  beforeAll(async () => {
    patient = await shared().browser(ACCOUNTS.patient.email);
    const [found] = await findFreeSlots(patient, {
      clinicId: CLINICS.northwindBerlin.id,
      serviceTypeId: seededServiceTypeId(CLINICS.northwindBerlin, "consultation"),
      practitionerId: ACCOUNTS.practitioner.practitionerId,
    });
    if (found === undefined) throw new Error("There is no free slot.");
    slot = found;
  });

  describe("a mutation with an idempotency key", () => {
    it("is done once, and whoever sends it again is told so by the router, too", async () => {
      const idempotencyKey = randomUUID();
      const first = await book(idempotencyKey);
      expect(first.errors).toEqual([]);
      expect(first.extensions).not.toHaveProperty("idempotency");
      const again = await book(idempotencyKey);
      expect(again.data).toEqual(first.data);
      expect(again.extensions).toMatchObject({ idempotency: [{ idempotencyKey, isReplay: true }] });
      const other = await book(idempotencyKey, "2999-01-01T10:00:00.000Z");
      expect(other.errors.map(({ extensions }) => extensions.code)).toEqual(["CONFLICT"]);
      await cancel(patient, first.data?.bookAppointment.appointment?.id ?? "");
    });
  });
}
