import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { newId } from "#shared/db/ids.ts";
import type { ImportShown } from "./import-client.ts";
import {
  HEADER,
  clearScene,
  client,
  harness,
  importFile,
  row,
  rowsOf,
  startScene,
  stopScene,
  work,
  world,
} from "./import-scene.ts";
import { insertAppointment, payloadsOf } from "./world.ts";

beforeAll(startScene);
afterAll(stopScene);
beforeEach(clearScene);

describe("appointments from a file", () => {
  it("are written with what they take, why patients come, events of what is to come, and who did it", async () => {
    const done = await importFile(
      HEADER +
        [
          row({ ref: "A-1", at: "2026-03-10T10:00", reason: '"Cough, and fever"' }),
          row({ ref: "A-2", at: "2026-03-10T10:30+01:00", room: "Room 2" }),
          row({ ref: "A-3", at: "2025-03-10T10:00", status: "FULFILLED", reason: "Back pain" }),
          row({ ref: "A-4", at: "2026-04-01 10:00", status: "CANCELLED" }),
          row({ ref: "A-5", at: "2025-03-10T10:00", status: "NOSHOW" }),
        ].join("\n"),
    );
    expect(done).toMatchObject({ status: "APPLIED", rows: { read: 5, checked: 5, applied: 5, refused: 0 } });
    const rows =
      await harness.admin`select i.reference, a.status, a.starts_at, a.ends_at, a.region, r.name as room, c.reason, a.version
      from appointments.appointment a join appointments.imported_appointment i on i.id = a.id join appointments.room r on r.id = a.room_id
      left join appointments.appointment_clinical c on c.id = a.id order by 1`;
    expect(
      rows.map((one): unknown[] => [
        one["reference"],
        one["status"],
        one["starts_at"].toISOString(),
        one["room"],
        one["reason"],
      ]),
    ).toEqual([
      ["A-1", "BOOKED", "2026-03-10T09:00:00.000Z", expect.any(String), "Cough, and fever"],
      ["A-2", "BOOKED", "2026-03-10T09:30:00.000Z", "Room 2", null],
      ["A-3", "FULFILLED", "2025-03-10T09:00:00.000Z", "Room 1", "Back pain"],
      ["A-4", "CANCELLED", "2026-04-01T08:00:00.000Z", "Room 1", null],
      ["A-5", "NOSHOW", "2025-03-10T09:00:00.000Z", "Room 1", null],
    ]);
    const kinds =
      await harness.admin`select resource_kind as kind, count(*)::int as n from appointments.allocation where live group by 1 order by 1`;
    expect([...kinds]).toEqual([
      { kind: "PATIENT", n: 2 },
      { kind: "PRACTITIONER", n: 2 },
      { kind: "ROOM", n: 2 },
    ]);
    expect(
      (await payloadsOf(harness.admin, "appointment.booked.v1")).map(({ startsAt }) => startsAt),
    ).toEqual(["2026-03-10T09:00:00.000Z", "2026-03-10T09:30:00.000Z"]);
    const audits = (await payloadsOf(harness.admin, "audit.entries.v1")).flatMap(
      ({ entries }) =>
        entries as {
          action: string;
          entityType: string;
          agent: { accountId: string };
          patientId: string | null;
        }[],
    );
    expect(audits.map(({ action, entityType }) => `${action} ${entityType}`).sort()).toEqual([
      ...Array.from({ length: 5 }, () => "import:write Appointment"),
      ...Array.from({ length: 2 }, () => "import:write Import"),
    ]);
    expect(new Set(audits.map(({ agent }) => agent.accountId))).toEqual(
      new Set([world.viewers.admin.accountId]),
    );
    expect(await harness.admin`select 1 from appointments.import_row where reason is not null`).toHaveLength(
      0,
    );
  });

  it("that are in already are left as they are", async () => {
    const first = HEADER + row({ ref: "A-1" });
    await importFile(first);
    const [before] = await harness.admin`select * from appointments.appointment`;
    const again = await importFile(
      `${HEADER}${row({ ref: "A-1", at: "2020-01-01T10:00", status: "FULFILLED", practitioner: newId() })}\n${row({ ref: "A-2", at: "2026-03-11T10:00" })}`,
    );
    expect(again).toMatchObject({ status: "APPLIED", counts: { OK: 1, UNCHANGED: 1 }, rows: { applied: 1 } });
    expect(await client.report(world.viewers.admin, again.id)).toEqual(["2 UNCHANGED", "3 APPLIED"]);
    expect(
      await harness.admin`select * from appointments.appointment where starts_at < '2026-03-11'`,
    ).toEqual([before]);
  });

  it("are told row by row what is wrong with them, and none is written", async () => {
    await insertAppointment(harness.admin, world, { startsAt: "2026-03-12T09:00:00Z" });
    const file =
      HEADER +
      [
        row({ ref: "ok" }),
        row({ ref: "ok" }),
        row({ at: "2026-03-10T10:15" }),
        row({ at: "2026-03-10T10:15", practitioner: world.otherPractitionerId }),
        row({ clinic: "Nowhere" }),
        row({ clinic: "Closed" }),
        row({ service: "Nothing" }),
        row({ practitioner: newId() }),
        row({ practitioner: "x" }),
        row({ patient: newId() }),
        row({ patient: world.foreignPatientId }),
        row({ room: "Cellar" }),
        row({ at: "2026-03-29T02:30" }),
        row({ at: "2026-03-10T24:00" }),
        row({ at: "2026-06-30T23:59:60Z" }),
        row({ at: "1899-12-31T23:00Z" }),
        row({ at: "2026-02-30T10:00" }),
        row({ at: "2026-03-09T06:00:00Z" }),
        row({ at: "2026-03-10T10:00", status: "FULFILLED" }),
        row({ status: "ARRIVED" }),
        row({ at: "2026-03-12T10:15", patient: world.otherPatientId }),
        row({ at: "2026-03-12T10:20", practitioner: world.otherPractitionerId, patient: world.patientId }),
        `${row()},extra`,
        `one,"broken`,
        row({ ref: "" }),
      ].join("\n");
    const done = await importFile(file);
    expect(done).toMatchObject({ status: "REJECTED", rows: { read: 25, applied: 0, refused: 24 } });
    expect(await client.report(world.viewers.admin, done.id)).toEqual([
      "2 OK",
      "3 REFUSED REFERENCE_TWICE 2",
      "4 REFUSED PRACTITIONER_OVERLAP 2",
      "5 REFUSED PATIENT_OVERLAP 2",
      "6 REFUSED CLINIC_UNKNOWN clinic",
      "7 REFUSED CLINIC_UNKNOWN clinic",
      "8 REFUSED SERVICE_UNKNOWN service",
      "9 REFUSED PRACTITIONER_UNKNOWN practitioner_id",
      "10 REFUSED ID_INVALID practitioner_id",
      "11 REFUSED PATIENT_UNKNOWN",
      "12 REFUSED PATIENT_UNKNOWN",
      "13 REFUSED ROOM_UNKNOWN room",
      "14 REFUSED LOCAL_TIME_SKIPPED starts_at",
      "15 REFUSED INSTANT_INVALID starts_at",
      "16 REFUSED INSTANT_INVALID starts_at",
      "17 REFUSED INSTANT_OUT_OF_RANGE starts_at",
      "18 REFUSED INSTANT_INVALID starts_at",
      "19 REFUSED BOOKED_IN_PAST",
      "20 REFUSED NOT_OVER_YET",
      "21 REFUSED STATUS_INVALID status",
      "22 REFUSED PRACTITIONER_TAKEN",
      "23 REFUSED PATIENT_TAKEN",
      "24 REFUSED CELL_COUNT",
      "25 REFUSED QUOTES_BROKEN",
      "26 REFUSED CELL_MISSING reference",
    ]);
    expect([await rowsOf("appointment"), await rowsOf("imported_appointment")]).toEqual([1, 0]);
    expect(await payloadsOf(harness.admin, "appointment.booked.v1")).toEqual([]);
  });
});

describe("hours from a file", () => {
  const HOURS = "weekday,clinic,practitioner_id,opens_at,closes_at,valid_from,valid_until,recurrence\n";
  const hoursRow = (weekday: string, opens: string, closes: string, rest = ",,"): string =>
    [weekday, "Mitte", world.practitionerId, opens, closes, rest].join(",");
  const send = async (rows: readonly string[]): Promise<ImportShown> => {
    const id = await client.send(world.viewers.admin, "SCHEDULES", HOURS + rows.join("\n"));
    await work();
    return client.shown(world.viewers.admin, id);
  };
  const hoursOf = async (practitionerId: string): Promise<string[]> => {
    const rows =
      await harness.admin`select weekday, opens_at, closes_at, recurrence from appointments.schedule
      where practitioner_id = ${practitionerId} order by 1, 2`;
    return rows.map(({ weekday, opens_at: opens, closes_at: closes, recurrence }) =>
      [weekday, opens, closes, recurrence ?? ""].map(String).join(" ").trimEnd(),
    );
  };

  it("take the place of all that the practitioner has at the clinic, and of nobody else's, and can be sent again", async () => {
    const before = await hoursOf(world.otherPractitionerId);
    const rows = [
      hoursRow("MONDAY", "08:00", "12:00"),
      hoursRow("MONDAY", "13:00", "24:00", "2026-03-02,,FREQ=WEEKLY;INTERVAL=2;BYDAY=MO"),
    ];
    for (let time = 1; time <= 2; time += 1) {
      expect(await send(rows)).toMatchObject({ status: "APPLIED", rows: { applied: 2 } });
      expect(await hoursOf(world.practitionerId)).toEqual([
        "1 08:00:00 12:00:00",
        "1 13:00:00 24:00:00 FREQ=WEEKLY;INTERVAL=2;BYDAY=MO",
      ]);
      expect(await hoursOf(world.otherPractitionerId)).toEqual(before);
    }
    const entries = (await payloadsOf(harness.admin, "audit.entries.v1")).flatMap(
      (payload) => payload["entries"] as { action: string; detail: Record<string, unknown> }[],
    );
    expect(
      entries.filter(({ action }) => action === "working-hours:set").map(({ detail }) => detail["hours"]),
    ).toEqual([2, 2]);
  });

  it("that overlap or are too many are told, and leave everything as it is", async () => {
    const before = await hoursOf(world.practitionerId);
    const many = Array.from({ length: 51 }, (_, index) => {
      const [hour, minute] = [String(Math.floor(index / 6) + 1), String((index % 6) * 10)].map((part) =>
        part.padStart(2, "0"),
      );
      return hoursRow(
        "TUESDAY",
        `${hour ?? ""}:${minute ?? ""}`,
        `${hour ?? ""}:${String(Number(minute) + 9).padStart(2, "0")}`,
      );
    });
    const done = await send([
      hoursRow("MONDAY", "09:00", "12:00"),
      hoursRow("MONDAY", "11:00", "13:00"),
      ...many,
    ]);
    expect(done).toMatchObject({
      status: "REJECTED",
      counts: { HOURS_OVERLAP: 1, TOO_MANY_HOURS: 3, OK: 49 },
    });
    expect((await client.report(world.viewers.admin, done.id))[1]).toBe("3 REFUSED HOURS_OVERLAP 2");
    expect(await hoursOf(world.practitionerId)).toEqual(before);
  });
});

describe("a file", () => {
  it.each([
    ["that is empty", "", "1 REFUSED HEADER_MISSING"],
    ["without names of columns", ",,\n", "1 REFUSED HEADER_MISSING"],
    ["with a column that nobody knows", "reference,shoe_size\n1,2\n", "1 REFUSED COLUMN_UNKNOWN shoe_size"],
    ["without a column that is needed", "reference,clinic\n", "1 REFUSED COLUMN_MISSING service"],
    ["whose first line is broken", 'reference,"clinic\n1,2\n', "1 REFUSED QUOTES_BROKEN"],
    ["in UTF-16", Buffer.from("\ufeffreference,clinic\n", "utf16le"), "1 REFUSED NOT_UTF8"],
  ])("%s is refused, also when it is only tried", async (_name, file, expected) => {
    const done = await importFile(file, { isDryRun: true });
    expect([done.status, await client.report(world.viewers.admin, done.id)]).toEqual([
      "REJECTED",
      [expected],
    ]);
    expect(await rowsOf("import_part")).toBe(0);
  });

  it("may begin with a byte order mark, end its lines with CRLF, have columns in any order, and come in parts of any size", async () => {
    const file = `\ufeffstatus,reference,starts_at,clinic,service,practitioner_id,patient_id\r\n${Array.from(
      { length: 20 },
      (_, index) =>
        [
          "NOSHOW",
          `"A ""${String(index)}"" ä"`,
          "2025-03-10T10:00",
          "Mitte",
          "Check",
          world.practitionerId,
          world.patientId,
        ].join(","),
    ).join("\r\n")}`;
    const done = await importFile(file, { partBytes: 33 });
    expect(done).toMatchObject({
      status: "APPLIED",
      bytes: Buffer.byteLength(file),
      rows: { read: 20, applied: 20 },
    });
    const [one] =
      await harness.admin`select reference from appointments.imported_appointment order by 1 limit 1`;
    expect(one).toEqual({ reference: 'A "0" ä' });
  });

  it("has a million rows at most", async () => {
    const id = await client.send(
      world.viewers.admin,
      "APPOINTMENTS",
      HEADER + [row(), row(), row()].join("\n"),
    );
    await harness.admin`update appointments.import_job set rows_read = 999999 where id = ${id}`;
    await work();
    expect(await client.shown(world.viewers.admin, id)).toMatchObject({
      status: "REJECTED",
      rows: { read: 1_000_000 },
    });
    expect(await client.report(world.viewers.admin, id)).toEqual(["2 OK", "3 REFUSED TOO_MANY_ROWS"]);
  });
});
