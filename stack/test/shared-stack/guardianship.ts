import { beforeAll, describe, expect, it } from "vitest";
import { z } from "zod";
import { ACCOUNTS, CLINICS, seededServiceTypeId, seededWard } from "#drizzle/seed/world.ts";
import type { Browser } from "../../browser.ts";
import { book, cancel, dataOf, findFreeSlots, sendBooking, type FreeSlot } from "../booking-client.ts";
import { withinASecond } from "../eventually.ts";
import type { TestStack } from "../test-stack.ts";

const INVITE = `mutation ($input: InviteGuardianInput!) {
  inviteGuardian(input: $input) { guardianship { id } code userErrors { code } } }`;
const ACCEPT = `mutation ($input: AcceptGuardianshipInput!) {
  acceptGuardianship(input: $input) { guardianship { status } userErrors { code } } }`;
const END = `mutation ($input: EndGuardianshipInput!) {
  endGuardianship(input: $input) { guardianship { status } userErrors { code } } }`;
const WARD = `query ($id: ID!) { patient(id: $id) { name { family } appointments(first: 1) { nodes { id } } } }`;
const FOR_WHOM = `{ viewer { user { guardianships {
  id status relationship basis patient { id appointments(first: 1) { nodes { id } } } } } } }`;

const invitationSchema = z.object({
  inviteGuardian: z.object({ guardianship: z.object({ id: z.string() }), code: z.string() }),
});
const forWhomSchema = z.object({
  viewer: z.object({ user: z.object({ guardianships: z.array(z.record(z.string(), z.unknown())) }) }),
});

/** The ward who says so: a patient with an account. */
const FATHER = ACCOUNTS.patient2;
const CHILD = seededWard();

let stack: TestStack;
let father: Browser;
let daughter: Browser;
let stranger: Browser;
let slots: readonly FreeSlot[];

async function invite(by: Browser, input: Record<string, unknown>): Promise<{ id: string; code: string }> {
  const answer = await by.send(INVITE, {
    input: { scopes: ["APPOINTMENT_BOOK", "APPOINTMENT_CHANGE"], ...input },
  });
  const { guardianship, code } = invitationSchema.parse(answer.data).inviteGuardian;
  return { id: guardianship.id, code };
}

const inviteDaughter = (): Promise<{ id: string; code: string }> =>
  invite(father, { patientId: FATHER.patientId, relationship: "CHILD" });

async function accept(by: Browser, code: string): Promise<unknown> {
  return dataOf(await by.send<{ acceptGuardianship: unknown }>(ACCEPT, { input: { code } }))
    .acceptGuardianship;
}

async function forWhom(by: Browser): Promise<Record<string, unknown>[]> {
  return forWhomSchema.parse(dataOf(await by.send(FOR_WHOM))).viewer.user.guardianships;
}

const TAKEN = { guardianship: { status: "ACTIVE" }, userErrors: [] };
const NOT_VALID = { guardianship: null, userErrors: [{ code: "CODE_NOT_VALID" }] };

/** What a guardian does for a ward, from the invitation to the end. */
export function guardianshipSuite(shared: () => TestStack): void {
  beforeAll(async () => {
    stack = shared();
    father = await stack.browser(FATHER.email);
    daughter = await stack.browser(ACCOUNTS.patient.email);
    stranger = await stack.browser(ACCOUNTS.lakesidePatient.email);
    slots = await findFreeSlots(father, {
      clinicId: CLINICS.northwindBerlin.id,
      serviceTypeId: seededServiceTypeId(CLINICS.northwindBerlin, "consultation"),
      practitionerId: ACCOUNTS.practitioner.practitionerId,
    });
  });

  /** Books in one of the free times that nobody else of the shared stack has taken by now. */
  async function bookForFather(): Promise<string> {
    for (const slot of slots.slice(40)) {
      const { appointment, userErrors } = await book(daughter, slot, FATHER.patientId);
      if (appointment !== null) return appointment.id;
      expect(["SLOT_TAKEN", "PATIENT_BUSY", "NO_ROOM_FREE"]).toContain(userErrors[0]?.code);
    }
    throw new Error("There are no free slots.");
  }

  describe("a guardian", () => {
    it("acts for the patient from the invitation until the patient ends it", async () => {
      expect(dataOf(await daughter.send(WARD, { id: FATHER.patientId }))).toEqual({ patient: null });
      const { id, code } = await inviteDaughter();
      expect(dataOf(await daughter.send(WARD, { id: FATHER.patientId }))).toEqual({ patient: null });

      expect(await accept(stranger, code)).toEqual(NOT_VALID);
      expect(await accept(daughter, code)).toEqual(TAKEN);
      expect(await accept(daughter, code)).toEqual(NOT_VALID);
      const seen = await withinASecond(async () => {
        const { patient } = dataOf(await daughter.send<{ patient: unknown }>(WARD, { id: FATHER.patientId }));
        expect(patient).toMatchObject({ appointments: { nodes: expect.anything() } });
        return patient;
      });
      expect(seen).toMatchObject({ name: { family: FATHER.familyName } });

      const appointmentId = await bookForFather();
      const notes = await daughter.send(`{ appointment(id: "${appointmentId}") { status reason notes } }`);
      expect(notes.data).toEqual({ appointment: { status: "BOOKED", reason: null, notes: null } });
      expect(notes.errors.map(({ extensions }) => extensions.code)).toEqual([
        "AUTH_FORBIDDEN",
        "AUTH_FORBIDDEN",
      ]);
      const contact = await daughter.send(`{ patient(id: "${FATHER.patientId}") { contact { phone } } }`);
      expect(contact.errors.map(({ extensions }) => extensions.code)).toEqual(["AUTH_FORBIDDEN"]);

      expect(dataOf(await father.send(END, { input: { guardianshipId: id } }))).toEqual({
        endGuardianship: { guardianship: { status: "ENDED" }, userErrors: [] },
      });
      // Where it is kept, at once; where it is told, within a second.
      expect(dataOf(await daughter.send(WARD, { id: FATHER.patientId }))).toEqual({ patient: null });
      await withinASecond(async () => {
        expect((await cancel(daughter, appointmentId)).userErrors).toMatchObject([
          { code: "APPOINTMENT_NOT_FOUND" },
        ]);
      });
      const [slot] = slots;
      if (slot === undefined) throw new Error("There are no free slots.");
      const { data } = await sendBooking(daughter, slot, FATHER.patientId);
      expect(data?.bookAppointment.userErrors).toMatchObject([{ code: "PATIENT_NOT_FOUND" }]);
      expect((await cancel(father, appointmentId)).appointment?.status).toBe("CANCELLED");
    });

    it("takes no invitation that has expired", async () => {
      const { id, code } = await inviteDaughter();
      await stack.admin`update users.guardianship set code_expires_at = now() where id = ${id}`;
      expect(await accept(daughter, code)).toEqual(NOT_VALID);
    });

    it("is who staff have seen papers of: a mother sees and books for her child", async () => {
      const mine = (await forWhom(daughter)).find(({ status }) => status === "ACTIVE");
      expect(mine).toMatchObject({
        ...{ relationship: "MOTHER", basis: "STAFF_VERIFIED" },
        patient: { id: CHILD.id, appointments: { nodes: expect.anything() } },
      });
      const support = await stack.browser(ACCOUNTS.support.email);
      const { id, code } = await invite(support, {
        ...{ patientId: CHILD.id, relationship: "FATHER", evidence: "Birth certificate, shown at the desk" },
      });
      expect(await accept(father, code)).toEqual(TAKEN);
      const guardians = await support.send(
        `{ patient(id: "${CHILD.id}") { guardians { id guardianName { display } status } } }`,
      );
      expect(guardians.data).toMatchObject({
        patient: { guardians: expect.arrayContaining([expect.objectContaining({ id, status: "ACTIVE" })]) },
      });
      expect(dataOf(await support.send(END, { input: { guardianshipId: id } }))).toMatchObject({
        endGuardianship: { guardianship: { status: "ENDED" } },
      });
    });
  });
}
