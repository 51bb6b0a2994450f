import { AccessDecisions } from "#shared/access-decisions/access-decisions.ts";
import {
  createRequestContext,
  type RequestContext,
  type RequestContextOptions,
} from "#shared/graphql/request-context.ts";
import type { ServiceCall } from "#shared/http/service-endpoint.ts";
import { createLoaders, type Loaders } from "./loaders.ts";
import { AppointmentChangeService } from "./services/appointment-change-service.ts";
import { AppointmentService } from "./services/appointment-service.ts";
import { AttendanceService } from "./services/attendance-service.ts";
import { BookingService } from "./services/booking-service.ts";
import { BulkBookingService } from "./services/bulk-booking-service.ts";
import { CalendarFeedService } from "./services/calendar-feed-service.ts";
import { ClinicalService } from "./services/clinical-service.ts";
import { ClinicChangeService } from "./services/clinic-change-service.ts";
import { ClinicPolicyService } from "./services/clinic-policy-service.ts";
import { ClinicService } from "./services/clinic-service.ts";
import { DEVICES, EquipmentService, ROOMS } from "./services/equipment-service.ts";
import { ScheduleExceptionService } from "./services/schedule-exception-service.ts";
import { SeriesService } from "./services/series-service.ts";
import { ServiceTypeService } from "./services/service-type-service.ts";
import { SlotHoldService } from "./services/slot-hold-service.ts";
import { SlotService } from "./services/slot-service.ts";
import { WorkingHoursService } from "./services/working-hours-service.ts";
import { StatisticsService } from "./services/statistics-service.ts";
import { WaitlistListService } from "./services/waitlist-list-service.ts";
import { WaitlistService } from "./services/waitlist-service.ts";

/** What resolvers of this subgraph get. */
export interface Context extends RequestContext {
  readonly loaders: Loaders;
  readonly accessDecisions: AccessDecisions;
  readonly clinics: ClinicService;
  readonly clinicChanges: ClinicChangeService;
  readonly rooms: EquipmentService<"ROOM_NOT_FOUND">;
  readonly devices: EquipmentService<"DEVICE_NOT_FOUND">;
  readonly serviceTypes: ServiceTypeService;
  readonly workingHours: WorkingHoursService;
  readonly scheduleExceptions: ScheduleExceptionService;
  readonly clinicPolicies: ClinicPolicyService;
  readonly slots: SlotService;
  readonly slotHolds: SlotHoldService;
  readonly waitlist: WaitlistService;
  readonly waitlists: WaitlistListService;
  readonly appointments: AppointmentService;
  readonly bookings: BookingService;
  readonly bulkBookings: BulkBookingService;
  readonly series: SeriesService;
  readonly appointmentChanges: AppointmentChangeService;
  readonly attendance: AttendanceService;
  readonly clinical: ClinicalService;
  readonly statistics: StatisticsService;
  readonly calendarFeeds: CalendarFeedService;
}

/**
 * Makes the context of one call.
 * @param publicUrl where clients reach the API, without a slash at the end
 */
export function createContext(call: ServiceCall, options: RequestContextOptions, publicUrl: string): Context {
  const request = createRequestContext(call, options);
  const loaders = createLoaders(request);
  return {
    ...request,
    loaders,
    accessDecisions: new AccessDecisions(
      request.access,
      (id) => loaders.actors.load(id),
      (of) => loaders.guardianships.load(of),
    ),
    clinics: new ClinicService(request, loaders),
    clinicChanges: new ClinicChangeService(request),
    rooms: new EquipmentService(request, ROOMS),
    devices: new EquipmentService(request, DEVICES),
    serviceTypes: new ServiceTypeService(request),
    workingHours: new WorkingHoursService(request),
    scheduleExceptions: new ScheduleExceptionService(request),
    clinicPolicies: new ClinicPolicyService(request),
    slots: new SlotService(request),
    slotHolds: new SlotHoldService(request),
    waitlist: new WaitlistService(request),
    waitlists: new WaitlistListService(request, loaders),
    appointments: new AppointmentService(request, loaders),
    bookings: new BookingService(request),
    bulkBookings: new BulkBookingService(request),
    series: new SeriesService(request),
    appointmentChanges: new AppointmentChangeService(request),
    attendance: new AttendanceService(request),
    clinical: new ClinicalService(request, loaders),
    statistics: new StatisticsService(request),
    calendarFeeds: new CalendarFeedService(request, publicUrl),
  };
}
