import { Appointment } from "./Appointment.ts";
import { AppointmentConnection } from "./AppointmentConnection.ts";
import { AppointmentStatisticsCell } from "./AppointmentStatisticsCell.ts";
import { CalendarFeed } from "./CalendarFeed.ts";
import { Clinic } from "./Clinic.ts";
import { ClinicConnection } from "./ClinicConnection.ts";
import { Device } from "./Device.ts";
import { addScheduleException } from "./Mutation/addScheduleException.ts";
import { ClinicPolicy } from "./ClinicPolicy.ts";
import { acceptWaitlistOffer } from "./Mutation/acceptWaitlistOffer.ts";
import { bookAppointment } from "./Mutation/bookAppointment.ts";
import { bookAppointments } from "./Mutation/bookAppointments.ts";
import { bookAppointmentSeries } from "./Mutation/bookAppointmentSeries.ts";
import { bookHold } from "./Mutation/bookHold.ts";
import { cancelAppointment } from "./Mutation/cancelAppointment.ts";
import { createCalendarFeed } from "./Mutation/createCalendarFeed.ts";
import { declineWaitlistOffer } from "./Mutation/declineWaitlistOffer.ts";
import { holdSlot } from "./Mutation/holdSlot.ts";
import { joinWaitlist } from "./Mutation/joinWaitlist.ts";
import { leaveWaitlist } from "./Mutation/leaveWaitlist.ts";
import { recordAttendance } from "./Mutation/recordAttendance.ts";
import { recordAppointmentNotes } from "./Mutation/recordAppointmentNotes.ts";
import { releaseHold } from "./Mutation/releaseHold.ts";
import { removeScheduleException } from "./Mutation/removeScheduleException.ts";
import { rescheduleAppointment } from "./Mutation/rescheduleAppointment.ts";
import { revokeCalendarFeed } from "./Mutation/revokeCalendarFeed.ts";
import { setWorkingHours } from "./Mutation/setWorkingHours.ts";
import { updateClinicPolicy } from "./Mutation/updateClinicPolicy.ts";
import { addClinic } from "./Mutation/addClinic.ts";
import { addDevice } from "./Mutation/addDevice.ts";
import { addRoom } from "./Mutation/addRoom.ts";
import { addServiceType } from "./Mutation/addServiceType.ts";
import { closeClinic } from "./Mutation/closeClinic.ts";
import { removeDevice } from "./Mutation/removeDevice.ts";
import { removeRoom } from "./Mutation/removeRoom.ts";
import { removeServiceType } from "./Mutation/removeServiceType.ts";
import { updateClinic } from "./Mutation/updateClinic.ts";
import { updateDevice } from "./Mutation/updateDevice.ts";
import { updateRoom } from "./Mutation/updateRoom.ts";
import { updateServiceType } from "./Mutation/updateServiceType.ts";
import { Patient } from "./Patient.ts";
import { Practitioner } from "./Practitioner.ts";
import { appointment } from "./Query/appointment.ts";
import { appointmentStatistics } from "./Query/appointmentStatistics.ts";
import { availableSlots } from "./Query/availableSlots.ts";
import { calendarFeeds } from "./Query/calendarFeeds.ts";
import { clinic } from "./Query/clinic.ts";
import { clinics } from "./Query/clinics.ts";
import { scheduleExceptions } from "./Query/scheduleExceptions.ts";
import { waitlist } from "./Query/waitlist.ts";
import { Room } from "./Room.ts";
import { Schedule } from "./Schedule.ts";
import { ScheduleException } from "./ScheduleException.ts";
import { ServiceType } from "./ServiceType.ts";
import { Slot } from "./Slot.ts";
import { SlotHold } from "./SlotHold.ts";
import { WaitlistEntry } from "./WaitlistEntry.ts";
import { WaitlistOffer } from "./WaitlistOffer.ts";

/** All resolvers of this subgraph, by type and field. */
export const resolvers = {
  Query: {
    appointment,
    appointmentStatistics,
    availableSlots,
    calendarFeeds,
    clinic,
    clinics,
    scheduleExceptions,
    waitlist,
  },
  Mutation: {
    acceptWaitlistOffer,
    addClinic,
    addDevice,
    addRoom,
    addScheduleException,
    addServiceType,
    bookAppointment,
    bookAppointments,
    bookAppointmentSeries,
    bookHold,
    cancelAppointment,
    closeClinic,
    createCalendarFeed,
    declineWaitlistOffer,
    holdSlot,
    joinWaitlist,
    leaveWaitlist,
    recordAppointmentNotes,
    recordAttendance,
    releaseHold,
    removeDevice,
    removeRoom,
    removeScheduleException,
    removeServiceType,
    rescheduleAppointment,
    revokeCalendarFeed,
    setWorkingHours,
    updateClinic,
    updateClinicPolicy,
    updateDevice,
    updateRoom,
    updateServiceType,
  },
  Appointment,
  AppointmentConnection,
  AppointmentStatisticsCell,
  CalendarFeed,
  Clinic,
  ClinicConnection,
  Device,
  ClinicPolicy,
  Patient,
  Practitioner,
  Room,
  Schedule,
  ScheduleException,
  ServiceType,
  Slot,
  SlotHold,
  WaitlistEntry,
  WaitlistOffer,
};
