import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { newId } from "#shared/db/ids.ts";
import { recordedAudit } from "#shared/testing/recorded-audit.ts";
import type { GraphqlAnswer } from "#shared/testing/subgraph-harness.ts";
import { outcomeOf, SLOTS, WaitlistScene } from "./waitlist-scene.ts";
import { payloadsOf, type ViewerName } from "./world.ts";

const HOLD = `mutation ($input: HoldSlotInput!) { holdSlot(input: $input) { hold { id } userErrors { code } } }`;
const RELEASE = `mutation ($id: ID!) { releaseHold(input: { holdId: $id }) { hold { id } userErrors { code } } }`;
const BOOK_HOLD = `mutation ($input: BookHoldInput!) { bookHold(input: $input) { appointment { id } userErrors { code } } }`;
const BOOK = `mutation ($input: BookAppointmentInput!) { bookAppointment(input: $input) { appointment { id } userErrors { code } } }`;
const [FIRST, SECOND] = SLOTS;

let scene: WaitlistScene;

beforeAll(async () => {
  scene = await WaitlistScene.start();
});
afterAll(() => scene.stop());
beforeEach(() => scene.reset());

function timeAt(startsAt: string, patientId: string): Record<string, unknown> {
  const { clinicId, checkId, practitionerId } = scene.world;
  return { input: { clinicId, serviceTypeId: checkId, practitionerId, patientId, startsAt } };
}

function book(startsAt: string, patientId: string): Promise<GraphqlAnswer> {
  return scene.harness.execute(scene.world.viewers.admin, BOOK, timeAt(startsAt, patientId));
}

/** Two who wait for one slot, the first of whom has it offered. */
async function twoForOne() {
  await scene.leaveSlots(1);
  const [first, second] = [await scene.patient(), await scene.patient()];
  const [firstId, secondId] = [await scene.joined(first.viewer), await scene.joined(second.viewer)];
  await scene.round();
  return { first, second, firstId, secondId, offer: await scene.openOffer() };
}

async function actions(): Promise<string[]> {
  const entries = await recordedAudit(scene.harness.admin, "appointments");
  return entries
    .filter(({ action }) => action.startsWith("appointment:waitlist"))
    .map(
      ({ action, agent }) => `${action.replace("appointment:waitlist:", "")} ${agent.clientId ?? agent.kind}`,
    );
}

describe("an offer", () => {
  it("is of the first free time, keeps it for the patient, and is told", async () => {
    const { world, harness } = scene;
    const entryId = await scene.joined(world.viewers.ownPatient);
    await scene.round();
    const offer = await scene.openOffer();
    expect(offer).toEqual({ ...offer, patientId: world.patientId, startsAt: FIRST, minutes: 60 });
    expect(await scene.entries()).toEqual([{ id: entryId, status: "OFFERED", lapses: 0, version: 2 }]);
    expect(outcomeOf(await book(FIRST, world.otherPatientId))).toBe("SLOT_TAKEN");
    const [payload] = await payloadsOf(harness.admin, "appointment.waitlist-offered.v1");
    expect(payload).toEqual({
      ...{ waitlistEntryId: entryId, waitlistOfferId: offer.id, patientId: world.patientId, version: 2 },
      ...{ practitionerId: world.practitionerId, clinicId: world.clinicId, serviceTypeId: world.checkId },
      ...{ startsAt: FIRST, endsAt: SECOND, expiresAt: payload?.["expiresAt"] },
    });
    expect(Math.abs(Date.parse(String(payload?.["expiresAt"])) - Date.now() - 3_600_000)).toBeLessThan(
      60_000,
    );
    expect(await actions()).toEqual(["join ACCOUNT", "offer appointments-waitlist"]);
  });

  it("goes to what is urgent first, then to who waits longest, one time each", async () => {
    const [early, late, urgent] = [await scene.patient(), await scene.patient(), await scene.patient()];
    await scene.joined(early.viewer);
    await scene.joined(late.viewer);
    await scene.joined(scene.world.viewers.admin, { patientId: urgent.id, priority: "URGENT" });
    await scene.round();
    const offers = await scene.offers();
    expect(offers.map(({ patientId, startsAt }) => [patientId, startsAt])).toEqual([
      [urgent.id, SLOTS[0]],
      [early.id, SLOTS[1]],
      [late.id, SLOTS[2]],
    ]);
  });

  it("is of a time with whom the patient waits for, on a day that would do, and for nobody when there is none", async () => {
    const { practitionerId, otherPractitionerId } = scene.world;
    const [anybody, named] = [await scene.patient(), await scene.patient()];
    await scene.joined(named.viewer, { practitionerId: otherPractitionerId });
    await scene.round();
    expect(await scene.offers()).toEqual([]);
    await scene.joined(anybody.viewer, { fromDate: "2026-03-11", untilDate: "2026-03-13" });
    await scene.joined(named.viewer, { practitionerId, fromDate: "2026-03-13", untilDate: "2026-03-13" });
    await scene.round();
    expect((await scene.offers()).map(({ patientId, startsAt }) => [patientId, startsAt])).toEqual([
      [anybody.id, "2026-03-11T08:00:00.000Z"],
      [named.id, "2026-03-13T08:00:00.000Z"],
    ]);
  });

  it("is of no time that cannot be booked any more, and ends before it cannot", async () => {
    await scene.leaveSlots(2);
    await scene.joined(scene.world.viewers.ownPatient);
    // The second slot begins in 29 minutes, of which the service wants 20.
    await scene.harness.admin`update appointments.service_type set minimum_notice_minutes = 20`;
    scene.now = new Date("2026-03-10T08:01:00.000Z");
    await scene.round();
    expect(await scene.openOffer()).toMatchObject({ startsAt: SECOND, minutes: 9 });
    await scene.reset();
    await scene.leaveSlots(2);
    await scene.harness.admin`update appointments.service_type set minimum_notice_minutes = 20`;
    await scene.joined(scene.world.viewers.ownPatient);
    scene.now = new Date("2026-03-10T08:06:00.000Z");
    await scene.round();
    expect(await scene.offers()).toEqual([]);
  });

  it("lasts as long as the clinic says", async () => {
    await scene.harness.admin`update appointments.clinic set waitlist_offer_minutes = 5`;
    await scene.joined(scene.world.viewers.ownPatient);
    await scene.round();
    expect((await scene.openOffer()).minutes).toBe(5);
    await expect(
      scene.harness.admin`update appointments.clinic set waitlist_offer_minutes = 4`,
    ).rejects.toMatchObject({ code: "23514" });
  });

  it("is of a time at which the patient is free", async () => {
    const { patientId, viewers } = scene.world;
    expect(outcomeOf(await book(FIRST, patientId))).toBe("DONE");
    await scene.harness.admin`delete from appointments.schedule_exception`;
    await scene.joined(viewers.ownPatient);
    await scene.round();
    expect((await scene.openOffer()).startsAt).toBe(SECOND);
  });

  it("does not count to the times that are kept for a patient", async () => {
    const { viewers, patientId } = scene.world;
    await scene.joined(viewers.ownPatient);
    await scene.round();
    const holds = ["2026-03-11", "2026-03-12", "2026-03-13"].map((day) => `${day}T08:00:00Z`);
    for (const startsAt of holds) {
      expect(
        outcomeOf(await scene.harness.execute(viewers.ownPatient, HOLD, timeAt(startsAt, patientId))),
      ).toBe("DONE");
    }
    const fourth = timeAt("2026-03-13T09:00:00Z", patientId);
    expect(outcomeOf(await scene.harness.execute(viewers.ownPatient, HOLD, fourth))).toBe("TOO_MANY_HOLDS");
  });

  it("is made once for a time and for who waits, however many processes make offers at a time", async () => {
    await scene.leaveSlots(2);
    for (let count = 0; count < 4; count += 1) await scene.joined((await scene.patient()).viewer);
    await Promise.all([scene.round(), scene.round(), scene.round()]);
    expect((await scene.offers()).map(({ startsAt }) => startsAt)).toEqual([FIRST, SECOND]);
    expect((await scene.entries()).map(({ status }) => status)).toEqual([
      "OFFERED",
      "OFFERED",
      "WAITING",
      "WAITING",
    ]);
  });

  it("and a booking in the same moment get the time once", async () => {
    await scene.leaveSlots(1);
    await scene.joined((await scene.patient()).viewer);
    const [, answer] = await Promise.all([scene.round(), book(FIRST, scene.world.otherPatientId)]);
    const offers = await scene.offers();
    expect([outcomeOf(answer), offers.length]).toEqual(offers.length === 1 ? ["SLOT_TAKEN", 1] : ["DONE", 0]);
  });

  it("is of what an expired hold stands in the way of", async () => {
    await scene.leaveSlots(1);
    const { viewers, otherPatientId } = scene.world;
    await scene.harness.execute(viewers.admin, HOLD, timeAt(FIRST, otherPatientId));
    await scene.joined(viewers.ownPatient);
    await scene.round();
    expect(await scene.offers()).toEqual([]);
    await scene.expireOffers();
    await scene.round();
    expect((await scene.openOffer()).startsAt).toBe(FIRST);
  });

  it("is made to nobody at a closed clinic, nor of a service that is not offered any more", async () => {
    await scene.joined(scene.world.viewers.ownPatient);
    await scene.harness.admin`update appointments.service_type set deleted_at = now()`;
    await scene.round();
    await scene.harness.admin`update appointments.service_type set deleted_at = null`;
    await scene.harness
      .admin`update appointments.clinic set deleted_at = now() where id = ${scene.world.clinicId}`;
    await scene.round();
    expect(await scene.offers()).toEqual([]);
    await scene.harness
      .admin`update appointments.clinic set deleted_at = null where id = ${scene.world.clinicId}`;
    await scene.round();
    expect(await scene.offers()).toHaveLength(1);
  });
});

describe("an offer that lapses", () => {
  it("is free for everybody at once, without anybody noting it", async () => {
    await twoForOne();
    expect(outcomeOf(await book(FIRST, scene.world.otherPatientId))).toBe("SLOT_TAKEN");
    await scene.expireOffers();
    expect(outcomeOf(await book(FIRST, scene.world.otherPatientId))).toBe("DONE");
  });

  it("goes to the next one, and not again to who had it", async () => {
    const { second, firstId, secondId } = await twoForOne();
    await scene.round();
    expect(await scene.offers()).toHaveLength(1);
    await scene.expireOffers();
    await scene.round();
    expect((await scene.openOffer()).patientId).toBe(second.id);
    expect(await scene.entries()).toEqual([
      { id: firstId, status: "WAITING", lapses: 1, version: 3 },
      { id: secondId, status: "OFFERED", lapses: 0, version: 2 },
    ]);
    await scene.expireOffers();
    await scene.round();
    expect((await scene.offers()).map(({ outcome }) => outcome)).toEqual(["LAPSED", "LAPSED"]);
    expect(await actions()).toEqual([
      ...["join ACCOUNT", "join ACCOUNT", "offer appointments-waitlist", "lapse appointments-waitlist"],
      ...["offer appointments-waitlist", "lapse appointments-waitlist"],
    ]);
  });

  it("for the third time takes the entry off the waitlist", async () => {
    const id = await scene.joined(scene.world.viewers.ownPatient);
    for (const status of ["WAITING", "WAITING", "EXPIRED"]) {
      await scene.round();
      await scene.expireOffers();
      await scene.harness.admin`update appointments.clinic set deleted_at = now()`;
      await scene.round();
      await scene.harness
        .admin`update appointments.clinic set deleted_at = null where id <> ${scene.world.closedClinicId}`;
      expect(await scene.statusOf(id)).toBe(status);
    }
    await scene.round();
    expect((await scene.offers()).map(({ startsAt, outcome }) => [startsAt, outcome])).toEqual(
      SLOTS.map((startsAt) => [startsAt, "LAPSED"]),
    );
    expect((await actions()).at(-1)).toBe("expire appointments-waitlist");
  });
});

describe("an entry whose last day is over", () => {
  it("expires, in the zone of its clinic", async () => {
    await scene.leave(scene.world.practitionerId);
    const id = await scene.joined(scene.world.viewers.ownPatient);
    scene.now = new Date("2026-03-10T22:59:59.000Z");
    await scene.round();
    expect(await scene.statusOf(id)).toBe("WAITING");
    scene.now = new Date("2026-03-10T23:00:00.000Z");
    await scene.round();
    expect(await scene.statusOf(id)).toBe("EXPIRED");
    expect(await actions()).toEqual(["join ACCOUNT", "expire appointments-waitlist"]);
  });
});

describe("acceptWaitlistOffer", () => {
  it("books the time, and the entry is done", async () => {
    const { first, firstId, offer } = await twoForOne();
    const answer = await scene.accept(first.viewer, offer.id, { reason: "A mole" });
    expect(answer.data.acceptWaitlistOffer).toEqual({
      appointment: {
        ...{ id: answer.data.acceptWaitlistOffer.appointment.id, status: "BOOKED", startsAt: FIRST },
        patient: { id: first.id },
      },
      userErrors: [],
    });
    expect(await scene.statusOf(firstId)).toBe("BOOKED");
    expect((await scene.offers()).map(({ outcome }) => outcome)).toEqual(["ACCEPTED"]);
    expect(await payloadsOf(scene.harness.admin, "appointment.booked.v1")).toHaveLength(1);
    expect((await actions()).at(-1)).toBe("accept ACCOUNT");
    await scene.expireOffers();
    await scene.round();
    expect((await scene.entries()).map(({ status }) => status)).toEqual(["BOOKED", "WAITING"]);
    expect(outcomeOf(await scene.accept(first.viewer, offer.id))).toBe("OFFER_ENDED");
  });

  it("refuses one that expired a moment ago", async () => {
    const { first, offer } = await twoForOne();
    await scene.expireOffers();
    expect(outcomeOf(await scene.accept(first.viewer, offer.id))).toBe("OFFER_ENDED");
    await scene.round();
    expect(outcomeOf(await scene.accept(first.viewer, offer.id))).toBe("OFFER_ENDED");
  });

  it("or the next one gets the time, when it expires in the same moment", async () => {
    const { first, offer } = await twoForOne();
    await scene.expireOffers();
    const [accepted] = await Promise.all([
      scene.accept(first.viewer, offer.id),
      scene.round(),
      scene.round(),
    ]);
    expect(outcomeOf(accepted)).toBe("OFFER_ENDED");
    // What changed at that moment is left for the next round.
    await scene.round();
    expect((await scene.entries()).map(({ status }) => status)).toEqual(["WAITING", "OFFERED"]);
    const live = await scene.harness.admin`select from appointments.allocation where live`;
    expect(live).toHaveLength(3);
  });

  it("books once what is sent twice, together and under one key", async () => {
    const { first, offer } = await twoForOne();
    const together = await Promise.all([1, 2, 3].map(() => scene.accept(first.viewer, offer.id)));
    expect(together.map(outcomeOf).sort()).toEqual(["DONE", "OFFER_ENDED", "OFFER_ENDED"]);
    await scene.reset();
    const next = await twoForOne();
    const key = { idempotencyKey: "accept-1" };
    const answer = await scene.accept(next.first.viewer, next.offer.id, key);
    expect(outcomeOf(answer)).toBe("DONE");
    expect((await scene.accept(next.first.viewer, next.offer.id, key)).data).toEqual(answer.data);
    expect(await scene.harness.admin`select from appointments.appointment`).toHaveLength(1);
  });

  it("says what has changed meanwhile, and the offer stays", async () => {
    const { first, offer } = await twoForOne();
    await scene.leave(scene.world.practitionerId);
    expect(outcomeOf(await scene.accept(first.viewer, offer.id))).toBe("SLOT_NOT_OFFERED");
    expect((await scene.openOffer()).id).toBe(offer.id);
  });

  it.each<[ViewerName | "holder", string]>([
    ["holder", "DONE"],
    ["otherPatient", "OFFER_NOT_FOUND"],
    ["practitioner", "AUTH_FORBIDDEN"],
    ["supportInRegion", "DONE"],
    ["supportElsewhere", "OFFER_NOT_FOUND"],
    ["admin", "DONE"],
    ["partner", "OFFER_NOT_FOUND"],
    ["foreignAdmin", "OFFER_NOT_FOUND"],
  ])("answers %s with %s, and declineWaitlistOffer and leaveWaitlist alike", async (name, expected) => {
    const { first, firstId, offer } = await twoForOne();
    const viewer = name === "holder" ? first.viewer : scene.world.viewers[name];
    expect(outcomeOf(await scene.accept(viewer, offer.id))).toBe(expected);
    await scene.reset();
    const next = await twoForOne();
    const again = name === "holder" ? next.first.viewer : viewer;
    expect(outcomeOf(await scene.decline(again, next.offer.id))).toBe(expected);
    expect(outcomeOf(await scene.leaveList(again, next.firstId))).toBe(
      expected === "OFFER_NOT_FOUND" ? "WAITLIST_ENTRY_NOT_FOUND" : expected,
    );
    expect(firstId).not.toBe(next.firstId);
  });
});

describe("declineWaitlistOffer", () => {
  it("hands the time to the next one, and another one to who declined", async () => {
    const { first, second, firstId, offer } = await twoForOne();
    const answer = await scene.decline(first.viewer, offer.id);
    expect(answer.data.declineWaitlistOffer).toEqual({
      ...{ waitlistEntry: { id: firstId, status: "WAITING", offer: null }, userErrors: [] },
    });
    expect(outcomeOf(await scene.decline(first.viewer, offer.id))).toBe("OFFER_ENDED");
    await scene.round();
    expect((await scene.openOffer()).patientId).toBe(second.id);
    await scene.harness.admin`delete from appointments.schedule_exception where start_time is not null`;
    await scene.round();
    expect(
      (await scene.offers()).map(({ patientId, startsAt, outcome }) => [patientId, startsAt, outcome]),
    ).toEqual([
      [first.id, FIRST, "DECLINED"],
      [second.id, FIRST, "OFFERED"],
      [first.id, SECOND, "OFFERED"],
    ]);
    expect((await scene.entries())[0]?.lapses).toBe(0);
    expect((await actions())[3]).toBe("decline ACCOUNT");
  });
});

describe("the hold of an offer", () => {
  it("that is booked is an offer that is taken", async () => {
    const { first, firstId, offer } = await twoForOne();
    expect(
      outcomeOf(await scene.harness.execute(first.viewer, BOOK_HOLD, { input: { holdId: offer.id } })),
    ).toBe("DONE");
    expect(await scene.statusOf(firstId)).toBe("BOOKED");
    expect((await scene.offers()).map(({ outcome }) => outcome)).toEqual(["ACCEPTED"]);
  });

  it("that is let go is an offer that is declined", async () => {
    const { first, firstId, offer } = await twoForOne();
    expect(outcomeOf(await scene.harness.execute(first.viewer, RELEASE, { id: offer.id }))).toBe("DONE");
    expect(await scene.statusOf(firstId)).toBe("WAITING");
    expect((await scene.offers()).map(({ outcome }) => outcome)).toEqual(["DECLINED"]);
  });

  it("is no offer when it is somebody's own", async () => {
    const { viewers, patientId } = scene.world;
    const answer = await scene.harness.execute(viewers.ownPatient, HOLD, timeAt(FIRST, patientId));
    const id = String(answer.data.holdSlot.hold.id);
    expect(outcomeOf(await scene.accept(viewers.ownPatient, id))).toBe("OFFER_NOT_FOUND");
    expect(outcomeOf(await scene.decline(viewers.ownPatient, id))).toBe("OFFER_NOT_FOUND");
  });
});

describe("leaveWaitlist", () => {
  it("ends the entry and its offer, and frees the time at once", async () => {
    const { first, firstId, second, offer } = await twoForOne();
    const answer = await scene.leaveList(first.viewer, firstId);
    expect(answer.data.leaveWaitlist).toEqual({
      ...{ waitlistEntry: { id: firstId, status: "LEFT", offer: null }, userErrors: [] },
    });
    expect(await scene.harness.admin`select from appointments.allocation where live`).toHaveLength(0);
    expect(outcomeOf(await scene.accept(first.viewer, offer.id))).toBe("OFFER_ENDED");
    expect(outcomeOf(await scene.leaveList(first.viewer, firstId))).toBe("WAITLIST_ENTRY_ENDED");
    expect(outcomeOf(await scene.leaveList(first.viewer, newId()))).toBe("WAITLIST_ENTRY_NOT_FOUND");
    await scene.round();
    expect((await scene.openOffer()).patientId).toBe(second.id);
    expect((await actions())[3]).toBe("leave ACCOUNT");
  });

  it("and acceptWaitlistOffer in the same moment do one of the two", async () => {
    for (let count = 0; count < 5; count += 1) {
      await scene.reset();
      const { first, firstId, offer } = await twoForOne();
      const [left, accepted] = await Promise.all([
        scene.leaveList(first.viewer, firstId),
        scene.accept(first.viewer, offer.id),
      ]);
      const status = await scene.statusOf(firstId);
      expect([outcomeOf(left), outcomeOf(accepted), status]).toEqual(
        status === "LEFT" ? ["DONE", "OFFER_ENDED", "LEFT"] : ["WAITLIST_ENTRY_ENDED", "DONE", "BOOKED"],
      );
    }
  });

  it("and a round in the same moment leave no offer to who has left", async () => {
    for (let count = 0; count < 5; count += 1) {
      await scene.reset();
      const { id, viewer } = await scene.patient();
      const entryId = await scene.joined(viewer);
      const [left] = await Promise.all([scene.leaveList(viewer, entryId), scene.round()]);
      expect([outcomeOf(left), await scene.statusOf(entryId)]).toEqual(["DONE", "LEFT"]);
      expect((await scene.offers()).filter(({ outcome }) => outcome === "OFFERED")).toEqual([]);
      const live = await scene.harness
        .admin`select from appointments.allocation where live and resource_id = ${id}`;
      expect(live).toHaveLength(0);
    }
  });
});
