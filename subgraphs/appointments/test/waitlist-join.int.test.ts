import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { newId } from "#shared/db/ids.ts";
import { recordedAudit } from "#shared/testing/recorded-audit.ts";
import { DAY, outcomeOf, WaitlistScene } from "./waitlist-scene.ts";
import { insertConsent, insertGuardianship, type ViewerName } from "./world.ts";

let scene: WaitlistScene;

beforeAll(async () => {
  scene = await WaitlistScene.start();
});
afterAll(() => scene.stop());
beforeEach(() => scene.reset());

describe("joinWaitlist", () => {
  it("puts a patient on the waitlist, and says so in the audit log", async () => {
    const answer = await scene.join(scene.world.viewers.ownPatient);
    const { waitlistEntry, userErrors } = answer.data.joinWaitlist;
    expect(userErrors).toEqual([]);
    expect(waitlistEntry).toEqual({ id: waitlistEntry.id, status: "WAITING", version: 1 });
    const [entry] = await recordedAudit(scene.harness.admin, "appointments");
    expect(entry).toMatchObject({
      ...{ category: "CHANGE", action: "appointment:waitlist:join", outcome: "SUCCESS" },
      ...{ patientId: scene.world.patientId, entityType: "WaitlistEntry", entityId: waitlistEntry.id },
    });
  });

  it("says what is wrong", async () => {
    const { foreignPatientId, otherClinicId } = scene.world;
    for (const [changes, expected] of [
      [{ clinicId: newId() }, "CLINIC_NOT_FOUND"],
      [{ clinicId: otherClinicId }, "SERVICE_TYPE_NOT_FOUND"],
      [{ serviceTypeId: newId() }, "SERVICE_TYPE_NOT_FOUND"],
      [{ practitionerId: newId() }, "PRACTITIONER_NOT_FOUND"],
      [{ patientId: foreignPatientId }, "PATIENT_NOT_FOUND"],
      [{ fromDate: "2026-03-01", untilDate: "2026-03-08" }, "WAITLIST_DATES_INVALID"],
      [{ fromDate: "2026-03-11", untilDate: DAY }, "WAITLIST_DATES_INVALID"],
      [{ untilDate: "2026-06-09" }, "WAITLIST_DATES_INVALID"],
      [{ fromDate: "2027-03-01", untilDate: "2027-03-11" }, "WAITLIST_DATES_INVALID"],
      [{ priority: "URGENT" }, "PRIORITY_NOT_ALLOWED"],
      [{ clinicId: "x" }, "VALIDATION_ERROR"],
    ] as const) {
      expect([changes, outcomeOf(await scene.join(scene.world.viewers.ownPatient, changes))]).toEqual([
        changes,
        expected,
      ]);
    }
    expect(await scene.entries()).toEqual([]);
    for (const changes of [{ untilDate: "2026-06-08" }, { fromDate: "2027-03-01", untilDate: "2027-03-10" }])
      await scene.joined((await scene.patient()).viewer, changes);
  });

  it("refuses who waits for the same already, and takes five different things", async () => {
    const { viewers, checkId, surgeryId, practitionerId, otherPractitionerId } = scene.world;
    const { ownPatient } = viewers;
    await scene.joined(ownPatient);
    expect(outcomeOf(await scene.join(ownPatient, { untilDate: "2026-03-12" }))).toBe("ALREADY_WAITING");
    for (const changes of [
      { practitionerId },
      { practitionerId: otherPractitionerId },
      { serviceTypeId: surgeryId },
      { serviceTypeId: surgeryId, practitionerId },
    ])
      await scene.joined(ownPatient, changes);
    const sixth = { serviceTypeId: surgeryId, practitionerId: otherPractitionerId };
    expect(outcomeOf(await scene.join(ownPatient, sixth))).toBe("TOO_MANY_WAITING");
    const [left] = await scene.entries();
    expect(outcomeOf(await scene.leaveList(ownPatient, left?.id ?? ""))).toBe("DONE");
    expect(outcomeOf(await scene.join(ownPatient, { serviceTypeId: checkId }))).toBe("DONE");
    expect(outcomeOf(await scene.join(ownPatient, sixth))).toBe("TOO_MANY_WAITING");
  });

  it("counts none whose last day is over, though nobody has noted it", async () => {
    const id = await scene.joined(scene.world.viewers.ownPatient);
    await scene.harness
      .admin`update appointments.waitlist_entry set from_date = '2026-03-01', until_date = '2026-03-07'`;
    expect(outcomeOf(await scene.join(scene.world.viewers.ownPatient))).toBe("DONE");
    expect(await scene.statusOf(id)).toBe("EXPIRED");
  });

  it("puts a patient on it once who asks twice in the same moment", async () => {
    const { ownPatient } = scene.world.viewers;
    const answers = await scene.together([1, 2, 3, 4].map(() => () => scene.join(ownPatient)));
    expect(answers.map(outcomeOf).sort()).toEqual([
      "ALREADY_WAITING",
      "ALREADY_WAITING",
      "ALREADY_WAITING",
      "DONE",
    ]);
  });

  it("takes five things at most from who asks for several in the same moment", async () => {
    const { viewers, surgeryId, practitionerId, otherPractitionerId } = scene.world;
    const { ownPatient } = viewers;
    for (const changes of [{}, { practitionerId }, { practitionerId: otherPractitionerId }])
      await scene.joined(ownPatient, changes);
    const answers = await scene.together(
      [null, practitionerId, otherPractitionerId].map(
        (id) => () => scene.join(ownPatient, { serviceTypeId: surgeryId, practitionerId: id }),
      ),
    );
    expect(answers.map(outcomeOf).sort()).toEqual(["DONE", "DONE", "TOO_MANY_WAITING"]);
  });

  it("does once what is sent twice under one key", async () => {
    const { ownPatient } = scene.world.viewers;
    const key = { idempotencyKey: "join-1" };
    const first = await scene.join(ownPatient, key);
    const again = await scene.join(ownPatient, key);
    expect(outcomeOf(first)).toBe("DONE");
    expect(again.data).toEqual(first.data);
    expect(outcomeOf(await scene.join(ownPatient, { ...key, untilDate: "2026-03-12" }))).toBe("CONFLICT");
    expect(await scene.entries()).toHaveLength(1);
  });

  it.each<[ViewerName, string, string]>([
    ["ownPatient", "DONE", "PRIORITY_NOT_ALLOWED"],
    ["otherPatient", "PATIENT_NOT_FOUND", "PATIENT_NOT_FOUND"],
    ["practitioner", "AUTH_FORBIDDEN", "AUTH_FORBIDDEN"],
    ["supportInRegion", "DONE", "DONE"],
    ["supportElsewhere", "PATIENT_NOT_FOUND", "PATIENT_NOT_FOUND"],
    ["admin", "DONE", "DONE"],
    ["analyst", "AUTH_FORBIDDEN", "AUTH_FORBIDDEN"],
    ["partner", "PATIENT_NOT_FOUND", "PATIENT_NOT_FOUND"],
    ["foreignAdmin", "CLINIC_NOT_FOUND", "CLINIC_NOT_FOUND"],
  ])("answers %s with %s, and %s when it is urgent", async (name, routine, urgent) => {
    const viewer = scene.world.viewers[name];
    expect(outcomeOf(await scene.join(viewer))).toBe(routine);
    expect(
      outcomeOf(await scene.join(viewer, { serviceTypeId: scene.world.surgeryId, priority: "URGENT" })),
    ).toBe(urgent);
  });

  it("lets staff call nothing urgent that is their own", async () => {
    const { admin, ownPatient } = scene.world.viewers;
    const both = { ...admin, roles: ["USER" as const, "ADMIN" as const], patientId: ownPatient.patientId };
    expect(outcomeOf(await scene.join(both, { priority: "URGENT" }))).toBe("PRIORITY_NOT_ALLOWED");
  });

  it("is for who books for the patient: a guardian, and a partner's program", async () => {
    const { viewers, tenantId, patientId, checkId, surgeryId } = scene.world;
    const accountId = viewers.otherPatient.accountId ?? "";
    const id = await insertGuardianship(scene.harness.admin, {
      tenantId,
      patientId,
      accountId,
      scopes: ["APPOINTMENT_READ"],
    });
    expect(outcomeOf(await scene.join(viewers.otherPatient, { patientId }))).toBe("AUTH_FORBIDDEN");
    await scene.harness
      .admin`update appointments.known_guardianship set scopes = '{APPOINTMENT_READ,APPOINTMENT_BOOK}' where id = ${id}`;
    await insertConsent(scene.harness.admin, {
      tenantId,
      patientId,
      scopes: ["APPOINTMENT_READ", "APPOINTMENT_BOOK"],
    });
    expect(outcomeOf(await scene.join(viewers.otherPatient, { patientId, serviceTypeId: checkId }))).toBe(
      "DONE",
    );
    expect(outcomeOf(await scene.join(viewers.partner, { serviceTypeId: surgeryId }))).toBe("DONE");
    await scene.harness.admin`delete from appointments.known_guardianship`;
    await scene.harness.admin`delete from appointments.known_consent`;
  });
});
