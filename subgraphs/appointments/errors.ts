import { userErrorsOf } from "#shared/graphql/user-errors.ts";

/** What a person is told per user-error code of this subgraph, and which field of the input it is about. */
const USER_ERRORS = {
  APPOINTMENT_NOT_FOUND: { message: "There is no such appointment.", field: "input.appointmentId" },
  APPOINTMENT_NOT_CHANGEABLE: {
    message: "The appointment's state or time does not allow this.",
    field: "input.appointmentId",
  },
  INITIATOR_NOT_ALLOWED: {
    message: "Only the clinic's staff cancels for the clinic.",
    field: "input.initiator",
  },
  WAIVER_NOT_ALLOWED: { message: "Only the clinic's staff waives a fee.", field: "input.waiveFee" },
  TOO_EARLY: { message: "It is too early for this.", field: "input.step" },
  VERSION_CONFLICT: { message: "The appointment was changed in the meantime.", field: "input.version" },
  CLINIC_NOT_FOUND: { message: "There is no such clinic.", field: "input.clinicId" },
  ROOM_NOT_FOUND: { message: "There is no such room.", field: "input.roomId" },
  DEVICE_NOT_FOUND: { message: "There is no such device.", field: "input.deviceId" },
  NAME_TAKEN: { message: "Another one has that name.", field: "input.name" },
  TIME_ZONE_UNKNOWN: { message: "There is no such time zone.", field: "input.timeZone" },
  DURATION_INVALID: {
    message: "It has to take a minute or more, its buffers none or more, and all of them a day at most.",
    field: "input.durationMinutes",
  },
  SERVICE_TYPE_NOT_FOUND: { message: "The clinic offers no such service.", field: "input.serviceTypeId" },
  PRACTITIONER_NOT_FOUND: { message: "There is no such practitioner.", field: "input.practitionerId" },
  PATIENT_NOT_FOUND: { message: "There is no such patient.", field: "input.patientId" },
  TIER_TOO_LOW: {
    message: "The service is for accounts of a higher tier.",
    field: "input.serviceTypeId",
  },
  SLOT_IN_PAST: { message: "The time has passed.", field: "input.startsAt" },
  NOTICE_TOO_SHORT: {
    message: "The service has to be booked longer before its start.",
    field: "input.startsAt",
  },
  TOO_FAR_AHEAD: { message: "The service cannot be booked so far ahead yet.", field: "input.startsAt" },
  SLOT_NOT_OFFERED: { message: "The practitioner offers no slot at that time.", field: "input.startsAt" },
  SLOT_TAKEN: { message: "The practitioner is taken at that time.", field: "input.startsAt" },
  PATIENT_BUSY: { message: "The patient has another appointment at that time.", field: "input.startsAt" },
  NO_DEVICE_FREE: {
    message: "No device that the service needs is free at that time.",
    field: "input.startsAt",
  },
  TIMES_INVALID: { message: "The end has to be after the beginning.", field: null },
  DATES_INVALID: {
    message: "The last day has to be the first or a later one, within 366 days.",
    field: null,
  },
  RECURRENCE_INVALID: {
    message: "The recurrence is no rule of whole days that begins on a first day and has one.",
    field: null,
  },
  HOURS_OVERLAP: { message: "Two of the hours overlap.", field: "input.hours" },
  SCHEDULE_EXCEPTION_NOT_FOUND: {
    message: "There is no such exception.",
    field: "input.scheduleExceptionId",
  },
  TOO_MANY_OCCURRENCES: {
    message: "The rule has more than 52 days within three years.",
    field: "input.recurrence",
  },
  SERIES_INCOMPLETE: { message: "Some of the times cannot be had.", field: null },
  BOOKINGS_INCOMPLETE: { message: "Some of the rows cannot be booked.", field: null },
  NOTHING_BOOKED: { message: "None of the times can be had.", field: null },
  HOLD_NOT_FOUND: { message: "There is no such hold.", field: "input.holdId" },
  HOLD_EXPIRED: { message: "The hold has expired.", field: "input.holdId" },
  HOLD_ENDED: { message: "The hold was booked or let go.", field: "input.holdId" },
  TOO_MANY_HOLDS: {
    message: "As many times are kept free for the patient as may be.",
    field: "input.patientId",
  },
  WAITLIST_ENTRY_NOT_FOUND: { message: "There is no such entry.", field: "input.waitlistEntryId" },
  WAITLIST_ENTRY_ENDED: {
    message: "The entry is not on the waitlist any more.",
    field: "input.waitlistEntryId",
  },
  WAITLIST_DATES_INVALID: {
    message: "The last day has to be today or later, at most 90 days after the first, and within 366 days.",
    field: "input.untilDate",
  },
  PRIORITY_NOT_ALLOWED: {
    message: "Only the clinic's staff says what is urgent.",
    field: "input.priority",
  },
  ALREADY_WAITING: { message: "The patient waits for that already.", field: "input.serviceTypeId" },
  TOO_MANY_WAITING: { message: "The patient waits for five things already.", field: "input.patientId" },
  OFFER_NOT_FOUND: { message: "There is no such offer.", field: "input.waitlistOfferId" },
  OFFER_ENDED: { message: "The offer has expired, was taken or let go.", field: "input.waitlistOfferId" },
  NO_OWN_CALENDAR: { message: "You have no such calendar of your own.", field: "input.kind" },
  TOO_MANY_CALENDAR_FEEDS: { message: "You have ten calendar feeds: revoke one first.", field: null },
  CALENDAR_FEED_NOT_FOUND: { message: "You have no such calendar feed.", field: "input.calendarFeedId" },
  NO_ROOM_FREE: { message: "No room is free at that time.", field: "input.startsAt" },
} as const;

/** See {@link userErrorsOf}. */
export const userErrors = userErrorsOf(USER_ERRORS);
