import { describe, expect, it } from "vitest";
import { planBooking, type BookingRequest, type BookingSituation } from "./booking.ts";

const START = Date.parse("2026-03-09T09:10:00Z");
const MINUTE = 60_000;

const situation: BookingSituation = {
  timeZone: "Etc/UTC",
  timing: { durationMinutes: 30, bufferBeforeMinutes: 10, bufferAfterMinutes: 5 },
  workingHours: [{ practitionerId: "p", weekday: 1, opensAt: "09:00:00", closesAt: "12:00:00" }],
  exceptions: [],
  isPractitionerKnown: true,
  resources: { roomIds: ["r1", "r2", "r3"], deviceIdsOfKinds: [["ecg1", "ecg2"], ["scale"]] },
  busy: [],
};
const request: BookingRequest = {
  practitionerId: "p",
  patientId: "patient",
  startsAtMs: START,
  nowMs: START - 1,
  rules: null,
  preferredIds: [],
  lastLane: 0,
};

const { roomIds } = situation.resources;

function busy(resourceId: string, fromMinute: number, untilMinute: number): BookingSituation["busy"][number] {
  return { resourceId, fromMs: START + fromMinute * MINUTE, untilMs: START + untilMinute * MINUTE };
}

describe("planBooking", () => {
  it("takes practitioner and room with the buffers, and the patient without", () => {
    const { plan } = planBooking(request, situation);
    expect(plan).toMatchObject({
      seen: { fromMs: START, untilMs: START + 30 * MINUTE },
      taken: { fromMs: START - 10 * MINUTE, untilMs: START + 35 * MINUTE },
    });
    expect(roomIds).toContain(plan?.roomId);
    expect([
      ["ecg1", "scale"],
      ["ecg2", "scale"],
    ]).toContainEqual(plan?.deviceIds);
  });

  it("names what is wrong, one reason in a fixed order", () => {
    const problemOf = (r: Partial<BookingRequest>, s: Partial<BookingSituation>): unknown =>
      planBooking({ ...request, ...r }, { ...situation, ...s }).problem;
    const taken = [
      busy("p", 0, 1),
      busy("patient", 0, 1),
      ...roomIds.map((id) => busy(id, 0, 1)),
      busy("scale", 0, 1),
    ];
    const later = { startsAtMs: START + MINUTE, nowMs: START + MINUTE };
    expect(problemOf(later, { isPractitionerKnown: false, busy: taken })).toBe("PRACTITIONER_NOT_FOUND");
    expect(problemOf(later, { busy: taken })).toBe("SLOT_IN_PAST");
    const rules = { minimumNoticeMinutes: 60, bookingHorizonDays: 1 };
    const inAnHour = { ...later, nowMs: START - 59 * MINUTE, rules };
    expect(problemOf({ ...inAnHour, nowMs: inAnHour.nowMs + 1 }, { busy: taken })).toBe("NOTICE_TOO_SHORT");
    expect(problemOf(inAnHour, { busy: taken })).toBe("SLOT_NOT_OFFERED");
    const inADay = { ...later, nowMs: START + MINUTE - 24 * 60 * MINUTE, rules };
    expect(problemOf({ ...inADay, nowMs: inADay.nowMs - 1 }, { busy: taken })).toBe("TOO_FAR_AHEAD");
    expect(problemOf(inADay, { busy: taken })).toBe("SLOT_NOT_OFFERED");
    expect(problemOf({ ...later, nowMs: 0 }, { busy: taken })).toBe("SLOT_NOT_OFFERED");
    expect(problemOf({ practitionerId: "q" }, { busy: taken })).toBe("SLOT_NOT_OFFERED");
    expect(problemOf({}, { busy: taken })).toBe("SLOT_TAKEN");
    expect(problemOf({}, { busy: taken.slice(1) })).toBe("PATIENT_BUSY");
    expect(problemOf({}, { busy: taken.slice(2) })).toBe("NO_ROOM_FREE");
    const without = (some: Partial<BookingSituation["resources"]>) =>
      problemOf({}, { resources: { ...situation.resources, ...some } });
    expect(without({ roomIds: [] })).toBe("NO_ROOM_FREE");
    expect(problemOf({}, { busy: taken.slice(3) })).toBe("NO_DEVICE_FREE");
    expect(without({ deviceIdsOfKinds: [["ecg1"], []] })).toBe("NO_DEVICE_FREE");
    expect(without({ deviceIdsOfKinds: [] })).toBeNull();
    expect(problemOf({}, { busy: taken.slice(3, -1) })).toBeNull();
  });

  it("counts the buffers for practitioner and room, and not for the patient", () => {
    expect(planBooking(request, { ...situation, busy: [busy("p", -10, -9)] }).problem).toBe("SLOT_TAKEN");
    expect(planBooking(request, { ...situation, busy: [busy("p", 34, 35)] }).problem).toBe("SLOT_TAKEN");
    expect(planBooking(request, { ...situation, busy: [busy("p", 35, 36)] }).problem).toBeNull();
    expect(
      planBooking(request, { ...situation, busy: [busy("patient", -10, 0), busy("patient", 30, 35)] })
        .problem,
    ).toBeNull();
  });

  it("takes the one room that is free, wherever it stands", () => {
    for (const free of roomIds) {
      const others = roomIds.filter((id) => id !== free).map((id) => busy(id, 0, 30));
      expect(planBooking(request, { ...situation, busy: others }).plan?.roomId).toBe(free);
    }
  });

  it("keeps the preferred room and device when they are free", () => {
    const preferring = { ...request, preferredIds: ["r3", "ecg2"] };
    expect(planBooking(preferring, situation).plan).toMatchObject({
      roomId: "r3",
      deviceIds: ["ecg2", "scale"],
    });
    const taken = { ...situation, busy: [busy("r3", 0, 30), busy("ecg2", 0, 30)] };
    expect(planBooking(preferring, taken).plan?.roomId).not.toBe("r3");
    expect(planBooking(preferring, taken).plan?.deviceIds).toEqual(["ecg1", "scale"]);
  });

  it("offers nothing that meets a leave", () => {
    const leave = {
      kind: "LEAVE",
      practitionerId: "p",
      recurrence: null,
      startTime: "09:40",
      endTime: "09:45",
    } as const;
    const away = { ...leave, firstDate: "2026-03-09", lastDate: "2026-03-09" };
    expect(planBooking(request, { ...situation, exceptions: [away] }).problem).toBe("SLOT_NOT_OFFERED");
    const after = { ...away, startTime: "09:45", endTime: "10:00" };
    expect(planBooking(request, { ...situation, exceptions: [after] }).problem).toBeNull();
  });
});
