import { describe, expect, it } from "vitest";
import { Catalogue, type CatalogueClinic } from "./import-catalogue.ts";
import { RowError } from "./import-codes.ts";
import { COLUMNS, readHeader, type ImportKind } from "./import-columns.ts";
import { conflictsOfHours } from "./hours-row.ts";
import { stageRow } from "./staged-row.ts";

const id = (last: number): string => `0197a000-0000-7000-8000-${String(last).padStart(12, "0")}`;
const service = (last: number, name: string, needs: Partial<CatalogueClinic["services"][number]> = {}) => ({
  ...{ id: id(last), name, durationMinutes: 30, bufferBeforeMinutes: 15, bufferAfterMinutes: 5 },
  ...{ roomKind: null, deviceKinds: [], ...needs },
});
const room = (last: number, name: string, kind = "CONSULTATION") => ({ id: id(last), name, kind });
const clinic = (last: number, name: string, parts: Partial<CatalogueClinic> = {}): CatalogueClinic => ({
  ...{ id: id(last), name, timeZone: "Europe/Berlin", services: [], rooms: [room(31, "One")], devices: [] },
  ...parts,
});
const CATALOGUE = new Catalogue(
  [
    clinic(1, "Mitte", {
      services: [
        service(11, "Check"),
        service(12, "ECG", { roomKind: "LAB", deviceKinds: ["ECG"] }),
        ...[service(13, "Twice"), service(14, "Twice"), service(15, "Laser", { deviceKinds: ["LASER"] })],
        service(16, "Bath", { roomKind: "POOL" }),
      ],
      rooms: [room(21, "One"), room(22, "Two", "LAB"), room(23, "Same"), room(24, "Same")],
      devices: [{ id: id(41), name: "ECG 1", kind: "ECG" }],
    }),
    ...[clinic(2, "Same"), clinic(3, "Same")],
  ],
  [id(51)],
);
const APPOINTMENT = {
  ...{ reference: "A-1", clinic: "Mitte", service: "Check", practitioner_id: id(51), patient_id: id(61) },
  ...{ room: "", starts_at: "2026-03-10T10:00", status: "BOOKED", reason: "" },
};
const HOURS = {
  ...{ clinic: "Mitte", practitioner_id: id(51), weekday: "MONDAY", opens_at: "09:00", closes_at: "12:00" },
  ...{ valid_from: "", valid_until: "", recurrence: "" },
};

const stage = (kind: ImportKind, cells: Record<string, string>) =>
  stageRow(kind, Object.keys(cells), { line: 2, fields: Object.values(cells), fault: null }, CATALOGUE);
/** `CODE column`. */
const faultOf = (kind: ImportKind, changes: Record<string, string>): string => {
  const { fault, faultColumn } = stage(kind, {
    ...(kind === "APPOINTMENTS" ? APPOINTMENT : HOURS),
    ...changes,
  });
  return [fault ?? "OK", faultColumn].filter((part) => part !== null).join(" ");
};
const startOf = (startsAt: string): unknown => {
  const { values } = stage("APPOINTMENTS", { ...APPOINTMENT, starts_at: startsAt });
  return values !== null && "startsAtMs" in values ? new Date(values.startsAtMs).toISOString() : null;
};

describe("the first line of a file", () => {
  it("names the columns in any order and spelling of letters, with blanks around them", () => {
    const names = Object.keys(COLUMNS.APPOINTMENTS);
    expect(
      readHeader(
        "APPOINTMENTS",
        names.toReversed().map((name) => ` ${name.toUpperCase()} `),
      ),
    ).toEqual(names.toReversed());
  });

  it.each([
    [["reference", "clinic", "shoe_size"], "COLUMN_UNKNOWN shoe_size"],
    [["clinic", "clinic"], "COLUMN_TWICE clinic"],
    [["clinic"], "COLUMN_MISSING reference"],
    [["", ""], "HEADER_MISSING null"],
    [["__proto__"], "COLUMN_UNKNOWN __proto__"],
  ])("%j is refused: %s", (fields, expected) => {
    const read = (): unknown => readHeader("APPOINTMENTS", fields);
    expect(read).toThrow(RowError);
    try {
      read();
    } catch (error) {
      const { fault, column } = error as RowError;
      expect(`${fault} ${String(column)}`).toBe(expected);
    }
  });
});

describe("a row of an appointment", () => {
  it("is an appointment with its times, and what it takes with its buffers", () => {
    expect(
      stage("APPOINTMENTS", { ...APPOINTMENT, clinic: id(1).toUpperCase(), room: "One", reason: " Cough " }),
    ).toEqual({
      ...{ line: 2, fault: null, faultColumn: null, reference: "A-1" },
      values: {
        ...{
          clinicId: id(1),
          serviceTypeId: id(11),
          practitionerId: id(51),
          patientId: id(61),
          status: "BOOKED",
        },
        ...{ startsAtMs: Date.parse("2026-03-10T09:00:00Z"), endsAtMs: Date.parse("2026-03-10T09:30:00Z") },
        ...{
          takenFromMs: Date.parse("2026-03-10T08:45:00Z"),
          takenUntilMs: Date.parse("2026-03-10T09:35:00Z"),
        },
        ...{ isLive: true, wantedRoomId: id(21), roomId: null, deviceIds: null, reason: "Cough" },
      },
    });
  });

  it("that is over has the first room and devices that fit", () => {
    const { values } = stage("APPOINTMENTS", { ...APPOINTMENT, service: "ECG", status: "FULFILLED" });
    expect(values).toMatchObject({ isLive: false, roomId: id(22), deviceIds: [id(41)] });
  });

  it.each([
    ["2026-03-10T10:00", "2026-03-10T09:00:00.000Z"],
    ["2026-03-10 10:00:30", "2026-03-10T09:00:30.000Z"],
    ["2026-03-10T10:00:00.5", "2026-03-10T09:00:00.500Z"],
    ["2026-03-10t10:00z", "2026-03-10T10:00:00.000Z"],
    ["2026-03-10T10:00-05:30", "2026-03-10T15:30:00.000Z"],
    // Twice on that day: the earlier is meant.
    ["2026-10-25T02:30", "2026-10-25T00:30:00.000Z"],
    ["2028-02-29T10:00Z", "2028-02-29T10:00:00.000Z"],
    ["1900-01-01T00:00Z", "1900-01-01T00:00:00.000Z"],
    ["2999-12-31T23:59:59.999Z", "2999-12-31T23:59:59.999Z"],
  ])("at %s begins at %s", (startsAt, expected) => {
    expect(startOf(startsAt)).toBe(expected);
  });

  it.each([
    ...[
      "2026-03-10",
      "10:00",
      "2026-02-29T10:00",
      "2026-13-01T10:00",
      "2026-03-10T24:00",
      "2026-03-10T23:60",
    ],
    ...[
      "2016-12-31T23:59:60Z",
      "2026-3-10T10:00",
      "2026-03-10T10:00+24:00",
      "2026-03-10T10:00 Europe/Berlin",
      "03/10/2026 10:00",
    ],
  ])("at %s is refused", (startsAt) => {
    expect(faultOf("APPOINTMENTS", { starts_at: startsAt })).toBe("INSTANT_INVALID starts_at");
  });

  it.each([
    [{ starts_at: "2026-03-29T02:30" }, "LOCAL_TIME_SKIPPED starts_at"],
    [{ starts_at: "1899-12-31T23:59:59Z" }, "INSTANT_OUT_OF_RANGE starts_at"],
    [{ starts_at: "3000-01-01T00:00Z" }, "INSTANT_OUT_OF_RANGE starts_at"],
    [{ reference: " " }, "CELL_MISSING reference"],
    [{ reference: "x".repeat(201) }, "CELL_TOO_LONG reference"],
    [{ reason: "x".repeat(1_001) }, "CELL_TOO_LONG reason"],
    [{ clinic: "mitte" }, "CLINIC_UNKNOWN clinic"],
    [{ clinic: "Same" }, "CLINIC_AMBIGUOUS clinic"],
    [{ service: "Nothing" }, "SERVICE_UNKNOWN service"],
    [{ service: "Twice" }, "SERVICE_AMBIGUOUS service"],
    [{ practitioner_id: id(52) }, "PRACTITIONER_UNKNOWN practitioner_id"],
    [{ practitioner_id: "lena" }, "ID_INVALID practitioner_id"],
    [{ patient_id: "" }, "CELL_MISSING patient_id"],
    [{ room: "Three" }, "ROOM_UNKNOWN room"],
    [{ room: "Same" }, "ROOM_AMBIGUOUS room"],
    [{ service: "ECG", room: "One" }, "ROOM_UNFIT room"],
    [{ status: "booked" }, "STATUS_INVALID status"],
    [{ status: "CHECKED_IN" }, "STATUS_INVALID status"],
    [{ service: "Laser", status: "NOSHOW" }, "NO_DEVICE_FREE"],
    [{ service: "Bath", status: "CANCELLED" }, "NO_ROOM_FREE"],
  ])("with %j is refused: %s", (changes, expected) => {
    expect(faultOf("APPOINTMENTS", changes)).toBe(expected);
  });

  it("keeps its reference when the rest is wrong, and has none when the cells are too many", () => {
    expect(stage("APPOINTMENTS", { ...APPOINTMENT, status: "" }).reference).toBe("A-1");
    const row = { line: 2, fields: [...Object.values(APPOINTMENT), ""], fault: null };
    expect(stageRow("APPOINTMENTS", Object.keys(APPOINTMENT), row, CATALOGUE)).toEqual({
      ...{ line: 2, fault: "CELL_COUNT", faultColumn: null, reference: null, values: null },
    });
  });
});

describe("a row of hours", () => {
  it("is weekly hours of a practitioner at a clinic", () => {
    const more = {
      weekday: "Sunday",
      closes_at: "24:00",
      valid_from: "2026-03-01",
      recurrence: "FREQ=WEEKLY;INTERVAL=2;BYDAY=SU",
    };
    expect(stage("SCHEDULES", { ...HOURS, ...more })).toEqual({
      ...{ line: 2, fault: null, faultColumn: null, reference: null },
      values: {
        ...{ clinicId: id(1), practitionerId: id(51), weekday: 7, opensAt: "09:00", closesAt: "24:00" },
        ...{ validFrom: "2026-03-01", validUntil: null, recurrence: "FREQ=WEEKLY;INTERVAL=2;BYDAY=SU" },
      },
    });
  });

  it.each([
    [{ weekday: "MON" }, "WEEKDAY_INVALID weekday"],
    [{ opens_at: "9:00" }, "TIME_INVALID opens_at"],
    [{ opens_at: "24:00" }, "TIME_INVALID opens_at"],
    [{ closes_at: "12:00:00" }, "TIME_INVALID closes_at"],
    [{ closes_at: "08:00" }, "TIMES_INVALID"],
    [{ valid_from: "2026-02-30" }, "DATE_INVALID valid_from"],
    [{ valid_until: "1899-12-31" }, "DATE_INVALID valid_until"],
    [{ valid_from: "2026-03-02", valid_until: "2026-03-01" }, "DATES_INVALID"],
    [{ recurrence: "FREQ=WEEKLY" }, "RECURRENCE_INVALID"],
    [{ valid_from: "2026-03-02", recurrence: "FREQ=HOURLY" }, "RECURRENCE_INVALID"],
    [{ recurrence: "x".repeat(201) }, "CELL_TOO_LONG recurrence"],
    [{ clinic: "Nowhere" }, "CLINIC_UNKNOWN clinic"],
    [{ practitioner_id: id(52) }, "PRACTITIONER_UNKNOWN practitioner_id"],
  ])("with %j is refused: %s", (changes, expected) => {
    expect(faultOf("SCHEDULES", changes)).toBe(expected);
  });

  it("must not overlap an earlier one of the same practitioner and clinic: each such row is told with that one", () => {
    const hours = (line: number, opensAt: string, closesAt: string, weekday = 1) => ({
      ...{ line, weekday, opensAt, closesAt, validFrom: null, validUntil: null, recurrence: null },
    });
    expect(
      conflictsOfHours([
        hours(2, "09:00", "12:00"),
        hours(3, "12:00", "14:00"),
        hours(4, "11:00", "13:00"),
        hours(5, "09:00", "12:00", 2),
      ]),
    ).toEqual([{ line: 4, otherLine: 2 }]);
    expect(conflictsOfHours([hours(2, "09:00", "12:00"), hours(3, "12:00", "14:00")])).toEqual([]);
  });
});
