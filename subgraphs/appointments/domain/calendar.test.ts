import fc from "fast-check";
import ICAL from "ical.js";
import { describe, expect, it } from "vitest";
import type { AppointmentStatus } from "./appointment-status.ts";
import { calendarWindow, writeCalendar, type CalendarEntry, type CalendarStyle } from "./calendar.ts";

const ENTRY: CalendarEntry = {
  id: "0197a000-0000-7000-8000-000000000001",
  status: "BOOKED",
  startsAt: new Date("2026-03-29T00:30:00Z"),
  endsAt: new Date("2026-03-29T01:15:00Z"),
  version: 3,
  updatedAt: new Date("2026-03-01T10:11:12.345Z"),
  serviceName: "Dermatology check",
  clinicName: "Mitte",
  clinicCity: "Berlin",
};
const STYLE: CalendarStyle = { kind: "PATIENT", name: "My phone", detail: "MINIMAL" };

// Text, as RFC 7986 says of NAME; ical.js reads what it does not know as it stands.
const known = ICAL.design.icalendar.property as Record<string, { readonly defaultType: string }>;
for (const name of ["name", "x-wr-calname"]) known[name] = { defaultType: "text" };

/** What a calendar app finds in the text: ical.js is Thunderbird's parser. */
function read(text: string): { readonly name: unknown; readonly events: ICAL.Component[] } {
  const calendar = new ICAL.Component(ICAL.parse(text) as unknown[]);
  expect(calendar.getFirstPropertyValue("name")).toBe(calendar.getFirstPropertyValue("x-wr-calname"));
  return {
    name: calendar.getFirstPropertyValue("x-wr-calname"),
    events: calendar.getAllSubcomponents("vevent"),
  };
}

function valuesOf(event: ICAL.Component | undefined): Record<string, unknown> {
  const properties = event?.getAllProperties() ?? [];
  return Object.fromEntries(
    properties.map((property) => {
      const value = property.getFirstValue();
      return [property.name, value instanceof ICAL.Time ? value.toJSDate().toISOString() : value];
    }),
  );
}

const write = (entry: Partial<CalendarEntry> = {}, style: Partial<CalendarStyle> = {}): string =>
  writeCalendar({ ...STYLE, ...style }, [{ ...ENTRY, ...entry }]);

describe("a calendar", () => {
  it("tells when, where and that, and reads back as it was", () => {
    const { name, events } = read(write());
    expect(name).toBe("My phone");
    expect(events.map(valuesOf)).toEqual([
      {
        uid: ENTRY.id,
        sequence: 2,
        dtstamp: "2026-03-01T10:11:12.000Z",
        "last-modified": "2026-03-01T10:11:12.000Z",
        dtstart: "2026-03-29T00:30:00.000Z",
        dtend: "2026-03-29T01:15:00.000Z",
        summary: "Appointment",
        location: "Mitte, Berlin",
        status: "CONFIRMED",
        transp: "OPAQUE",
        "x-microsoft-cdo-busystatus": "BUSY",
        class: "PRIVATE",
      },
    ]);
  });

  it("says how often to come again, and that in the manner of older apps, too", () => {
    expect(write()).toContain("\r\nREFRESH-INTERVAL;VALUE=DURATION:PT1H\r\nX-PUBLISHED-TTL:PT1H\r\n");
  });

  it.each([
    ["PATIENT", "MINIMAL", "Appointment"],
    ["PRACTITIONER", "MINIMAL", "Busy"],
    ["PATIENT", "SERVICE", "Dermatology check"],
    ["PRACTITIONER", "SERVICE", "Dermatology check"],
  ] as const)("of a %s with %s calls an entry %s", (kind, detail, expected) => {
    const text = write({}, { kind, detail });
    expect(valuesOf(read(text).events[0])["summary"]).toBe(expected);
    expect(text.includes("Dermatology")).toBe(detail === "SERVICE");
  });

  it.each<[AppointmentStatus, string, string]>([
    ["PROPOSED", "TENTATIVE", "OPAQUE"],
    ["PENDING", "TENTATIVE", "OPAQUE"],
    ["WAITLIST", "TENTATIVE", "OPAQUE"],
    ["BOOKED", "CONFIRMED", "OPAQUE"],
    ["ARRIVED", "CONFIRMED", "OPAQUE"],
    ["CHECKED_IN", "CONFIRMED", "OPAQUE"],
    ["FULFILLED", "CONFIRMED", "OPAQUE"],
    ["NOSHOW", "CONFIRMED", "OPAQUE"],
    ["CANCELLED", "CANCELLED", "TRANSPARENT"],
    ["ENTERED_IN_ERROR", "CANCELLED", "TRANSPARENT"],
  ])("tells of %s as %s, %s", (status, expected, transparency) => {
    expect(valuesOf(read(write({ status })).events[0])).toMatchObject({
      status: expected,
      transp: transparency,
    });
  });

  it("is the same text whenever it is written", () => {
    expect(write()).toBe(write());
    expect(write()).not.toMatch(new RegExp(String(new Date().getUTCFullYear() + 1)));
  });

  it("of nothing is a calendar without events", () => {
    expect(read(writeCalendar(STYLE, []))).toEqual({ name: "My phone", events: [] });
  });

  it("takes commas, semicolons, backslashes and line breaks for what they are, and no more", () => {
    const clinicName = "Haus 3, Süd; \\n ist kein Umbruch\nEND:VEVENT\r\nBEGIN:VEVENT";
    const { name, events } = read(
      write({ clinicName, clinicCity: "O'Fallon, IL" }, { name: "A, b; c\\\r\nX-EVIL:1" }),
    );
    expect(name).toBe("A, b; c\\\nX-EVIL:1");
    expect(events).toHaveLength(1);
    expect(valuesOf(events[0])["location"]).toBe(
      "Haus 3, Süd; \\n ist kein Umbruch\nEND:VEVENT\nBEGIN:VEVENT, O'Fallon, IL",
    );
  });

  it("has no control characters and no lines of more than 75 octets, and tears no character apart", () => {
    const text = write(
      { clinicName: `\u0007${"Zähne 🦷 歯 ".repeat(30)}\u0085\u007f` },
      { name: "é".repeat(100) },
    );
    const lines = text.split("\r\n");
    expect(lines.length).toBeGreaterThan(20);
    for (const line of lines) {
      expect(Buffer.byteLength(line)).toBeLessThanOrEqual(75);
      expect(line).not.toMatch(/[\p{Cc}\ufffd]/u);
      expect(line.isWellFormed()).toBe(true);
    }
    expect(read(text).name).toBe("é".repeat(100));
  });

  it("reads back whatever texts there are", () => {
    const text = fc.string({ unit: "grapheme", minLength: 1, maxLength: 120 });
    const asRead = (value: string): string =>
      value.replace(/[\p{Cc}\p{Cs}]/gu, (c) => (/[\n\r\t]/.test(c) ? c : " ")).replace(/\r\n|\r/g, "\n");
    fc.assert(
      fc.property(text, text, text, (name, clinicName, serviceName) => {
        const found = read(write({ clinicName, serviceName }, { name, detail: "SERVICE" }));
        expect(found.name).toBe(asRead(name));
        expect(found.events).toHaveLength(1);
        expect(valuesOf(found.events[0])).toMatchObject({
          location: asRead(`${clinicName}, Berlin`),
          summary: asRead(serviceName),
        });
      }),
    );
  });
});

it("looks 30 days back and 365 ahead", () => {
  const now = Date.parse("2026-03-09T06:00:00Z");
  const { fromMs, untilMs, cancelledFromMs } = calendarWindow(now);
  expect([fromMs, untilMs, cancelledFromMs].map((ms) => new Date(ms).toISOString())).toEqual([
    "2026-02-07T06:00:00.000Z",
    "2027-03-09T06:00:00.000Z",
    "2026-02-07T06:00:00.000Z",
  ]);
});
