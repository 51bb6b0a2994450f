/** FHIR R4 AppointmentStatus, in the schema's spelling. */
export const APPOINTMENT_STATUSES = [
  "PROPOSED",
  "PENDING",
  "BOOKED",
  "ARRIVED",
  "CHECKED_IN",
  "FULFILLED",
  "CANCELLED",
  "NOSHOW",
  "WAITLIST",
  "ENTERED_IN_ERROR",
] as const;
