export type { AccessDecision as AccessDecisionModel } from "#shared/access-decisions/access-decisions.ts";
import type { Attributes } from "#shared/auth/predicates.ts";
import type { Page } from "#shared/graphql/pagination.ts";
import type { StatisticsCell } from "./domain/appointment-statistics.ts";
import type { AppointmentListKey } from "./loaders.ts";
import type { AppointmentRow } from "./repositories/appointment-repository.ts";
import type { CalendarFeedRow } from "./repositories/calendar-feed-repository.ts";
import type { ClinicRow } from "./repositories/clinic-repository.ts";
import type { KnownPatientRow } from "./repositories/known-patient-repository.ts";
import type { DeviceRow } from "./repositories/device-repository.ts";
import type { RoomRow } from "./repositories/room-repository.ts";
import type { PractitionerReference, ScheduleRow } from "./repositories/schedule-repository.ts";
import type { ScheduleExceptionRow } from "./repositories/schedule-exception-repository.ts";
import type { SlotHoldRow } from "./repositories/slot-hold-repository.ts";
import type { ServiceTypeRow } from "./repositories/service-type-repository.ts";
import type { WaitlistOfferRow } from "./repositories/waitlist-offer-repository.ts";
import type { WaitlistEntryRow } from "./repositories/waitlist-repository.ts";

export type ClinicModel = ClinicRow;
export type ClinicPolicyModel = ClinicRow;
export type RoomModel = RoomRow;
export type DeviceModel = DeviceRow;
export type ServiceTypeModel = ServiceTypeRow;
export type ScheduleModel = ScheduleRow;
export type ScheduleExceptionModel = ScheduleExceptionRow;
export type SlotHoldModel = SlotHoldRow;
export type WaitlistEntryModel = WaitlistEntryRow;
export type CalendarFeedModel = CalendarFeedRow;
export type AppointmentModel = AppointmentRow;
export type PatientModel = KnownPatientRow;
export type PractitionerModel = PractitionerReference;

/** A free time with all it is for. */
export interface SlotModel {
  readonly startsAt: Date;
  readonly endsAt: Date;
  readonly practitioner: PractitionerReference;
  readonly clinic: ClinicRow;
  readonly serviceType: ServiceTypeRow;
}

/** An offer with the entry that it is for. */
export interface WaitlistOfferModel extends WaitlistOfferRow {
  readonly entry: WaitlistEntryRow;
}

export type ClinicConnectionModel = Page<ClinicRow>;
export type SlotConnectionModel = Page<SlotModel>;
export type ScheduleExceptionConnectionModel = Page<ScheduleExceptionRow>;
export type WaitlistEntryConnectionModel = Page<WaitlistEntryRow>;

/** A page of appointments; what it is a page of is kept for `totalCount`. */
export interface AppointmentConnectionModel extends Page<AppointmentRow> {
  readonly list: AppointmentListKey;
  /** The patient or practitioner whose list it is, as the policies see them. */
  readonly owner: Attributes;
}

/** Numbers of a group of appointments, with the clinic they are of. */
export interface AppointmentStatisticsCellModel extends StatisticsCell {
  readonly clinic: ClinicRow | null;
}

export type AppointmentStatisticsConnectionModel = Page<AppointmentStatisticsCellModel>;

/** GraphQL type → name of the type above that its resolvers get as parent. Read by `codegen.ts`. */
export const MAPPERS = {
  AccessDecision: "AccessDecisionModel",
  Clinic: "ClinicModel",
  ClinicPolicy: "ClinicPolicyModel",
  Room: "RoomModel",
  Device: "DeviceModel",
  ServiceType: "ServiceTypeModel",
  Schedule: "ScheduleModel",
  ScheduleException: "ScheduleExceptionModel",
  SlotHold: "SlotHoldModel",
  WaitlistEntry: "WaitlistEntryModel",
  WaitlistOffer: "WaitlistOfferModel",
  CalendarFeed: "CalendarFeedModel",
  Appointment: "AppointmentModel",
  Patient: "PatientModel",
  Practitioner: "PractitionerModel",
  Slot: "SlotModel",
  ClinicConnection: "ClinicConnectionModel",
  SlotConnection: "SlotConnectionModel",
  ScheduleExceptionConnection: "ScheduleExceptionConnectionModel",
  WaitlistEntryConnection: "WaitlistEntryConnectionModel",
  AppointmentConnection: "AppointmentConnectionModel",
  AppointmentStatisticsCell: "AppointmentStatisticsCellModel",
  AppointmentStatisticsConnection: "AppointmentStatisticsConnectionModel",
} as const;
