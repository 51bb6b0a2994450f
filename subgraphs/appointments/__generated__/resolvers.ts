import type { GraphQLResolveInfo, GraphQLScalarType, GraphQLScalarTypeConfig } from 'graphql';
import type { AccessDecisionModel, ClinicModel, ClinicPolicyModel, RoomModel, DeviceModel, ServiceTypeModel, ScheduleModel, ScheduleExceptionModel, SlotHoldModel, WaitlistEntryModel, WaitlistOfferModel, CalendarFeedModel, AppointmentModel, PatientModel, PractitionerModel, SlotModel, ClinicConnectionModel, SlotConnectionModel, ScheduleExceptionConnectionModel, WaitlistEntryConnectionModel, AppointmentConnectionModel, AppointmentStatisticsCellModel, AppointmentStatisticsConnectionModel } from '../mappers.ts';
import type { Context } from '../context.ts';
export type Maybe<T> = T | null;
export type InputMaybe<T> = Maybe<T>;
export type Omit<T, K extends keyof T> = Pick<T, Exclude<keyof T, K>>;
export type RequireFields<T, K extends keyof T> = Omit<T, K> & { [P in K]-?: NonNullable<T[P]> };
/** All built-in and custom scalars, mapped to their actual values */
export type Scalars = {
  ID: { input: string; output: string; }
  String: { input: string; output: string; }
  Boolean: { input: boolean; output: boolean; }
  Int: { input: number; output: number; }
  Float: { input: number; output: number; }
  /** An ISO-4217 currency code, for example `EUR`. */
  CurrencyCode: { input: string; output: string; }
  /** An instant in UTC, ISO-8601, for example `2026-03-09T14:30:00.000Z`. */
  DateTime: { input: Date; output: Date | string; }
  /** A calendar date without a time or a zone, ISO-8601, for example `1987-02-14`. */
  LocalDate: { input: string; output: string; }
  /** A whole number of at most 53 bits. */
  SafeInt: { input: number; output: number; }
  _FieldSet: { input: unknown; output: unknown; }
};

/** What `acceptWaitlistOffer` needs. */
export type AcceptWaitlistOfferInput = {
  /** How closely the reason and what will be noted are kept; `NORMAL` when left out or null. */
  confidentiality?: InputMaybe<Confidentiality>;
  /**
   * Makes it safe to send the same again: for a day, this key with this input gets the outcome of the first time. 1 to 255 visible ASCII
   * characters, such as a UUID.
   */
  idempotencyKey?: InputMaybe<Scalars['String']['input']>;
  /** Why the patient comes, 1 to 1000 characters; seen by the patient, the practitioner and who broke the glass only. */
  reason?: InputMaybe<Scalars['String']['input']>;
  /** The offer to take. */
  waitlistOfferId: Scalars['ID']['input'];
};

/** Outcome of `acceptWaitlistOffer`. */
export type AcceptWaitlistOfferPayload = {
  __typename?: 'AcceptWaitlistOfferPayload';
  /** The appointment; null when nothing was booked. */
  appointment?: Maybe<Appointment>;
  /** Why nothing was booked; empty when it was. */
  userErrors: Array<AcceptWaitlistOfferUserError>;
};

/** One reason why `acceptWaitlistOffer` booked nothing. */
export type AcceptWaitlistOfferUserError = {
  __typename?: 'AcceptWaitlistOfferUserError';
  /** What is wrong, for a program. */
  code: AcceptWaitlistOfferUserErrorCode;
  /** Path of the input field that is wrong, for example `input.waitlistOfferId`; null when it is none in particular. */
  field?: Maybe<Scalars['String']['output']>;
  /** What is wrong, for a person. */
  message: Scalars['String']['output'];
};

/** Why `acceptWaitlistOffer` booked nothing. */
export type AcceptWaitlistOfferUserErrorCode =
  /** There is no such clinic that the viewer may see. */
  | 'CLINIC_NOT_FOUND'
  /** The service has to be booked longer before its start (`minimumNoticeMinutes`). */
  | 'NOTICE_TOO_SHORT'
  /** No device of a kind that the service needs is free at that time. */
  | 'NO_DEVICE_FREE'
  /** No room of the clinic, of the kind that the service needs, is free at that time. */
  | 'NO_ROOM_FREE'
  /** It has expired, was taken or let go. */
  | 'OFFER_ENDED'
  /** There is no such offer that the viewer may take. */
  | 'OFFER_NOT_FOUND'
  /** The patient has another appointment at that time. */
  | 'PATIENT_BUSY'
  /** There is no such patient that the viewer may see; a patient is known within a second after sign-up. */
  | 'PATIENT_NOT_FOUND'
  /** There is no such practitioner. */
  | 'PRACTITIONER_NOT_FOUND'
  /** The clinic offers no such service. */
  | 'SERVICE_TYPE_NOT_FOUND'
  /** The time has passed. */
  | 'SLOT_IN_PAST'
  /** The practitioner's working hours have no slot that starts then any more. */
  | 'SLOT_NOT_OFFERED'
  /** The practitioner is taken at that time. */
  | 'SLOT_TAKEN'
  /** The service is for accounts of a higher tier than the viewer's. */
  | 'TIER_TOO_LOW'
  /** The service cannot be booked so far ahead yet (`bookingHorizonDays`). */
  | 'TOO_FAR_AHEAD';

/** A condition of a grant, as it is for one account and one thing. */
export type AccessCondition = {
  __typename?: 'AccessCondition';
  /** True when it holds. */
  isMet: Scalars['Boolean']['output'];
  /** Name of the condition in the policy table, for example `assignedRegion`. */
  name: Scalars['String']['output'];
};

/** Whether an account may do something with a thing, and what decided. Told to admins. */
export type AccessDecision = {
  __typename?: 'AccessDecision';
  /** The conditions of the grant that decided; when none did, those of every grant that is for the account. */
  conditions: Array<AccessCondition>;
  /** True when it may. */
  isAllowed: Scalars['Boolean']['output'];
  /**
   * What decided, in the words of the policy table: for example `appointment:read granted to SUPPORT when assignedRegion`,
   * `no grant of appointment:read`, `account not known` or `account disabled`.
   */
  rule: Scalars['String']['output'];
};

/** Level of service an account has. */
export type AccountTier =
  /** More than the standard. */
  | 'PREMIUM'
  /** What everybody has. */
  | 'STANDARD';

/** What `addClinic` needs. */
export type AddClinicInput = {
  /** City that the clinic is in, 1 to 100 characters. */
  city: Scalars['String']['input'];
  /**
   * Makes it safe to send the same again: for a day, this key with this input gets the outcome of the first time. 1 to 255 visible ASCII
   * characters, such as a UUID.
   */
  idempotencyKey?: InputMaybe<Scalars['String']['input']>;
  /** Name of the clinic, 1 to 100 characters; no other open clinic has it. */
  name: Scalars['String']['input'];
  /** Region that the clinic belongs to: lower-case letters, digits and single hyphens, for example `us-east`, at most 50 characters. */
  region: Scalars['String']['input'];
  /** IANA time zone of the clinic, for example `America/New_York`. */
  timeZone: Scalars['String']['input'];
};

/** Outcome of `addClinic`. */
export type AddClinicPayload = {
  __typename?: 'AddClinicPayload';
  /** The new clinic, without rooms, services and hours; null when none was added. */
  clinic?: Maybe<Clinic>;
  /** Why nothing was added; empty when it was. */
  userErrors: Array<AddClinicUserError>;
};

/** One reason why `addClinic` added nothing. */
export type AddClinicUserError = {
  __typename?: 'AddClinicUserError';
  /** What is wrong, for a program. */
  code: AddClinicUserErrorCode;
  /** Path of the input field that is wrong, for example `input.name`; null when it is none in particular. */
  field?: Maybe<Scalars['String']['output']>;
  /** What is wrong, for a person. */
  message: Scalars['String']['output'];
};

/** Why `addClinic` added nothing. */
export type AddClinicUserErrorCode =
  /** Another open clinic has that name. */
  | 'NAME_TAKEN'
  /** There is no such time zone. */
  | 'TIME_ZONE_UNKNOWN';

/** What `addDevice` needs. */
export type AddDeviceInput = {
  /** The clinic that it is in. */
  clinicId: Scalars['ID']['input'];
  /**
   * Makes it safe to send the same again: for a day, this key with this input gets the outcome of the first time. 1 to 255 visible ASCII
   * characters, such as a UUID.
   */
  idempotencyKey?: InputMaybe<Scalars['String']['input']>;
  /** What it is, for example `ECG`: capitals, digits and underscores, at most 50 characters; services may need a device of a kind. */
  kind: Scalars['String']['input'];
  /** Name of the device, 1 to 100 characters; no other device of the clinic has it. */
  name: Scalars['String']['input'];
};

/** Outcome of `addDevice`. */
export type AddDevicePayload = {
  __typename?: 'AddDevicePayload';
  /** The new device; null when none was added. */
  device?: Maybe<Device>;
  /** Why nothing was added; empty when it was. */
  userErrors: Array<AddDeviceUserError>;
};

/** One reason why `addDevice` added nothing. */
export type AddDeviceUserError = {
  __typename?: 'AddDeviceUserError';
  /** What is wrong, for a program. */
  code: AddDeviceUserErrorCode;
  /** Path of the input field that is wrong, for example `input.name`; null when it is none in particular. */
  field?: Maybe<Scalars['String']['output']>;
  /** What is wrong, for a person. */
  message: Scalars['String']['output'];
};

/** Why `addDevice` added nothing. */
export type AddDeviceUserErrorCode =
  /** There is no such open clinic that the viewer may change. */
  | 'CLINIC_NOT_FOUND'
  /** Another device of the clinic has that name. */
  | 'NAME_TAKEN';

/** What `addRoom` needs. */
export type AddRoomInput = {
  /** The clinic that it is in. */
  clinicId: Scalars['ID']['input'];
  /**
   * Makes it safe to send the same again: for a day, this key with this input gets the outcome of the first time. 1 to 255 visible ASCII
   * characters, such as a UUID.
   */
  idempotencyKey?: InputMaybe<Scalars['String']['input']>;
  /** What it is fitted for, for example `CONSULTATION`: capitals, digits and underscores, at most 50 characters; services may need a room of a kind. */
  kind: Scalars['String']['input'];
  /** Name of the room, 1 to 100 characters; no other room of the clinic has it. */
  name: Scalars['String']['input'];
};

/** Outcome of `addRoom`. */
export type AddRoomPayload = {
  __typename?: 'AddRoomPayload';
  /** The new room; null when none was added. */
  room?: Maybe<Room>;
  /** Why nothing was added; empty when it was. */
  userErrors: Array<AddRoomUserError>;
};

/** One reason why `addRoom` added nothing. */
export type AddRoomUserError = {
  __typename?: 'AddRoomUserError';
  /** What is wrong, for a program. */
  code: AddRoomUserErrorCode;
  /** Path of the input field that is wrong, for example `input.name`; null when it is none in particular. */
  field?: Maybe<Scalars['String']['output']>;
  /** What is wrong, for a person. */
  message: Scalars['String']['output'];
};

/** Why `addRoom` added nothing. */
export type AddRoomUserErrorCode =
  /** There is no such open clinic that the viewer may change. */
  | 'CLINIC_NOT_FOUND'
  /** Another room of the clinic has that name. */
  | 'NAME_TAKEN';

/** What `addScheduleException` needs. */
export type AddScheduleExceptionInput = {
  /** The clinic; for a closure and extra hours, and for them only. */
  clinicId?: InputMaybe<Scalars['ID']['input']>;
  /** Until when, on each of the days, `HH:MM`, `24:00` for the end of the day; given when `startTime` is. */
  endTime?: InputMaybe<Scalars['String']['input']>;
  /** First day, in the clinic's zone. */
  firstDate: Scalars['LocalDate']['input'];
  /**
   * Makes it safe to send the same again: for a day, this key with this input gets the outcome of the first time. 1 to 255 visible ASCII
   * characters, such as a UUID.
   */
  idempotencyKey?: InputMaybe<Scalars['String']['input']>;
  /** What it is. */
  kind: ScheduleExceptionKind;
  /** Last day, at most 366 days after the first; left out or null for the first day alone. */
  lastDate?: InputMaybe<Scalars['LocalDate']['input']>;
  /** Who is away or works more; for a leave and extra hours, and for them only. */
  practitionerId?: InputMaybe<Scalars['ID']['input']>;
  /**
   * When all of it comes again, a recurrence rule of RFC 5545 of whole days that begins on `firstDate`, for example `FREQ=YEARLY`; at most 200
   * characters, `FREQ` is `DAILY`, `WEEKLY`, `MONTHLY` or `YEARLY`, `COUNT` at most 999. Left out or null for never.
   */
  recurrence?: InputMaybe<Scalars['String']['input']>;
  /** From when on, on each of the days, `HH:MM`; left out or null for the whole day. Required for extra hours. */
  startTime?: InputMaybe<Scalars['String']['input']>;
  /** What it is, 1 to 100 characters; not for a leave, whose reason is nobody's business. */
  title?: InputMaybe<Scalars['String']['input']>;
};

/** Outcome of `addScheduleException`. */
export type AddScheduleExceptionPayload = {
  __typename?: 'AddScheduleExceptionPayload';
  /** Appointments to come that a leave or a closure meets within a year, which stay until somebody moves or cancels them: the first 100, by start. */
  affectedAppointments: Array<Appointment>;
  /** The exception; null when nothing was added. */
  scheduleException?: Maybe<ScheduleException>;
  /** Why nothing was added; empty when it was. */
  userErrors: Array<AddScheduleExceptionUserError>;
};

/** One reason why `addScheduleException` added nothing. */
export type AddScheduleExceptionUserError = {
  __typename?: 'AddScheduleExceptionUserError';
  /** What is wrong, for a program. */
  code: AddScheduleExceptionUserErrorCode;
  /** Path of the input field that is wrong, for example `input.recurrence`; null when it is none in particular. */
  field?: Maybe<Scalars['String']['output']>;
  /** What is wrong, for a person. */
  message: Scalars['String']['output'];
};

/** Why `addScheduleException` added nothing. */
export type AddScheduleExceptionUserErrorCode =
  /** There is no such clinic. */
  | 'CLINIC_NOT_FOUND'
  /** The last day is before the first, or more than 366 days after it. */
  | 'DATES_INVALID'
  /** There is no such practitioner, or none who works at the clinic. */
  | 'PRACTITIONER_NOT_FOUND'
  /** The rule is none that is kept, or has no day. */
  | 'RECURRENCE_INVALID'
  /** It would not end after it begins. */
  | 'TIMES_INVALID';

/** What `addServiceType` needs. */
export type AddServiceTypeInput = {
  /** How far ahead patients and partners' programs may book it, in days of 24 hours, 1 to 1096; 365 when left out or null. */
  bookingHorizonDays?: InputMaybe<Scalars['Int']['input']>;
  /** How long practitioner, room and devices are kept free afterwards, in minutes, 0 or more; 0 when left out or null. */
  bufferAfterMinutes?: InputMaybe<Scalars['Int']['input']>;
  /** How long practitioner, room and devices are kept free before, in minutes, 0 or more; 0 when left out or null. */
  bufferBeforeMinutes?: InputMaybe<Scalars['Int']['input']>;
  /** The clinic that offers it. */
  clinicId: Scalars['ID']['input'];
  /** The kinds of devices it needs, one of each, at most 5; none when left out or null. */
  deviceKinds?: InputMaybe<Array<Scalars['String']['input']>>;
  /** How long the patient is seen, in minutes, 1 or more; with both buffers at most 1440. */
  durationMinutes: Scalars['Int']['input'];
  /**
   * Makes it safe to send the same again: for a day, this key with this input gets the outcome of the first time. 1 to 255 visible ASCII
   * characters, such as a UUID.
   */
  idempotencyKey?: InputMaybe<Scalars['String']['input']>;
  /** How long before its start patients and partners' programs have to book it, in minutes, 0 to 43200; 0 when left out or null. */
  minimumNoticeMinutes?: InputMaybe<Scalars['Int']['input']>;
  /** The lowest tier of an account with which a patient books it; `STANDARD` when left out or null. */
  minimumTier?: InputMaybe<AccountTier>;
  /** Name of the service, 1 to 100 characters; no other service of the clinic has it. */
  name: Scalars['String']['input'];
  /** Who offers it, at most 100; everybody who works at the clinic when left out or null. */
  practitionerIds?: InputMaybe<Array<Scalars['ID']['input']>>;
  /** What the service costs. */
  price: MoneyInput;
  /** The kind of room it needs; any when left out or null. */
  roomKind?: InputMaybe<Scalars['String']['input']>;
};

/** Outcome of `addServiceType`. */
export type AddServiceTypePayload = {
  __typename?: 'AddServiceTypePayload';
  /** The new service; null when none was added. */
  serviceType?: Maybe<ServiceType>;
  /** Why nothing was added; empty when it was. */
  userErrors: Array<AddServiceTypeUserError>;
};

/** One reason why `addServiceType` added nothing. */
export type AddServiceTypeUserError = {
  __typename?: 'AddServiceTypeUserError';
  /** What is wrong, for a program. */
  code: AddServiceTypeUserErrorCode;
  /** Path of the input field that is wrong, for example `input.name`; null when it is none in particular. */
  field?: Maybe<Scalars['String']['output']>;
  /** What is wrong, for a person. */
  message: Scalars['String']['output'];
};

/** Why `addServiceType` added nothing. */
export type AddServiceTypeUserErrorCode =
  /** There is no such open clinic that the viewer may change. */
  | 'CLINIC_NOT_FOUND'
  /** The duration has to be a minute or more, no buffer less than none, and all of them a day of 1440 minutes at most. */
  | 'DURATION_INVALID'
  /** Another service of the clinic has that name. */
  | 'NAME_TAKEN'
  /** One of the practitioners does not exist. */
  | 'PRACTITIONER_NOT_FOUND';

/** A planned meeting of a patient and a practitioner; FHIR R4 Appointment. */
export type Appointment = {
  __typename?: 'Appointment';
  /** Whether an account of the tenant may do something with this appointment, and what decided. */
  accessDecision: AccessDecision;
  /** When the patient came; null when not yet. */
  arrivedAt?: Maybe<Scalars['DateTime']['output']>;
  /** Why it was cancelled; null when it was not, or no reason was given. */
  cancellationReason?: Maybe<Scalars['String']['output']>;
  /** When it was cancelled; null when it was not. */
  cancelledAt?: Maybe<Scalars['DateTime']['output']>;
  /** The clinic it is at. */
  clinic: Clinic;
  /** How closely `reason` and `notes` are kept. */
  confidentiality: Confidentiality;
  /** The devices it uses, by name. */
  devices: Array<Device>;
  /** When the patient may leave. */
  endsAt: Scalars['DateTime']['output'];
  /** What the patient owes, as it was cancelled late or the patient did not come; null when nothing, or when it was waived. */
  fee?: Maybe<AppointmentFee>;
  /**
   * Until when, that instant included, the patient cancels it without a fee; when it has passed, cancelling costs the patient one. By the
   * clinic's policy as it stands. A patient who moves the appointment after this instant does not win any time: it stays in the past. Null
   * when the appointment cannot be cancelled any more, and when cancelling late costs nothing.
   */
  freeCancellationUntil?: Maybe<Scalars['DateTime']['output']>;
  /** Unique id. */
  id: Scalars['ID']['output'];
  /** What the practitioner noted, which the patient reads, too; null when nothing was noted. */
  notes?: Maybe<Scalars['String']['output']>;
  /** Who is seen; null when the viewer may not see that patient or the patient cannot be reached. */
  patient?: Maybe<Patient>;
  /** Who sees the patient; null when the directory of practitioners cannot be reached. */
  practitioner?: Maybe<Practitioner>;
  /** Why the patient comes; null when not told. */
  reason?: Maybe<Scalars['String']['output']>;
  /** The room it is in. */
  room: Room;
  /** The series that it was booked with (`bookAppointmentSeries`); null for none. */
  seriesId?: Maybe<Scalars['ID']['output']>;
  /** The service it is for. */
  serviceType: ServiceType;
  /** When the practitioner began; null when not yet. `startsAt` stays what was planned. */
  startedAt?: Maybe<Scalars['DateTime']['output']>;
  /** When the patient is seen. */
  startsAt: Scalars['DateTime']['output'];
  /** State of the appointment. */
  status: AppointmentStatus;
  /** Grows by one with each change; pass the one you saw to what changes it. */
  version: Scalars['Int']['output'];
};


/** A planned meeting of a patient and a practitioner; FHIR R4 Appointment. */
export type AppointmentAccessDecisionArgs = {
  action: Scalars['String']['input'];
  actorId: Scalars['ID']['input'];
};

/** A page of appointments. */
export type AppointmentConnection = {
  __typename?: 'AppointmentConnection';
  /** The appointments of the page with their cursors. */
  edges: Array<AppointmentEdge>;
  /** The appointments of the page. */
  nodes: Array<Appointment>;
  /** Where the page stands. */
  pageInfo: PageInfo;
  /** How many appointments match in all; counted only when asked for. */
  totalCount?: Maybe<Scalars['Int']['output']>;
};

/** An appointment in a page. */
export type AppointmentEdge = {
  __typename?: 'AppointmentEdge';
  /** Where the appointment stands in the list, to pass as `after`. */
  cursor: Scalars['String']['output'];
  /** The appointment. */
  node: Appointment;
};

/** What a patient owes for an appointment that did not take place. */
export type AppointmentFee = {
  __typename?: 'AppointmentFee';
  /**
   * How much: the percentage of the clinic's policy of the service's price, both as they were when it fell due, in whole minor units; half
   * a unit is rounded up.
   */
  amount: Money;
  /** What it is for. */
  kind: AppointmentFeeKind;
};

/** What a fee of an appointment is for. */
export type AppointmentFeeKind =
  /** The patient cancelled later than the clinic's policy allows without a fee. */
  | 'LATE_CANCELLATION'
  /** The patient did not come. */
  | 'NO_SHOW';

/** Narrows a list of appointments. */
export type AppointmentFilter = {
  /** Only appointments that start at this instant or later. */
  from?: InputMaybe<Scalars['DateTime']['input']>;
  /** Only appointments in one of these states; 1 to 10 of them. */
  statuses?: InputMaybe<Array<AppointmentStatus>>;
  /** Only appointments that start before this instant. */
  to?: InputMaybe<Scalars['DateTime']['input']>;
};

/** Order of a list of appointments. */
export type AppointmentOrder =
  /** Earliest start first. */
  | 'STARTS_AT_ASC'
  /** Latest start first. */
  | 'STARTS_AT_DESC';

/**
 * Numbers of the appointments of one calendar month that have the values named here. Local days of each clinic's zone
 * count. A group without appointments has no cell.
 */
export type AppointmentStatisticsCell = {
  __typename?: 'AppointmentStatisticsCell';
  /** The clinic; null when grouped by neither clinic nor service. */
  clinic?: Maybe<Clinic>;
  /**
   * How many appointments took their time: `FULFILLED`, `NOSHOW`, and those left in `BOOKED`, `ARRIVED` or `CHECKED_IN`,
   * which are counted where a clinic left 11 or more of them in the month, and left out where it left fewer. By status,
   * `CANCELLED`, `PROPOSED`, `PENDING` and `WAITLIST` are counted too, which no other number contains.
   * `ENTERED_IN_ERROR` never counts. At least 11; null when suppressed.
   */
  count?: Maybe<Scalars['Int']['output']>;
  /** The day; null when not grouped by day. */
  day?: Maybe<Scalars['LocalDate']['output']>;
  /**
   * True when the numbers are left out, because they are of fewer than 11 appointments, or tell of such a group together
   * with other numbers. A suppressed cell may be of no appointment at all.
   */
  isSuppressed: Scalars['Boolean']['output'];
  /**
   * True when `utilisation` is estimated: of a day, by the mean minutes of the clinic's appointments in the month; of a
   * month, when services of different length are suppressed, by the mean of their lengths.
   */
  isUtilisationEstimated: Scalars['Boolean']['output'];
  /** Mean time from when the counted appointments were made to their start, in whole hours; null when suppressed. */
  leadTimeHours?: Maybe<Scalars['Int']['output']>;
  /** The calendar month, for example `2026-02`. */
  month: Scalars['String']['output'];
  /**
   * `NOSHOW` ÷ (`FULFILLED` + `NOSHOW`), rounded to 4 places, by region, clinic and service. Both have to be none or at
   * least 11, and so has what they leave of the clinic; else null. Null by day and status.
   */
  noShowRate?: Maybe<Scalars['Float']['output']>;
  /** The region; null when grouped by neither region nor clinic nor service. */
  region?: Maybe<Scalars['String']['output']>;
  /** The service; null when not grouped by service. */
  serviceType?: Maybe<ServiceType>;
  /** The status; null when not grouped by status. */
  status?: Maybe<AppointmentStatus>;
  /**
   * Booked minutes ÷ offered minutes, rounded to 4 places; above 1 when more was booked than is offered. Booked: of the
   * counted appointments, the minutes that their services last, without buffers. Offered: the working hours that
   * practitioners have at the clinic now, for the days of the month or the day. By service it is the service's part of
   * what the clinic offers. Null when suppressed, by status, when nothing is offered, and by region and day also where
   * it is not known of every clinic.
   */
  utilisation?: Maybe<Scalars['Float']['output']>;
};

/** A page of cells. */
export type AppointmentStatisticsConnection = {
  __typename?: 'AppointmentStatisticsConnection';
  /** The cells of the page with their cursors. */
  edges: Array<AppointmentStatisticsEdge>;
  /** The cells of the page. */
  nodes: Array<AppointmentStatisticsCell>;
  /** Where the page stands. */
  pageInfo: PageInfo;
};

/** A cell in a page. */
export type AppointmentStatisticsEdge = {
  __typename?: 'AppointmentStatisticsEdge';
  /** Where the cell stands in the list, to pass as `after`. */
  cursor: Scalars['String']['output'];
  /** The cell. */
  node: AppointmentStatisticsCell;
};

/**
 * What appointments are counted by. The numbers of every grouping are sums of the same published parts, so that no two
 * answers can be taken from each other to learn of fewer than 11 appointments.
 */
export type AppointmentStatisticsGrouping =
  /** By clinic. */
  | 'CLINIC'
  /** By clinic and day. */
  | 'CLINIC_DAY'
  /** By clinic and status. */
  | 'CLINIC_STATUS'
  /** By day, over all clinics that the viewer may see. */
  | 'DAY'
  /** By region. */
  | 'REGION'
  /** By region and day. */
  | 'REGION_DAY'
  /** By region and status. */
  | 'REGION_STATUS'
  /** By service, which is one clinic's. */
  | 'SERVICE'
  /** By status, over all clinics that the viewer may see. */
  | 'STATUS';

/** State of an appointment; FHIR R4 AppointmentStatus. */
export type AppointmentStatus =
  /** The patient has come. */
  | 'ARRIVED'
  /** Agreed; practitioner, room, devices and patient are reserved. */
  | 'BOOKED'
  /** It was called off. */
  | 'CANCELLED'
  /** The patient has been received and waits to be seen. */
  | 'CHECKED_IN'
  /** It should never have been entered. */
  | 'ENTERED_IN_ERROR'
  /** It took place. */
  | 'FULFILLED'
  /** The patient did not come. */
  | 'NOSHOW'
  /** Some of those concerned have not agreed yet. */
  | 'PENDING'
  /** Suggested; nobody has agreed yet. */
  | 'PROPOSED'
  /** The patient waits for a time to become free. */
  | 'WAITLIST';

/** How far the attendance of an appointment is. */
export type AttendanceStep =
  /** The patient has come: `ARRIVED`. From twelve hours before the start on. */
  | 'ARRIVE'
  /** The patient has been received and waits to be seen: `CHECKED_IN`. From twelve hours before the start on. */
  | 'CHECK_IN'
  /** It took place: `FULFILLED`. Whatever is left of its time is free again. */
  | 'COMPLETE'
  /**
   * The patient did not come: `NOSHOW`. Once its start has passed; whatever is left of its time is free again. The patient may owe a fee
   * (`Appointment.fee`), and there is no way back: waive it when in doubt.
   */
  | 'MISS'
  /** The practitioner begins: the appointment is `CHECKED_IN`, and has `startedAt`. From twelve hours before the start on. */
  | 'START';

/** What `bookAppointment` needs: a slot of `availableSlots` and who is to be seen. */
export type BookAppointmentInput = {
  /** The clinic. */
  clinicId: Scalars['ID']['input'];
  /** How closely the reason and what will be noted are kept; `NORMAL` when left out or null. */
  confidentiality?: InputMaybe<Confidentiality>;
  /**
   * Makes it safe to send the same again: for a day, this key with this input gets the outcome of the first time. 1 to 255 visible ASCII
   * characters, such as a UUID.
   */
  idempotencyKey?: InputMaybe<Scalars['String']['input']>;
  /**
   * Also when the practitioner is taken then, as far as the clinic allows its staff (`ClinicPolicy.overbookingLimit`); beyond that, and for
   * everybody else, it changes nothing. Room, devices and patient have to be free all the same.
   */
  overbook?: InputMaybe<Scalars['Boolean']['input']>;
  /** Who is seen. */
  patientId: Scalars['ID']['input'];
  /** Who sees the patient. */
  practitionerId: Scalars['ID']['input'];
  /** Why the patient comes, 1 to 1000 characters; seen by the patient, the practitioner and who broke the glass only. */
  reason?: InputMaybe<Scalars['String']['input']>;
  /** The service, one that the clinic offers. */
  serviceTypeId: Scalars['ID']['input'];
  /** Start of a slot as `availableSlots` gives it. */
  startsAt: Scalars['DateTime']['input'];
};

/** Outcome of `bookAppointment`. */
export type BookAppointmentPayload = {
  __typename?: 'BookAppointmentPayload';
  /** The appointment; null when nothing was booked. */
  appointment?: Maybe<Appointment>;
  /** Why nothing was booked; empty when it was. */
  userErrors: Array<BookAppointmentUserError>;
};

/** What `bookAppointmentSeries` needs. */
export type BookAppointmentSeriesInput = {
  /** The clinic. */
  clinicId: Scalars['ID']['input'];
  /** How closely the reason and what will be noted are kept; `NORMAL` when left out or null. */
  confidentiality?: InputMaybe<Confidentiality>;
  /**
   * Makes it safe to send the same again: for a day, this key with this input gets the outcome of the first time. 1 to 255 visible ASCII
   * characters, such as a UUID.
   */
  idempotencyKey?: InputMaybe<Scalars['String']['input']>;
  /** How much of it is booked when not all of it can be. */
  mode: BookingMode;
  /** Who is seen. */
  patientId: Scalars['ID']['input'];
  /** Who sees the patient. */
  practitionerId: Scalars['ID']['input'];
  /** Why the patient comes, 1 to 1000 characters; seen by the patient, the practitioner and who broke the glass only. */
  reason?: InputMaybe<Scalars['String']['input']>;
  /**
   * The days, a recurrence rule of RFC 5545 of whole days that begins on the day of `startsAt`, for example `FREQ=WEEKLY;COUNT=6`: `FREQ` is
   * `DAILY`, `WEEKLY`, `MONTHLY` or `YEARLY`; 1 to 52 days within three years.
   */
  recurrence: Scalars['String']['input'];
  /** The service, one that the clinic offers. */
  serviceTypeId: Scalars['ID']['input'];
  /** Start of a slot as `availableSlots` gives it; the others are at the same time of day on the clinic's clock. */
  startsAt: Scalars['DateTime']['input'];
};

/** Outcome of `bookAppointmentSeries`. */
export type BookAppointmentSeriesPayload = {
  __typename?: 'BookAppointmentSeriesPayload';
  /** What became of each time, by start; empty when the times were not looked at, and when a refusal is told again under its key. */
  occurrences: Array<SeriesOccurrence>;
  /** Id of the series, which each of its appointments has (`Appointment.seriesId`); null when nothing was booked. */
  seriesId?: Maybe<Scalars['ID']['output']>;
  /** Why nothing was booked; empty when something was. */
  userErrors: Array<BookAppointmentSeriesUserError>;
};

/** One reason why `bookAppointmentSeries` booked nothing. */
export type BookAppointmentSeriesUserError = {
  __typename?: 'BookAppointmentSeriesUserError';
  /** What is wrong, for a program. */
  code: BookAppointmentSeriesUserErrorCode;
  /** Path of the input field that is wrong, for example `input.recurrence`; null when it is none in particular. */
  field?: Maybe<Scalars['String']['output']>;
  /** What is wrong, for a person. */
  message: Scalars['String']['output'];
};

/** Why `bookAppointmentSeries` booked nothing. */
export type BookAppointmentSeriesUserErrorCode =
  /** There is no such clinic that the viewer may see. */
  | 'CLINIC_NOT_FOUND'
  /** None of the times can be had; `occurrences` says why. */
  | 'NOTHING_BOOKED'
  /** There is no such patient that the viewer may see; a patient is known within a second after sign-up. */
  | 'PATIENT_NOT_FOUND'
  /** The rule is none that is kept, or has no day. */
  | 'RECURRENCE_INVALID'
  /** Some of the times cannot be had, and all were wanted; `occurrences` says which. */
  | 'SERIES_INCOMPLETE'
  /** The clinic offers no such service. */
  | 'SERVICE_TYPE_NOT_FOUND'
  /** The service is for accounts of a higher tier than the viewer's. */
  | 'TIER_TOO_LOW'
  /** The rule has more than 52 days within three years. */
  | 'TOO_MANY_OCCURRENCES';

/** One reason why `bookAppointment` booked nothing. */
export type BookAppointmentUserError = {
  __typename?: 'BookAppointmentUserError';
  /** What is wrong, for a program. */
  code: BookAppointmentUserErrorCode;
  /** Path of the input field that is wrong, for example `input.startsAt`; null when it is none in particular. */
  field?: Maybe<Scalars['String']['output']>;
  /** What is wrong, for a person. */
  message: Scalars['String']['output'];
};

/** Why `bookAppointment` booked nothing. */
export type BookAppointmentUserErrorCode =
  /** There is no such clinic that the viewer may see. */
  | 'CLINIC_NOT_FOUND'
  /** The service has to be booked longer before its start (`minimumNoticeMinutes`). */
  | 'NOTICE_TOO_SHORT'
  /** No device of a kind that the service needs is free at that time. */
  | 'NO_DEVICE_FREE'
  /** No room of the clinic, of the kind that the service needs, is free at that time. */
  | 'NO_ROOM_FREE'
  /** The patient has another appointment at that time. */
  | 'PATIENT_BUSY'
  /** There is no such patient that the viewer may see; a patient is known within a second after sign-up. */
  | 'PATIENT_NOT_FOUND'
  /** There is no such practitioner. */
  | 'PRACTITIONER_NOT_FOUND'
  /** The clinic offers no such service. */
  | 'SERVICE_TYPE_NOT_FOUND'
  /** The time has passed. */
  | 'SLOT_IN_PAST'
  /** The practitioner's working hours have no slot that starts then. */
  | 'SLOT_NOT_OFFERED'
  /** The practitioner is taken at that time. */
  | 'SLOT_TAKEN'
  /** The service is for accounts of a higher tier than the viewer's. */
  | 'TIER_TOO_LOW'
  /** The service cannot be booked so far ahead yet (`bookingHorizonDays`). */
  | 'TOO_FAR_AHEAD';

/** What `bookAppointments` needs. */
export type BookAppointmentsInput = {
  /**
   * Makes it safe to send the same again: for a day, this key with this input gets the outcome of the first time. 1 to 255 visible ASCII
   * characters, such as a UUID.
   */
  idempotencyKey?: InputMaybe<Scalars['String']['input']>;
  /** How much of it is booked when not all of it can be. */
  mode: BookingMode;
  /** What to book, 1 to 50 rows of any clinics, services and patients: what an earlier row takes is taken for those after it. */
  rows: Array<BookAppointmentsRowInput>;
};

/** Outcome of `bookAppointments`. */
export type BookAppointmentsPayload = {
  __typename?: 'BookAppointmentsPayload';
  /** What became of each row, in the order of the input; the same when it is told again under its key. */
  results: Array<BookAppointmentsResult>;
  /** Why nothing was booked; empty when something was. */
  userErrors: Array<BookAppointmentsUserError>;
};

/** What became of one row of `bookAppointments`. */
export type BookAppointmentsResult = {
  __typename?: 'BookAppointmentsResult';
  /** The appointment; null when it was not booked, and under a key also when the viewer may not see it any more. */
  appointment?: Maybe<Appointment>;
  /**
   * Why this row cannot be booked; null when it was booked, and when only others were in the way of the whole. A patient for whom the viewer
   * may not book there is `PATIENT_NOT_FOUND`, as one that does not exist.
   */
  problem?: Maybe<BookAppointmentUserErrorCode>;
  /** Which row of the input, from 0 on. */
  row: Scalars['Int']['output'];
};

/** One appointment that `bookAppointments` is to book: a slot of `availableSlots` and who is to be seen. */
export type BookAppointmentsRowInput = {
  /** The clinic. */
  clinicId: Scalars['ID']['input'];
  /** How closely the reason and what will be noted are kept; `NORMAL` when left out or null. */
  confidentiality?: InputMaybe<Confidentiality>;
  /** Also when the practitioner is taken then, as `BookAppointmentInput.overbook`. */
  overbook?: InputMaybe<Scalars['Boolean']['input']>;
  /** Who is seen. */
  patientId: Scalars['ID']['input'];
  /** Who sees the patient. */
  practitionerId: Scalars['ID']['input'];
  /** Why the patient comes, 1 to 1000 characters; seen by the patient, the practitioner and who broke the glass only. */
  reason?: InputMaybe<Scalars['String']['input']>;
  /** The service, one that the clinic offers. */
  serviceTypeId: Scalars['ID']['input'];
  /** Start of a slot as `availableSlots` gives it. */
  startsAt: Scalars['DateTime']['input'];
};

/** One reason why `bookAppointments` booked nothing. */
export type BookAppointmentsUserError = {
  __typename?: 'BookAppointmentsUserError';
  /** What is wrong, for a program. */
  code: BookAppointmentsUserErrorCode;
  /** Path of the input field that is wrong; null when it is none in particular. */
  field?: Maybe<Scalars['String']['output']>;
  /** What is wrong, for a person. */
  message: Scalars['String']['output'];
};

/** Why `bookAppointments` booked nothing. */
export type BookAppointmentsUserErrorCode =
  /** Some of the rows cannot be booked, and all were wanted; `results` says which. */
  | 'BOOKINGS_INCOMPLETE'
  /** None of the rows can be booked; `results` says why. */
  | 'NOTHING_BOOKED';

/** What `bookHold` needs. */
export type BookHoldInput = {
  /** How closely the reason and what will be noted are kept; `NORMAL` when left out or null. */
  confidentiality?: InputMaybe<Confidentiality>;
  /** The hold to book. */
  holdId: Scalars['ID']['input'];
  /**
   * Makes it safe to send the same again: for a day, this key with this input gets the outcome of the first time. 1 to 255 visible ASCII
   * characters, such as a UUID.
   */
  idempotencyKey?: InputMaybe<Scalars['String']['input']>;
  /** Why the patient comes, 1 to 1000 characters; seen by the patient, the practitioner and who broke the glass only. */
  reason?: InputMaybe<Scalars['String']['input']>;
};

/** Outcome of `bookHold`. */
export type BookHoldPayload = {
  __typename?: 'BookHoldPayload';
  /** The appointment; null when nothing was booked. */
  appointment?: Maybe<Appointment>;
  /** Why nothing was booked; empty when it was. */
  userErrors: Array<BookHoldUserError>;
};

/** One reason why `bookHold` booked nothing. */
export type BookHoldUserError = {
  __typename?: 'BookHoldUserError';
  /** What is wrong, for a program. */
  code: BookHoldUserErrorCode;
  /** Path of the input field that is wrong, for example `input.holdId`; null when it is none in particular. */
  field?: Maybe<Scalars['String']['output']>;
  /** What is wrong, for a person. */
  message: Scalars['String']['output'];
};

/** Why `bookHold` booked nothing. */
export type BookHoldUserErrorCode =
  /** There is no such clinic that the viewer may see. */
  | 'CLINIC_NOT_FOUND'
  /** It was booked, or let go. */
  | 'HOLD_ENDED'
  /** Its ten minutes are over. */
  | 'HOLD_EXPIRED'
  /** There is no such hold that the viewer may use. */
  | 'HOLD_NOT_FOUND'
  /** The service has to be booked longer before its start (`minimumNoticeMinutes`). */
  | 'NOTICE_TOO_SHORT'
  /** No device of a kind that the service needs is free at that time. */
  | 'NO_DEVICE_FREE'
  /** No room of the clinic, of the kind that the service needs, is free at that time. */
  | 'NO_ROOM_FREE'
  /** The patient has another appointment at that time. */
  | 'PATIENT_BUSY'
  /** There is no such patient that the viewer may see; a patient is known within a second after sign-up. */
  | 'PATIENT_NOT_FOUND'
  /** There is no such practitioner. */
  | 'PRACTITIONER_NOT_FOUND'
  /** The clinic offers no such service. */
  | 'SERVICE_TYPE_NOT_FOUND'
  /** The time has passed. */
  | 'SLOT_IN_PAST'
  /** The practitioner's working hours have no slot that starts then. */
  | 'SLOT_NOT_OFFERED'
  /** The practitioner is taken at that time. */
  | 'SLOT_TAKEN'
  /** The service is for accounts of a higher tier than the viewer's. */
  | 'TIER_TOO_LOW'
  /** The service cannot be booked so far ahead yet (`bookingHorizonDays`). */
  | 'TOO_FAR_AHEAD';

/** How much of what is asked for together is booked when not all of it can be. */
export type BookingMode =
  /** All of it, or nothing. */
  | 'ALL_OR_NONE'
  /** What can be had; why the rest cannot is told. */
  | 'BEST_EFFORT';

/**
 * An iCalendar file (RFC 5545) of one's own appointments, read by calendar apps under an address that nobody can guess. Whoever has
 * the address reads it: it needs no signing in, and is good until it is revoked.
 */
export type CalendarFeed = {
  __typename?: 'CalendarFeed';
  /** When it was made. */
  createdAt: Scalars['DateTime']['output'];
  /** What its entries are called. */
  detail: CalendarFeedDetail;
  /** Unique id; not part of the address. */
  id: Scalars['ID']['output'];
  /** Whose appointments it has. */
  kind: CalendarFeedKind;
  /** The hour in which it was last fetched, its beginning; null when it never was. */
  lastUsedAt?: Maybe<Scalars['DateTime']['output']>;
  /** What its owner calls it; calendar apps show it as the name of the calendar. */
  name: Scalars['String']['output'];
};

/** What the entries of a calendar feed are called. None tells who the patient is, why the patient comes or what was noted. */
export type CalendarFeedDetail =
  /** Nothing about health: `Appointment` in a patient's calendar, `Busy` in a practitioner's. */
  | 'MINIMAL'
  /** The name of the service, for example `Dermatology check`, to whoever can read the calendar. */
  | 'SERVICE';

/** Whose appointments a calendar feed has. */
export type CalendarFeedKind =
  /** Those of the patient that the account is. */
  | 'PATIENT'
  /** Those with the practitioner that the account is. */
  | 'PRACTITIONER';

/** What `cancelAppointment` needs. */
export type CancelAppointmentInput = {
  /** The appointment to call off. */
  appointmentId: Scalars['ID']['input'];
  /**
   * Whose side calls it off: the patient's may cost a fee (`Appointment.freeCancellationUntil`), the clinic's never does. Left out or null
   * it is `CLINIC` for the clinic's staff. For patients and programs that act for them it is always `PATIENT`.
   */
  initiator?: InputMaybe<CancellationInitiator>;
  /** Why it is called off, 1 to 1000 characters. */
  reason?: InputMaybe<Scalars['String']['input']>;
  /** True: the patient owes no fee, though it is late. For the clinic's staff, and not for an appointment of their own. */
  waiveFee?: InputMaybe<Scalars['Boolean']['input']>;
};

/** Outcome of `cancelAppointment`. */
export type CancelAppointmentPayload = {
  __typename?: 'CancelAppointmentPayload';
  /** The cancelled appointment; null when nothing was cancelled. */
  appointment?: Maybe<Appointment>;
  /** Why nothing was cancelled; empty when it was. */
  userErrors: Array<CancelAppointmentUserError>;
};

/** One reason why `cancelAppointment` cancelled nothing. */
export type CancelAppointmentUserError = {
  __typename?: 'CancelAppointmentUserError';
  /** What is wrong, for a program. */
  code: CancelAppointmentUserErrorCode;
  /** Path of the input field that is wrong, for example `input.appointmentId`; null when it is none in particular. */
  field?: Maybe<Scalars['String']['output']>;
  /** What is wrong, for a person. */
  message: Scalars['String']['output'];
};

/** Why `cancelAppointment` cancelled nothing. */
export type CancelAppointmentUserErrorCode =
  /** An appointment in its state, or one that has begun, cannot be cancelled. */
  | 'APPOINTMENT_NOT_CHANGEABLE'
  /** There is no such appointment that the viewer may see. */
  | 'APPOINTMENT_NOT_FOUND'
  /** Only the clinic's staff cancels for the clinic, and not an appointment of their own. */
  | 'INITIATOR_NOT_ALLOWED'
  /** Only the clinic's staff waives a fee, and not that of an appointment of their own. */
  | 'WAIVER_NOT_ALLOWED';

/** Whose side calls an appointment off. */
export type CancellationInitiator =
  /** The clinic. */
  | 'CLINIC'
  /** The patient, or somebody for the patient. */
  | 'PATIENT';

/** A place of care; FHIR R4 Location. */
export type Clinic = {
  __typename?: 'Clinic';
  /** Whether an account of the tenant may do something with this clinic, and what decided. */
  accessDecision: AccessDecision;
  /** City the clinic is in. */
  city: Scalars['String']['output'];
  /** Devices of the clinic, by name. */
  devices: Array<Device>;
  /** Unique id. */
  id: Scalars['ID']['output'];
  /** Name of the clinic. */
  name: Scalars['String']['output'];
  /** What the clinic asks of its patients, and when it reminds them. */
  policy: ClinicPolicy;
  /** Region the clinic belongs to, for example `us-east`. */
  region: Scalars['String']['output'];
  /** Rooms of the clinic, by name. */
  rooms: Array<Room>;
  /** Weekly working hours of the clinic's practitioners, by weekday and opening time. */
  schedules: Array<Schedule>;
  /** Services the clinic offers, by name. */
  serviceTypes: Array<ServiceType>;
  /** IANA time zone of the clinic, for example `America/New_York`; its working hours are local to it. */
  timeZone: Scalars['String']['output'];
};


/** A place of care; FHIR R4 Location. */
export type ClinicAccessDecisionArgs = {
  action: Scalars['String']['input'];
  actorId: Scalars['ID']['input'];
};

/** A page of clinics. */
export type ClinicConnection = {
  __typename?: 'ClinicConnection';
  /** The clinics of the page with their cursors. */
  edges: Array<ClinicEdge>;
  /** The clinics of the page. */
  nodes: Array<Clinic>;
  /** Where the page stands. */
  pageInfo: PageInfo;
  /** How many clinics there are in all; counted only when asked for. */
  totalCount?: Maybe<Scalars['Int']['output']>;
};

/** A clinic in a page. */
export type ClinicEdge = {
  __typename?: 'ClinicEdge';
  /** Where the clinic stands in the list, to pass as `after`. */
  cursor: Scalars['String']['output'];
  /** The clinic. */
  node: Clinic;
};

/** What a clinic asks of its patients, and when it reminds them. Answers that ask for it are kept by nobody: a change is seen at once. */
export type ClinicPolicy = {
  __typename?: 'ClinicPolicy';
  /** Patients cancel without a fee so many hours before the start at least, 0 to 720. They are elapsed hours, also when clocks change. */
  freeCancellationHours: Scalars['Int']['output'];
  /** What a patient who cancels later owes, in percent of the service's price, 0 to 100. */
  lateCancellationFeePercent: Scalars['Int']['output'];
  /** What a patient who does not come owes, in percent of the service's price, 0 to 100. */
  noShowFeePercent: Scalars['Int']['output'];
  /** How many appointments more than one a practitioner may have at one time, 0 to 10. */
  overbookingLimit: Scalars['Int']['output'];
  /** So many elapsed hours before the start patients are reminded, the fewest first: up to 5 values, 1 to 336; none when empty. */
  reminderHoursBefore: Array<Scalars['Int']['output']>;
  /** Grows by one with each change; pass the one you saw to what changes it. */
  version: Scalars['Int']['output'];
  /** How long a time is offered to somebody on the waitlist, in minutes, 5 to 1440; less for a time that could not be booked any more then. */
  waitlistOfferMinutes: Scalars['Int']['output'];
};

/** What `closeClinic` needs. */
export type CloseClinicInput = {
  /** The clinic. */
  clinicId: Scalars['ID']['input'];
};

/** Outcome of `closeClinic`. */
export type CloseClinicPayload = {
  __typename?: 'CloseClinicPayload';
  /** Appointments to come that are at the clinic, which stay until somebody moves or cancels them: the first 100, by start. */
  affectedAppointments: Array<Appointment>;
  /** The clinic that was closed; null when none was. */
  clinic?: Maybe<Clinic>;
  /** Why nothing was closed; empty when it was. */
  userErrors: Array<CloseClinicUserError>;
};

/** One reason why `closeClinic` closed nothing. */
export type CloseClinicUserError = {
  __typename?: 'CloseClinicUserError';
  /** What is wrong, for a program. */
  code: CloseClinicUserErrorCode;
  /** Path of the input field that is wrong, for example `input.name`; null when it is none in particular. */
  field?: Maybe<Scalars['String']['output']>;
  /** What is wrong, for a person. */
  message: Scalars['String']['output'];
};

/** Why `closeClinic` closed nothing. */
export type CloseClinicUserErrorCode =
  /** There is no such open clinic that the viewer may change. */
  | 'CLINIC_NOT_FOUND';

/**
 * How closely the clinical part of an appointment is kept: why the patient comes and what was noted. The patient and the
 * treating practitioner read it at any level, administrators and support at none. Another practitioner has to break the glass
 * (`breakGlass`), and the level says for which purpose. FHIR R4 `meta.security`, codes N, R and V of v3-Confidentiality.
 */
export type Confidentiality =
  /** Breaking the glass opens it for any purpose. */
  | 'NORMAL'
  /** Opened for `SAFEGUARDING` and `EMERGENCY_TREATMENT`, and not for `CONTINUITY_OF_CARE`. */
  | 'RESTRICTED'
  /** Opened for `EMERGENCY_TREATMENT` only, for example what would harm the patient if a colleague knew. */
  | 'VERY_RESTRICTED';

/** What `createCalendarFeed` needs. */
export type CreateCalendarFeedInput = {
  /** What its entries are called; left out or null for `MINIMAL`. */
  detail?: InputMaybe<CalendarFeedDetail>;
  /**
   * Makes it safe to send the same again: for a day, this key with this input gets the outcome of the first time, without the address. 1 to 255
   * visible ASCII characters, such as a UUID.
   */
  idempotencyKey?: InputMaybe<Scalars['String']['input']>;
  /** Whose appointments it is to have: those of the patient or the practitioner that one is oneself. */
  kind: CalendarFeedKind;
  /** What to call it, 1 to 100 characters, for example the calendar it is for. It is shown as the name of the calendar. */
  name: Scalars['String']['input'];
};

/** Outcome of `createCalendarFeed`. */
export type CreateCalendarFeedPayload = {
  __typename?: 'CreateCalendarFeedPayload';
  /** The feed; null when none was made. */
  calendarFeed?: Maybe<CalendarFeed>;
  /**
   * The address to subscribe to, which is told here and never again: only its hash is kept. Null when none was made, and when the key was
   * sent before; if the first answer was lost, revoke the feed and make another one.
   */
  url?: Maybe<Scalars['String']['output']>;
  /** Why no feed was made; empty when one was. */
  userErrors: Array<CreateCalendarFeedUserError>;
};

/** One reason why `createCalendarFeed` made no feed. */
export type CreateCalendarFeedUserError = {
  __typename?: 'CreateCalendarFeedUserError';
  /** What is wrong, for a program. */
  code: CreateCalendarFeedUserErrorCode;
  /** Path of the input field that is wrong, for example `input.kind`; null when it is none in particular. */
  field?: Maybe<Scalars['String']['output']>;
  /** What is wrong, for a person. */
  message: Scalars['String']['output'];
};

/** Why `createCalendarFeed` made no feed. */
export type CreateCalendarFeedUserErrorCode =
  /** The account is no patient, or no practitioner. */
  | 'NO_OWN_CALENDAR'
  /** The account has ten feeds: revoke one first. */
  | 'TOO_MANY_CALENDAR_FEEDS';

/** What `declineWaitlistOffer` needs. */
export type DeclineWaitlistOfferInput = {
  /** The offer to let go. */
  waitlistOfferId: Scalars['ID']['input'];
};

/** Outcome of `declineWaitlistOffer`. */
export type DeclineWaitlistOfferPayload = {
  __typename?: 'DeclineWaitlistOfferPayload';
  /** Why nothing was let go; empty when it was. */
  userErrors: Array<DeclineWaitlistOfferUserError>;
  /** The entry, which waits for another time; null when nothing was let go. */
  waitlistEntry?: Maybe<WaitlistEntry>;
};

/** One reason why `declineWaitlistOffer` let go nothing. */
export type DeclineWaitlistOfferUserError = {
  __typename?: 'DeclineWaitlistOfferUserError';
  /** What is wrong, for a program. */
  code: DeclineWaitlistOfferUserErrorCode;
  /** Path of the input field that is wrong, for example `input.waitlistOfferId`; null when it is none in particular. */
  field?: Maybe<Scalars['String']['output']>;
  /** What is wrong, for a person. */
  message: Scalars['String']['output'];
};

/** Why `declineWaitlistOffer` let go nothing. */
export type DeclineWaitlistOfferUserErrorCode =
  /** It has expired, was taken or let go. */
  | 'OFFER_ENDED'
  /** There is no such offer that the viewer may let go. */
  | 'OFFER_NOT_FOUND';

/** A thing that one appointment at a time can use; FHIR R4 Device. */
export type Device = {
  __typename?: 'Device';
  /** Unique id. */
  id: Scalars['ID']['output'];
  /** What it is, for example `ECG`; services may need a device of a kind. */
  kind: Scalars['String']['output'];
  /** Name of the device. */
  name: Scalars['String']['output'];
};

/** What `holdSlot` needs: a slot of `availableSlots` and for whom it is kept. */
export type HoldSlotInput = {
  /** The clinic. */
  clinicId: Scalars['ID']['input'];
  /**
   * Makes it safe to send the same again: for a day, this key with this input gets the outcome of the first time. 1 to 255 visible ASCII
   * characters, such as a UUID.
   */
  idempotencyKey?: InputMaybe<Scalars['String']['input']>;
  /** For whom it is kept. */
  patientId: Scalars['ID']['input'];
  /** Who would see the patient. */
  practitionerId: Scalars['ID']['input'];
  /** The service, one that the clinic offers. */
  serviceTypeId: Scalars['ID']['input'];
  /** Start of a slot as `availableSlots` gives it. */
  startsAt: Scalars['DateTime']['input'];
};

/** Outcome of `holdSlot`. */
export type HoldSlotPayload = {
  __typename?: 'HoldSlotPayload';
  /** The hold; null when nothing was kept free. */
  hold?: Maybe<SlotHold>;
  /** Why nothing was kept; empty when it was. */
  userErrors: Array<HoldSlotUserError>;
};

/** One reason why `holdSlot` kept nothing. */
export type HoldSlotUserError = {
  __typename?: 'HoldSlotUserError';
  /** What is wrong, for a program. */
  code: HoldSlotUserErrorCode;
  /** Path of the input field that is wrong, for example `input.holdId`; null when it is none in particular. */
  field?: Maybe<Scalars['String']['output']>;
  /** What is wrong, for a person. */
  message: Scalars['String']['output'];
};

/** Why `holdSlot` kept nothing. */
export type HoldSlotUserErrorCode =
  /** There is no such clinic that the viewer may see. */
  | 'CLINIC_NOT_FOUND'
  /** The service has to be booked longer before its start (`minimumNoticeMinutes`). */
  | 'NOTICE_TOO_SHORT'
  /** No device of a kind that the service needs is free at that time. */
  | 'NO_DEVICE_FREE'
  /** No room of the clinic, of the kind that the service needs, is free at that time. */
  | 'NO_ROOM_FREE'
  /** The patient has another appointment at that time. */
  | 'PATIENT_BUSY'
  /** There is no such patient that the viewer may see; a patient is known within a second after sign-up. */
  | 'PATIENT_NOT_FOUND'
  /** There is no such practitioner. */
  | 'PRACTITIONER_NOT_FOUND'
  /** The clinic offers no such service. */
  | 'SERVICE_TYPE_NOT_FOUND'
  /** The time has passed. */
  | 'SLOT_IN_PAST'
  /** The practitioner's working hours have no slot that starts then. */
  | 'SLOT_NOT_OFFERED'
  /** The practitioner is taken at that time. */
  | 'SLOT_TAKEN'
  /** The service is for accounts of a higher tier than the viewer's. */
  | 'TIER_TOO_LOW'
  /** The service cannot be booked so far ahead yet (`bookingHorizonDays`). */
  | 'TOO_FAR_AHEAD'
  /** Three times are kept free for the patient already. */
  | 'TOO_MANY_HOLDS';

/** What `joinWaitlist` needs. */
export type JoinWaitlistInput = {
  /** The clinic. */
  clinicId: Scalars['ID']['input'];
  /** First day that would do, in the clinic's zone. */
  fromDate: Scalars['LocalDate']['input'];
  /**
   * Makes it safe to send the same again: for a day, this key with this input gets the outcome of the first time. 1 to 255 visible ASCII
   * characters, such as a UUID.
   */
  idempotencyKey?: InputMaybe<Scalars['String']['input']>;
  /** Who waits. */
  patientId: Scalars['ID']['input'];
  /** Who is to see the patient, one who offers the service at the clinic; left out or null for anybody who does. */
  practitionerId?: InputMaybe<Scalars['ID']['input']>;
  /** `ROUTINE` when left out or null; `URGENT` is for the clinic's staff to say. */
  priority?: InputMaybe<WaitlistPriority>;
  /** The service, one that the clinic offers. */
  serviceTypeId: Scalars['ID']['input'];
  /** Last day that would do: today or later, at most 90 days after the first, and within 366 days from today. */
  untilDate: Scalars['LocalDate']['input'];
};

/** Outcome of `joinWaitlist`. */
export type JoinWaitlistPayload = {
  __typename?: 'JoinWaitlistPayload';
  /** Why nothing was added; empty when it was. */
  userErrors: Array<JoinWaitlistUserError>;
  /** The entry; null when nothing was added. */
  waitlistEntry?: Maybe<WaitlistEntry>;
};

/** One reason why `joinWaitlist` added nothing. */
export type JoinWaitlistUserError = {
  __typename?: 'JoinWaitlistUserError';
  /** What is wrong, for a program. */
  code: JoinWaitlistUserErrorCode;
  /** Path of the input field that is wrong, for example `input.untilDate`; null when it is none in particular. */
  field?: Maybe<Scalars['String']['output']>;
  /** What is wrong, for a person. */
  message: Scalars['String']['output'];
};

/** Why `joinWaitlist` added nothing. */
export type JoinWaitlistUserErrorCode =
  /** The patient waits for that service of that practitioner, or of anybody, already. */
  | 'ALREADY_WAITING'
  /** There is no such clinic that the viewer may see. */
  | 'CLINIC_NOT_FOUND'
  /** There is no such patient that the viewer may see; a patient is known within a second after sign-up. */
  | 'PATIENT_NOT_FOUND'
  /** Nobody of that id offers the service at the clinic. */
  | 'PRACTITIONER_NOT_FOUND'
  /** Only the clinic's staff says what is urgent, and nobody for themselves. */
  | 'PRIORITY_NOT_ALLOWED'
  /** The clinic offers no such service. */
  | 'SERVICE_TYPE_NOT_FOUND'
  /** The service is for accounts of a higher tier than the viewer's. */
  | 'TIER_TOO_LOW'
  /** The patient waits for five things already. */
  | 'TOO_MANY_WAITING'
  /** The last day is before the first or over, more than 90 days after the first, or more than 366 days from today. */
  | 'WAITLIST_DATES_INVALID';

/** What `leaveWaitlist` needs. */
export type LeaveWaitlistInput = {
  /** The entry to take off the waitlist. */
  waitlistEntryId: Scalars['ID']['input'];
};

/** Outcome of `leaveWaitlist`. */
export type LeaveWaitlistPayload = {
  __typename?: 'LeaveWaitlistPayload';
  /** Why nothing was changed; empty when it was. */
  userErrors: Array<LeaveWaitlistUserError>;
  /** The entry as it is now; null when nothing was changed. */
  waitlistEntry?: Maybe<WaitlistEntry>;
};

/** One reason why `leaveWaitlist` changed nothing. */
export type LeaveWaitlistUserError = {
  __typename?: 'LeaveWaitlistUserError';
  /** What is wrong, for a program. */
  code: LeaveWaitlistUserErrorCode;
  /** Path of the input field that is wrong, for example `input.waitlistEntryId`; null when it is none in particular. */
  field?: Maybe<Scalars['String']['output']>;
  /** What is wrong, for a person. */
  message: Scalars['String']['output'];
};

/** Why `leaveWaitlist` changed nothing. */
export type LeaveWaitlistUserErrorCode =
  /** It was booked, has expired, or was taken off the waitlist before. */
  | 'WAITLIST_ENTRY_ENDED'
  /** There is no such entry that the viewer may change. */
  | 'WAITLIST_ENTRY_NOT_FOUND';

/** An amount of money. Never a floating-point number. */
export type Money = {
  __typename?: 'Money';
  /** The amount in the currency's minor unit, for example cents. */
  amountMinor: Scalars['SafeInt']['output'];
  /** The currency. */
  currency: Scalars['CurrencyCode']['output'];
};

/** An amount of money to set. */
export type MoneyInput = {
  /** The amount in the currency's smallest unit, 0 to 1000000000000. */
  amountMinor: Scalars['SafeInt']['input'];
  /** ISO 4217 code of the currency. */
  currency: Scalars['CurrencyCode']['input'];
};

export type Mutation = {
  __typename?: 'Mutation';
  /** Books the time that is offered. The entry is done with it. */
  acceptWaitlistOffer: AcceptWaitlistOfferPayload;
  /** Adds a clinic. Region and time zone stay what they are, because what is planned and booked hangs on them. */
  addClinic: AddClinicPayload;
  /** Adds a device to a clinic. It can be booked at once. */
  addDevice: AddDevicePayload;
  /** Adds a room to a clinic. It can be booked at once. */
  addRoom: AddRoomPayload;
  /** Adds a leave, a closure or extra hours. Appointments that it meets stay, and are told. */
  addScheduleException: AddScheduleExceptionPayload;
  /** Adds a service to what a clinic offers. It can be booked at once. */
  addServiceType: AddServiceTypePayload;
  /** Books a free slot for a patient. Two bookings can never hold the same practitioner, room, device or patient at one time. */
  bookAppointment: BookAppointmentPayload;
  /**
   * Books appointments that follow a rule, for example six weekly sessions, in one step. Each is then an appointment like any other, and is
   * moved and cancelled by itself.
   */
  bookAppointmentSeries: BookAppointmentSeriesPayload;
  /** Books many appointments in one step, for example those of a day of check-ups of a company. Each is then an appointment like any other. */
  bookAppointments: BookAppointmentsPayload;
  /** Books what a hold keeps free. The hold ends with it. */
  bookHold: BookHoldPayload;
  /** Calls an appointment off and frees practitioner, room, devices and patient. When it is late, the patient may owe a fee (`Appointment.fee`). */
  cancelAppointment: CancelAppointmentPayload;
  /** Closes a clinic for good: it is not found any more and offers nothing. Appointments that were there still name it. */
  closeClinic: CloseClinicPayload;
  /** Makes an address under which calendar apps read one's own appointments. Nobody does so for somebody else. */
  createCalendarFeed: CreateCalendarFeedPayload;
  /** Lets an offer go: the time is offered to the next one, and the entry waits for another time in its place of before. */
  declineWaitlistOffer: DeclineWaitlistOfferPayload;
  /** Keeps a free slot for a patient for ten minutes, so that nobody else books it meanwhile. At most three for a patient at a time. */
  holdSlot: HoldSlotPayload;
  /**
   * Puts a patient on the waitlist for a service: times that become free are offered in turn, each for as long as the clinic's
   * `waitlistOfferMinutes` say. At most five live entries a patient.
   */
  joinWaitlist: JoinWaitlistPayload;
  /** Takes an entry off the waitlist. An offer that it has ends with it. */
  leaveWaitlist: LeaveWaitlistPayload;
  /** Notes what was found at an appointment and how closely that is kept. For the treating practitioner; the patient reads it. */
  recordAppointmentNotes: RecordAppointmentNotesPayload;
  /** Records what happens at an appointment, from the patient's arrival to its end. For the treating practitioner and the clinic's staff. */
  recordAttendance: RecordAttendancePayload;
  /** Lets go of a slot that is kept free. */
  releaseHold: ReleaseHoldPayload;
  /** Takes a device away: nothing new takes it. */
  removeDevice: RemoveDevicePayload;
  /** Takes a room away: nothing new takes it. */
  removeRoom: RemoveRoomPayload;
  /** Takes back a leave, a closure or extra hours. */
  removeScheduleException: RemoveScheduleExceptionPayload;
  /** Takes a service out of what its clinic offers: nothing new is booked. What was booked can still be moved. */
  removeServiceType: RemoveServiceTypePayload;
  /** Moves an appointment to another slot of the same service and clinic, in one step: it keeps its old time or has the new. */
  rescheduleAppointment: RescheduleAppointmentPayload;
  /** Makes the address of a feed of one's own worthless, at once. */
  revokeCalendarFeed: RevokeCalendarFeedPayload;
  /** Says when a practitioner works at a clinic, in place of what was said before. Appointments stay as they are. */
  setWorkingHours: SetWorkingHoursPayload;
  /** Changes what a clinic is called and where it says that it is. */
  updateClinic: UpdateClinicPayload;
  /**
   * Changes what a clinic asks of its patients. For administrators. It
   * holds for appointments that were booked before, too: fees are reckoned by what stands when they are due.
   */
  updateClinicPolicy: UpdateClinicPolicyPayload;
  /** Changes what a device is called and its kind. What was booked stays. */
  updateDevice: UpdateDevicePayload;
  /** Changes what a room is called and its kind. What was booked stays. */
  updateRoom: UpdateRoomPayload;
  /** Changes a service for what is booked from now on. What was booked stays as long as it is, and costs what the service costs now. */
  updateServiceType: UpdateServiceTypePayload;
};


export type MutationAcceptWaitlistOfferArgs = {
  input: AcceptWaitlistOfferInput;
};


export type MutationAddClinicArgs = {
  input: AddClinicInput;
};


export type MutationAddDeviceArgs = {
  input: AddDeviceInput;
};


export type MutationAddRoomArgs = {
  input: AddRoomInput;
};


export type MutationAddScheduleExceptionArgs = {
  input: AddScheduleExceptionInput;
};


export type MutationAddServiceTypeArgs = {
  input: AddServiceTypeInput;
};


export type MutationBookAppointmentArgs = {
  input: BookAppointmentInput;
};


export type MutationBookAppointmentSeriesArgs = {
  input: BookAppointmentSeriesInput;
};


export type MutationBookAppointmentsArgs = {
  input: BookAppointmentsInput;
};


export type MutationBookHoldArgs = {
  input: BookHoldInput;
};


export type MutationCancelAppointmentArgs = {
  input: CancelAppointmentInput;
};


export type MutationCloseClinicArgs = {
  input: CloseClinicInput;
};


export type MutationCreateCalendarFeedArgs = {
  input: CreateCalendarFeedInput;
};


export type MutationDeclineWaitlistOfferArgs = {
  input: DeclineWaitlistOfferInput;
};


export type MutationHoldSlotArgs = {
  input: HoldSlotInput;
};


export type MutationJoinWaitlistArgs = {
  input: JoinWaitlistInput;
};


export type MutationLeaveWaitlistArgs = {
  input: LeaveWaitlistInput;
};


export type MutationRecordAppointmentNotesArgs = {
  input: RecordAppointmentNotesInput;
};


export type MutationRecordAttendanceArgs = {
  input: RecordAttendanceInput;
};


export type MutationReleaseHoldArgs = {
  input: ReleaseHoldInput;
};


export type MutationRemoveDeviceArgs = {
  input: RemoveDeviceInput;
};


export type MutationRemoveRoomArgs = {
  input: RemoveRoomInput;
};


export type MutationRemoveScheduleExceptionArgs = {
  input: RemoveScheduleExceptionInput;
};


export type MutationRemoveServiceTypeArgs = {
  input: RemoveServiceTypeInput;
};


export type MutationRescheduleAppointmentArgs = {
  input: RescheduleAppointmentInput;
};


export type MutationRevokeCalendarFeedArgs = {
  input: RevokeCalendarFeedInput;
};


export type MutationSetWorkingHoursArgs = {
  input: SetWorkingHoursInput;
};


export type MutationUpdateClinicArgs = {
  input: UpdateClinicInput;
};


export type MutationUpdateClinicPolicyArgs = {
  input: UpdateClinicPolicyInput;
};


export type MutationUpdateDeviceArgs = {
  input: UpdateDeviceInput;
};


export type MutationUpdateRoomArgs = {
  input: UpdateRoomInput;
};


export type MutationUpdateServiceTypeArgs = {
  input: UpdateServiceTypeInput;
};

/** Where a page stands in its list (Relay Cursor Connections). */
export type PageInfo = {
  __typename?: 'PageInfo';
  /** Cursor of the last item of the page, to pass as `after`; null when the page is empty. */
  endCursor?: Maybe<Scalars['String']['output']>;
  /** True when there are more items after this page. */
  hasNextPage: Scalars['Boolean']['output'];
  /** True when there are items before this page. */
  hasPreviousPage: Scalars['Boolean']['output'];
  /** Cursor of the first item of the page; null when the page is empty. */
  startCursor?: Maybe<Scalars['String']['output']>;
};

/** A person in care; FHIR R4 Patient. */
export type Patient = {
  __typename?: 'Patient';
  /** Appointments of the patient that the viewer may see; null when they cannot be reached. */
  appointments?: Maybe<AppointmentConnection>;
  /** Unique id. */
  id: Scalars['ID']['output'];
  /** Times that are kept free for the patient now, by start, of those that the viewer may see; null when they cannot be reached. */
  slotHolds?: Maybe<Array<SlotHold>>;
  /** What the patient waits and has waited for, the newest first, of what the viewer may see; null when it cannot be reached. */
  waitlistEntries?: Maybe<WaitlistEntryConnection>;
};


/** A person in care; FHIR R4 Patient. */
export type PatientAppointmentsArgs = {
  after?: InputMaybe<Scalars['String']['input']>;
  filter?: InputMaybe<AppointmentFilter>;
  first?: InputMaybe<Scalars['Int']['input']>;
  order?: InputMaybe<AppointmentOrder>;
};


/** A person in care; FHIR R4 Patient. */
export type PatientWaitlistEntriesArgs = {
  after?: InputMaybe<Scalars['String']['input']>;
  first?: InputMaybe<Scalars['Int']['input']>;
  isLive?: InputMaybe<Scalars['Boolean']['input']>;
};

/** A person who gives care; FHIR R4 Practitioner. */
export type Practitioner = {
  __typename?: 'Practitioner';
  /** Appointments with the practitioner that the viewer may see; null when they cannot be reached. */
  appointments?: Maybe<AppointmentConnection>;
  /** Unique id. */
  id: Scalars['ID']['output'];
};


/** A person who gives care; FHIR R4 Practitioner. */
export type PractitionerAppointmentsArgs = {
  after?: InputMaybe<Scalars['String']['input']>;
  filter?: InputMaybe<AppointmentFilter>;
  first?: InputMaybe<Scalars['Int']['input']>;
  order?: InputMaybe<AppointmentOrder>;
};

export type Query = {
  __typename?: 'Query';
  /** The appointment with this id; null when there is none that the viewer may see. */
  appointment?: Maybe<Appointment>;
  /**
   * Numbers of appointments per calendar month, of the clinics in the viewer's regions, admins of all: by month, day,
   * region, clinic, service and status. Only months that are over, in the clinic's zone. Numbers of 1 to 10 appointments
   * are left out, and with them others from which they could be had.
   */
  appointmentStatistics: AppointmentStatisticsConnection;
  /**
   * Free times for services, by start and practitioner: within working hours and outside leave and closures, with practitioner,
   * room and devices free for the service and its buffers, and not in the past. Services of several clinics are
   * searched together. Empty when the services, the clinic or the practitioners do not exist.
   */
  availableSlots: SlotConnection;
  /** One's own calendar feeds that are good, the latest first; at most 10. */
  calendarFeeds: Array<CalendarFeed>;
  /** The clinic with this id; null when there is none that the viewer may see. */
  clinic?: Maybe<Clinic>;
  /** Clinics of the viewer's tenant, by name. */
  clinics: ClinicConnection;
  /** Exceptions that concern a clinic, by first day: its own, and leave of who works there. For staff. */
  scheduleExceptions: ScheduleExceptionConnection;
  /**
   * Who waits at a clinic, in the order in which they are offered times. For staff; practitioners see who waits for them by name. Empty when
   * there is no such clinic.
   */
  waitlist: WaitlistEntryConnection;
};


export type QueryAppointmentArgs = {
  id: Scalars['ID']['input'];
};


export type QueryAppointmentStatisticsArgs = {
  after?: InputMaybe<Scalars['String']['input']>;
  by: AppointmentStatisticsGrouping;
  first?: InputMaybe<Scalars['Int']['input']>;
  fromMonth: Scalars['String']['input'];
  toMonth: Scalars['String']['input'];
};


export type QueryAvailableSlotsArgs = {
  after?: InputMaybe<Scalars['String']['input']>;
  clinicId?: InputMaybe<Scalars['ID']['input']>;
  days?: InputMaybe<Scalars['Int']['input']>;
  first?: InputMaybe<Scalars['Int']['input']>;
  from: Scalars['LocalDate']['input'];
  practitionerId?: InputMaybe<Scalars['ID']['input']>;
  practitionerIds?: InputMaybe<Array<Scalars['ID']['input']>>;
  serviceTypeId?: InputMaybe<Scalars['ID']['input']>;
  serviceTypeIds?: InputMaybe<Array<Scalars['ID']['input']>>;
};


export type QueryClinicArgs = {
  id: Scalars['ID']['input'];
};


export type QueryClinicsArgs = {
  after?: InputMaybe<Scalars['String']['input']>;
  first?: InputMaybe<Scalars['Int']['input']>;
};


export type QueryScheduleExceptionsArgs = {
  after?: InputMaybe<Scalars['String']['input']>;
  clinicId: Scalars['ID']['input'];
  first?: InputMaybe<Scalars['Int']['input']>;
  from: Scalars['LocalDate']['input'];
};


export type QueryWaitlistArgs = {
  after?: InputMaybe<Scalars['String']['input']>;
  clinicId: Scalars['ID']['input'];
  first?: InputMaybe<Scalars['Int']['input']>;
  serviceTypeId?: InputMaybe<Scalars['ID']['input']>;
};

/** What `recordAppointmentNotes` needs. */
export type RecordAppointmentNotesInput = {
  /** The appointment. */
  appointmentId: Scalars['ID']['input'];
  /** How closely reason and notes are kept from now on; left out or null it stays. */
  confidentiality?: InputMaybe<Confidentiality>;
  /** What was found, 1 to 4000 characters, in place of what was noted before; null removes that, left out it stays. */
  notes?: InputMaybe<Scalars['String']['input']>;
  /** The `version` the caller saw; a change made since then refuses the notes. */
  version: Scalars['Int']['input'];
};

/** Outcome of `recordAppointmentNotes`. */
export type RecordAppointmentNotesPayload = {
  __typename?: 'RecordAppointmentNotesPayload';
  /** The appointment with its notes; null when nothing was recorded. */
  appointment?: Maybe<Appointment>;
  /** Why nothing was recorded; empty when it was. */
  userErrors: Array<RecordAppointmentNotesUserError>;
};

/** One reason why `recordAppointmentNotes` recorded nothing. */
export type RecordAppointmentNotesUserError = {
  __typename?: 'RecordAppointmentNotesUserError';
  /** What is wrong, for a program. */
  code: RecordAppointmentNotesUserErrorCode;
  /** Path of the input field that is wrong, for example `input.version`; null when it is none in particular. */
  field?: Maybe<Scalars['String']['output']>;
  /** What is wrong, for a person. */
  message: Scalars['String']['output'];
};

/** Why `recordAppointmentNotes` recorded nothing. */
export type RecordAppointmentNotesUserErrorCode =
  /** The appointment was entered in error. */
  | 'APPOINTMENT_NOT_CHANGEABLE'
  /** There is no such appointment that the viewer may see. */
  | 'APPOINTMENT_NOT_FOUND'
  /** The appointment was changed since the version given. */
  | 'VERSION_CONFLICT';

/** What `recordAttendance` needs. */
export type RecordAttendanceInput = {
  /** The appointment. */
  appointmentId: Scalars['ID']['input'];
  /** What has happened. */
  step: AttendanceStep;
  /** The `version` the caller saw; when given, a change made since then refuses the step. */
  version?: InputMaybe<Scalars['Int']['input']>;
  /** With `MISS`, true: the patient owes no fee for not having come. Not for an appointment of one's own. */
  waiveFee?: InputMaybe<Scalars['Boolean']['input']>;
};

/** Outcome of `recordAttendance`. */
export type RecordAttendancePayload = {
  __typename?: 'RecordAttendancePayload';
  /** The appointment after the step; null when nothing was recorded. */
  appointment?: Maybe<Appointment>;
  /** Why nothing was recorded; empty when it was. */
  userErrors: Array<RecordAttendanceUserError>;
};

/** One reason why `recordAttendance` recorded nothing. */
export type RecordAttendanceUserError = {
  __typename?: 'RecordAttendanceUserError';
  /** What is wrong, for a program. */
  code: RecordAttendanceUserErrorCode;
  /** Path of the input field that is wrong, for example `input.step`; null when it is none in particular. */
  field?: Maybe<Scalars['String']['output']>;
  /** What is wrong, for a person. */
  message: Scalars['String']['output'];
};

/** Why `recordAttendance` recorded nothing. */
export type RecordAttendanceUserErrorCode =
  /** An appointment in its state does not come to this step. */
  | 'APPOINTMENT_NOT_CHANGEABLE'
  /** There is no such appointment that the viewer may see. */
  | 'APPOINTMENT_NOT_FOUND'
  /** It is too early for this step. */
  | 'TOO_EARLY'
  /** The appointment was changed since the version given. */
  | 'VERSION_CONFLICT'
  /** Nobody waives a fee of an appointment of their own. */
  | 'WAIVER_NOT_ALLOWED';

/** What `releaseHold` needs. */
export type ReleaseHoldInput = {
  /** The hold to let go. */
  holdId: Scalars['ID']['input'];
};

/** Outcome of `releaseHold`. */
export type ReleaseHoldPayload = {
  __typename?: 'ReleaseHoldPayload';
  /** The hold as it was; null when nothing was let go. */
  hold?: Maybe<SlotHold>;
  /** Why nothing was let go; empty when it was. */
  userErrors: Array<ReleaseHoldUserError>;
};

/** One reason why `releaseHold` let go nothing. */
export type ReleaseHoldUserError = {
  __typename?: 'ReleaseHoldUserError';
  /** What is wrong, for a program. */
  code: ReleaseHoldUserErrorCode;
  /** Path of the input field that is wrong, for example `input.holdId`; null when it is none in particular. */
  field?: Maybe<Scalars['String']['output']>;
  /** What is wrong, for a person. */
  message: Scalars['String']['output'];
};

/** Why `releaseHold` let go nothing. */
export type ReleaseHoldUserErrorCode =
  /** It was booked, or let go. */
  | 'HOLD_ENDED'
  /** Its ten minutes are over. */
  | 'HOLD_EXPIRED'
  /** There is no such hold that the viewer may use. */
  | 'HOLD_NOT_FOUND';

/** What `removeDevice` needs. */
export type RemoveDeviceInput = {
  /** The device. */
  deviceId: Scalars['ID']['input'];
};

/** Outcome of `removeDevice`. */
export type RemoveDevicePayload = {
  __typename?: 'RemoveDevicePayload';
  /** Appointments to come that take the device, which stay until somebody moves or cancels them: the first 100, by start. */
  affectedAppointments: Array<Appointment>;
  /** The device that was removed; null when none was. */
  device?: Maybe<Device>;
  /** Why nothing was removed; empty when it was. */
  userErrors: Array<RemoveDeviceUserError>;
};

/** One reason why `removeDevice` removed nothing. */
export type RemoveDeviceUserError = {
  __typename?: 'RemoveDeviceUserError';
  /** What is wrong, for a program. */
  code: RemoveDeviceUserErrorCode;
  /** Path of the input field that is wrong, for example `input.name`; null when it is none in particular. */
  field?: Maybe<Scalars['String']['output']>;
  /** What is wrong, for a person. */
  message: Scalars['String']['output'];
};

/** Why `removeDevice` removed nothing. */
export type RemoveDeviceUserErrorCode =
  /** There is no such device that the viewer may change. */
  | 'DEVICE_NOT_FOUND';

/** What `removeRoom` needs. */
export type RemoveRoomInput = {
  /** The room. */
  roomId: Scalars['ID']['input'];
};

/** Outcome of `removeRoom`. */
export type RemoveRoomPayload = {
  __typename?: 'RemoveRoomPayload';
  /** Appointments to come that take the room, which stay until somebody moves or cancels them: the first 100, by start. */
  affectedAppointments: Array<Appointment>;
  /** The room that was removed; null when none was. */
  room?: Maybe<Room>;
  /** Why nothing was removed; empty when it was. */
  userErrors: Array<RemoveRoomUserError>;
};

/** One reason why `removeRoom` removed nothing. */
export type RemoveRoomUserError = {
  __typename?: 'RemoveRoomUserError';
  /** What is wrong, for a program. */
  code: RemoveRoomUserErrorCode;
  /** Path of the input field that is wrong, for example `input.name`; null when it is none in particular. */
  field?: Maybe<Scalars['String']['output']>;
  /** What is wrong, for a person. */
  message: Scalars['String']['output'];
};

/** Why `removeRoom` removed nothing. */
export type RemoveRoomUserErrorCode =
  /** There is no such room that the viewer may change. */
  | 'ROOM_NOT_FOUND';

/** What `removeScheduleException` needs. */
export type RemoveScheduleExceptionInput = {
  /** The exception to take back. */
  scheduleExceptionId: Scalars['ID']['input'];
};

/** Outcome of `removeScheduleException`. */
export type RemoveScheduleExceptionPayload = {
  __typename?: 'RemoveScheduleExceptionPayload';
  /** The exception as it was; null when nothing was removed. */
  scheduleException?: Maybe<ScheduleException>;
  /** Why nothing was removed; empty when it was. */
  userErrors: Array<RemoveScheduleExceptionUserError>;
};

/** One reason why `removeScheduleException` removed nothing. */
export type RemoveScheduleExceptionUserError = {
  __typename?: 'RemoveScheduleExceptionUserError';
  /** What is wrong, for a program. */
  code: RemoveScheduleExceptionUserErrorCode;
  /** Path of the input field that is wrong, for example `input.recurrence`; null when it is none in particular. */
  field?: Maybe<Scalars['String']['output']>;
  /** What is wrong, for a person. */
  message: Scalars['String']['output'];
};

/** Why `removeScheduleException` removed nothing. */
export type RemoveScheduleExceptionUserErrorCode =
  /** There is no such exception. */
  | 'SCHEDULE_EXCEPTION_NOT_FOUND';

/** What `removeServiceType` needs. */
export type RemoveServiceTypeInput = {
  /** The service. */
  serviceTypeId: Scalars['ID']['input'];
};

/** Outcome of `removeServiceType`. */
export type RemoveServiceTypePayload = {
  __typename?: 'RemoveServiceTypePayload';
  /** Appointments to come that are for the service, which stay until somebody moves or cancels them: the first 100, by start. */
  affectedAppointments: Array<Appointment>;
  /** The service that was removed; null when none was. */
  serviceType?: Maybe<ServiceType>;
  /** Why nothing was removed; empty when it was. */
  userErrors: Array<RemoveServiceTypeUserError>;
};

/** One reason why `removeServiceType` removed nothing. */
export type RemoveServiceTypeUserError = {
  __typename?: 'RemoveServiceTypeUserError';
  /** What is wrong, for a program. */
  code: RemoveServiceTypeUserErrorCode;
  /** Path of the input field that is wrong, for example `input.name`; null when it is none in particular. */
  field?: Maybe<Scalars['String']['output']>;
  /** What is wrong, for a person. */
  message: Scalars['String']['output'];
};

/** Why `removeServiceType` removed nothing. */
export type RemoveServiceTypeUserErrorCode =
  /** There is no such service that the viewer may change. */
  | 'SERVICE_TYPE_NOT_FOUND';

/** What `rescheduleAppointment` needs. */
export type RescheduleAppointmentInput = {
  /** The appointment to move. */
  appointmentId: Scalars['ID']['input'];
  /** Who sees the patient from now on; left out or null keeps the practitioner. */
  practitionerId?: InputMaybe<Scalars['ID']['input']>;
  /** Start of a slot as `availableSlots` gives it, for the same service and clinic. */
  startsAt: Scalars['DateTime']['input'];
  /** The `version` the caller saw; when given, a change made since then refuses the move. */
  version?: InputMaybe<Scalars['Int']['input']>;
};

/** Outcome of `rescheduleAppointment`. */
export type RescheduleAppointmentPayload = {
  __typename?: 'RescheduleAppointmentPayload';
  /** The appointment at its new time; null when nothing was moved, and then its old time still holds. */
  appointment?: Maybe<Appointment>;
  /** Why nothing was moved; empty when it was. */
  userErrors: Array<RescheduleAppointmentUserError>;
};

/** One reason why `rescheduleAppointment` moved nothing. */
export type RescheduleAppointmentUserError = {
  __typename?: 'RescheduleAppointmentUserError';
  /** What is wrong, for a program. */
  code: RescheduleAppointmentUserErrorCode;
  /** Path of the input field that is wrong, for example `input.startsAt`; null when it is none in particular. */
  field?: Maybe<Scalars['String']['output']>;
  /** What is wrong, for a person. */
  message: Scalars['String']['output'];
};

/** Why `rescheduleAppointment` moved nothing. */
export type RescheduleAppointmentUserErrorCode =
  /** An appointment in its state, or one that has begun, cannot be moved. */
  | 'APPOINTMENT_NOT_CHANGEABLE'
  /** There is no such appointment that the viewer may see. */
  | 'APPOINTMENT_NOT_FOUND'
  /** The service has to be booked longer before its start (`minimumNoticeMinutes`). */
  | 'NOTICE_TOO_SHORT'
  /** No device of a kind that the service needs is free at that time. */
  | 'NO_DEVICE_FREE'
  /** No room of the clinic, of the kind that the service needs, is free at that time. */
  | 'NO_ROOM_FREE'
  /** The patient has another appointment at that time. */
  | 'PATIENT_BUSY'
  /** There is no such practitioner. */
  | 'PRACTITIONER_NOT_FOUND'
  /** The time has passed. */
  | 'SLOT_IN_PAST'
  /** The practitioner's working hours have no slot that starts then. */
  | 'SLOT_NOT_OFFERED'
  /** The practitioner is taken at that time. */
  | 'SLOT_TAKEN'
  /** The service cannot be booked so far ahead yet (`bookingHorizonDays`). */
  | 'TOO_FAR_AHEAD'
  /** The appointment was changed since the version given. */
  | 'VERSION_CONFLICT';

/** What `revokeCalendarFeed` needs. */
export type RevokeCalendarFeedInput = {
  /** The feed to revoke. */
  calendarFeedId: Scalars['ID']['input'];
};

/** Outcome of `revokeCalendarFeed`. */
export type RevokeCalendarFeedPayload = {
  __typename?: 'RevokeCalendarFeedPayload';
  /** The feed as it was: its address is good no more. Null when none was revoked. */
  calendarFeed?: Maybe<CalendarFeed>;
  /** Why no feed was revoked; empty when one was. */
  userErrors: Array<RevokeCalendarFeedUserError>;
};

/** One reason why `revokeCalendarFeed` revoked nothing. */
export type RevokeCalendarFeedUserError = {
  __typename?: 'RevokeCalendarFeedUserError';
  /** What is wrong, for a program. */
  code: RevokeCalendarFeedUserErrorCode;
  /** Path of the input field that is wrong, for example `input.calendarFeedId`; null when it is none in particular. */
  field?: Maybe<Scalars['String']['output']>;
  /** What is wrong, for a person. */
  message: Scalars['String']['output'];
};

/** Why `revokeCalendarFeed` revoked nothing. */
export type RevokeCalendarFeedUserErrorCode =
  /** The account has no such feed, or it is revoked already. */
  | 'CALENDAR_FEED_NOT_FOUND';

/** A room that one appointment at a time can use. */
export type Room = {
  __typename?: 'Room';
  /** Whether an account of the tenant may do something with this room, and what decided. */
  accessDecision: AccessDecision;
  /** The clinic the room is in. */
  clinic: Clinic;
  /** Unique id. */
  id: Scalars['ID']['output'];
  /** What it is fitted for, for example `CONSULTATION`; services may need a room of a kind. */
  kind: Scalars['String']['output'];
  /** Name of the room. */
  name: Scalars['String']['output'];
};


/** A room that one appointment at a time can use. */
export type RoomAccessDecisionArgs = {
  action: Scalars['String']['input'];
  actorId: Scalars['ID']['input'];
};

/**
 * Weekly working hours of a practitioner at a clinic; FHIR R4 Schedule. A local time that a clock change skips counts as
 * that much later; of a local time that comes twice the earlier counts.
 */
export type Schedule = {
  __typename?: 'Schedule';
  /** When work ends, in the clinic's local time, for example `17:30`; `24:00` is the end of the day. */
  closesAt: Scalars['String']['output'];
  /** When work begins, in the clinic's local time, for example `09:00`. */
  opensAt: Scalars['String']['output'];
  /** Who works; null when the directory of practitioners cannot be reached. */
  practitioner?: Maybe<Practitioner>;
  /**
   * On which of those weekdays, a recurrence rule of RFC 5545 that begins on `validFrom`, for example
   * `FREQ=WEEKLY;INTERVAL=2;BYDAY=MO`; null for on each.
   */
  recurrence?: Maybe<Scalars['String']['output']>;
  /** First day on which the hours hold; null for always. */
  validFrom?: Maybe<Scalars['LocalDate']['output']>;
  /** Last day on which the hours hold; null for always. */
  validUntil?: Maybe<Scalars['LocalDate']['output']>;
  /** The day of the week, in the clinic's zone. */
  weekday: Weekday;
};

/**
 * Days that differ from the weekly working hours, in local dates and times of the clinic. What a leave or a closure meets is
 * not offered; the other slots stay where they were.
 */
export type ScheduleException = {
  __typename?: 'ScheduleException';
  /** The clinic; null for a leave, which holds at all of them. */
  clinic?: Maybe<Clinic>;
  /** Until when, on each of the days; null for the whole day. */
  endTime?: Maybe<Scalars['String']['output']>;
  /** First day. */
  firstDate: Scalars['LocalDate']['output'];
  /** Unique id. */
  id: Scalars['ID']['output'];
  /** What it is. */
  kind: ScheduleExceptionKind;
  /** Last day, which is part of it. */
  lastDate: Scalars['LocalDate']['output'];
  /** Who is away or works more; null for a closure, and when the directory of practitioners cannot be reached. */
  practitioner?: Maybe<Practitioner>;
  /** When all of it comes again, a recurrence rule of RFC 5545 that begins on `firstDate`; null for never. */
  recurrence?: Maybe<Scalars['String']['output']>;
  /** From when on, on each of the days, for example `13:00`; null for the whole day. */
  startTime?: Maybe<Scalars['String']['output']>;
  /** What it is, for example the name of a holiday; null for a leave. */
  title?: Maybe<Scalars['String']['output']>;
};

/** A page of schedule exceptions. */
export type ScheduleExceptionConnection = {
  __typename?: 'ScheduleExceptionConnection';
  /** The exceptions of the page with their cursors. */
  edges: Array<ScheduleExceptionEdge>;
  /** The exceptions of the page. */
  nodes: Array<ScheduleException>;
  /** Where the page stands. */
  pageInfo: PageInfo;
};

/** A schedule exception in a page. */
export type ScheduleExceptionEdge = {
  __typename?: 'ScheduleExceptionEdge';
  /** Where the exception stands in the list, to pass as `after`. */
  cursor: Scalars['String']['output'];
  /** The exception. */
  node: ScheduleException;
};

/** How days differ from the weekly working hours. */
export type ScheduleExceptionKind =
  /** A clinic is closed to everybody, for example on a public holiday. */
  | 'CLOSURE'
  /** A practitioner works at a clinic in addition to the weekly hours. */
  | 'EXTRA_HOURS'
  /** A practitioner is away, from every clinic. */
  | 'LEAVE';

/** What became of one time of a series. */
export type SeriesOccurrence = {
  __typename?: 'SeriesOccurrence';
  /** The appointment; null when it was not booked. */
  appointment?: Maybe<Appointment>;
  /** Why this time cannot be had; null when it was booked, and when only others were in the way of the whole. */
  problem?: Maybe<BookAppointmentUserErrorCode>;
  /** When it is, or would be. */
  startsAt: Scalars['DateTime']['output'];
};

/** A service that a clinic offers; FHIR R4 HealthcareService. */
export type ServiceType = {
  __typename?: 'ServiceType';
  /** Whether an account of the tenant may do something with this service, and what decided. */
  accessDecision: AccessDecision;
  /** How far ahead patients and partners' programs may book it, in days of 24 hours; staff are free of that. */
  bookingHorizonDays: Scalars['Int']['output'];
  /** How long practitioner, room and devices are kept free afterwards, in minutes. */
  bufferAfterMinutes: Scalars['Int']['output'];
  /** How long practitioner, room and devices are kept free before, in minutes. */
  bufferBeforeMinutes: Scalars['Int']['output'];
  /** The clinic that offers it. */
  clinic: Clinic;
  /** The kinds of devices it needs, one of each. */
  deviceKinds: Array<Scalars['String']['output']>;
  /** How long the patient is seen, in minutes; with both buffers at most 1440. */
  durationMinutes: Scalars['Int']['output'];
  /** Unique id. */
  id: Scalars['ID']['output'];
  /** How long before its start patients and partners' programs have to book it, in minutes; staff are free of that. */
  minimumNoticeMinutes: Scalars['Int']['output'];
  /**
   * The lowest tier of an account with which a patient sees free times for it and books it. Staff book it for anybody;
   * partners' programs only what is for `STANDARD`.
   */
  minimumTier: AccountTier;
  /** Name of the service, for example `Skin check`. */
  name: Scalars['String']['output'];
  /** Who offers it; null for everybody who works at the clinic. */
  practitioners?: Maybe<Array<Practitioner>>;
  /** What the service costs. */
  price: Money;
  /** The kind of room it needs; null for any. */
  roomKind?: Maybe<Scalars['String']['output']>;
};


/** A service that a clinic offers; FHIR R4 HealthcareService. */
export type ServiceTypeAccessDecisionArgs = {
  action: Scalars['String']['input'];
  actorId: Scalars['ID']['input'];
};

/** What `setWorkingHours` needs. */
export type SetWorkingHoursInput = {
  /** The clinic. */
  clinicId: Scalars['ID']['input'];
  /** All hours of the practitioner at the clinic from now on, at most 50; none when there is no more work there. */
  hours: Array<WorkingHoursInput>;
  /** Who works. */
  practitionerId: Scalars['ID']['input'];
};

/** Outcome of `setWorkingHours`. */
export type SetWorkingHoursPayload = {
  __typename?: 'SetWorkingHoursPayload';
  /** All hours of the practitioner at the clinic, by weekday and opening time; null when nothing was changed. */
  schedules?: Maybe<Array<Schedule>>;
  /** Why nothing was changed; empty when it was. */
  userErrors: Array<SetWorkingHoursUserError>;
};

/** One reason why `setWorkingHours` changed nothing. */
export type SetWorkingHoursUserError = {
  __typename?: 'SetWorkingHoursUserError';
  /** What is wrong, for a program. */
  code: SetWorkingHoursUserErrorCode;
  /** Path of the input field that is wrong, for example `input.recurrence`; null when it is none in particular. */
  field?: Maybe<Scalars['String']['output']>;
  /** What is wrong, for a person. */
  message: Scalars['String']['output'];
};

/** Why `setWorkingHours` changed nothing. */
export type SetWorkingHoursUserErrorCode =
  /** There is no such clinic. */
  | 'CLINIC_NOT_FOUND'
  /** The last day is before the first. */
  | 'DATES_INVALID'
  /** Two of the hours overlap. */
  | 'HOURS_OVERLAP'
  /** There is no such practitioner. */
  | 'PRACTITIONER_NOT_FOUND'
  /** The rule is none that is kept, has no day, or has no first day. */
  | 'RECURRENCE_INVALID'
  /** Work would not end after it begins. */
  | 'TIMES_INVALID';

/** A free time that can be booked; FHIR R4 Slot. */
export type Slot = {
  __typename?: 'Slot';
  /** The clinic it is at. */
  clinic: Clinic;
  /** When the patient may leave. */
  endsAt: Scalars['DateTime']['output'];
  /** Who would see the patient; null when the directory of practitioners cannot be reached. */
  practitioner?: Maybe<Practitioner>;
  /** The service it is for. */
  serviceType: ServiceType;
  /** When the patient is seen. */
  startsAt: Scalars['DateTime']['output'];
};

/** A page of slots. */
export type SlotConnection = {
  __typename?: 'SlotConnection';
  /** The slots of the page with their cursors. */
  edges: Array<SlotEdge>;
  /** The slots of the page. */
  nodes: Array<Slot>;
  /** Where the page stands. */
  pageInfo: PageInfo;
};

/** A slot in a page. */
export type SlotEdge = {
  __typename?: 'SlotEdge';
  /** Where the slot stands in the list, to pass as `after`. */
  cursor: Scalars['String']['output'];
  /** The slot. */
  node: Slot;
};

/** A time that is kept free for a patient for ten minutes, with practitioner, room and devices, until it is booked (`bookHold`). */
export type SlotHold = {
  __typename?: 'SlotHold';
  /** The clinic it is at. */
  clinic: Clinic;
  /** When the patient could leave. */
  endsAt: Scalars['DateTime']['output'];
  /** When it is free again for everybody, if it is not booked. */
  expiresAt: Scalars['DateTime']['output'];
  /** Unique id. */
  id: Scalars['ID']['output'];
  /** For whom it is kept; null when the patient cannot be reached. */
  patient?: Maybe<Patient>;
  /** Who would see the patient; null when the directory of practitioners cannot be reached. */
  practitioner?: Maybe<Practitioner>;
  /** The service it is for. */
  serviceType: ServiceType;
  /** When the patient would be seen. */
  startsAt: Scalars['DateTime']['output'];
};

/** What `updateClinic` needs. What is left out or null stays as it is. */
export type UpdateClinicInput = {
  /** City that the clinic is in, 1 to 100 characters. */
  city?: InputMaybe<Scalars['String']['input']>;
  /** The clinic. */
  clinicId: Scalars['ID']['input'];
  /** Name of the clinic, 1 to 100 characters; no other open clinic has it. */
  name?: InputMaybe<Scalars['String']['input']>;
};

/** Outcome of `updateClinic`. */
export type UpdateClinicPayload = {
  __typename?: 'UpdateClinicPayload';
  /** The clinic as it is now; null when it was not changed for one of `userErrors`. */
  clinic?: Maybe<Clinic>;
  /** Why nothing was changed; empty when it was. */
  userErrors: Array<UpdateClinicUserError>;
};

/** What `updateClinicPolicy` needs. What is left out or null stays as it is. */
export type UpdateClinicPolicyInput = {
  /** The clinic. */
  clinicId: Scalars['ID']['input'];
  /** Elapsed hours before the start until which patients cancel without a fee, 0 to 720. */
  freeCancellationHours?: InputMaybe<Scalars['Int']['input']>;
  /** Fee for cancelling later, in percent of the service's price, 0 to 100. */
  lateCancellationFeePercent?: InputMaybe<Scalars['Int']['input']>;
  /** Fee for not coming, in percent of the service's price, 0 to 100. */
  noShowFeePercent?: InputMaybe<Scalars['Int']['input']>;
  /** How many appointments more than one a practitioner may have at one time, 0 to 10. */
  overbookingLimit?: InputMaybe<Scalars['Int']['input']>;
  /** Elapsed hours before the start at which patients are reminded: up to 5 values, 1 to 336, in any order; an empty list for never. */
  reminderHoursBefore?: InputMaybe<Array<Scalars['Int']['input']>>;
  /** The `version` of the policy the caller saw; when given, a change made since then refuses this one. */
  version?: InputMaybe<Scalars['Int']['input']>;
  /** How long a time is offered to somebody on the waitlist, in minutes, 5 to 1440. */
  waitlistOfferMinutes?: InputMaybe<Scalars['Int']['input']>;
};

/** Outcome of `updateClinicPolicy`. */
export type UpdateClinicPolicyPayload = {
  __typename?: 'UpdateClinicPolicyPayload';
  /** The clinic with its policy; null when nothing was changed for one of `userErrors`. */
  clinic?: Maybe<Clinic>;
  /** Why nothing was changed; empty when it was. */
  userErrors: Array<UpdateClinicPolicyUserError>;
};

/** One reason why `updateClinicPolicy` changed nothing. */
export type UpdateClinicPolicyUserError = {
  __typename?: 'UpdateClinicPolicyUserError';
  /** What is wrong, for a program. */
  code: UpdateClinicPolicyUserErrorCode;
  /** Path of the input field that is wrong, for example `input.clinicId`; null when it is none in particular. */
  field?: Maybe<Scalars['String']['output']>;
  /** What is wrong, for a person. */
  message: Scalars['String']['output'];
};

/** Why `updateClinicPolicy` changed nothing. */
export type UpdateClinicPolicyUserErrorCode =
  /** There is no such clinic whose policy the viewer may change. */
  | 'CLINIC_NOT_FOUND'
  /** The policy was changed since the version given. */
  | 'VERSION_CONFLICT';

/** One reason why `updateClinic` changed nothing. */
export type UpdateClinicUserError = {
  __typename?: 'UpdateClinicUserError';
  /** What is wrong, for a program. */
  code: UpdateClinicUserErrorCode;
  /** Path of the input field that is wrong, for example `input.name`; null when it is none in particular. */
  field?: Maybe<Scalars['String']['output']>;
  /** What is wrong, for a person. */
  message: Scalars['String']['output'];
};

/** Why `updateClinic` changed nothing. */
export type UpdateClinicUserErrorCode =
  /** There is no such open clinic that the viewer may change. */
  | 'CLINIC_NOT_FOUND'
  /** Another open clinic has that name. */
  | 'NAME_TAKEN';

/** What `updateDevice` needs. What is left out or null stays as it is. */
export type UpdateDeviceInput = {
  /** The device. */
  deviceId: Scalars['ID']['input'];
  /** What it is, for example `ECG`: capitals, digits and underscores, at most 50 characters; services may need a device of a kind. */
  kind?: InputMaybe<Scalars['String']['input']>;
  /** Name of the device, 1 to 100 characters; no other device of the clinic has it. */
  name?: InputMaybe<Scalars['String']['input']>;
};

/** Outcome of `updateDevice`. */
export type UpdateDevicePayload = {
  __typename?: 'UpdateDevicePayload';
  /** The device as it is now; null when it was not changed for one of `userErrors`. */
  device?: Maybe<Device>;
  /** Why nothing was changed; empty when it was. */
  userErrors: Array<UpdateDeviceUserError>;
};

/** One reason why `updateDevice` changed nothing. */
export type UpdateDeviceUserError = {
  __typename?: 'UpdateDeviceUserError';
  /** What is wrong, for a program. */
  code: UpdateDeviceUserErrorCode;
  /** Path of the input field that is wrong, for example `input.name`; null when it is none in particular. */
  field?: Maybe<Scalars['String']['output']>;
  /** What is wrong, for a person. */
  message: Scalars['String']['output'];
};

/** Why `updateDevice` changed nothing. */
export type UpdateDeviceUserErrorCode =
  /** There is no such device that the viewer may change. */
  | 'DEVICE_NOT_FOUND'
  /** Another device of the clinic has that name. */
  | 'NAME_TAKEN';

/** What `updateRoom` needs. What is left out or null stays as it is. */
export type UpdateRoomInput = {
  /** What it is fitted for, for example `CONSULTATION`: capitals, digits and underscores, at most 50 characters; services may need a room of a kind. */
  kind?: InputMaybe<Scalars['String']['input']>;
  /** Name of the room, 1 to 100 characters; no other room of the clinic has it. */
  name?: InputMaybe<Scalars['String']['input']>;
  /** The room. */
  roomId: Scalars['ID']['input'];
};

/** Outcome of `updateRoom`. */
export type UpdateRoomPayload = {
  __typename?: 'UpdateRoomPayload';
  /** The room as it is now; null when it was not changed for one of `userErrors`. */
  room?: Maybe<Room>;
  /** Why nothing was changed; empty when it was. */
  userErrors: Array<UpdateRoomUserError>;
};

/** One reason why `updateRoom` changed nothing. */
export type UpdateRoomUserError = {
  __typename?: 'UpdateRoomUserError';
  /** What is wrong, for a program. */
  code: UpdateRoomUserErrorCode;
  /** Path of the input field that is wrong, for example `input.name`; null when it is none in particular. */
  field?: Maybe<Scalars['String']['output']>;
  /** What is wrong, for a person. */
  message: Scalars['String']['output'];
};

/** Why `updateRoom` changed nothing. */
export type UpdateRoomUserErrorCode =
  /** Another room of the clinic has that name. */
  | 'NAME_TAKEN'
  /** There is no such room that the viewer may change. */
  | 'ROOM_NOT_FOUND';

/** What `updateServiceType` needs. What is left out stays as it is; so does what is null, unless it says otherwise. */
export type UpdateServiceTypeInput = {
  /** How far ahead patients and partners' programs may book it, in days of 24 hours, 1 to 1096. */
  bookingHorizonDays?: InputMaybe<Scalars['Int']['input']>;
  /** How long practitioner, room and devices are kept free afterwards, in minutes, 0 or more. */
  bufferAfterMinutes?: InputMaybe<Scalars['Int']['input']>;
  /** How long practitioner, room and devices are kept free before, in minutes, 0 or more. */
  bufferBeforeMinutes?: InputMaybe<Scalars['Int']['input']>;
  /** The kinds of devices it needs, one of each, at most 5. */
  deviceKinds?: InputMaybe<Array<Scalars['String']['input']>>;
  /** How long the patient is seen, in minutes, 1 or more; with both buffers at most 1440. */
  durationMinutes?: InputMaybe<Scalars['Int']['input']>;
  /** How long before its start patients and partners' programs have to book it, in minutes, 0 to 43200. */
  minimumNoticeMinutes?: InputMaybe<Scalars['Int']['input']>;
  /** The lowest tier of an account with which a patient books it. */
  minimumTier?: InputMaybe<AccountTier>;
  /** Name of the service, 1 to 100 characters; no other service of the clinic has it. */
  name?: InputMaybe<Scalars['String']['input']>;
  /** Who offers it, at most 100; null for everybody who works at the clinic. Left out, it stays as it is. */
  practitionerIds?: InputMaybe<Array<Scalars['ID']['input']>>;
  /** What the service costs. */
  price?: InputMaybe<MoneyInput>;
  /** The kind of room it needs; null for any. Left out, it stays as it is. */
  roomKind?: InputMaybe<Scalars['String']['input']>;
  /** The service. */
  serviceTypeId: Scalars['ID']['input'];
};

/** Outcome of `updateServiceType`. */
export type UpdateServiceTypePayload = {
  __typename?: 'UpdateServiceTypePayload';
  /** The service as it is now; null when it was not changed for one of `userErrors`. */
  serviceType?: Maybe<ServiceType>;
  /** Why nothing was changed; empty when it was. */
  userErrors: Array<UpdateServiceTypeUserError>;
};

/** One reason why `updateServiceType` changed nothing. */
export type UpdateServiceTypeUserError = {
  __typename?: 'UpdateServiceTypeUserError';
  /** What is wrong, for a program. */
  code: UpdateServiceTypeUserErrorCode;
  /** Path of the input field that is wrong, for example `input.name`; null when it is none in particular. */
  field?: Maybe<Scalars['String']['output']>;
  /** What is wrong, for a person. */
  message: Scalars['String']['output'];
};

/** Why `updateServiceType` changed nothing. */
export type UpdateServiceTypeUserErrorCode =
  /** The duration has to be a minute or more, no buffer less than none, and all of them a day of 1440 minutes at most. */
  | 'DURATION_INVALID'
  /** Another service of the clinic has that name. */
  | 'NAME_TAKEN'
  /** One of the practitioners does not exist. */
  | 'PRACTITIONER_NOT_FOUND'
  /** There is no such service that the viewer may change. */
  | 'SERVICE_TYPE_NOT_FOUND';

/**
 * Somebody who waits for a time of a service. Times that become free are offered one by one: `URGENT` entries first, then whoever waits
 * longest.
 */
export type WaitlistEntry = {
  __typename?: 'WaitlistEntry';
  /** The clinic. */
  clinic: Clinic;
  /** Since when the patient waits. */
  createdAt: Scalars['DateTime']['output'];
  /** First day that would do, in the clinic's zone. */
  fromDate: Scalars['LocalDate']['output'];
  /** Unique id. */
  id: Scalars['ID']['output'];
  /** The time that is offered now; null when there is none. */
  offer?: Maybe<WaitlistOffer>;
  /** Who waits; null when the patient cannot be reached. */
  patient?: Maybe<Patient>;
  /** Who is to see the patient; null for anybody who offers the service, and when the directory of practitioners cannot be reached. */
  practitioner?: Maybe<Practitioner>;
  /** How soon it has its turn. */
  priority: WaitlistPriority;
  /** The service it is for. */
  serviceType: ServiceType;
  /** What became of it. */
  status: WaitlistStatus;
  /** Last day that would do, in the clinic's zone. */
  untilDate: Scalars['LocalDate']['output'];
  /** Grows by one with each change. */
  version: Scalars['Int']['output'];
};

/** A page of entries of a waitlist. */
export type WaitlistEntryConnection = {
  __typename?: 'WaitlistEntryConnection';
  /** The entries of the page with their cursors. */
  edges: Array<WaitlistEntryEdge>;
  /** The entries of the page. */
  nodes: Array<WaitlistEntry>;
  /** Where the page stands. */
  pageInfo: PageInfo;
};

/** An entry of a waitlist in a page. */
export type WaitlistEntryEdge = {
  __typename?: 'WaitlistEntryEdge';
  /** Where the entry stands in the list, to pass as `after`. */
  cursor: Scalars['String']['output'];
  /** The entry. */
  node: WaitlistEntry;
};

/** A time that was offered to somebody who waits. It is kept free until the offer expires, by a `SlotHold` of the same id. */
export type WaitlistOffer = {
  __typename?: 'WaitlistOffer';
  /** When the patient could leave. */
  endsAt: Scalars['DateTime']['output'];
  /** When it is offered to the next one, if it is not taken. */
  expiresAt: Scalars['DateTime']['output'];
  /** Unique id, that of the hold, too. */
  id: Scalars['ID']['output'];
  /** Who would see the patient; null when the directory of practitioners cannot be reached. */
  practitioner?: Maybe<Practitioner>;
  /** When the patient would be seen. */
  startsAt: Scalars['DateTime']['output'];
};

/** How soon somebody who waits is offered a time. */
export type WaitlistPriority =
  /** In the order in which they came. */
  | 'ROUTINE'
  /** Before everybody whose entry is `ROUTINE`, however long they wait. Said by the clinic's staff only. */
  | 'URGENT';

/** What became of an entry of the waitlist. */
export type WaitlistStatus =
  /** An offer was taken. */
  | 'BOOKED'
  /** Its last day is over, or three offers have lapsed. */
  | 'EXPIRED'
  /** Taken off the waitlist. */
  | 'LEFT'
  /** Has an offer. It can stand for half a minute longer than the offer does. */
  | 'OFFERED'
  /** Waits for a time that becomes free. */
  | 'WAITING';

/** A day of the week. */
export type Weekday =
  /** Friday. */
  | 'FRIDAY'
  /** Monday. */
  | 'MONDAY'
  /** Saturday. */
  | 'SATURDAY'
  /** Sunday. */
  | 'SUNDAY'
  /** Thursday. */
  | 'THURSDAY'
  /** Tuesday. */
  | 'TUESDAY'
  /** Wednesday. */
  | 'WEDNESDAY';

/** Weekly working hours as `setWorkingHours` takes them. */
export type WorkingHoursInput = {
  /** When work ends, `HH:MM` in the clinic's local time; `24:00` is the end of the day. */
  closesAt: Scalars['String']['input'];
  /** When work begins, `HH:MM` in the clinic's local time. */
  opensAt: Scalars['String']['input'];
  /**
   * On which of those weekdays, a recurrence rule of RFC 5545 of whole days that begins on `validFrom`, at most 200 characters: `FREQ` is
   * `DAILY`, `WEEKLY`, `MONTHLY` or `YEARLY`, `COUNT` at most 999. Left out or null for on each.
   */
  recurrence?: InputMaybe<Scalars['String']['input']>;
  /** First day on which the hours hold; left out or null for always. */
  validFrom?: InputMaybe<Scalars['LocalDate']['input']>;
  /** Last day on which the hours hold; left out or null for always. */
  validUntil?: InputMaybe<Scalars['LocalDate']['input']>;
  /** The day of the week, in the clinic's zone. */
  weekday: Weekday;
};



export type ResolverTypeWrapper<T> = Promise<T> | T;

export type ReferenceResolver<TResult, TReference, TContext> = (
      reference: TReference,
      context: TContext,
      info: GraphQLResolveInfo
    ) => Promise<TResult> | TResult;

      type ScalarCheck<T, S> = S extends true ? T : NullableCheck<T, S>;
      type NullableCheck<T, S> = Maybe<T> extends T ? Maybe<ListCheck<NonNullable<T>, S>> : ListCheck<T, S>;
      type ListCheck<T, S> = T extends (infer U)[] ? NullableCheck<U, S>[] : GraphQLRecursivePick<T, S>;
      export type GraphQLRecursivePick<T, S> = { [K in keyof T & keyof S]: ScalarCheck<T[K], S[K]> };
    
export type Resolver<TResult, TParent = Record<PropertyKey, never>, TContext = Record<PropertyKey, never>, TArgs = Record<PropertyKey, never>> = ResolverFn<TResult, TParent, TContext, TArgs>;

export type ResolverFn<TResult, TParent, TContext, TArgs> = (
  parent: TParent,
  args: TArgs,
  context: TContext,
  info: GraphQLResolveInfo
) => Promise<TResult> | TResult;

export type SubscriptionSubscribeFn<TResult, TParent, TContext, TArgs> = (
  parent: TParent,
  args: TArgs,
  context: TContext,
  info: GraphQLResolveInfo
) => AsyncIterable<TResult> | Promise<AsyncIterable<TResult>>;

export type SubscriptionResolveFn<TResult, TParent, TContext, TArgs> = (
  parent: TParent,
  args: TArgs,
  context: TContext,
  info: GraphQLResolveInfo
) => TResult | Promise<TResult>;

export interface SubscriptionSubscriberObject<TResult, TKey extends string, TParent, TContext, TArgs> {
  subscribe: SubscriptionSubscribeFn<{ [key in TKey]: TResult }, TParent, TContext, TArgs>;
  resolve?: SubscriptionResolveFn<TResult, { [key in TKey]: TResult }, TContext, TArgs>;
}

export interface SubscriptionResolverObject<TResult, TParent, TContext, TArgs> {
  subscribe: SubscriptionSubscribeFn<any, TParent, TContext, TArgs>;
  resolve: SubscriptionResolveFn<TResult, any, TContext, TArgs>;
}

export type SubscriptionObject<TResult, TKey extends string, TParent, TContext, TArgs> =
  | SubscriptionSubscriberObject<TResult, TKey, TParent, TContext, TArgs>
  | SubscriptionResolverObject<TResult, TParent, TContext, TArgs>;

export type SubscriptionResolver<TResult, TKey extends string, TParent = Record<PropertyKey, never>, TContext = Record<PropertyKey, never>, TArgs = Record<PropertyKey, never>> =
  | ((...args: any[]) => SubscriptionObject<TResult, TKey, TParent, TContext, TArgs>)
  | SubscriptionObject<TResult, TKey, TParent, TContext, TArgs>;

export type TypeResolveFn<TTypes, TParent = Record<PropertyKey, never>, TContext = Record<PropertyKey, never>> = (
  parent: TParent,
  context: TContext,
  info: GraphQLResolveInfo
) => Maybe<TTypes> | Promise<Maybe<TTypes>>;

export type IsTypeOfResolverFn<T = Record<PropertyKey, never>, TContext = Record<PropertyKey, never>> = (obj: T, context: TContext, info: GraphQLResolveInfo) => boolean | Promise<boolean>;

export type NextResolverFn<T> = () => Promise<T>;

export type DirectiveResolverFn<TResult = Record<PropertyKey, never>, TParent = Record<PropertyKey, never>, TContext = Record<PropertyKey, never>, TArgs = Record<PropertyKey, never>> = (
  next: NextResolverFn<TResult>,
  parent: TParent,
  args: TArgs,
  context: TContext,
  info: GraphQLResolveInfo
) => TResult | Promise<TResult>;

/** Mapping of federation types */
export type FederationTypes = {
  Appointment: Appointment;
  Clinic: Clinic;
  Patient: Patient;
  Practitioner: Practitioner;
  Room: Room;
  ServiceType: ServiceType;
};

/** Mapping of federation reference types */
export type FederationReferenceTypes = {
  Appointment:
    ( { __typename: 'Appointment' }
    & GraphQLRecursivePick<FederationTypes['Appointment'], {"id":true}> );
  Clinic:
    ( { __typename: 'Clinic' }
    & GraphQLRecursivePick<FederationTypes['Clinic'], {"id":true}> );
  Patient:
    ( { __typename: 'Patient' }
    & GraphQLRecursivePick<FederationTypes['Patient'], {"id":true}> );
  Practitioner:
    ( { __typename: 'Practitioner' }
    & GraphQLRecursivePick<FederationTypes['Practitioner'], {"id":true}> );
  Room:
    ( { __typename: 'Room' }
    & GraphQLRecursivePick<FederationTypes['Room'], {"id":true}> );
  ServiceType:
    ( { __typename: 'ServiceType' }
    & GraphQLRecursivePick<FederationTypes['ServiceType'], {"id":true}> );
};



/** Mapping between all available schema types and the resolvers types */
export type ResolversTypes = {
  AcceptWaitlistOfferInput: AcceptWaitlistOfferInput;
  ID: ResolverTypeWrapper<Scalars['ID']['output']>;
  AcceptWaitlistOfferPayload: ResolverTypeWrapper<Omit<AcceptWaitlistOfferPayload, 'appointment'> & { appointment: Maybe<ResolversTypes['Appointment']> }>;
  AcceptWaitlistOfferUserError: ResolverTypeWrapper<AcceptWaitlistOfferUserError>;
  AcceptWaitlistOfferUserErrorCode: AcceptWaitlistOfferUserErrorCode;
  AccessCondition: ResolverTypeWrapper<AccessCondition>;
  AccessDecision: ResolverTypeWrapper<AccessDecisionModel>;
  AccountTier: AccountTier;
  AddClinicInput: AddClinicInput;
  AddClinicPayload: ResolverTypeWrapper<Omit<AddClinicPayload, 'clinic'> & { clinic: Maybe<ResolversTypes['Clinic']> }>;
  AddClinicUserError: ResolverTypeWrapper<AddClinicUserError>;
  AddClinicUserErrorCode: AddClinicUserErrorCode;
  AddDeviceInput: AddDeviceInput;
  AddDevicePayload: ResolverTypeWrapper<Omit<AddDevicePayload, 'device'> & { device: Maybe<ResolversTypes['Device']> }>;
  AddDeviceUserError: ResolverTypeWrapper<AddDeviceUserError>;
  AddDeviceUserErrorCode: AddDeviceUserErrorCode;
  AddRoomInput: AddRoomInput;
  AddRoomPayload: ResolverTypeWrapper<Omit<AddRoomPayload, 'room'> & { room: Maybe<ResolversTypes['Room']> }>;
  AddRoomUserError: ResolverTypeWrapper<AddRoomUserError>;
  AddRoomUserErrorCode: AddRoomUserErrorCode;
  AddScheduleExceptionInput: AddScheduleExceptionInput;
  AddScheduleExceptionPayload: ResolverTypeWrapper<Omit<AddScheduleExceptionPayload, 'affectedAppointments' | 'scheduleException'> & { affectedAppointments: Array<ResolversTypes['Appointment']>, scheduleException: Maybe<ResolversTypes['ScheduleException']> }>;
  AddScheduleExceptionUserError: ResolverTypeWrapper<AddScheduleExceptionUserError>;
  AddScheduleExceptionUserErrorCode: AddScheduleExceptionUserErrorCode;
  AddServiceTypeInput: AddServiceTypeInput;
  AddServiceTypePayload: ResolverTypeWrapper<Omit<AddServiceTypePayload, 'serviceType'> & { serviceType: Maybe<ResolversTypes['ServiceType']> }>;
  AddServiceTypeUserError: ResolverTypeWrapper<AddServiceTypeUserError>;
  AddServiceTypeUserErrorCode: AddServiceTypeUserErrorCode;
  Appointment: ResolverTypeWrapper<AppointmentModel>;
  AppointmentConnection: ResolverTypeWrapper<AppointmentConnectionModel>;
  AppointmentEdge: ResolverTypeWrapper<Omit<AppointmentEdge, 'node'> & { node: ResolversTypes['Appointment'] }>;
  AppointmentFee: ResolverTypeWrapper<AppointmentFee>;
  AppointmentFeeKind: AppointmentFeeKind;
  AppointmentFilter: AppointmentFilter;
  AppointmentOrder: AppointmentOrder;
  AppointmentStatisticsCell: ResolverTypeWrapper<AppointmentStatisticsCellModel>;
  Float: ResolverTypeWrapper<Scalars['Float']['output']>;
  AppointmentStatisticsConnection: ResolverTypeWrapper<AppointmentStatisticsConnectionModel>;
  AppointmentStatisticsEdge: ResolverTypeWrapper<Omit<AppointmentStatisticsEdge, 'node'> & { node: ResolversTypes['AppointmentStatisticsCell'] }>;
  AppointmentStatisticsGrouping: AppointmentStatisticsGrouping;
  AppointmentStatus: AppointmentStatus;
  AttendanceStep: AttendanceStep;
  BookAppointmentInput: BookAppointmentInput;
  BookAppointmentPayload: ResolverTypeWrapper<Omit<BookAppointmentPayload, 'appointment'> & { appointment: Maybe<ResolversTypes['Appointment']> }>;
  BookAppointmentSeriesInput: BookAppointmentSeriesInput;
  BookAppointmentSeriesPayload: ResolverTypeWrapper<Omit<BookAppointmentSeriesPayload, 'occurrences'> & { occurrences: Array<ResolversTypes['SeriesOccurrence']> }>;
  BookAppointmentSeriesUserError: ResolverTypeWrapper<BookAppointmentSeriesUserError>;
  BookAppointmentSeriesUserErrorCode: BookAppointmentSeriesUserErrorCode;
  BookAppointmentUserError: ResolverTypeWrapper<BookAppointmentUserError>;
  BookAppointmentUserErrorCode: BookAppointmentUserErrorCode;
  BookAppointmentsInput: BookAppointmentsInput;
  BookAppointmentsPayload: ResolverTypeWrapper<Omit<BookAppointmentsPayload, 'results'> & { results: Array<ResolversTypes['BookAppointmentsResult']> }>;
  BookAppointmentsResult: ResolverTypeWrapper<Omit<BookAppointmentsResult, 'appointment'> & { appointment: Maybe<ResolversTypes['Appointment']> }>;
  BookAppointmentsRowInput: BookAppointmentsRowInput;
  BookAppointmentsUserError: ResolverTypeWrapper<BookAppointmentsUserError>;
  BookAppointmentsUserErrorCode: BookAppointmentsUserErrorCode;
  BookHoldInput: BookHoldInput;
  BookHoldPayload: ResolverTypeWrapper<Omit<BookHoldPayload, 'appointment'> & { appointment: Maybe<ResolversTypes['Appointment']> }>;
  BookHoldUserError: ResolverTypeWrapper<BookHoldUserError>;
  BookHoldUserErrorCode: BookHoldUserErrorCode;
  BookingMode: BookingMode;
  CalendarFeed: ResolverTypeWrapper<CalendarFeedModel>;
  CalendarFeedDetail: CalendarFeedDetail;
  CalendarFeedKind: CalendarFeedKind;
  CancelAppointmentInput: CancelAppointmentInput;
  CancelAppointmentPayload: ResolverTypeWrapper<Omit<CancelAppointmentPayload, 'appointment'> & { appointment: Maybe<ResolversTypes['Appointment']> }>;
  CancelAppointmentUserError: ResolverTypeWrapper<CancelAppointmentUserError>;
  CancelAppointmentUserErrorCode: CancelAppointmentUserErrorCode;
  CancellationInitiator: CancellationInitiator;
  Clinic: ResolverTypeWrapper<ClinicModel>;
  ClinicConnection: ResolverTypeWrapper<ClinicConnectionModel>;
  ClinicEdge: ResolverTypeWrapper<Omit<ClinicEdge, 'node'> & { node: ResolversTypes['Clinic'] }>;
  ClinicPolicy: ResolverTypeWrapper<ClinicPolicyModel>;
  CloseClinicInput: CloseClinicInput;
  CloseClinicPayload: ResolverTypeWrapper<Omit<CloseClinicPayload, 'affectedAppointments' | 'clinic'> & { affectedAppointments: Array<ResolversTypes['Appointment']>, clinic: Maybe<ResolversTypes['Clinic']> }>;
  CloseClinicUserError: ResolverTypeWrapper<CloseClinicUserError>;
  CloseClinicUserErrorCode: CloseClinicUserErrorCode;
  Confidentiality: Confidentiality;
  CreateCalendarFeedInput: CreateCalendarFeedInput;
  CreateCalendarFeedPayload: ResolverTypeWrapper<Omit<CreateCalendarFeedPayload, 'calendarFeed'> & { calendarFeed: Maybe<ResolversTypes['CalendarFeed']> }>;
  CreateCalendarFeedUserError: ResolverTypeWrapper<CreateCalendarFeedUserError>;
  CreateCalendarFeedUserErrorCode: CreateCalendarFeedUserErrorCode;
  CurrencyCode: ResolverTypeWrapper<Scalars['CurrencyCode']['output']>;
  DateTime: ResolverTypeWrapper<Scalars['DateTime']['output']>;
  DeclineWaitlistOfferInput: DeclineWaitlistOfferInput;
  DeclineWaitlistOfferPayload: ResolverTypeWrapper<Omit<DeclineWaitlistOfferPayload, 'waitlistEntry'> & { waitlistEntry: Maybe<ResolversTypes['WaitlistEntry']> }>;
  DeclineWaitlistOfferUserError: ResolverTypeWrapper<DeclineWaitlistOfferUserError>;
  DeclineWaitlistOfferUserErrorCode: DeclineWaitlistOfferUserErrorCode;
  Device: ResolverTypeWrapper<DeviceModel>;
  HoldSlotInput: HoldSlotInput;
  HoldSlotPayload: ResolverTypeWrapper<Omit<HoldSlotPayload, 'hold'> & { hold: Maybe<ResolversTypes['SlotHold']> }>;
  HoldSlotUserError: ResolverTypeWrapper<HoldSlotUserError>;
  HoldSlotUserErrorCode: HoldSlotUserErrorCode;
  JoinWaitlistInput: JoinWaitlistInput;
  JoinWaitlistPayload: ResolverTypeWrapper<Omit<JoinWaitlistPayload, 'waitlistEntry'> & { waitlistEntry: Maybe<ResolversTypes['WaitlistEntry']> }>;
  JoinWaitlistUserError: ResolverTypeWrapper<JoinWaitlistUserError>;
  JoinWaitlistUserErrorCode: JoinWaitlistUserErrorCode;
  LeaveWaitlistInput: LeaveWaitlistInput;
  LeaveWaitlistPayload: ResolverTypeWrapper<Omit<LeaveWaitlistPayload, 'waitlistEntry'> & { waitlistEntry: Maybe<ResolversTypes['WaitlistEntry']> }>;
  LeaveWaitlistUserError: ResolverTypeWrapper<LeaveWaitlistUserError>;
  LeaveWaitlistUserErrorCode: LeaveWaitlistUserErrorCode;
  LocalDate: ResolverTypeWrapper<Scalars['LocalDate']['output']>;
  Money: ResolverTypeWrapper<Money>;
  MoneyInput: MoneyInput;
  Mutation: ResolverTypeWrapper<Record<PropertyKey, never>>;
  PageInfo: ResolverTypeWrapper<PageInfo>;
  Patient: ResolverTypeWrapper<PatientModel>;
  Practitioner: ResolverTypeWrapper<PractitionerModel>;
  Query: ResolverTypeWrapper<Record<PropertyKey, never>>;
  RecordAppointmentNotesInput: RecordAppointmentNotesInput;
  RecordAppointmentNotesPayload: ResolverTypeWrapper<Omit<RecordAppointmentNotesPayload, 'appointment'> & { appointment: Maybe<ResolversTypes['Appointment']> }>;
  RecordAppointmentNotesUserError: ResolverTypeWrapper<RecordAppointmentNotesUserError>;
  RecordAppointmentNotesUserErrorCode: RecordAppointmentNotesUserErrorCode;
  RecordAttendanceInput: RecordAttendanceInput;
  RecordAttendancePayload: ResolverTypeWrapper<Omit<RecordAttendancePayload, 'appointment'> & { appointment: Maybe<ResolversTypes['Appointment']> }>;
  RecordAttendanceUserError: ResolverTypeWrapper<RecordAttendanceUserError>;
  RecordAttendanceUserErrorCode: RecordAttendanceUserErrorCode;
  ReleaseHoldInput: ReleaseHoldInput;
  ReleaseHoldPayload: ResolverTypeWrapper<Omit<ReleaseHoldPayload, 'hold'> & { hold: Maybe<ResolversTypes['SlotHold']> }>;
  ReleaseHoldUserError: ResolverTypeWrapper<ReleaseHoldUserError>;
  ReleaseHoldUserErrorCode: ReleaseHoldUserErrorCode;
  RemoveDeviceInput: RemoveDeviceInput;
  RemoveDevicePayload: ResolverTypeWrapper<Omit<RemoveDevicePayload, 'affectedAppointments' | 'device'> & { affectedAppointments: Array<ResolversTypes['Appointment']>, device: Maybe<ResolversTypes['Device']> }>;
  RemoveDeviceUserError: ResolverTypeWrapper<RemoveDeviceUserError>;
  RemoveDeviceUserErrorCode: RemoveDeviceUserErrorCode;
  RemoveRoomInput: RemoveRoomInput;
  RemoveRoomPayload: ResolverTypeWrapper<Omit<RemoveRoomPayload, 'affectedAppointments' | 'room'> & { affectedAppointments: Array<ResolversTypes['Appointment']>, room: Maybe<ResolversTypes['Room']> }>;
  RemoveRoomUserError: ResolverTypeWrapper<RemoveRoomUserError>;
  RemoveRoomUserErrorCode: RemoveRoomUserErrorCode;
  RemoveScheduleExceptionInput: RemoveScheduleExceptionInput;
  RemoveScheduleExceptionPayload: ResolverTypeWrapper<Omit<RemoveScheduleExceptionPayload, 'scheduleException'> & { scheduleException: Maybe<ResolversTypes['ScheduleException']> }>;
  RemoveScheduleExceptionUserError: ResolverTypeWrapper<RemoveScheduleExceptionUserError>;
  RemoveScheduleExceptionUserErrorCode: RemoveScheduleExceptionUserErrorCode;
  RemoveServiceTypeInput: RemoveServiceTypeInput;
  RemoveServiceTypePayload: ResolverTypeWrapper<Omit<RemoveServiceTypePayload, 'affectedAppointments' | 'serviceType'> & { affectedAppointments: Array<ResolversTypes['Appointment']>, serviceType: Maybe<ResolversTypes['ServiceType']> }>;
  RemoveServiceTypeUserError: ResolverTypeWrapper<RemoveServiceTypeUserError>;
  RemoveServiceTypeUserErrorCode: RemoveServiceTypeUserErrorCode;
  RescheduleAppointmentInput: RescheduleAppointmentInput;
  RescheduleAppointmentPayload: ResolverTypeWrapper<Omit<RescheduleAppointmentPayload, 'appointment'> & { appointment: Maybe<ResolversTypes['Appointment']> }>;
  RescheduleAppointmentUserError: ResolverTypeWrapper<RescheduleAppointmentUserError>;
  RescheduleAppointmentUserErrorCode: RescheduleAppointmentUserErrorCode;
  RevokeCalendarFeedInput: RevokeCalendarFeedInput;
  RevokeCalendarFeedPayload: ResolverTypeWrapper<Omit<RevokeCalendarFeedPayload, 'calendarFeed'> & { calendarFeed: Maybe<ResolversTypes['CalendarFeed']> }>;
  RevokeCalendarFeedUserError: ResolverTypeWrapper<RevokeCalendarFeedUserError>;
  RevokeCalendarFeedUserErrorCode: RevokeCalendarFeedUserErrorCode;
  Room: ResolverTypeWrapper<RoomModel>;
  SafeInt: ResolverTypeWrapper<Scalars['SafeInt']['output']>;
  Schedule: ResolverTypeWrapper<ScheduleModel>;
  ScheduleException: ResolverTypeWrapper<ScheduleExceptionModel>;
  ScheduleExceptionConnection: ResolverTypeWrapper<ScheduleExceptionConnectionModel>;
  ScheduleExceptionEdge: ResolverTypeWrapper<Omit<ScheduleExceptionEdge, 'node'> & { node: ResolversTypes['ScheduleException'] }>;
  ScheduleExceptionKind: ScheduleExceptionKind;
  SeriesOccurrence: ResolverTypeWrapper<Omit<SeriesOccurrence, 'appointment'> & { appointment: Maybe<ResolversTypes['Appointment']> }>;
  ServiceType: ResolverTypeWrapper<ServiceTypeModel>;
  SetWorkingHoursInput: SetWorkingHoursInput;
  SetWorkingHoursPayload: ResolverTypeWrapper<Omit<SetWorkingHoursPayload, 'schedules'> & { schedules: Maybe<Array<ResolversTypes['Schedule']>> }>;
  SetWorkingHoursUserError: ResolverTypeWrapper<SetWorkingHoursUserError>;
  SetWorkingHoursUserErrorCode: SetWorkingHoursUserErrorCode;
  Slot: ResolverTypeWrapper<SlotModel>;
  SlotConnection: ResolverTypeWrapper<SlotConnectionModel>;
  SlotEdge: ResolverTypeWrapper<Omit<SlotEdge, 'node'> & { node: ResolversTypes['Slot'] }>;
  SlotHold: ResolverTypeWrapper<SlotHoldModel>;
  UpdateClinicInput: UpdateClinicInput;
  UpdateClinicPayload: ResolverTypeWrapper<Omit<UpdateClinicPayload, 'clinic'> & { clinic: Maybe<ResolversTypes['Clinic']> }>;
  UpdateClinicPolicyInput: UpdateClinicPolicyInput;
  UpdateClinicPolicyPayload: ResolverTypeWrapper<Omit<UpdateClinicPolicyPayload, 'clinic'> & { clinic: Maybe<ResolversTypes['Clinic']> }>;
  UpdateClinicPolicyUserError: ResolverTypeWrapper<UpdateClinicPolicyUserError>;
  UpdateClinicPolicyUserErrorCode: UpdateClinicPolicyUserErrorCode;
  UpdateClinicUserError: ResolverTypeWrapper<UpdateClinicUserError>;
  UpdateClinicUserErrorCode: UpdateClinicUserErrorCode;
  UpdateDeviceInput: UpdateDeviceInput;
  UpdateDevicePayload: ResolverTypeWrapper<Omit<UpdateDevicePayload, 'device'> & { device: Maybe<ResolversTypes['Device']> }>;
  UpdateDeviceUserError: ResolverTypeWrapper<UpdateDeviceUserError>;
  UpdateDeviceUserErrorCode: UpdateDeviceUserErrorCode;
  UpdateRoomInput: UpdateRoomInput;
  UpdateRoomPayload: ResolverTypeWrapper<Omit<UpdateRoomPayload, 'room'> & { room: Maybe<ResolversTypes['Room']> }>;
  UpdateRoomUserError: ResolverTypeWrapper<UpdateRoomUserError>;
  UpdateRoomUserErrorCode: UpdateRoomUserErrorCode;
  UpdateServiceTypeInput: UpdateServiceTypeInput;
  UpdateServiceTypePayload: ResolverTypeWrapper<Omit<UpdateServiceTypePayload, 'serviceType'> & { serviceType: Maybe<ResolversTypes['ServiceType']> }>;
  UpdateServiceTypeUserError: ResolverTypeWrapper<UpdateServiceTypeUserError>;
  UpdateServiceTypeUserErrorCode: UpdateServiceTypeUserErrorCode;
  WaitlistEntry: ResolverTypeWrapper<WaitlistEntryModel>;
  WaitlistEntryConnection: ResolverTypeWrapper<WaitlistEntryConnectionModel>;
  WaitlistEntryEdge: ResolverTypeWrapper<Omit<WaitlistEntryEdge, 'node'> & { node: ResolversTypes['WaitlistEntry'] }>;
  WaitlistOffer: ResolverTypeWrapper<WaitlistOfferModel>;
  WaitlistPriority: WaitlistPriority;
  WaitlistStatus: WaitlistStatus;
  Weekday: Weekday;
  WorkingHoursInput: WorkingHoursInput;
  String: ResolverTypeWrapper<Scalars['String']['output']>;
  Boolean: ResolverTypeWrapper<Scalars['Boolean']['output']>;
  Int: ResolverTypeWrapper<Scalars['Int']['output']>;
};

/** Mapping between all available schema types and the resolvers parents */
export type ResolversParentTypes = {
  AcceptWaitlistOfferInput: AcceptWaitlistOfferInput;
  ID: Scalars['ID']['output'];
  AcceptWaitlistOfferPayload: Omit<AcceptWaitlistOfferPayload, 'appointment'> & { appointment: Maybe<ResolversParentTypes['Appointment']> };
  AcceptWaitlistOfferUserError: AcceptWaitlistOfferUserError;
  AccessCondition: AccessCondition;
  AccessDecision: AccessDecisionModel;
  AddClinicInput: AddClinicInput;
  AddClinicPayload: Omit<AddClinicPayload, 'clinic'> & { clinic: Maybe<ResolversParentTypes['Clinic']> };
  AddClinicUserError: AddClinicUserError;
  AddDeviceInput: AddDeviceInput;
  AddDevicePayload: Omit<AddDevicePayload, 'device'> & { device: Maybe<ResolversParentTypes['Device']> };
  AddDeviceUserError: AddDeviceUserError;
  AddRoomInput: AddRoomInput;
  AddRoomPayload: Omit<AddRoomPayload, 'room'> & { room: Maybe<ResolversParentTypes['Room']> };
  AddRoomUserError: AddRoomUserError;
  AddScheduleExceptionInput: AddScheduleExceptionInput;
  AddScheduleExceptionPayload: Omit<AddScheduleExceptionPayload, 'affectedAppointments' | 'scheduleException'> & { affectedAppointments: Array<ResolversParentTypes['Appointment']>, scheduleException: Maybe<ResolversParentTypes['ScheduleException']> };
  AddScheduleExceptionUserError: AddScheduleExceptionUserError;
  AddServiceTypeInput: AddServiceTypeInput;
  AddServiceTypePayload: Omit<AddServiceTypePayload, 'serviceType'> & { serviceType: Maybe<ResolversParentTypes['ServiceType']> };
  AddServiceTypeUserError: AddServiceTypeUserError;
  Appointment: AppointmentModel;
  AppointmentConnection: AppointmentConnectionModel;
  AppointmentEdge: Omit<AppointmentEdge, 'node'> & { node: ResolversParentTypes['Appointment'] };
  AppointmentFee: AppointmentFee;
  AppointmentFilter: AppointmentFilter;
  AppointmentStatisticsCell: AppointmentStatisticsCellModel;
  Float: Scalars['Float']['output'];
  AppointmentStatisticsConnection: AppointmentStatisticsConnectionModel;
  AppointmentStatisticsEdge: Omit<AppointmentStatisticsEdge, 'node'> & { node: ResolversParentTypes['AppointmentStatisticsCell'] };
  BookAppointmentInput: BookAppointmentInput;
  BookAppointmentPayload: Omit<BookAppointmentPayload, 'appointment'> & { appointment: Maybe<ResolversParentTypes['Appointment']> };
  BookAppointmentSeriesInput: BookAppointmentSeriesInput;
  BookAppointmentSeriesPayload: Omit<BookAppointmentSeriesPayload, 'occurrences'> & { occurrences: Array<ResolversParentTypes['SeriesOccurrence']> };
  BookAppointmentSeriesUserError: BookAppointmentSeriesUserError;
  BookAppointmentUserError: BookAppointmentUserError;
  BookAppointmentsInput: BookAppointmentsInput;
  BookAppointmentsPayload: Omit<BookAppointmentsPayload, 'results'> & { results: Array<ResolversParentTypes['BookAppointmentsResult']> };
  BookAppointmentsResult: Omit<BookAppointmentsResult, 'appointment'> & { appointment: Maybe<ResolversParentTypes['Appointment']> };
  BookAppointmentsRowInput: BookAppointmentsRowInput;
  BookAppointmentsUserError: BookAppointmentsUserError;
  BookHoldInput: BookHoldInput;
  BookHoldPayload: Omit<BookHoldPayload, 'appointment'> & { appointment: Maybe<ResolversParentTypes['Appointment']> };
  BookHoldUserError: BookHoldUserError;
  CalendarFeed: CalendarFeedModel;
  CancelAppointmentInput: CancelAppointmentInput;
  CancelAppointmentPayload: Omit<CancelAppointmentPayload, 'appointment'> & { appointment: Maybe<ResolversParentTypes['Appointment']> };
  CancelAppointmentUserError: CancelAppointmentUserError;
  Clinic: ClinicModel;
  ClinicConnection: ClinicConnectionModel;
  ClinicEdge: Omit<ClinicEdge, 'node'> & { node: ResolversParentTypes['Clinic'] };
  ClinicPolicy: ClinicPolicyModel;
  CloseClinicInput: CloseClinicInput;
  CloseClinicPayload: Omit<CloseClinicPayload, 'affectedAppointments' | 'clinic'> & { affectedAppointments: Array<ResolversParentTypes['Appointment']>, clinic: Maybe<ResolversParentTypes['Clinic']> };
  CloseClinicUserError: CloseClinicUserError;
  CreateCalendarFeedInput: CreateCalendarFeedInput;
  CreateCalendarFeedPayload: Omit<CreateCalendarFeedPayload, 'calendarFeed'> & { calendarFeed: Maybe<ResolversParentTypes['CalendarFeed']> };
  CreateCalendarFeedUserError: CreateCalendarFeedUserError;
  CurrencyCode: Scalars['CurrencyCode']['output'];
  DateTime: Scalars['DateTime']['output'];
  DeclineWaitlistOfferInput: DeclineWaitlistOfferInput;
  DeclineWaitlistOfferPayload: Omit<DeclineWaitlistOfferPayload, 'waitlistEntry'> & { waitlistEntry: Maybe<ResolversParentTypes['WaitlistEntry']> };
  DeclineWaitlistOfferUserError: DeclineWaitlistOfferUserError;
  Device: DeviceModel;
  HoldSlotInput: HoldSlotInput;
  HoldSlotPayload: Omit<HoldSlotPayload, 'hold'> & { hold: Maybe<ResolversParentTypes['SlotHold']> };
  HoldSlotUserError: HoldSlotUserError;
  JoinWaitlistInput: JoinWaitlistInput;
  JoinWaitlistPayload: Omit<JoinWaitlistPayload, 'waitlistEntry'> & { waitlistEntry: Maybe<ResolversParentTypes['WaitlistEntry']> };
  JoinWaitlistUserError: JoinWaitlistUserError;
  LeaveWaitlistInput: LeaveWaitlistInput;
  LeaveWaitlistPayload: Omit<LeaveWaitlistPayload, 'waitlistEntry'> & { waitlistEntry: Maybe<ResolversParentTypes['WaitlistEntry']> };
  LeaveWaitlistUserError: LeaveWaitlistUserError;
  LocalDate: Scalars['LocalDate']['output'];
  Money: Money;
  MoneyInput: MoneyInput;
  Mutation: Record<PropertyKey, never>;
  PageInfo: PageInfo;
  Patient: PatientModel;
  Practitioner: PractitionerModel;
  Query: Record<PropertyKey, never>;
  RecordAppointmentNotesInput: RecordAppointmentNotesInput;
  RecordAppointmentNotesPayload: Omit<RecordAppointmentNotesPayload, 'appointment'> & { appointment: Maybe<ResolversParentTypes['Appointment']> };
  RecordAppointmentNotesUserError: RecordAppointmentNotesUserError;
  RecordAttendanceInput: RecordAttendanceInput;
  RecordAttendancePayload: Omit<RecordAttendancePayload, 'appointment'> & { appointment: Maybe<ResolversParentTypes['Appointment']> };
  RecordAttendanceUserError: RecordAttendanceUserError;
  ReleaseHoldInput: ReleaseHoldInput;
  ReleaseHoldPayload: Omit<ReleaseHoldPayload, 'hold'> & { hold: Maybe<ResolversParentTypes['SlotHold']> };
  ReleaseHoldUserError: ReleaseHoldUserError;
  RemoveDeviceInput: RemoveDeviceInput;
  RemoveDevicePayload: Omit<RemoveDevicePayload, 'affectedAppointments' | 'device'> & { affectedAppointments: Array<ResolversParentTypes['Appointment']>, device: Maybe<ResolversParentTypes['Device']> };
  RemoveDeviceUserError: RemoveDeviceUserError;
  RemoveRoomInput: RemoveRoomInput;
  RemoveRoomPayload: Omit<RemoveRoomPayload, 'affectedAppointments' | 'room'> & { affectedAppointments: Array<ResolversParentTypes['Appointment']>, room: Maybe<ResolversParentTypes['Room']> };
  RemoveRoomUserError: RemoveRoomUserError;
  RemoveScheduleExceptionInput: RemoveScheduleExceptionInput;
  RemoveScheduleExceptionPayload: Omit<RemoveScheduleExceptionPayload, 'scheduleException'> & { scheduleException: Maybe<ResolversParentTypes['ScheduleException']> };
  RemoveScheduleExceptionUserError: RemoveScheduleExceptionUserError;
  RemoveServiceTypeInput: RemoveServiceTypeInput;
  RemoveServiceTypePayload: Omit<RemoveServiceTypePayload, 'affectedAppointments' | 'serviceType'> & { affectedAppointments: Array<ResolversParentTypes['Appointment']>, serviceType: Maybe<ResolversParentTypes['ServiceType']> };
  RemoveServiceTypeUserError: RemoveServiceTypeUserError;
  RescheduleAppointmentInput: RescheduleAppointmentInput;
  RescheduleAppointmentPayload: Omit<RescheduleAppointmentPayload, 'appointment'> & { appointment: Maybe<ResolversParentTypes['Appointment']> };
  RescheduleAppointmentUserError: RescheduleAppointmentUserError;
  RevokeCalendarFeedInput: RevokeCalendarFeedInput;
  RevokeCalendarFeedPayload: Omit<RevokeCalendarFeedPayload, 'calendarFeed'> & { calendarFeed: Maybe<ResolversParentTypes['CalendarFeed']> };
  RevokeCalendarFeedUserError: RevokeCalendarFeedUserError;
  Room: RoomModel;
  SafeInt: Scalars['SafeInt']['output'];
  Schedule: ScheduleModel;
  ScheduleException: ScheduleExceptionModel;
  ScheduleExceptionConnection: ScheduleExceptionConnectionModel;
  ScheduleExceptionEdge: Omit<ScheduleExceptionEdge, 'node'> & { node: ResolversParentTypes['ScheduleException'] };
  SeriesOccurrence: Omit<SeriesOccurrence, 'appointment'> & { appointment: Maybe<ResolversParentTypes['Appointment']> };
  ServiceType: ServiceTypeModel;
  SetWorkingHoursInput: SetWorkingHoursInput;
  SetWorkingHoursPayload: Omit<SetWorkingHoursPayload, 'schedules'> & { schedules: Maybe<Array<ResolversParentTypes['Schedule']>> };
  SetWorkingHoursUserError: SetWorkingHoursUserError;
  Slot: SlotModel;
  SlotConnection: SlotConnectionModel;
  SlotEdge: Omit<SlotEdge, 'node'> & { node: ResolversParentTypes['Slot'] };
  SlotHold: SlotHoldModel;
  UpdateClinicInput: UpdateClinicInput;
  UpdateClinicPayload: Omit<UpdateClinicPayload, 'clinic'> & { clinic: Maybe<ResolversParentTypes['Clinic']> };
  UpdateClinicPolicyInput: UpdateClinicPolicyInput;
  UpdateClinicPolicyPayload: Omit<UpdateClinicPolicyPayload, 'clinic'> & { clinic: Maybe<ResolversParentTypes['Clinic']> };
  UpdateClinicPolicyUserError: UpdateClinicPolicyUserError;
  UpdateClinicUserError: UpdateClinicUserError;
  UpdateDeviceInput: UpdateDeviceInput;
  UpdateDevicePayload: Omit<UpdateDevicePayload, 'device'> & { device: Maybe<ResolversParentTypes['Device']> };
  UpdateDeviceUserError: UpdateDeviceUserError;
  UpdateRoomInput: UpdateRoomInput;
  UpdateRoomPayload: Omit<UpdateRoomPayload, 'room'> & { room: Maybe<ResolversParentTypes['Room']> };
  UpdateRoomUserError: UpdateRoomUserError;
  UpdateServiceTypeInput: UpdateServiceTypeInput;
  UpdateServiceTypePayload: Omit<UpdateServiceTypePayload, 'serviceType'> & { serviceType: Maybe<ResolversParentTypes['ServiceType']> };
  UpdateServiceTypeUserError: UpdateServiceTypeUserError;
  WaitlistEntry: WaitlistEntryModel;
  WaitlistEntryConnection: WaitlistEntryConnectionModel;
  WaitlistEntryEdge: Omit<WaitlistEntryEdge, 'node'> & { node: ResolversParentTypes['WaitlistEntry'] };
  WaitlistOffer: WaitlistOfferModel;
  WorkingHoursInput: WorkingHoursInput;
  String: Scalars['String']['output'];
  Boolean: Scalars['Boolean']['output'];
  Int: Scalars['Int']['output'];
};

export type AccessDirectiveArgs = {
  action: Scalars['String']['input'];
  maskedFor?: Maybe<Scalars['String']['input']>;
};

export type AccessDirectiveResolver<Result, Parent, ContextType = Context, Args = AccessDirectiveArgs> = DirectiveResolverFn<Result, Parent, ContextType, Args>;

export type CacheControlDirectiveArgs = {
  inheritMaxAge?: Maybe<Scalars['Boolean']['input']>;
  maxAge?: Maybe<Scalars['Int']['input']>;
};

export type CacheControlDirectiveResolver<Result, Parent, ContextType = Context, Args = CacheControlDirectiveArgs> = DirectiveResolverFn<Result, Parent, ContextType, Args>;

export type ClassifiedDirectiveArgs = {
  as: Scalars['String']['input'];
};

export type ClassifiedDirectiveResolver<Result, Parent, ContextType = Context, Args = ClassifiedDirectiveArgs> = DirectiveResolverFn<Result, Parent, ContextType, Args>;

export type AcceptWaitlistOfferPayloadResolvers<ContextType = Context, ParentType extends ResolversParentTypes['AcceptWaitlistOfferPayload'] = ResolversParentTypes['AcceptWaitlistOfferPayload']> = {
  appointment: Resolver<Maybe<ResolversTypes['Appointment']>, ParentType, ContextType>;
  userErrors: Resolver<Array<ResolversTypes['AcceptWaitlistOfferUserError']>, ParentType, ContextType>;
};

export type AcceptWaitlistOfferUserErrorResolvers<ContextType = Context, ParentType extends ResolversParentTypes['AcceptWaitlistOfferUserError'] = ResolversParentTypes['AcceptWaitlistOfferUserError']> = {
  code: Resolver<ResolversTypes['AcceptWaitlistOfferUserErrorCode'], ParentType, ContextType>;
  field: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  message: Resolver<ResolversTypes['String'], ParentType, ContextType>;
};

export type AccessConditionResolvers<ContextType = Context, ParentType extends ResolversParentTypes['AccessCondition'] = ResolversParentTypes['AccessCondition']> = {
  isMet: Resolver<ResolversTypes['Boolean'], ParentType, ContextType>;
  name: Resolver<ResolversTypes['String'], ParentType, ContextType>;
};

export type AccessDecisionResolvers<ContextType = Context, ParentType extends ResolversParentTypes['AccessDecision'] = ResolversParentTypes['AccessDecision']> = {
  conditions: Resolver<Array<ResolversTypes['AccessCondition']>, ParentType, ContextType>;
  isAllowed: Resolver<ResolversTypes['Boolean'], ParentType, ContextType>;
  rule: Resolver<ResolversTypes['String'], ParentType, ContextType>;
};

export type AddClinicPayloadResolvers<ContextType = Context, ParentType extends ResolversParentTypes['AddClinicPayload'] = ResolversParentTypes['AddClinicPayload']> = {
  clinic: Resolver<Maybe<ResolversTypes['Clinic']>, ParentType, ContextType>;
  userErrors: Resolver<Array<ResolversTypes['AddClinicUserError']>, ParentType, ContextType>;
};

export type AddClinicUserErrorResolvers<ContextType = Context, ParentType extends ResolversParentTypes['AddClinicUserError'] = ResolversParentTypes['AddClinicUserError']> = {
  code: Resolver<ResolversTypes['AddClinicUserErrorCode'], ParentType, ContextType>;
  field: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  message: Resolver<ResolversTypes['String'], ParentType, ContextType>;
};

export type AddDevicePayloadResolvers<ContextType = Context, ParentType extends ResolversParentTypes['AddDevicePayload'] = ResolversParentTypes['AddDevicePayload']> = {
  device: Resolver<Maybe<ResolversTypes['Device']>, ParentType, ContextType>;
  userErrors: Resolver<Array<ResolversTypes['AddDeviceUserError']>, ParentType, ContextType>;
};

export type AddDeviceUserErrorResolvers<ContextType = Context, ParentType extends ResolversParentTypes['AddDeviceUserError'] = ResolversParentTypes['AddDeviceUserError']> = {
  code: Resolver<ResolversTypes['AddDeviceUserErrorCode'], ParentType, ContextType>;
  field: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  message: Resolver<ResolversTypes['String'], ParentType, ContextType>;
};

export type AddRoomPayloadResolvers<ContextType = Context, ParentType extends ResolversParentTypes['AddRoomPayload'] = ResolversParentTypes['AddRoomPayload']> = {
  room: Resolver<Maybe<ResolversTypes['Room']>, ParentType, ContextType>;
  userErrors: Resolver<Array<ResolversTypes['AddRoomUserError']>, ParentType, ContextType>;
};

export type AddRoomUserErrorResolvers<ContextType = Context, ParentType extends ResolversParentTypes['AddRoomUserError'] = ResolversParentTypes['AddRoomUserError']> = {
  code: Resolver<ResolversTypes['AddRoomUserErrorCode'], ParentType, ContextType>;
  field: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  message: Resolver<ResolversTypes['String'], ParentType, ContextType>;
};

export type AddScheduleExceptionPayloadResolvers<ContextType = Context, ParentType extends ResolversParentTypes['AddScheduleExceptionPayload'] = ResolversParentTypes['AddScheduleExceptionPayload']> = {
  affectedAppointments: Resolver<Array<ResolversTypes['Appointment']>, ParentType, ContextType>;
  scheduleException: Resolver<Maybe<ResolversTypes['ScheduleException']>, ParentType, ContextType>;
  userErrors: Resolver<Array<ResolversTypes['AddScheduleExceptionUserError']>, ParentType, ContextType>;
};

export type AddScheduleExceptionUserErrorResolvers<ContextType = Context, ParentType extends ResolversParentTypes['AddScheduleExceptionUserError'] = ResolversParentTypes['AddScheduleExceptionUserError']> = {
  code: Resolver<ResolversTypes['AddScheduleExceptionUserErrorCode'], ParentType, ContextType>;
  field: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  message: Resolver<ResolversTypes['String'], ParentType, ContextType>;
};

export type AddServiceTypePayloadResolvers<ContextType = Context, ParentType extends ResolversParentTypes['AddServiceTypePayload'] = ResolversParentTypes['AddServiceTypePayload']> = {
  serviceType: Resolver<Maybe<ResolversTypes['ServiceType']>, ParentType, ContextType>;
  userErrors: Resolver<Array<ResolversTypes['AddServiceTypeUserError']>, ParentType, ContextType>;
};

export type AddServiceTypeUserErrorResolvers<ContextType = Context, ParentType extends ResolversParentTypes['AddServiceTypeUserError'] = ResolversParentTypes['AddServiceTypeUserError']> = {
  code: Resolver<ResolversTypes['AddServiceTypeUserErrorCode'], ParentType, ContextType>;
  field: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  message: Resolver<ResolversTypes['String'], ParentType, ContextType>;
};

export type AppointmentResolvers<ContextType = Context, ParentType extends ResolversParentTypes['Appointment'] = ResolversParentTypes['Appointment'], FederationReferenceType extends FederationReferenceTypes['Appointment'] = FederationReferenceTypes['Appointment']> = {
  __resolveReference: ReferenceResolver<Maybe<ResolversTypes['Appointment']> | FederationReferenceType, FederationReferenceType, ContextType>;
  accessDecision: Resolver<ResolversTypes['AccessDecision'], ParentType, ContextType, RequireFields<AppointmentAccessDecisionArgs, 'action' | 'actorId'>>;
  arrivedAt: Resolver<Maybe<ResolversTypes['DateTime']>, ParentType, ContextType>;
  cancellationReason: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  cancelledAt: Resolver<Maybe<ResolversTypes['DateTime']>, ParentType, ContextType>;
  clinic: Resolver<ResolversTypes['Clinic'], ParentType, ContextType>;
  confidentiality: Resolver<ResolversTypes['Confidentiality'], ParentType, ContextType>;
  devices: Resolver<Array<ResolversTypes['Device']>, ParentType, ContextType>;
  endsAt: Resolver<ResolversTypes['DateTime'], ParentType, ContextType>;
  fee: Resolver<Maybe<ResolversTypes['AppointmentFee']>, ParentType, ContextType>;
  freeCancellationUntil: Resolver<Maybe<ResolversTypes['DateTime']>, ParentType, ContextType>;
  id: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
  notes: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  patient: Resolver<Maybe<ResolversTypes['Patient']>, ParentType, ContextType>;
  practitioner: Resolver<Maybe<ResolversTypes['Practitioner']>, ParentType, ContextType>;
  reason: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  room: Resolver<ResolversTypes['Room'], ParentType, ContextType>;
  seriesId: Resolver<Maybe<ResolversTypes['ID']>, ParentType, ContextType>;
  serviceType: Resolver<ResolversTypes['ServiceType'], ParentType, ContextType>;
  startedAt: Resolver<Maybe<ResolversTypes['DateTime']>, ParentType, ContextType>;
  startsAt: Resolver<ResolversTypes['DateTime'], ParentType, ContextType>;
  status: Resolver<ResolversTypes['AppointmentStatus'], ParentType, ContextType>;
  version: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
};

export type AppointmentConnectionResolvers<ContextType = Context, ParentType extends ResolversParentTypes['AppointmentConnection'] = ResolversParentTypes['AppointmentConnection']> = {
  edges: Resolver<Array<ResolversTypes['AppointmentEdge']>, ParentType, ContextType>;
  nodes: Resolver<Array<ResolversTypes['Appointment']>, ParentType, ContextType>;
  pageInfo: Resolver<ResolversTypes['PageInfo'], ParentType, ContextType>;
  totalCount: Resolver<Maybe<ResolversTypes['Int']>, ParentType, ContextType>;
};

export type AppointmentEdgeResolvers<ContextType = Context, ParentType extends ResolversParentTypes['AppointmentEdge'] = ResolversParentTypes['AppointmentEdge']> = {
  cursor: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  node: Resolver<ResolversTypes['Appointment'], ParentType, ContextType>;
};

export type AppointmentFeeResolvers<ContextType = Context, ParentType extends ResolversParentTypes['AppointmentFee'] = ResolversParentTypes['AppointmentFee']> = {
  amount: Resolver<ResolversTypes['Money'], ParentType, ContextType>;
  kind: Resolver<ResolversTypes['AppointmentFeeKind'], ParentType, ContextType>;
};

export type AppointmentStatisticsCellResolvers<ContextType = Context, ParentType extends ResolversParentTypes['AppointmentStatisticsCell'] = ResolversParentTypes['AppointmentStatisticsCell']> = {
  clinic: Resolver<Maybe<ResolversTypes['Clinic']>, ParentType, ContextType>;
  count: Resolver<Maybe<ResolversTypes['Int']>, ParentType, ContextType>;
  day: Resolver<Maybe<ResolversTypes['LocalDate']>, ParentType, ContextType>;
  isSuppressed: Resolver<ResolversTypes['Boolean'], ParentType, ContextType>;
  isUtilisationEstimated: Resolver<ResolversTypes['Boolean'], ParentType, ContextType>;
  leadTimeHours: Resolver<Maybe<ResolversTypes['Int']>, ParentType, ContextType>;
  month: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  noShowRate: Resolver<Maybe<ResolversTypes['Float']>, ParentType, ContextType>;
  region: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  serviceType: Resolver<Maybe<ResolversTypes['ServiceType']>, ParentType, ContextType>;
  status: Resolver<Maybe<ResolversTypes['AppointmentStatus']>, ParentType, ContextType>;
  utilisation: Resolver<Maybe<ResolversTypes['Float']>, ParentType, ContextType>;
};

export type AppointmentStatisticsConnectionResolvers<ContextType = Context, ParentType extends ResolversParentTypes['AppointmentStatisticsConnection'] = ResolversParentTypes['AppointmentStatisticsConnection']> = {
  edges: Resolver<Array<ResolversTypes['AppointmentStatisticsEdge']>, ParentType, ContextType>;
  nodes: Resolver<Array<ResolversTypes['AppointmentStatisticsCell']>, ParentType, ContextType>;
  pageInfo: Resolver<ResolversTypes['PageInfo'], ParentType, ContextType>;
};

export type AppointmentStatisticsEdgeResolvers<ContextType = Context, ParentType extends ResolversParentTypes['AppointmentStatisticsEdge'] = ResolversParentTypes['AppointmentStatisticsEdge']> = {
  cursor: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  node: Resolver<ResolversTypes['AppointmentStatisticsCell'], ParentType, ContextType>;
};

export type BookAppointmentPayloadResolvers<ContextType = Context, ParentType extends ResolversParentTypes['BookAppointmentPayload'] = ResolversParentTypes['BookAppointmentPayload']> = {
  appointment: Resolver<Maybe<ResolversTypes['Appointment']>, ParentType, ContextType>;
  userErrors: Resolver<Array<ResolversTypes['BookAppointmentUserError']>, ParentType, ContextType>;
};

export type BookAppointmentSeriesPayloadResolvers<ContextType = Context, ParentType extends ResolversParentTypes['BookAppointmentSeriesPayload'] = ResolversParentTypes['BookAppointmentSeriesPayload']> = {
  occurrences: Resolver<Array<ResolversTypes['SeriesOccurrence']>, ParentType, ContextType>;
  seriesId: Resolver<Maybe<ResolversTypes['ID']>, ParentType, ContextType>;
  userErrors: Resolver<Array<ResolversTypes['BookAppointmentSeriesUserError']>, ParentType, ContextType>;
};

export type BookAppointmentSeriesUserErrorResolvers<ContextType = Context, ParentType extends ResolversParentTypes['BookAppointmentSeriesUserError'] = ResolversParentTypes['BookAppointmentSeriesUserError']> = {
  code: Resolver<ResolversTypes['BookAppointmentSeriesUserErrorCode'], ParentType, ContextType>;
  field: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  message: Resolver<ResolversTypes['String'], ParentType, ContextType>;
};

export type BookAppointmentUserErrorResolvers<ContextType = Context, ParentType extends ResolversParentTypes['BookAppointmentUserError'] = ResolversParentTypes['BookAppointmentUserError']> = {
  code: Resolver<ResolversTypes['BookAppointmentUserErrorCode'], ParentType, ContextType>;
  field: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  message: Resolver<ResolversTypes['String'], ParentType, ContextType>;
};

export type BookAppointmentsPayloadResolvers<ContextType = Context, ParentType extends ResolversParentTypes['BookAppointmentsPayload'] = ResolversParentTypes['BookAppointmentsPayload']> = {
  results: Resolver<Array<ResolversTypes['BookAppointmentsResult']>, ParentType, ContextType>;
  userErrors: Resolver<Array<ResolversTypes['BookAppointmentsUserError']>, ParentType, ContextType>;
};

export type BookAppointmentsResultResolvers<ContextType = Context, ParentType extends ResolversParentTypes['BookAppointmentsResult'] = ResolversParentTypes['BookAppointmentsResult']> = {
  appointment: Resolver<Maybe<ResolversTypes['Appointment']>, ParentType, ContextType>;
  problem: Resolver<Maybe<ResolversTypes['BookAppointmentUserErrorCode']>, ParentType, ContextType>;
  row: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
};

export type BookAppointmentsUserErrorResolvers<ContextType = Context, ParentType extends ResolversParentTypes['BookAppointmentsUserError'] = ResolversParentTypes['BookAppointmentsUserError']> = {
  code: Resolver<ResolversTypes['BookAppointmentsUserErrorCode'], ParentType, ContextType>;
  field: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  message: Resolver<ResolversTypes['String'], ParentType, ContextType>;
};

export type BookHoldPayloadResolvers<ContextType = Context, ParentType extends ResolversParentTypes['BookHoldPayload'] = ResolversParentTypes['BookHoldPayload']> = {
  appointment: Resolver<Maybe<ResolversTypes['Appointment']>, ParentType, ContextType>;
  userErrors: Resolver<Array<ResolversTypes['BookHoldUserError']>, ParentType, ContextType>;
};

export type BookHoldUserErrorResolvers<ContextType = Context, ParentType extends ResolversParentTypes['BookHoldUserError'] = ResolversParentTypes['BookHoldUserError']> = {
  code: Resolver<ResolversTypes['BookHoldUserErrorCode'], ParentType, ContextType>;
  field: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  message: Resolver<ResolversTypes['String'], ParentType, ContextType>;
};

export type CalendarFeedResolvers<ContextType = Context, ParentType extends ResolversParentTypes['CalendarFeed'] = ResolversParentTypes['CalendarFeed']> = {
  createdAt: Resolver<ResolversTypes['DateTime'], ParentType, ContextType>;
  detail: Resolver<ResolversTypes['CalendarFeedDetail'], ParentType, ContextType>;
  id: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
  kind: Resolver<ResolversTypes['CalendarFeedKind'], ParentType, ContextType>;
  lastUsedAt: Resolver<Maybe<ResolversTypes['DateTime']>, ParentType, ContextType>;
  name: Resolver<ResolversTypes['String'], ParentType, ContextType>;
};

export type CancelAppointmentPayloadResolvers<ContextType = Context, ParentType extends ResolversParentTypes['CancelAppointmentPayload'] = ResolversParentTypes['CancelAppointmentPayload']> = {
  appointment: Resolver<Maybe<ResolversTypes['Appointment']>, ParentType, ContextType>;
  userErrors: Resolver<Array<ResolversTypes['CancelAppointmentUserError']>, ParentType, ContextType>;
};

export type CancelAppointmentUserErrorResolvers<ContextType = Context, ParentType extends ResolversParentTypes['CancelAppointmentUserError'] = ResolversParentTypes['CancelAppointmentUserError']> = {
  code: Resolver<ResolversTypes['CancelAppointmentUserErrorCode'], ParentType, ContextType>;
  field: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  message: Resolver<ResolversTypes['String'], ParentType, ContextType>;
};

export type ClinicResolvers<ContextType = Context, ParentType extends ResolversParentTypes['Clinic'] = ResolversParentTypes['Clinic'], FederationReferenceType extends FederationReferenceTypes['Clinic'] = FederationReferenceTypes['Clinic']> = {
  __resolveReference: ReferenceResolver<Maybe<ResolversTypes['Clinic']> | FederationReferenceType, FederationReferenceType, ContextType>;
  accessDecision: Resolver<ResolversTypes['AccessDecision'], ParentType, ContextType, RequireFields<ClinicAccessDecisionArgs, 'action' | 'actorId'>>;
  city: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  devices: Resolver<Array<ResolversTypes['Device']>, ParentType, ContextType>;
  id: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
  name: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  policy: Resolver<ResolversTypes['ClinicPolicy'], ParentType, ContextType>;
  region: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  rooms: Resolver<Array<ResolversTypes['Room']>, ParentType, ContextType>;
  schedules: Resolver<Array<ResolversTypes['Schedule']>, ParentType, ContextType>;
  serviceTypes: Resolver<Array<ResolversTypes['ServiceType']>, ParentType, ContextType>;
  timeZone: Resolver<ResolversTypes['String'], ParentType, ContextType>;
};

export type ClinicConnectionResolvers<ContextType = Context, ParentType extends ResolversParentTypes['ClinicConnection'] = ResolversParentTypes['ClinicConnection']> = {
  edges: Resolver<Array<ResolversTypes['ClinicEdge']>, ParentType, ContextType>;
  nodes: Resolver<Array<ResolversTypes['Clinic']>, ParentType, ContextType>;
  pageInfo: Resolver<ResolversTypes['PageInfo'], ParentType, ContextType>;
  totalCount: Resolver<Maybe<ResolversTypes['Int']>, ParentType, ContextType>;
};

export type ClinicEdgeResolvers<ContextType = Context, ParentType extends ResolversParentTypes['ClinicEdge'] = ResolversParentTypes['ClinicEdge']> = {
  cursor: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  node: Resolver<ResolversTypes['Clinic'], ParentType, ContextType>;
};

export type ClinicPolicyResolvers<ContextType = Context, ParentType extends ResolversParentTypes['ClinicPolicy'] = ResolversParentTypes['ClinicPolicy']> = {
  freeCancellationHours: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
  lateCancellationFeePercent: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
  noShowFeePercent: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
  overbookingLimit: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
  reminderHoursBefore: Resolver<Array<ResolversTypes['Int']>, ParentType, ContextType>;
  version: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
  waitlistOfferMinutes: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
};

export type CloseClinicPayloadResolvers<ContextType = Context, ParentType extends ResolversParentTypes['CloseClinicPayload'] = ResolversParentTypes['CloseClinicPayload']> = {
  affectedAppointments: Resolver<Array<ResolversTypes['Appointment']>, ParentType, ContextType>;
  clinic: Resolver<Maybe<ResolversTypes['Clinic']>, ParentType, ContextType>;
  userErrors: Resolver<Array<ResolversTypes['CloseClinicUserError']>, ParentType, ContextType>;
};

export type CloseClinicUserErrorResolvers<ContextType = Context, ParentType extends ResolversParentTypes['CloseClinicUserError'] = ResolversParentTypes['CloseClinicUserError']> = {
  code: Resolver<ResolversTypes['CloseClinicUserErrorCode'], ParentType, ContextType>;
  field: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  message: Resolver<ResolversTypes['String'], ParentType, ContextType>;
};

export type CreateCalendarFeedPayloadResolvers<ContextType = Context, ParentType extends ResolversParentTypes['CreateCalendarFeedPayload'] = ResolversParentTypes['CreateCalendarFeedPayload']> = {
  calendarFeed: Resolver<Maybe<ResolversTypes['CalendarFeed']>, ParentType, ContextType>;
  url: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  userErrors: Resolver<Array<ResolversTypes['CreateCalendarFeedUserError']>, ParentType, ContextType>;
};

export type CreateCalendarFeedUserErrorResolvers<ContextType = Context, ParentType extends ResolversParentTypes['CreateCalendarFeedUserError'] = ResolversParentTypes['CreateCalendarFeedUserError']> = {
  code: Resolver<ResolversTypes['CreateCalendarFeedUserErrorCode'], ParentType, ContextType>;
  field: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  message: Resolver<ResolversTypes['String'], ParentType, ContextType>;
};

export interface CurrencyCodeScalarConfig extends GraphQLScalarTypeConfig<ResolversTypes['CurrencyCode'], any> {
  name: 'CurrencyCode';
}

export interface DateTimeScalarConfig extends GraphQLScalarTypeConfig<ResolversTypes['DateTime'], any> {
  name: 'DateTime';
}

export type DeclineWaitlistOfferPayloadResolvers<ContextType = Context, ParentType extends ResolversParentTypes['DeclineWaitlistOfferPayload'] = ResolversParentTypes['DeclineWaitlistOfferPayload']> = {
  userErrors: Resolver<Array<ResolversTypes['DeclineWaitlistOfferUserError']>, ParentType, ContextType>;
  waitlistEntry: Resolver<Maybe<ResolversTypes['WaitlistEntry']>, ParentType, ContextType>;
};

export type DeclineWaitlistOfferUserErrorResolvers<ContextType = Context, ParentType extends ResolversParentTypes['DeclineWaitlistOfferUserError'] = ResolversParentTypes['DeclineWaitlistOfferUserError']> = {
  code: Resolver<ResolversTypes['DeclineWaitlistOfferUserErrorCode'], ParentType, ContextType>;
  field: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  message: Resolver<ResolversTypes['String'], ParentType, ContextType>;
};

export type DeviceResolvers<ContextType = Context, ParentType extends ResolversParentTypes['Device'] = ResolversParentTypes['Device']> = {
  id: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
  kind: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  name: Resolver<ResolversTypes['String'], ParentType, ContextType>;
};

export type HoldSlotPayloadResolvers<ContextType = Context, ParentType extends ResolversParentTypes['HoldSlotPayload'] = ResolversParentTypes['HoldSlotPayload']> = {
  hold: Resolver<Maybe<ResolversTypes['SlotHold']>, ParentType, ContextType>;
  userErrors: Resolver<Array<ResolversTypes['HoldSlotUserError']>, ParentType, ContextType>;
};

export type HoldSlotUserErrorResolvers<ContextType = Context, ParentType extends ResolversParentTypes['HoldSlotUserError'] = ResolversParentTypes['HoldSlotUserError']> = {
  code: Resolver<ResolversTypes['HoldSlotUserErrorCode'], ParentType, ContextType>;
  field: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  message: Resolver<ResolversTypes['String'], ParentType, ContextType>;
};

export type JoinWaitlistPayloadResolvers<ContextType = Context, ParentType extends ResolversParentTypes['JoinWaitlistPayload'] = ResolversParentTypes['JoinWaitlistPayload']> = {
  userErrors: Resolver<Array<ResolversTypes['JoinWaitlistUserError']>, ParentType, ContextType>;
  waitlistEntry: Resolver<Maybe<ResolversTypes['WaitlistEntry']>, ParentType, ContextType>;
};

export type JoinWaitlistUserErrorResolvers<ContextType = Context, ParentType extends ResolversParentTypes['JoinWaitlistUserError'] = ResolversParentTypes['JoinWaitlistUserError']> = {
  code: Resolver<ResolversTypes['JoinWaitlistUserErrorCode'], ParentType, ContextType>;
  field: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  message: Resolver<ResolversTypes['String'], ParentType, ContextType>;
};

export type LeaveWaitlistPayloadResolvers<ContextType = Context, ParentType extends ResolversParentTypes['LeaveWaitlistPayload'] = ResolversParentTypes['LeaveWaitlistPayload']> = {
  userErrors: Resolver<Array<ResolversTypes['LeaveWaitlistUserError']>, ParentType, ContextType>;
  waitlistEntry: Resolver<Maybe<ResolversTypes['WaitlistEntry']>, ParentType, ContextType>;
};

export type LeaveWaitlistUserErrorResolvers<ContextType = Context, ParentType extends ResolversParentTypes['LeaveWaitlistUserError'] = ResolversParentTypes['LeaveWaitlistUserError']> = {
  code: Resolver<ResolversTypes['LeaveWaitlistUserErrorCode'], ParentType, ContextType>;
  field: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  message: Resolver<ResolversTypes['String'], ParentType, ContextType>;
};

export interface LocalDateScalarConfig extends GraphQLScalarTypeConfig<ResolversTypes['LocalDate'], any> {
  name: 'LocalDate';
}

export type MoneyResolvers<ContextType = Context, ParentType extends ResolversParentTypes['Money'] = ResolversParentTypes['Money']> = {
  amountMinor: Resolver<ResolversTypes['SafeInt'], ParentType, ContextType>;
  currency: Resolver<ResolversTypes['CurrencyCode'], ParentType, ContextType>;
};

export type MutationResolvers<ContextType = Context, ParentType extends ResolversParentTypes['Mutation'] = ResolversParentTypes['Mutation']> = {
  acceptWaitlistOffer: Resolver<ResolversTypes['AcceptWaitlistOfferPayload'], ParentType, ContextType, RequireFields<MutationAcceptWaitlistOfferArgs, 'input'>>;
  addClinic: Resolver<ResolversTypes['AddClinicPayload'], ParentType, ContextType, RequireFields<MutationAddClinicArgs, 'input'>>;
  addDevice: Resolver<ResolversTypes['AddDevicePayload'], ParentType, ContextType, RequireFields<MutationAddDeviceArgs, 'input'>>;
  addRoom: Resolver<ResolversTypes['AddRoomPayload'], ParentType, ContextType, RequireFields<MutationAddRoomArgs, 'input'>>;
  addScheduleException: Resolver<ResolversTypes['AddScheduleExceptionPayload'], ParentType, ContextType, RequireFields<MutationAddScheduleExceptionArgs, 'input'>>;
  addServiceType: Resolver<ResolversTypes['AddServiceTypePayload'], ParentType, ContextType, RequireFields<MutationAddServiceTypeArgs, 'input'>>;
  bookAppointment: Resolver<ResolversTypes['BookAppointmentPayload'], ParentType, ContextType, RequireFields<MutationBookAppointmentArgs, 'input'>>;
  bookAppointmentSeries: Resolver<ResolversTypes['BookAppointmentSeriesPayload'], ParentType, ContextType, RequireFields<MutationBookAppointmentSeriesArgs, 'input'>>;
  bookAppointments: Resolver<ResolversTypes['BookAppointmentsPayload'], ParentType, ContextType, RequireFields<MutationBookAppointmentsArgs, 'input'>>;
  bookHold: Resolver<ResolversTypes['BookHoldPayload'], ParentType, ContextType, RequireFields<MutationBookHoldArgs, 'input'>>;
  cancelAppointment: Resolver<ResolversTypes['CancelAppointmentPayload'], ParentType, ContextType, RequireFields<MutationCancelAppointmentArgs, 'input'>>;
  closeClinic: Resolver<ResolversTypes['CloseClinicPayload'], ParentType, ContextType, RequireFields<MutationCloseClinicArgs, 'input'>>;
  createCalendarFeed: Resolver<ResolversTypes['CreateCalendarFeedPayload'], ParentType, ContextType, RequireFields<MutationCreateCalendarFeedArgs, 'input'>>;
  declineWaitlistOffer: Resolver<ResolversTypes['DeclineWaitlistOfferPayload'], ParentType, ContextType, RequireFields<MutationDeclineWaitlistOfferArgs, 'input'>>;
  holdSlot: Resolver<ResolversTypes['HoldSlotPayload'], ParentType, ContextType, RequireFields<MutationHoldSlotArgs, 'input'>>;
  joinWaitlist: Resolver<ResolversTypes['JoinWaitlistPayload'], ParentType, ContextType, RequireFields<MutationJoinWaitlistArgs, 'input'>>;
  leaveWaitlist: Resolver<ResolversTypes['LeaveWaitlistPayload'], ParentType, ContextType, RequireFields<MutationLeaveWaitlistArgs, 'input'>>;
  recordAppointmentNotes: Resolver<ResolversTypes['RecordAppointmentNotesPayload'], ParentType, ContextType, RequireFields<MutationRecordAppointmentNotesArgs, 'input'>>;
  recordAttendance: Resolver<ResolversTypes['RecordAttendancePayload'], ParentType, ContextType, RequireFields<MutationRecordAttendanceArgs, 'input'>>;
  releaseHold: Resolver<ResolversTypes['ReleaseHoldPayload'], ParentType, ContextType, RequireFields<MutationReleaseHoldArgs, 'input'>>;
  removeDevice: Resolver<ResolversTypes['RemoveDevicePayload'], ParentType, ContextType, RequireFields<MutationRemoveDeviceArgs, 'input'>>;
  removeRoom: Resolver<ResolversTypes['RemoveRoomPayload'], ParentType, ContextType, RequireFields<MutationRemoveRoomArgs, 'input'>>;
  removeScheduleException: Resolver<ResolversTypes['RemoveScheduleExceptionPayload'], ParentType, ContextType, RequireFields<MutationRemoveScheduleExceptionArgs, 'input'>>;
  removeServiceType: Resolver<ResolversTypes['RemoveServiceTypePayload'], ParentType, ContextType, RequireFields<MutationRemoveServiceTypeArgs, 'input'>>;
  rescheduleAppointment: Resolver<ResolversTypes['RescheduleAppointmentPayload'], ParentType, ContextType, RequireFields<MutationRescheduleAppointmentArgs, 'input'>>;
  revokeCalendarFeed: Resolver<ResolversTypes['RevokeCalendarFeedPayload'], ParentType, ContextType, RequireFields<MutationRevokeCalendarFeedArgs, 'input'>>;
  setWorkingHours: Resolver<ResolversTypes['SetWorkingHoursPayload'], ParentType, ContextType, RequireFields<MutationSetWorkingHoursArgs, 'input'>>;
  updateClinic: Resolver<ResolversTypes['UpdateClinicPayload'], ParentType, ContextType, RequireFields<MutationUpdateClinicArgs, 'input'>>;
  updateClinicPolicy: Resolver<ResolversTypes['UpdateClinicPolicyPayload'], ParentType, ContextType, RequireFields<MutationUpdateClinicPolicyArgs, 'input'>>;
  updateDevice: Resolver<ResolversTypes['UpdateDevicePayload'], ParentType, ContextType, RequireFields<MutationUpdateDeviceArgs, 'input'>>;
  updateRoom: Resolver<ResolversTypes['UpdateRoomPayload'], ParentType, ContextType, RequireFields<MutationUpdateRoomArgs, 'input'>>;
  updateServiceType: Resolver<ResolversTypes['UpdateServiceTypePayload'], ParentType, ContextType, RequireFields<MutationUpdateServiceTypeArgs, 'input'>>;
};

export type PageInfoResolvers<ContextType = Context, ParentType extends ResolversParentTypes['PageInfo'] = ResolversParentTypes['PageInfo']> = {
  endCursor: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  hasNextPage: Resolver<ResolversTypes['Boolean'], ParentType, ContextType>;
  hasPreviousPage: Resolver<ResolversTypes['Boolean'], ParentType, ContextType>;
  startCursor: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
};

export type PatientResolvers<ContextType = Context, ParentType extends ResolversParentTypes['Patient'] = ResolversParentTypes['Patient'], FederationReferenceType extends FederationReferenceTypes['Patient'] = FederationReferenceTypes['Patient']> = {
  __resolveReference: ReferenceResolver<Maybe<ResolversTypes['Patient']> | FederationReferenceType, FederationReferenceType, ContextType>;
  appointments: Resolver<Maybe<ResolversTypes['AppointmentConnection']>, ParentType, ContextType, RequireFields<PatientAppointmentsArgs, 'first' | 'order'>>;
  id: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
  slotHolds: Resolver<Maybe<Array<ResolversTypes['SlotHold']>>, ParentType, ContextType>;
  waitlistEntries: Resolver<Maybe<ResolversTypes['WaitlistEntryConnection']>, ParentType, ContextType, RequireFields<PatientWaitlistEntriesArgs, 'first' | 'isLive'>>;
};

export type PractitionerResolvers<ContextType = Context, ParentType extends ResolversParentTypes['Practitioner'] = ResolversParentTypes['Practitioner'], FederationReferenceType extends FederationReferenceTypes['Practitioner'] = FederationReferenceTypes['Practitioner']> = {
  __resolveReference: ReferenceResolver<Maybe<ResolversTypes['Practitioner']> | FederationReferenceType, FederationReferenceType, ContextType>;
  appointments: Resolver<Maybe<ResolversTypes['AppointmentConnection']>, ParentType, ContextType, RequireFields<PractitionerAppointmentsArgs, 'first' | 'order'>>;
  id: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
};

export type QueryResolvers<ContextType = Context, ParentType extends ResolversParentTypes['Query'] = ResolversParentTypes['Query']> = {
  appointment: Resolver<Maybe<ResolversTypes['Appointment']>, ParentType, ContextType, RequireFields<QueryAppointmentArgs, 'id'>>;
  appointmentStatistics: Resolver<ResolversTypes['AppointmentStatisticsConnection'], ParentType, ContextType, RequireFields<QueryAppointmentStatisticsArgs, 'by' | 'first' | 'fromMonth' | 'toMonth'>>;
  availableSlots: Resolver<ResolversTypes['SlotConnection'], ParentType, ContextType, RequireFields<QueryAvailableSlotsArgs, 'days' | 'first' | 'from'>>;
  calendarFeeds: Resolver<Array<ResolversTypes['CalendarFeed']>, ParentType, ContextType>;
  clinic: Resolver<Maybe<ResolversTypes['Clinic']>, ParentType, ContextType, RequireFields<QueryClinicArgs, 'id'>>;
  clinics: Resolver<ResolversTypes['ClinicConnection'], ParentType, ContextType, RequireFields<QueryClinicsArgs, 'first'>>;
  scheduleExceptions: Resolver<ResolversTypes['ScheduleExceptionConnection'], ParentType, ContextType, RequireFields<QueryScheduleExceptionsArgs, 'clinicId' | 'first' | 'from'>>;
  waitlist: Resolver<ResolversTypes['WaitlistEntryConnection'], ParentType, ContextType, RequireFields<QueryWaitlistArgs, 'clinicId' | 'first'>>;
};

export type RecordAppointmentNotesPayloadResolvers<ContextType = Context, ParentType extends ResolversParentTypes['RecordAppointmentNotesPayload'] = ResolversParentTypes['RecordAppointmentNotesPayload']> = {
  appointment: Resolver<Maybe<ResolversTypes['Appointment']>, ParentType, ContextType>;
  userErrors: Resolver<Array<ResolversTypes['RecordAppointmentNotesUserError']>, ParentType, ContextType>;
};

export type RecordAppointmentNotesUserErrorResolvers<ContextType = Context, ParentType extends ResolversParentTypes['RecordAppointmentNotesUserError'] = ResolversParentTypes['RecordAppointmentNotesUserError']> = {
  code: Resolver<ResolversTypes['RecordAppointmentNotesUserErrorCode'], ParentType, ContextType>;
  field: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  message: Resolver<ResolversTypes['String'], ParentType, ContextType>;
};

export type RecordAttendancePayloadResolvers<ContextType = Context, ParentType extends ResolversParentTypes['RecordAttendancePayload'] = ResolversParentTypes['RecordAttendancePayload']> = {
  appointment: Resolver<Maybe<ResolversTypes['Appointment']>, ParentType, ContextType>;
  userErrors: Resolver<Array<ResolversTypes['RecordAttendanceUserError']>, ParentType, ContextType>;
};

export type RecordAttendanceUserErrorResolvers<ContextType = Context, ParentType extends ResolversParentTypes['RecordAttendanceUserError'] = ResolversParentTypes['RecordAttendanceUserError']> = {
  code: Resolver<ResolversTypes['RecordAttendanceUserErrorCode'], ParentType, ContextType>;
  field: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  message: Resolver<ResolversTypes['String'], ParentType, ContextType>;
};

export type ReleaseHoldPayloadResolvers<ContextType = Context, ParentType extends ResolversParentTypes['ReleaseHoldPayload'] = ResolversParentTypes['ReleaseHoldPayload']> = {
  hold: Resolver<Maybe<ResolversTypes['SlotHold']>, ParentType, ContextType>;
  userErrors: Resolver<Array<ResolversTypes['ReleaseHoldUserError']>, ParentType, ContextType>;
};

export type ReleaseHoldUserErrorResolvers<ContextType = Context, ParentType extends ResolversParentTypes['ReleaseHoldUserError'] = ResolversParentTypes['ReleaseHoldUserError']> = {
  code: Resolver<ResolversTypes['ReleaseHoldUserErrorCode'], ParentType, ContextType>;
  field: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  message: Resolver<ResolversTypes['String'], ParentType, ContextType>;
};

export type RemoveDevicePayloadResolvers<ContextType = Context, ParentType extends ResolversParentTypes['RemoveDevicePayload'] = ResolversParentTypes['RemoveDevicePayload']> = {
  affectedAppointments: Resolver<Array<ResolversTypes['Appointment']>, ParentType, ContextType>;
  device: Resolver<Maybe<ResolversTypes['Device']>, ParentType, ContextType>;
  userErrors: Resolver<Array<ResolversTypes['RemoveDeviceUserError']>, ParentType, ContextType>;
};

export type RemoveDeviceUserErrorResolvers<ContextType = Context, ParentType extends ResolversParentTypes['RemoveDeviceUserError'] = ResolversParentTypes['RemoveDeviceUserError']> = {
  code: Resolver<ResolversTypes['RemoveDeviceUserErrorCode'], ParentType, ContextType>;
  field: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  message: Resolver<ResolversTypes['String'], ParentType, ContextType>;
};

export type RemoveRoomPayloadResolvers<ContextType = Context, ParentType extends ResolversParentTypes['RemoveRoomPayload'] = ResolversParentTypes['RemoveRoomPayload']> = {
  affectedAppointments: Resolver<Array<ResolversTypes['Appointment']>, ParentType, ContextType>;
  room: Resolver<Maybe<ResolversTypes['Room']>, ParentType, ContextType>;
  userErrors: Resolver<Array<ResolversTypes['RemoveRoomUserError']>, ParentType, ContextType>;
};

export type RemoveRoomUserErrorResolvers<ContextType = Context, ParentType extends ResolversParentTypes['RemoveRoomUserError'] = ResolversParentTypes['RemoveRoomUserError']> = {
  code: Resolver<ResolversTypes['RemoveRoomUserErrorCode'], ParentType, ContextType>;
  field: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  message: Resolver<ResolversTypes['String'], ParentType, ContextType>;
};

export type RemoveScheduleExceptionPayloadResolvers<ContextType = Context, ParentType extends ResolversParentTypes['RemoveScheduleExceptionPayload'] = ResolversParentTypes['RemoveScheduleExceptionPayload']> = {
  scheduleException: Resolver<Maybe<ResolversTypes['ScheduleException']>, ParentType, ContextType>;
  userErrors: Resolver<Array<ResolversTypes['RemoveScheduleExceptionUserError']>, ParentType, ContextType>;
};

export type RemoveScheduleExceptionUserErrorResolvers<ContextType = Context, ParentType extends ResolversParentTypes['RemoveScheduleExceptionUserError'] = ResolversParentTypes['RemoveScheduleExceptionUserError']> = {
  code: Resolver<ResolversTypes['RemoveScheduleExceptionUserErrorCode'], ParentType, ContextType>;
  field: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  message: Resolver<ResolversTypes['String'], ParentType, ContextType>;
};

export type RemoveServiceTypePayloadResolvers<ContextType = Context, ParentType extends ResolversParentTypes['RemoveServiceTypePayload'] = ResolversParentTypes['RemoveServiceTypePayload']> = {
  affectedAppointments: Resolver<Array<ResolversTypes['Appointment']>, ParentType, ContextType>;
  serviceType: Resolver<Maybe<ResolversTypes['ServiceType']>, ParentType, ContextType>;
  userErrors: Resolver<Array<ResolversTypes['RemoveServiceTypeUserError']>, ParentType, ContextType>;
};

export type RemoveServiceTypeUserErrorResolvers<ContextType = Context, ParentType extends ResolversParentTypes['RemoveServiceTypeUserError'] = ResolversParentTypes['RemoveServiceTypeUserError']> = {
  code: Resolver<ResolversTypes['RemoveServiceTypeUserErrorCode'], ParentType, ContextType>;
  field: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  message: Resolver<ResolversTypes['String'], ParentType, ContextType>;
};

export type RescheduleAppointmentPayloadResolvers<ContextType = Context, ParentType extends ResolversParentTypes['RescheduleAppointmentPayload'] = ResolversParentTypes['RescheduleAppointmentPayload']> = {
  appointment: Resolver<Maybe<ResolversTypes['Appointment']>, ParentType, ContextType>;
  userErrors: Resolver<Array<ResolversTypes['RescheduleAppointmentUserError']>, ParentType, ContextType>;
};

export type RescheduleAppointmentUserErrorResolvers<ContextType = Context, ParentType extends ResolversParentTypes['RescheduleAppointmentUserError'] = ResolversParentTypes['RescheduleAppointmentUserError']> = {
  code: Resolver<ResolversTypes['RescheduleAppointmentUserErrorCode'], ParentType, ContextType>;
  field: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  message: Resolver<ResolversTypes['String'], ParentType, ContextType>;
};

export type RevokeCalendarFeedPayloadResolvers<ContextType = Context, ParentType extends ResolversParentTypes['RevokeCalendarFeedPayload'] = ResolversParentTypes['RevokeCalendarFeedPayload']> = {
  calendarFeed: Resolver<Maybe<ResolversTypes['CalendarFeed']>, ParentType, ContextType>;
  userErrors: Resolver<Array<ResolversTypes['RevokeCalendarFeedUserError']>, ParentType, ContextType>;
};

export type RevokeCalendarFeedUserErrorResolvers<ContextType = Context, ParentType extends ResolversParentTypes['RevokeCalendarFeedUserError'] = ResolversParentTypes['RevokeCalendarFeedUserError']> = {
  code: Resolver<ResolversTypes['RevokeCalendarFeedUserErrorCode'], ParentType, ContextType>;
  field: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  message: Resolver<ResolversTypes['String'], ParentType, ContextType>;
};

export type RoomResolvers<ContextType = Context, ParentType extends ResolversParentTypes['Room'] = ResolversParentTypes['Room'], FederationReferenceType extends FederationReferenceTypes['Room'] = FederationReferenceTypes['Room']> = {
  __resolveReference: ReferenceResolver<Maybe<ResolversTypes['Room']> | FederationReferenceType, FederationReferenceType, ContextType>;
  accessDecision: Resolver<ResolversTypes['AccessDecision'], ParentType, ContextType, RequireFields<RoomAccessDecisionArgs, 'action' | 'actorId'>>;
  clinic: Resolver<ResolversTypes['Clinic'], ParentType, ContextType>;
  id: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
  kind: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  name: Resolver<ResolversTypes['String'], ParentType, ContextType>;
};

export interface SafeIntScalarConfig extends GraphQLScalarTypeConfig<ResolversTypes['SafeInt'], any> {
  name: 'SafeInt';
}

export type ScheduleResolvers<ContextType = Context, ParentType extends ResolversParentTypes['Schedule'] = ResolversParentTypes['Schedule']> = {
  closesAt: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  opensAt: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  practitioner: Resolver<Maybe<ResolversTypes['Practitioner']>, ParentType, ContextType>;
  recurrence: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  validFrom: Resolver<Maybe<ResolversTypes['LocalDate']>, ParentType, ContextType>;
  validUntil: Resolver<Maybe<ResolversTypes['LocalDate']>, ParentType, ContextType>;
  weekday: Resolver<ResolversTypes['Weekday'], ParentType, ContextType>;
};

export type ScheduleExceptionResolvers<ContextType = Context, ParentType extends ResolversParentTypes['ScheduleException'] = ResolversParentTypes['ScheduleException']> = {
  clinic: Resolver<Maybe<ResolversTypes['Clinic']>, ParentType, ContextType>;
  endTime: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  firstDate: Resolver<ResolversTypes['LocalDate'], ParentType, ContextType>;
  id: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
  kind: Resolver<ResolversTypes['ScheduleExceptionKind'], ParentType, ContextType>;
  lastDate: Resolver<ResolversTypes['LocalDate'], ParentType, ContextType>;
  practitioner: Resolver<Maybe<ResolversTypes['Practitioner']>, ParentType, ContextType>;
  recurrence: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  startTime: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  title: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
};

export type ScheduleExceptionConnectionResolvers<ContextType = Context, ParentType extends ResolversParentTypes['ScheduleExceptionConnection'] = ResolversParentTypes['ScheduleExceptionConnection']> = {
  edges: Resolver<Array<ResolversTypes['ScheduleExceptionEdge']>, ParentType, ContextType>;
  nodes: Resolver<Array<ResolversTypes['ScheduleException']>, ParentType, ContextType>;
  pageInfo: Resolver<ResolversTypes['PageInfo'], ParentType, ContextType>;
};

export type ScheduleExceptionEdgeResolvers<ContextType = Context, ParentType extends ResolversParentTypes['ScheduleExceptionEdge'] = ResolversParentTypes['ScheduleExceptionEdge']> = {
  cursor: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  node: Resolver<ResolversTypes['ScheduleException'], ParentType, ContextType>;
};

export type SeriesOccurrenceResolvers<ContextType = Context, ParentType extends ResolversParentTypes['SeriesOccurrence'] = ResolversParentTypes['SeriesOccurrence']> = {
  appointment: Resolver<Maybe<ResolversTypes['Appointment']>, ParentType, ContextType>;
  problem: Resolver<Maybe<ResolversTypes['BookAppointmentUserErrorCode']>, ParentType, ContextType>;
  startsAt: Resolver<ResolversTypes['DateTime'], ParentType, ContextType>;
};

export type ServiceTypeResolvers<ContextType = Context, ParentType extends ResolversParentTypes['ServiceType'] = ResolversParentTypes['ServiceType'], FederationReferenceType extends FederationReferenceTypes['ServiceType'] = FederationReferenceTypes['ServiceType']> = {
  __resolveReference: ReferenceResolver<Maybe<ResolversTypes['ServiceType']> | FederationReferenceType, FederationReferenceType, ContextType>;
  accessDecision: Resolver<ResolversTypes['AccessDecision'], ParentType, ContextType, RequireFields<ServiceTypeAccessDecisionArgs, 'action' | 'actorId'>>;
  bookingHorizonDays: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
  bufferAfterMinutes: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
  bufferBeforeMinutes: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
  clinic: Resolver<ResolversTypes['Clinic'], ParentType, ContextType>;
  deviceKinds: Resolver<Array<ResolversTypes['String']>, ParentType, ContextType>;
  durationMinutes: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
  id: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
  minimumNoticeMinutes: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
  minimumTier: Resolver<ResolversTypes['AccountTier'], ParentType, ContextType>;
  name: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  practitioners: Resolver<Maybe<Array<ResolversTypes['Practitioner']>>, ParentType, ContextType>;
  price: Resolver<ResolversTypes['Money'], ParentType, ContextType>;
  roomKind: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
};

export type SetWorkingHoursPayloadResolvers<ContextType = Context, ParentType extends ResolversParentTypes['SetWorkingHoursPayload'] = ResolversParentTypes['SetWorkingHoursPayload']> = {
  schedules: Resolver<Maybe<Array<ResolversTypes['Schedule']>>, ParentType, ContextType>;
  userErrors: Resolver<Array<ResolversTypes['SetWorkingHoursUserError']>, ParentType, ContextType>;
};

export type SetWorkingHoursUserErrorResolvers<ContextType = Context, ParentType extends ResolversParentTypes['SetWorkingHoursUserError'] = ResolversParentTypes['SetWorkingHoursUserError']> = {
  code: Resolver<ResolversTypes['SetWorkingHoursUserErrorCode'], ParentType, ContextType>;
  field: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  message: Resolver<ResolversTypes['String'], ParentType, ContextType>;
};

export type SlotResolvers<ContextType = Context, ParentType extends ResolversParentTypes['Slot'] = ResolversParentTypes['Slot']> = {
  clinic: Resolver<ResolversTypes['Clinic'], ParentType, ContextType>;
  endsAt: Resolver<ResolversTypes['DateTime'], ParentType, ContextType>;
  practitioner: Resolver<Maybe<ResolversTypes['Practitioner']>, ParentType, ContextType>;
  serviceType: Resolver<ResolversTypes['ServiceType'], ParentType, ContextType>;
  startsAt: Resolver<ResolversTypes['DateTime'], ParentType, ContextType>;
};

export type SlotConnectionResolvers<ContextType = Context, ParentType extends ResolversParentTypes['SlotConnection'] = ResolversParentTypes['SlotConnection']> = {
  edges: Resolver<Array<ResolversTypes['SlotEdge']>, ParentType, ContextType>;
  nodes: Resolver<Array<ResolversTypes['Slot']>, ParentType, ContextType>;
  pageInfo: Resolver<ResolversTypes['PageInfo'], ParentType, ContextType>;
};

export type SlotEdgeResolvers<ContextType = Context, ParentType extends ResolversParentTypes['SlotEdge'] = ResolversParentTypes['SlotEdge']> = {
  cursor: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  node: Resolver<ResolversTypes['Slot'], ParentType, ContextType>;
};

export type SlotHoldResolvers<ContextType = Context, ParentType extends ResolversParentTypes['SlotHold'] = ResolversParentTypes['SlotHold']> = {
  clinic: Resolver<ResolversTypes['Clinic'], ParentType, ContextType>;
  endsAt: Resolver<ResolversTypes['DateTime'], ParentType, ContextType>;
  expiresAt: Resolver<ResolversTypes['DateTime'], ParentType, ContextType>;
  id: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
  patient: Resolver<Maybe<ResolversTypes['Patient']>, ParentType, ContextType>;
  practitioner: Resolver<Maybe<ResolversTypes['Practitioner']>, ParentType, ContextType>;
  serviceType: Resolver<ResolversTypes['ServiceType'], ParentType, ContextType>;
  startsAt: Resolver<ResolversTypes['DateTime'], ParentType, ContextType>;
};

export type UpdateClinicPayloadResolvers<ContextType = Context, ParentType extends ResolversParentTypes['UpdateClinicPayload'] = ResolversParentTypes['UpdateClinicPayload']> = {
  clinic: Resolver<Maybe<ResolversTypes['Clinic']>, ParentType, ContextType>;
  userErrors: Resolver<Array<ResolversTypes['UpdateClinicUserError']>, ParentType, ContextType>;
};

export type UpdateClinicPolicyPayloadResolvers<ContextType = Context, ParentType extends ResolversParentTypes['UpdateClinicPolicyPayload'] = ResolversParentTypes['UpdateClinicPolicyPayload']> = {
  clinic: Resolver<Maybe<ResolversTypes['Clinic']>, ParentType, ContextType>;
  userErrors: Resolver<Array<ResolversTypes['UpdateClinicPolicyUserError']>, ParentType, ContextType>;
};

export type UpdateClinicPolicyUserErrorResolvers<ContextType = Context, ParentType extends ResolversParentTypes['UpdateClinicPolicyUserError'] = ResolversParentTypes['UpdateClinicPolicyUserError']> = {
  code: Resolver<ResolversTypes['UpdateClinicPolicyUserErrorCode'], ParentType, ContextType>;
  field: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  message: Resolver<ResolversTypes['String'], ParentType, ContextType>;
};

export type UpdateClinicUserErrorResolvers<ContextType = Context, ParentType extends ResolversParentTypes['UpdateClinicUserError'] = ResolversParentTypes['UpdateClinicUserError']> = {
  code: Resolver<ResolversTypes['UpdateClinicUserErrorCode'], ParentType, ContextType>;
  field: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  message: Resolver<ResolversTypes['String'], ParentType, ContextType>;
};

export type UpdateDevicePayloadResolvers<ContextType = Context, ParentType extends ResolversParentTypes['UpdateDevicePayload'] = ResolversParentTypes['UpdateDevicePayload']> = {
  device: Resolver<Maybe<ResolversTypes['Device']>, ParentType, ContextType>;
  userErrors: Resolver<Array<ResolversTypes['UpdateDeviceUserError']>, ParentType, ContextType>;
};

export type UpdateDeviceUserErrorResolvers<ContextType = Context, ParentType extends ResolversParentTypes['UpdateDeviceUserError'] = ResolversParentTypes['UpdateDeviceUserError']> = {
  code: Resolver<ResolversTypes['UpdateDeviceUserErrorCode'], ParentType, ContextType>;
  field: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  message: Resolver<ResolversTypes['String'], ParentType, ContextType>;
};

export type UpdateRoomPayloadResolvers<ContextType = Context, ParentType extends ResolversParentTypes['UpdateRoomPayload'] = ResolversParentTypes['UpdateRoomPayload']> = {
  room: Resolver<Maybe<ResolversTypes['Room']>, ParentType, ContextType>;
  userErrors: Resolver<Array<ResolversTypes['UpdateRoomUserError']>, ParentType, ContextType>;
};

export type UpdateRoomUserErrorResolvers<ContextType = Context, ParentType extends ResolversParentTypes['UpdateRoomUserError'] = ResolversParentTypes['UpdateRoomUserError']> = {
  code: Resolver<ResolversTypes['UpdateRoomUserErrorCode'], ParentType, ContextType>;
  field: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  message: Resolver<ResolversTypes['String'], ParentType, ContextType>;
};

export type UpdateServiceTypePayloadResolvers<ContextType = Context, ParentType extends ResolversParentTypes['UpdateServiceTypePayload'] = ResolversParentTypes['UpdateServiceTypePayload']> = {
  serviceType: Resolver<Maybe<ResolversTypes['ServiceType']>, ParentType, ContextType>;
  userErrors: Resolver<Array<ResolversTypes['UpdateServiceTypeUserError']>, ParentType, ContextType>;
};

export type UpdateServiceTypeUserErrorResolvers<ContextType = Context, ParentType extends ResolversParentTypes['UpdateServiceTypeUserError'] = ResolversParentTypes['UpdateServiceTypeUserError']> = {
  code: Resolver<ResolversTypes['UpdateServiceTypeUserErrorCode'], ParentType, ContextType>;
  field: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  message: Resolver<ResolversTypes['String'], ParentType, ContextType>;
};

export type WaitlistEntryResolvers<ContextType = Context, ParentType extends ResolversParentTypes['WaitlistEntry'] = ResolversParentTypes['WaitlistEntry']> = {
  clinic: Resolver<ResolversTypes['Clinic'], ParentType, ContextType>;
  createdAt: Resolver<ResolversTypes['DateTime'], ParentType, ContextType>;
  fromDate: Resolver<ResolversTypes['LocalDate'], ParentType, ContextType>;
  id: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
  offer: Resolver<Maybe<ResolversTypes['WaitlistOffer']>, ParentType, ContextType>;
  patient: Resolver<Maybe<ResolversTypes['Patient']>, ParentType, ContextType>;
  practitioner: Resolver<Maybe<ResolversTypes['Practitioner']>, ParentType, ContextType>;
  priority: Resolver<ResolversTypes['WaitlistPriority'], ParentType, ContextType>;
  serviceType: Resolver<ResolversTypes['ServiceType'], ParentType, ContextType>;
  status: Resolver<ResolversTypes['WaitlistStatus'], ParentType, ContextType>;
  untilDate: Resolver<ResolversTypes['LocalDate'], ParentType, ContextType>;
  version: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
};

export type WaitlistEntryConnectionResolvers<ContextType = Context, ParentType extends ResolversParentTypes['WaitlistEntryConnection'] = ResolversParentTypes['WaitlistEntryConnection']> = {
  edges: Resolver<Array<ResolversTypes['WaitlistEntryEdge']>, ParentType, ContextType>;
  nodes: Resolver<Array<ResolversTypes['WaitlistEntry']>, ParentType, ContextType>;
  pageInfo: Resolver<ResolversTypes['PageInfo'], ParentType, ContextType>;
};

export type WaitlistEntryEdgeResolvers<ContextType = Context, ParentType extends ResolversParentTypes['WaitlistEntryEdge'] = ResolversParentTypes['WaitlistEntryEdge']> = {
  cursor: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  node: Resolver<ResolversTypes['WaitlistEntry'], ParentType, ContextType>;
};

export type WaitlistOfferResolvers<ContextType = Context, ParentType extends ResolversParentTypes['WaitlistOffer'] = ResolversParentTypes['WaitlistOffer']> = {
  endsAt: Resolver<ResolversTypes['DateTime'], ParentType, ContextType>;
  expiresAt: Resolver<ResolversTypes['DateTime'], ParentType, ContextType>;
  id: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
  practitioner: Resolver<Maybe<ResolversTypes['Practitioner']>, ParentType, ContextType>;
  startsAt: Resolver<ResolversTypes['DateTime'], ParentType, ContextType>;
};

export type Resolvers<ContextType = Context> = {
  AcceptWaitlistOfferPayload: AcceptWaitlistOfferPayloadResolvers<ContextType>;
  AcceptWaitlistOfferUserError: AcceptWaitlistOfferUserErrorResolvers<ContextType>;
  AccessCondition: AccessConditionResolvers<ContextType>;
  AccessDecision: AccessDecisionResolvers<ContextType>;
  AddClinicPayload: AddClinicPayloadResolvers<ContextType>;
  AddClinicUserError: AddClinicUserErrorResolvers<ContextType>;
  AddDevicePayload: AddDevicePayloadResolvers<ContextType>;
  AddDeviceUserError: AddDeviceUserErrorResolvers<ContextType>;
  AddRoomPayload: AddRoomPayloadResolvers<ContextType>;
  AddRoomUserError: AddRoomUserErrorResolvers<ContextType>;
  AddScheduleExceptionPayload: AddScheduleExceptionPayloadResolvers<ContextType>;
  AddScheduleExceptionUserError: AddScheduleExceptionUserErrorResolvers<ContextType>;
  AddServiceTypePayload: AddServiceTypePayloadResolvers<ContextType>;
  AddServiceTypeUserError: AddServiceTypeUserErrorResolvers<ContextType>;
  Appointment: AppointmentResolvers<ContextType>;
  AppointmentConnection: AppointmentConnectionResolvers<ContextType>;
  AppointmentEdge: AppointmentEdgeResolvers<ContextType>;
  AppointmentFee: AppointmentFeeResolvers<ContextType>;
  AppointmentStatisticsCell: AppointmentStatisticsCellResolvers<ContextType>;
  AppointmentStatisticsConnection: AppointmentStatisticsConnectionResolvers<ContextType>;
  AppointmentStatisticsEdge: AppointmentStatisticsEdgeResolvers<ContextType>;
  BookAppointmentPayload: BookAppointmentPayloadResolvers<ContextType>;
  BookAppointmentSeriesPayload: BookAppointmentSeriesPayloadResolvers<ContextType>;
  BookAppointmentSeriesUserError: BookAppointmentSeriesUserErrorResolvers<ContextType>;
  BookAppointmentUserError: BookAppointmentUserErrorResolvers<ContextType>;
  BookAppointmentsPayload: BookAppointmentsPayloadResolvers<ContextType>;
  BookAppointmentsResult: BookAppointmentsResultResolvers<ContextType>;
  BookAppointmentsUserError: BookAppointmentsUserErrorResolvers<ContextType>;
  BookHoldPayload: BookHoldPayloadResolvers<ContextType>;
  BookHoldUserError: BookHoldUserErrorResolvers<ContextType>;
  CalendarFeed: CalendarFeedResolvers<ContextType>;
  CancelAppointmentPayload: CancelAppointmentPayloadResolvers<ContextType>;
  CancelAppointmentUserError: CancelAppointmentUserErrorResolvers<ContextType>;
  Clinic: ClinicResolvers<ContextType>;
  ClinicConnection: ClinicConnectionResolvers<ContextType>;
  ClinicEdge: ClinicEdgeResolvers<ContextType>;
  ClinicPolicy: ClinicPolicyResolvers<ContextType>;
  CloseClinicPayload: CloseClinicPayloadResolvers<ContextType>;
  CloseClinicUserError: CloseClinicUserErrorResolvers<ContextType>;
  CreateCalendarFeedPayload: CreateCalendarFeedPayloadResolvers<ContextType>;
  CreateCalendarFeedUserError: CreateCalendarFeedUserErrorResolvers<ContextType>;
  CurrencyCode: GraphQLScalarType;
  DateTime: GraphQLScalarType;
  DeclineWaitlistOfferPayload: DeclineWaitlistOfferPayloadResolvers<ContextType>;
  DeclineWaitlistOfferUserError: DeclineWaitlistOfferUserErrorResolvers<ContextType>;
  Device: DeviceResolvers<ContextType>;
  HoldSlotPayload: HoldSlotPayloadResolvers<ContextType>;
  HoldSlotUserError: HoldSlotUserErrorResolvers<ContextType>;
  JoinWaitlistPayload: JoinWaitlistPayloadResolvers<ContextType>;
  JoinWaitlistUserError: JoinWaitlistUserErrorResolvers<ContextType>;
  LeaveWaitlistPayload: LeaveWaitlistPayloadResolvers<ContextType>;
  LeaveWaitlistUserError: LeaveWaitlistUserErrorResolvers<ContextType>;
  LocalDate: GraphQLScalarType;
  Money: MoneyResolvers<ContextType>;
  Mutation: MutationResolvers<ContextType>;
  PageInfo: PageInfoResolvers<ContextType>;
  Patient: PatientResolvers<ContextType>;
  Practitioner: PractitionerResolvers<ContextType>;
  Query: QueryResolvers<ContextType>;
  RecordAppointmentNotesPayload: RecordAppointmentNotesPayloadResolvers<ContextType>;
  RecordAppointmentNotesUserError: RecordAppointmentNotesUserErrorResolvers<ContextType>;
  RecordAttendancePayload: RecordAttendancePayloadResolvers<ContextType>;
  RecordAttendanceUserError: RecordAttendanceUserErrorResolvers<ContextType>;
  ReleaseHoldPayload: ReleaseHoldPayloadResolvers<ContextType>;
  ReleaseHoldUserError: ReleaseHoldUserErrorResolvers<ContextType>;
  RemoveDevicePayload: RemoveDevicePayloadResolvers<ContextType>;
  RemoveDeviceUserError: RemoveDeviceUserErrorResolvers<ContextType>;
  RemoveRoomPayload: RemoveRoomPayloadResolvers<ContextType>;
  RemoveRoomUserError: RemoveRoomUserErrorResolvers<ContextType>;
  RemoveScheduleExceptionPayload: RemoveScheduleExceptionPayloadResolvers<ContextType>;
  RemoveScheduleExceptionUserError: RemoveScheduleExceptionUserErrorResolvers<ContextType>;
  RemoveServiceTypePayload: RemoveServiceTypePayloadResolvers<ContextType>;
  RemoveServiceTypeUserError: RemoveServiceTypeUserErrorResolvers<ContextType>;
  RescheduleAppointmentPayload: RescheduleAppointmentPayloadResolvers<ContextType>;
  RescheduleAppointmentUserError: RescheduleAppointmentUserErrorResolvers<ContextType>;
  RevokeCalendarFeedPayload: RevokeCalendarFeedPayloadResolvers<ContextType>;
  RevokeCalendarFeedUserError: RevokeCalendarFeedUserErrorResolvers<ContextType>;
  Room: RoomResolvers<ContextType>;
  SafeInt: GraphQLScalarType;
  Schedule: ScheduleResolvers<ContextType>;
  ScheduleException: ScheduleExceptionResolvers<ContextType>;
  ScheduleExceptionConnection: ScheduleExceptionConnectionResolvers<ContextType>;
  ScheduleExceptionEdge: ScheduleExceptionEdgeResolvers<ContextType>;
  SeriesOccurrence: SeriesOccurrenceResolvers<ContextType>;
  ServiceType: ServiceTypeResolvers<ContextType>;
  SetWorkingHoursPayload: SetWorkingHoursPayloadResolvers<ContextType>;
  SetWorkingHoursUserError: SetWorkingHoursUserErrorResolvers<ContextType>;
  Slot: SlotResolvers<ContextType>;
  SlotConnection: SlotConnectionResolvers<ContextType>;
  SlotEdge: SlotEdgeResolvers<ContextType>;
  SlotHold: SlotHoldResolvers<ContextType>;
  UpdateClinicPayload: UpdateClinicPayloadResolvers<ContextType>;
  UpdateClinicPolicyPayload: UpdateClinicPolicyPayloadResolvers<ContextType>;
  UpdateClinicPolicyUserError: UpdateClinicPolicyUserErrorResolvers<ContextType>;
  UpdateClinicUserError: UpdateClinicUserErrorResolvers<ContextType>;
  UpdateDevicePayload: UpdateDevicePayloadResolvers<ContextType>;
  UpdateDeviceUserError: UpdateDeviceUserErrorResolvers<ContextType>;
  UpdateRoomPayload: UpdateRoomPayloadResolvers<ContextType>;
  UpdateRoomUserError: UpdateRoomUserErrorResolvers<ContextType>;
  UpdateServiceTypePayload: UpdateServiceTypePayloadResolvers<ContextType>;
  UpdateServiceTypeUserError: UpdateServiceTypeUserErrorResolvers<ContextType>;
  WaitlistEntry: WaitlistEntryResolvers<ContextType>;
  WaitlistEntryConnection: WaitlistEntryConnectionResolvers<ContextType>;
  WaitlistEntryEdge: WaitlistEntryEdgeResolvers<ContextType>;
  WaitlistOffer: WaitlistOfferResolvers<ContextType>;
};

export type DirectiveResolvers<ContextType = Context> = {
  access: AccessDirectiveResolver<any, any, ContextType>;
  cacheControl: CacheControlDirectiveResolver<any, any, ContextType>;
  classified: ClassifiedDirectiveResolver<any, any, ContextType>;
};
