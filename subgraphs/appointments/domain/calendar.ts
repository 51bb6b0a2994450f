import ical, {
  escape,
  ICalEventBusyStatus,
  ICalEventClass,
  ICalEventStatus,
  ICalEventTransparency,
} from "ical-generator";
import type { AppointmentStatus } from "./appointment-status.ts";
import { DAY_MS, type Interval } from "./interval.ts";

/** Whose appointments a calendar has. */
export const CALENDAR_KINDS = ["PATIENT", "PRACTITIONER"] as const;

/** One of {@link CALENDAR_KINDS}. */
export type CalendarKind = (typeof CALENDAR_KINDS)[number];

/** What the entries of a calendar are called. */
export const CALENDAR_DETAILS = ["MINIMAL", "SERVICE"] as const;

/** One of {@link CALENDAR_DETAILS}. */
export type CalendarDetail = (typeof CALENDAR_DETAILS)[number];

/** Live feeds that an account has at most. */
export const MOST_FEEDS = 10;
/** Entries of a calendar at most. */
export const MOST_ENTRIES = 1_000;

const DAYS_BACK = 30;
const DAYS_AHEAD = 365;
/** So long after it was called off an appointment is told as cancelled; then it is left out. */
const CANCELLED_DAYS = 30;
const REFRESH_SECONDS = 60 * 60;

/** All that a calendar may tell of an appointment: nothing of who the patient is, why the patient comes or what was noted. */
export interface CalendarEntry {
  readonly id: string;
  readonly status: AppointmentStatus;
  readonly startsAt: Date;
  readonly endsAt: Date;
  readonly version: number;
  readonly updatedAt: Date;
  readonly serviceName: string;
  readonly clinicName: string;
  readonly clinicCity: string;
}

/** How a calendar is written. */
export interface CalendarStyle {
  readonly kind: CalendarKind;
  readonly name: string;
  readonly detail: CalendarDetail;
}

/** Which appointments are in a calendar at a time: by when they start, and cancelled ones by when they were last changed. */
export function calendarWindow(nowMs: number): Interval & { readonly cancelledFromMs: number } {
  return {
    fromMs: nowMs - DAYS_BACK * DAY_MS,
    untilMs: nowMs + DAYS_AHEAD * DAY_MS,
    cancelledFromMs: nowMs - CANCELLED_DAYS * DAY_MS,
  };
}

/** What takes place no more, or never was to. */
export const CALLED_OFF = ["CANCELLED", "ENTERED_IN_ERROR"] as const satisfies readonly AppointmentStatus[];

/** What an entry is called when the service is not told. */
const UNTOLD: Readonly<Record<CalendarKind, string>> = { PATIENT: "Appointment", PRACTITIONER: "Busy" };

const STATUS: Readonly<Record<AppointmentStatus, ICalEventStatus>> = {
  PROPOSED: ICalEventStatus.TENTATIVE,
  PENDING: ICalEventStatus.TENTATIVE,
  WAITLIST: ICalEventStatus.TENTATIVE,
  BOOKED: ICalEventStatus.CONFIRMED,
  ARRIVED: ICalEventStatus.CONFIRMED,
  CHECKED_IN: ICalEventStatus.CONFIRMED,
  FULFILLED: ICalEventStatus.CONFIRMED,
  // That the patient did not come is no business of whoever reads the calendar.
  NOSHOW: ICalEventStatus.CONFIRMED,
  CANCELLED: ICalEventStatus.CANCELLED,
  ENTERED_IN_ERROR: ICalEventStatus.CANCELLED,
};

/**
 * Writes a calendar as RFC 5545 (with `NAME` and `REFRESH-INTERVAL` of RFC 7986): the same text for the same entries, whenever it is
 * written. Times are in UTC.
 */
export function writeCalendar(
  { kind, name, detail }: CalendarStyle,
  entries: readonly CalendarEntry[],
): string {
  const calendar = ical({
    // The library writes this one as it is.
    name: escape(printable(name), false),
    prodId: { company: "Clinic", product: "Calendar feed", language: "EN" },
    ttl: REFRESH_SECONDS,
  });
  for (const entry of entries) {
    const status = STATUS[entry.status];
    const isOff = status === ICalEventStatus.CANCELLED;
    calendar.createEvent({
      id: entry.id,
      // The library numbers from 0, versions begin with 1.
      sequence: entry.version - 1,
      // Of what has no METHOD it says when it was last changed: RFC 5545, section 3.8.7.2.
      stamp: entry.updatedAt,
      lastModified: entry.updatedAt,
      start: entry.startsAt,
      end: entry.endsAt,
      summary: printable(detail === "SERVICE" ? entry.serviceName : UNTOLD[kind]),
      location: printable(`${entry.clinicName}, ${entry.clinicCity}`),
      status,
      transparency: isOff ? ICalEventTransparency.TRANSPARENT : ICalEventTransparency.OPAQUE,
      busystatus: isOff ? ICalEventBusyStatus.FREE : ICalEventBusyStatus.BUSY,
      class: ICalEventClass.PRIVATE,
    });
  }
  return calendar.toString();
}

/** Without what no text of an iCalendar file may hold: control characters other than line breaks. */
function printable(text: string): string {
  return text.replace(/[\p{Cc}\p{Cs}]/gu, (character) => (/[\n\r\t]/.test(character) ? character : " "));
}
