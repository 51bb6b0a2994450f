import { Appointment } from "./Appointment.ts";
import { AppointmentConnection } from "./AppointmentConnection.ts";
import { Clinic } from "./Clinic.ts";
import { ClinicConnection } from "./ClinicConnection.ts";
import { bookAppointment } from "./Mutation/bookAppointment.ts";
import { cancelAppointment } from "./Mutation/cancelAppointment.ts";
import { recordAttendance } from "./Mutation/recordAttendance.ts";
import { recordAppointmentNotes } from "./Mutation/recordAppointmentNotes.ts";
import { rescheduleAppointment } from "./Mutation/rescheduleAppointment.ts";
import { Patient } from "./Patient.ts";
import { Practitioner } from "./Practitioner.ts";
import { appointment } from "./Query/appointment.ts";
import { availableSlots } from "./Query/availableSlots.ts";
import { clinic } from "./Query/clinic.ts";
import { clinics } from "./Query/clinics.ts";
import { Room } from "./Room.ts";
import { Schedule } from "./Schedule.ts";
import { ServiceType } from "./ServiceType.ts";
import { Slot } from "./Slot.ts";

/** All resolvers of this subgraph, by type and field. */
export const resolvers = {
  Query: { appointment, availableSlots, clinic, clinics },
  Mutation: {
    bookAppointment,
    cancelAppointment,
    recordAppointmentNotes,
    recordAttendance,
    rescheduleAppointment,
  },
  Appointment,
  AppointmentConnection,
  Clinic,
  ClinicConnection,
  Patient,
  Practitioner,
  Room,
  Schedule,
  ServiceType,
  Slot,
};
