export type Maybe<T> = T | null;
export type InputMaybe<T> = Maybe<T>;
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
  DateTime: { input: string; output: string; }
  /** A calendar date without a time or a zone, ISO-8601, for example `1987-02-14`. */
  LocalDate: { input: string; output: string; }
  /** A whole number of at most 53 bits. */
  SafeInt: { input: number; output: number; }
};

/** What `acceptGuardianship` needs. */
export type AcceptGuardianshipInput = {
  /** Code of the invitation; at most 100 characters. Spaces, hyphens and case do not matter. */
  code: Scalars['String']['input'];
  /**
   * Makes it safe to send the same again: for a day, this key with this input gets the outcome of the first time. 1 to 255 visible ASCII
   * characters, such as a UUID.
   */
  idempotencyKey?: InputMaybe<Scalars['String']['input']>;
};

/** Outcome of `acceptGuardianship`. */
export type AcceptGuardianshipPayload = {
  __typename?: 'AcceptGuardianshipPayload';
  /** The guardianship, in force; null when nothing was changed. */
  guardianship: Maybe<Guardianship>;
  /** Why nothing was changed; empty when the viewer is the guardian now. */
  userErrors: Array<AcceptGuardianshipUserError>;
};

/** One reason why `acceptGuardianship` changed nothing. */
export type AcceptGuardianshipUserError = {
  __typename?: 'AcceptGuardianshipUserError';
  /** What is wrong, for a program. */
  code: AcceptGuardianshipUserErrorCode;
  /** Path of the input field that is wrong, for example `input.code`; null when it is none in particular. */
  field: Maybe<Scalars['String']['output']>;
  /** What is wrong, for a person. */
  message: Scalars['String']['output'];
};

/** Why `acceptGuardianship` changed nothing. */
export type AcceptGuardianshipUserErrorCode =
  /** There is no such invitation, it was taken or taken back, or its time is over: which of these is not told. */
  | 'CODE_NOT_VALID'
  /** The person behind the account is not known yet: that takes up to a second after sign-up. */
  | 'NO_PERSON'
  /** Nobody acts for oneself, and who has invited does not take the invitation. */
  | 'OWN_INVITATION'
  /** The account has shown ten wrong codes within an hour: none is looked at until that is over. */
  | 'TOO_MANY_WRONG_CODES';

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
  appointment: Maybe<Appointment>;
  /** Why nothing was booked; empty when it was. */
  userErrors: Array<AcceptWaitlistOfferUserError>;
};

/** One reason why `acceptWaitlistOffer` booked nothing. */
export type AcceptWaitlistOfferUserError = {
  __typename?: 'AcceptWaitlistOfferUserError';
  /** What is wrong, for a program. */
  code: AcceptWaitlistOfferUserErrorCode;
  /** Path of the input field that is wrong, for example `input.waitlistOfferId`; null when it is none in particular. */
  field: Maybe<Scalars['String']['output']>;
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

/** Something that can sign in. One e-mail address has one account, in one tenant. */
export type Account = {
  __typename?: 'Account';
  /** Whether an account of the tenant may do something with this account, and what decided. */
  accessDecision: AccessDecision;
  /** When the account was made. */
  createdAt: Scalars['DateTime']['output'];
  /** Address used to sign in, in lower case. */
  email: Scalars['String']['output'];
  /** Unique id. */
  id: Scalars['ID']['output'];
  /** True when the account cannot sign in. */
  isDisabled: Scalars['Boolean']['output'];
  /** True when somebody who reads the mail of the address has shown it. Nothing is refused to an account without, so far. */
  isEmailVerified: Scalars['Boolean']['output'];
  /** Regions that the account is assigned to: what its roles SUPPORT and ANALYST may see. */
  regions: Array<Scalars['String']['output']>;
  /** Roles the account holds. */
  roles: Array<Role>;
  /** Level of service. */
  tier: AccountTier;
  /** Grows by one with each change of what the account may do. */
  version: Scalars['Int']['output'];
};


/** Something that can sign in. One e-mail address has one account, in one tenant. */
export type AccountAccessDecisionArgs = {
  action: Scalars['String']['input'];
  actorId: Scalars['ID']['input'];
};

/** A page of accounts. */
export type AccountConnection = {
  __typename?: 'AccountConnection';
  /** The accounts of the page with their cursors. */
  edges: Array<AccountEdge>;
  /** The accounts of the page. */
  nodes: Array<Account>;
  /** Where the page stands. */
  pageInfo: PageInfo;
  /** How many accounts there are in all; counted only when asked for. */
  totalCount: Maybe<Scalars['Int']['output']>;
};

/** An account in a page. */
export type AccountEdge = {
  __typename?: 'AccountEdge';
  /** Where the account stands in the list, to pass as `after`. */
  cursor: Scalars['String']['output'];
  /** The account. */
  node: Account;
};

/** Narrows a list of accounts. Parts left out do not narrow. */
export type AccountFilter = {
  /** Only accounts whose e-mail address begins so; at most 254 characters. Upper and lower case do not differ. */
  emailPrefix?: InputMaybe<Scalars['String']['input']>;
  /** Only accounts that hold this role. */
  role?: InputMaybe<Role>;
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
  clinic: Maybe<Clinic>;
  /** Why nothing was added; empty when it was. */
  userErrors: Array<AddClinicUserError>;
};

/** One reason why `addClinic` added nothing. */
export type AddClinicUserError = {
  __typename?: 'AddClinicUserError';
  /** What is wrong, for a program. */
  code: AddClinicUserErrorCode;
  /** Path of the input field that is wrong, for example `input.name`; null when it is none in particular. */
  field: Maybe<Scalars['String']['output']>;
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
  device: Maybe<Device>;
  /** Why nothing was added; empty when it was. */
  userErrors: Array<AddDeviceUserError>;
};

/** One reason why `addDevice` added nothing. */
export type AddDeviceUserError = {
  __typename?: 'AddDeviceUserError';
  /** What is wrong, for a program. */
  code: AddDeviceUserErrorCode;
  /** Path of the input field that is wrong, for example `input.name`; null when it is none in particular. */
  field: Maybe<Scalars['String']['output']>;
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
  room: Maybe<Room>;
  /** Why nothing was added; empty when it was. */
  userErrors: Array<AddRoomUserError>;
};

/** One reason why `addRoom` added nothing. */
export type AddRoomUserError = {
  __typename?: 'AddRoomUserError';
  /** What is wrong, for a program. */
  code: AddRoomUserErrorCode;
  /** Path of the input field that is wrong, for example `input.name`; null when it is none in particular. */
  field: Maybe<Scalars['String']['output']>;
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
  scheduleException: Maybe<ScheduleException>;
  /** Why nothing was added; empty when it was. */
  userErrors: Array<AddScheduleExceptionUserError>;
};

/** One reason why `addScheduleException` added nothing. */
export type AddScheduleExceptionUserError = {
  __typename?: 'AddScheduleExceptionUserError';
  /** What is wrong, for a program. */
  code: AddScheduleExceptionUserErrorCode;
  /** Path of the input field that is wrong, for example `input.recurrence`; null when it is none in particular. */
  field: Maybe<Scalars['String']['output']>;
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
  serviceType: Maybe<ServiceType>;
  /** Why nothing was added; empty when it was. */
  userErrors: Array<AddServiceTypeUserError>;
};

/** One reason why `addServiceType` added nothing. */
export type AddServiceTypeUserError = {
  __typename?: 'AddServiceTypeUserError';
  /** What is wrong, for a program. */
  code: AddServiceTypeUserErrorCode;
  /** Path of the input field that is wrong, for example `input.name`; null when it is none in particular. */
  field: Maybe<Scalars['String']['output']>;
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
  arrivedAt: Maybe<Scalars['DateTime']['output']>;
  /** Why it was cancelled; null when it was not, or no reason was given. */
  cancellationReason: Maybe<Scalars['String']['output']>;
  /** When it was cancelled; null when it was not. */
  cancelledAt: Maybe<Scalars['DateTime']['output']>;
  /** The clinic it is at. */
  clinic: Clinic;
  /** How closely `reason` and `notes` are kept. */
  confidentiality: Confidentiality;
  /** The devices it uses, by name. */
  devices: Array<Device>;
  /** When the patient may leave. */
  endsAt: Scalars['DateTime']['output'];
  /** What the patient owes, as it was cancelled late or the patient did not come; null when nothing, or when it was waived. */
  fee: Maybe<AppointmentFee>;
  /**
   * Until when, that instant included, the patient cancels it without a fee; when it has passed, cancelling costs the patient one. By the
   * clinic's policy as it stands. A patient who moves the appointment after this instant does not win any time: it stays in the past. Null
   * when the appointment cannot be cancelled any more, and when cancelling late costs nothing.
   */
  freeCancellationUntil: Maybe<Scalars['DateTime']['output']>;
  /** Unique id. */
  id: Scalars['ID']['output'];
  /** What the practitioner noted, which the patient reads, too; null when nothing was noted. */
  notes: Maybe<Scalars['String']['output']>;
  /** Who is seen; null when the viewer may not see that patient or the patient cannot be reached. */
  patient: Maybe<Patient>;
  /** Who sees the patient; null when the directory of practitioners cannot be reached. */
  practitioner: Maybe<Practitioner>;
  /** Why the patient comes; null when not told. */
  reason: Maybe<Scalars['String']['output']>;
  /** The room it is in. */
  room: Room;
  /** The series that it was booked with (`bookAppointmentSeries`); null for none. */
  seriesId: Maybe<Scalars['ID']['output']>;
  /** The service it is for. */
  serviceType: ServiceType;
  /** When the practitioner began; null when not yet. `startsAt` stays what was planned. */
  startedAt: Maybe<Scalars['DateTime']['output']>;
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
  totalCount: Maybe<Scalars['Int']['output']>;
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
  clinic: Maybe<Clinic>;
  /**
   * How many appointments took their time: `FULFILLED`, `NOSHOW`, and those left in `BOOKED`, `ARRIVED` or `CHECKED_IN`,
   * which are counted where a clinic left 11 or more of them in the month, and left out where it left fewer. By status,
   * `CANCELLED`, `PROPOSED`, `PENDING` and `WAITLIST` are counted too, which no other number contains.
   * `ENTERED_IN_ERROR` never counts. At least 11; null when suppressed.
   */
  count: Maybe<Scalars['Int']['output']>;
  /** The day; null when not grouped by day. */
  day: Maybe<Scalars['LocalDate']['output']>;
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
  leadTimeHours: Maybe<Scalars['Int']['output']>;
  /** The calendar month, for example `2026-02`. */
  month: Scalars['String']['output'];
  /**
   * `NOSHOW` ÷ (`FULFILLED` + `NOSHOW`), rounded to 4 places, by region, clinic and service. Both have to be none or at
   * least 11, and so has what they leave of the clinic; else null. Null by day and status.
   */
  noShowRate: Maybe<Scalars['Float']['output']>;
  /** The region; null when grouped by neither region nor clinic nor service. */
  region: Maybe<Scalars['String']['output']>;
  /** The service; null when not grouped by service. */
  serviceType: Maybe<ServiceType>;
  /** The status; null when not grouped by status. */
  status: Maybe<AppointmentStatus>;
  /**
   * Booked minutes ÷ offered minutes, rounded to 4 places; above 1 when more was booked than is offered. Booked: of the
   * counted appointments, the minutes that their services last, without buffers. Offered: the working hours that
   * practitioners have at the clinic now, for the days of the month or the day. By service it is the service's part of
   * what the clinic offers. Null when suppressed, by status, when nothing is offered, and by region and day also where
   * it is not known of every clinic.
   */
  utilisation: Maybe<Scalars['Float']['output']>;
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

/** Who acted. */
export type AuditAgent = {
  __typename?: 'AuditAgent';
  /** Id of the account, when a person acted. */
  accountId: Maybe<Scalars['ID']['output']>;
  /** Id of the client, when a partner's program acted, or the name of the service account that did. */
  clientId: Maybe<Scalars['String']['output']>;
  /** `ACCOUNT` a person, `CLIENT` a partner's program, `SYSTEM` one of our own processes, `ANONYMOUS` nobody known. */
  kind: Scalars['String']['output'];
  /**
   * Id of the account in whose place the agent acted, as SUPPORT may for a patient; null when the agent acted for itself. See
   * FHIR R4 Provenance.agent.onBehalfOf.
   */
  onBehalfOf: Maybe<Scalars['ID']['output']>;
  /** Roles held at the time. */
  roles: Array<Scalars['String']['output']>;
};

/** What kind of thing happened. */
export type AuditCategory =
  /** Something was created, changed or removed. */
  | 'CHANGE'
  /** An action on patient data was refused. */
  | 'DENIAL'
  /** Patient data was read. */
  | 'READ'
  /** Somebody tried to sign in or sign up. */
  | 'SIGN_IN'
  /** Somebody signed out. */
  | 'SIGN_OUT';

/** A small fact of an entry. */
export type AuditDetail = {
  __typename?: 'AuditDetail';
  /** What it is, for example `reason`. */
  name: Scalars['String']['output'];
  /** What it was; null when there was none. */
  value: Maybe<Scalars['String']['output']>;
};

/** What was acted on. */
export type AuditEntity = {
  __typename?: 'AuditEntity';
  /** Its id; null when it had none yet. */
  id: Maybe<Scalars['ID']['output']>;
  /** Its GraphQL type, for example `Appointment`. */
  type: Scalars['String']['output'];
};

/**
 * One entry of the append-only audit log; FHIR R4 AuditEvent. It tells who did what to which data and never holds the
 * data itself.
 */
export type AuditEvent = {
  __typename?: 'AuditEvent';
  /** The action of the policy table, or what was done, for example `appointment:book`. */
  action: Scalars['String']['output'];
  /** Who acted. */
  agent: AuditAgent;
  /** What kind of thing happened. */
  category: AuditCategory;
  /** Links the entry to log lines and to the client's request. */
  correlationId: Scalars['String']['output'];
  /** Small facts that tell more, by name: for example why an account was disabled, or the roles it had before. No patient data. */
  details: Array<AuditDetail>;
  /** What was acted on; null when it was no single thing. */
  entity: Maybe<AuditEntity>;
  /** Names of the fields read or changed. */
  fields: Array<Scalars['String']['output']>;
  /** SHA-256 over this entry and the hash of the one before, in hexadecimal: a changed or missing entry breaks the chain. */
  hash: Scalars['String']['output'];
  /** Unique id. */
  id: Scalars['ID']['output'];
  /** How it ended. */
  outcome: AuditOutcome;
  /** The patient whose data it concerns; null when it concerns none. */
  patient: Maybe<Patient>;
  /** When it happened. */
  recordedAt: Scalars['DateTime']['output'];
  /** Number of the entry within the tenant, without gaps. */
  sequence: Scalars['SafeInt']['output'];
  /** Part of the system that saw it, for example `appointments`. */
  source: Scalars['String']['output'];
};

/** A page of the audit log. */
export type AuditEventConnection = {
  __typename?: 'AuditEventConnection';
  /** The entries of the page with their cursors. */
  edges: Array<AuditEventEdge>;
  /** The entries of the page. */
  nodes: Array<AuditEvent>;
  /** Where the page stands. */
  pageInfo: PageInfo;
  /** How many entries there are in all; counted only when asked for. */
  totalCount: Maybe<Scalars['Int']['output']>;
};

/** An entry in a page. */
export type AuditEventEdge = {
  __typename?: 'AuditEventEdge';
  /** Where the entry stands in the log, to pass as `after`. */
  cursor: Scalars['String']['output'];
  /** The entry. */
  node: AuditEvent;
};

/** Narrows the audit log. Parts left out do not narrow. */
export type AuditEventFilter = {
  /** Only entries of these categories, at most 5. */
  categories?: InputMaybe<Array<AuditCategory>>;
  /** Only entries about the thing with this id. */
  entityId?: InputMaybe<Scalars['ID']['input']>;
  /** Only entries about this patient. */
  patientId?: InputMaybe<Scalars['ID']['input']>;
};

/** How it ended. */
export type AuditOutcome =
  /** It was refused by the policies. */
  | 'DENIED'
  /** It was tried and failed, for example for a wrong password. */
  | 'FAILURE'
  /** It was done. */
  | 'SUCCESS';

/** An app that the account has allowed to act for it. */
export type AuthorizedApp = {
  __typename?: 'AuthorizedApp';
  /** When the account allowed it. */
  createdAt: Scalars['DateTime']['output'];
  /** When its access ends without further use. */
  expiresAt: Scalars['DateTime']['output'];
  /** Unique id. Knowing it gives access to nothing. */
  id: Scalars['ID']['output'];
  /** When the app last got access to the account. */
  lastUsedAt: Scalars['DateTime']['output'];
  /** Name of the app, for people. */
  name: Scalars['String']['output'];
  /** What the app may do at most: actions of the policy table, for example `appointment:read`. */
  scopes: Array<Scalars['String']['output']>;
};

/** What `beginPasskeyAuthentication` needs. */
export type BeginPasskeyAuthenticationInput = {
  /** What the passkey is to be used for. What answers one challenge is refused for another purpose. */
  purpose: PasskeyPurpose;
};

/** Outcome of `beginPasskeyAuthentication`. */
export type BeginPasskeyAuthenticationPayload = {
  __typename?: 'BeginPasskeyAuthenticationPayload';
  /** Until when it can be used: 5 minutes; null when no challenge was made. */
  expiresAt: Maybe<Scalars['DateTime']['output']>;
  /**
   * For `navigator.credentials.get`, as JSON (PublicKeyCredentialRequestOptionsJSON):
   * `PublicKeyCredential.parseRequestOptionsFromJSON(JSON.parse(options))`. For `SIGN_IN` they name no passkey, and the person
   * chooses the account; for the others they name those of the account. Null when no challenge was made.
   */
  options: Maybe<Scalars['String']['output']>;
  /** Why no challenge was made; empty when one was. */
  userErrors: Array<BeginPasskeyAuthenticationUserError>;
};

/** One reason why `beginPasskeyAuthentication` made no challenge. */
export type BeginPasskeyAuthenticationUserError = {
  __typename?: 'BeginPasskeyAuthenticationUserError';
  /** What is wrong, for a program. */
  code: BeginPasskeyAuthenticationUserErrorCode;
  /** Path of the input field that is wrong; null when it is none in particular. */
  field: Maybe<Scalars['String']['output']>;
  /** What is wrong, for a person. */
  message: Scalars['String']['output'];
};

/** Why `beginPasskeyAuthentication` made no challenge. */
export type BeginPasskeyAuthenticationUserErrorCode =
  /** The account has no passkey. */
  | 'NO_PASSKEY'
  /** For `COMPLETE_SIGN_IN`: no sign-in waits for a second factor. Call `signIn` first. */
  | 'NO_PENDING_SIGN_IN'
  /** For `STEP_UP`: the request was not made with a session, or that has ended meanwhile. */
  | 'NO_SESSION';

/** Outcome of `beginPasskeyRegistration`. */
export type BeginPasskeyRegistrationPayload = {
  __typename?: 'BeginPasskeyRegistrationPayload';
  /** Until when it can be finished: 5 minutes; null when no challenge was made. */
  expiresAt: Maybe<Scalars['DateTime']['output']>;
  /**
   * For `navigator.credentials.create`, as JSON (PublicKeyCredentialCreationOptionsJSON):
   * `PublicKeyCredential.parseCreationOptionsFromJSON(JSON.parse(options))`. Null when no challenge was made.
   */
  options: Maybe<Scalars['String']['output']>;
  /** Why no challenge was made; empty when one was. */
  userErrors: Array<BeginPasskeyRegistrationUserError>;
};

/** One reason why `beginPasskeyRegistration` made no challenge. */
export type BeginPasskeyRegistrationUserError = {
  __typename?: 'BeginPasskeyRegistrationUserError';
  /** What is wrong, for a program. */
  code: BeginPasskeyRegistrationUserErrorCode;
  /** Path of the input field that is wrong; null when it is none in particular. */
  field: Maybe<Scalars['String']['output']>;
  /** What is wrong, for a person. */
  message: Scalars['String']['output'];
};

/** Why `beginPasskeyRegistration` made no challenge. */
export type BeginPasskeyRegistrationUserErrorCode =
  /** The request has no session, and no sign-in waits for a second factor to be set up. */
  | 'NO_SESSION_OR_SIGN_IN'
  /** The account has a second factor that was shown longer than 15 minutes ago: call `stepUp` or `stepUpWithPasskey` first. One without any signed in longer ago than that: sign in again. */
  | 'STEP_UP_REQUIRED'
  /** The account has 20 passkeys: remove one first. */
  | 'TOO_MANY_PASSKEYS';

/** Outcome of `beginTotpEnrolment`. */
export type BeginTotpEnrolmentPayload = {
  __typename?: 'BeginTotpEnrolmentPayload';
  /** The secret; null when none was made. */
  enrolment: Maybe<TotpEnrolment>;
  /** Why no secret was made; empty when one was. */
  userErrors: Array<BeginTotpEnrolmentUserError>;
};

/** One reason why `beginTotpEnrolment` made no secret. */
export type BeginTotpEnrolmentUserError = {
  __typename?: 'BeginTotpEnrolmentUserError';
  /** What is wrong, for a program. */
  code: BeginTotpEnrolmentUserErrorCode;
  /** Path of the input field that is wrong; null when it is none in particular. */
  field: Maybe<Scalars['String']['output']>;
  /** What is wrong, for a person. */
  message: Scalars['String']['output'];
};

/** Why `beginTotpEnrolment` made no secret. */
export type BeginTotpEnrolmentUserErrorCode =
  /** The request has no session, and no sign-in waits for an enrolment. */
  | 'NO_SESSION_OR_SIGN_IN'
  /** The account has a second factor that was shown longer than 15 minutes ago: call `stepUp` or `stepUpWithPasskey` first. One without any signed in longer ago than that: sign in again. */
  | 'STEP_UP_REQUIRED';

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
  appointment: Maybe<Appointment>;
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
  seriesId: Maybe<Scalars['ID']['output']>;
  /** Why nothing was booked; empty when something was. */
  userErrors: Array<BookAppointmentSeriesUserError>;
};

/** One reason why `bookAppointmentSeries` booked nothing. */
export type BookAppointmentSeriesUserError = {
  __typename?: 'BookAppointmentSeriesUserError';
  /** What is wrong, for a program. */
  code: BookAppointmentSeriesUserErrorCode;
  /** Path of the input field that is wrong, for example `input.recurrence`; null when it is none in particular. */
  field: Maybe<Scalars['String']['output']>;
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
  field: Maybe<Scalars['String']['output']>;
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
  appointment: Maybe<Appointment>;
  /**
   * Why this row cannot be booked; null when it was booked, and when only others were in the way of the whole. A patient for whom the viewer
   * may not book there is `PATIENT_NOT_FOUND`, as one that does not exist.
   */
  problem: Maybe<BookAppointmentUserErrorCode>;
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
  field: Maybe<Scalars['String']['output']>;
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
  appointment: Maybe<Appointment>;
  /** Why nothing was booked; empty when it was. */
  userErrors: Array<BookHoldUserError>;
};

/** One reason why `bookHold` booked nothing. */
export type BookHoldUserError = {
  __typename?: 'BookHoldUserError';
  /** What is wrong, for a program. */
  code: BookHoldUserErrorCode;
  /** Path of the input field that is wrong, for example `input.holdId`; null when it is none in particular. */
  field: Maybe<Scalars['String']['output']>;
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

/** What a review of a grant found. */
export type BreakGlassFinding =
  /** The glass was broken with good reason. */
  | 'JUSTIFIED'
  /** There was no good reason: what follows from it is decided elsewhere. */
  | 'UNJUSTIFIED';

/**
 * That a practitioner broke the glass for a patient: for 30 minutes, in one session, the appointments of that patient with other
 * practitioners can be read. Everything read under it is in the audit log with its id.
 */
export type BreakGlassGrant = {
  __typename?: 'BreakGlassGrant';
  /** When the holder ended it, or broke the glass for another patient or purpose; null when neither was before `expiresAt`. */
  endedAt: Maybe<Scalars['DateTime']['output']>;
  /** When it closes by itself. */
  expiresAt: Scalars['DateTime']['output'];
  /** Who broke the glass; null when the viewer may not see the account. */
  holder: Maybe<Account>;
  /** Unique id. */
  id: Scalars['ID']['output'];
  /**
   * True while it has not ended and not expired, and nobody has ended its session. It can be read under it as long as that session
   * is in force.
   */
  isInForce: Scalars['Boolean']['output'];
  /** Why, in the holder's words. */
  justification: Scalars['String']['output'];
  /** When the glass was broken. */
  openedAt: Scalars['DateTime']['output'];
  /**
   * The patient for whom; null when the viewer may not see that patient or the patient cannot be reached. That there is such a
   * patient is not looked at when the glass is broken: of one there is not, nothing can be read.
   */
  patient: Maybe<Patient>;
  /** The practitioner that the holder stands for; null when it stood for none. */
  practitioner: Maybe<Practitioner>;
  /** What for. */
  purpose: BreakGlassPurpose;
  /** What an administrator found about it; null until one has looked. */
  review: Maybe<BreakGlassReview>;
};

/** A page of grants. */
export type BreakGlassGrantConnection = {
  __typename?: 'BreakGlassGrantConnection';
  /** The grants of the page with their cursors. */
  edges: Array<BreakGlassGrantEdge>;
  /** The grants of the page. */
  nodes: Array<BreakGlassGrant>;
  /** Where the page stands. */
  pageInfo: PageInfo;
  /** How many grants match in all; counted only when asked for. */
  totalCount: Maybe<Scalars['Int']['output']>;
};

/** A grant in a page. */
export type BreakGlassGrantEdge = {
  __typename?: 'BreakGlassGrantEdge';
  /** Where the grant stands in the list, to pass as `after`. */
  cursor: Scalars['String']['output'];
  /** The grant. */
  node: BreakGlassGrant;
};

/** Narrows the list of grants. Parts left out do not narrow. */
export type BreakGlassGrantFilter = {
  /** True: only grants that were reviewed; false: only those that were not. */
  isReviewed?: InputMaybe<Scalars['Boolean']['input']>;
  /** Only grants for this patient. */
  patientId?: InputMaybe<Scalars['ID']['input']>;
};

/** What `breakGlass` needs. */
export type BreakGlassInput = {
  /**
   * Makes it safe to send the same again: for a day, this key with this input gets the outcome of the first time. 1 to 255 visible ASCII
   * characters, such as a UUID.
   */
  idempotencyKey?: InputMaybe<Scalars['String']['input']>;
  /** Why, 20 to 500 characters; an administrator will read it. */
  justification: Scalars['String']['input'];
  /** The patient whose appointments have to be read. */
  patientId: Scalars['ID']['input'];
  /** What for. */
  purpose: BreakGlassPurpose;
};

/** Outcome of `breakGlass`. */
export type BreakGlassPayload = {
  __typename?: 'BreakGlassPayload';
  /** The grant; null when nothing was opened. */
  grant: Maybe<BreakGlassGrant>;
  /** Why nothing was opened; empty when it was. */
  userErrors: Array<BreakGlassUserError>;
};

/**
 * Why a practitioner breaks the glass. Which levels of `Confidentiality` it opens depends on it: the first opens all, the last
 * `NORMAL` only. Purposes of use of v3-ActReason: `BTG` all of them.
 */
export type BreakGlassPurpose =
  /** The treating practitioner is away and care must go on; `COC`. Opens `NORMAL` only. */
  | 'CONTINUITY_OF_CARE'
  /** The patient needs treatment now and cannot be asked; `ETREAT`. Opens `VERY_RESTRICTED`, too. */
  | 'EMERGENCY_TREATMENT'
  /** Somebody has to be protected from harm. Opens `NORMAL` and `RESTRICTED`. */
  | 'SAFEGUARDING';

/** What an administrator found about a grant. */
export type BreakGlassReview = {
  __typename?: 'BreakGlassReview';
  /** What was found. */
  finding: BreakGlassFinding;
  /** The reviewer's words; null when there were none. */
  remark: Maybe<Scalars['String']['output']>;
  /** When. */
  reviewedAt: Scalars['DateTime']['output'];
  /** Who reviewed; null when the viewer may not see the account. */
  reviewer: Maybe<Account>;
};

/** One reason why `breakGlass` opened nothing. */
export type BreakGlassUserError = {
  __typename?: 'BreakGlassUserError';
  /** What is wrong, for a program. */
  code: BreakGlassUserErrorCode;
  /** Path of the input field that is wrong; null when it is none in particular. */
  field: Maybe<Scalars['String']['output']>;
  /** What is wrong, for a person. */
  message: Scalars['String']['output'];
};

/** Why `breakGlass` opened nothing. */
export type BreakGlassUserErrorCode =
  /** The request was not made with a session, since a program cannot break the glass, or that has ended meanwhile. */
  | 'NO_SESSION';

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
  lastUsedAt: Maybe<Scalars['DateTime']['output']>;
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
  appointment: Maybe<Appointment>;
  /** Why nothing was cancelled; empty when it was. */
  userErrors: Array<CancelAppointmentUserError>;
};

/** One reason why `cancelAppointment` cancelled nothing. */
export type CancelAppointmentUserError = {
  __typename?: 'CancelAppointmentUserError';
  /** What is wrong, for a program. */
  code: CancelAppointmentUserErrorCode;
  /** Path of the input field that is wrong, for example `input.appointmentId`; null when it is none in particular. */
  field: Maybe<Scalars['String']['output']>;
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

/** What `changeAccountAccess` needs. It says all of what the account may do, and not only what changes. */
export type ChangeAccountAccessInput = {
  /** The account whose access changes. */
  accountId: Scalars['ID']['input'];
  /**
   * Regions that the account is assigned to from then on, at most 20. Each is 2 to 40 lower-case letters, digits and single
   * hyphens, for example `eu-central`. Whether a clinic has this region is not checked: one that none has shows nothing.
   */
  regions: Array<Scalars['String']['input']>;
  /**
   * Roles that the account holds from then on, 1 to 7. SYSTEM and PARTNER are for programs and are not given to accounts. ANALYST is
   * given alone: every other role tells who patients are, and be it one.
   */
  roles: Array<Role>;
  /** Level of service from then on. */
  tier: AccountTier;
  /** Version that the change was made of; refused when the account has another one by now. Left out, it is not looked at. */
  version?: InputMaybe<Scalars['Int']['input']>;
};

/** Outcome of `changeAccountAccess`. */
export type ChangeAccountAccessPayload = {
  __typename?: 'ChangeAccountAccessPayload';
  /** The account as it is now; null when nothing was changed for a reason among `userErrors`. */
  account: Maybe<Account>;
  /** Why nothing was changed; empty when the account is as it was asked for. */
  userErrors: Array<ChangeAccountAccessUserError>;
};

/** One reason why `changeAccountAccess` changed nothing. */
export type ChangeAccountAccessUserError = {
  __typename?: 'ChangeAccountAccessUserError';
  /** What is wrong, for a program. */
  code: ChangeAccountAccessUserErrorCode;
  /** Path of the input field that is wrong; null when it is none in particular. */
  field: Maybe<Scalars['String']['output']>;
  /** What is wrong, for a person. */
  message: Scalars['String']['output'];
};

/** Why `changeAccountAccess` changed nothing. */
export type ChangeAccountAccessUserErrorCode =
  /** The clinic network has no account of this id. */
  | 'ACCOUNT_NOT_FOUND'
  /** ANALYST is not given beside another role. */
  | 'ANALYST_NOT_ALONE'
  /** Nobody would be left who could administer the clinic network. */
  | 'LAST_ADMIN'
  /** A role is not one that accounts are given. */
  | 'ROLE_NOT_ASSIGNABLE'
  /** The account was changed by somebody else meanwhile. */
  | 'VERSION_CONFLICT';

/** What `changePassword` needs. */
export type ChangePasswordInput = {
  /** The password so far. */
  currentPassword: Scalars['String']['input'];
  /** The password from now on, by the rule of `signUp`. */
  newPassword: Scalars['String']['input'];
};

/** Outcome of `changePassword`. */
export type ChangePasswordPayload = {
  __typename?: 'ChangePasswordPayload';
  /** True when the account has the new password. */
  isChanged: Scalars['Boolean']['output'];
  /** Why the password was not changed; empty when it was. */
  userErrors: Array<ChangePasswordUserError>;
};

/** One reason why `changePassword` was refused. */
export type ChangePasswordUserError = {
  __typename?: 'ChangePasswordUserError';
  /** What is wrong, for a program. */
  code: ChangePasswordUserErrorCode;
  /** Path of the input field that is wrong; null when it is none in particular. */
  field: Maybe<Scalars['String']['output']>;
  /** What is wrong, for a person. */
  message: Scalars['String']['output'];
  /** Of `TOO_MANY_ATTEMPTS`: whole seconds, from 1 to 300, after which the next attempt is looked at; else null. */
  retryAfterSeconds: Maybe<Scalars['Int']['output']>;
};

/** Why `changePassword` was refused. */
export type ChangePasswordUserErrorCode =
  /** The password so far is another one. */
  | 'CURRENT_PASSWORD_WRONG'
  /** The request was made with an access token and not with a session, or that has ended meanwhile. */
  | 'NO_SESSION'
  /** The account has a second factor that was shown longer than 15 minutes ago: call `stepUp` or `stepUpWithPasskey` first. */
  | 'STEP_UP_REQUIRED'
  /** There were too many wrong attempts at the account's password. It was not looked at. */
  | 'TOO_MANY_ATTEMPTS'
  /** The new password is too short, easily guessed, or contains a part of the e-mail address. */
  | 'WEAK_PASSWORD';

/** What `changePatientContact` needs. */
export type ChangePatientContactInput = {
  /** New e-mail address; null removes it, leaving it out keeps it. */
  email?: InputMaybe<Scalars['String']['input']>;
  /** The patient whose contact changes. */
  patientId: Scalars['ID']['input'];
  /** New telephone number in E.164 form; null removes it, leaving it out keeps it. */
  phone?: InputMaybe<Scalars['String']['input']>;
};

/** Outcome of `changePatientContact`. */
export type ChangePatientContactPayload = {
  __typename?: 'ChangePatientContactPayload';
  /** The patient after the change; null when nothing was changed. */
  patient: Maybe<Patient>;
  /** Why nothing was changed; empty when it was. */
  userErrors: Array<ChangePatientContactUserError>;
};

/** One reason why `changePatientContact` changed nothing. */
export type ChangePatientContactUserError = {
  __typename?: 'ChangePatientContactUserError';
  /** What is wrong, for a program. */
  code: ChangePatientContactUserErrorCode;
  /** Path of the input field that is wrong, for example `input.patientId`; null when it is none in particular. */
  field: Maybe<Scalars['String']['output']>;
  /** What is wrong, for a person. */
  message: Scalars['String']['output'];
};

/** Why `changePatientContact` changed nothing. */
export type ChangePatientContactUserErrorCode =
  /** There is no such patient that the viewer may see. */
  | 'PATIENT_NOT_FOUND';

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
  totalCount: Maybe<Scalars['Int']['output']>;
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
  clinic: Maybe<Clinic>;
  /** Why nothing was closed; empty when it was. */
  userErrors: Array<CloseClinicUserError>;
};

/** One reason why `closeClinic` closed nothing. */
export type CloseClinicUserError = {
  __typename?: 'CloseClinicUserError';
  /** What is wrong, for a program. */
  code: CloseClinicUserErrorCode;
  /** Path of the input field that is wrong, for example `input.name`; null when it is none in particular. */
  field: Maybe<Scalars['String']['output']>;
  /** What is wrong, for a person. */
  message: Scalars['String']['output'];
};

/** Why `closeClinic` closed nothing. */
export type CloseClinicUserErrorCode =
  /** There is no such open clinic that the viewer may change. */
  | 'CLINIC_NOT_FOUND';

/** What `completeSignIn` needs. */
export type CompleteSignInInput = {
  /** Six digits that the authenticator app shows, or a recovery code; at most 100 characters. Spaces, hyphens and case do not matter. */
  code: Scalars['String']['input'];
};

/** Outcome of `completeSignIn`. */
export type CompleteSignInPayload = {
  __typename?: 'CompleteSignInPayload';
  /** Why nobody was signed in; empty when somebody was. */
  userErrors: Array<CompleteSignInUserError>;
  /**
   * Who is signed in now; null when nobody is. Of `user`, `patient` and `practitioner` nothing can be read yet in the request
   * that signs in: ask for `viewer` in the next one.
   */
  viewer: Maybe<Viewer>;
};

/** One reason why `completeSignIn` signed nobody in. */
export type CompleteSignInUserError = {
  __typename?: 'CompleteSignInUserError';
  /** What is wrong, for a program. */
  code: CompleteSignInUserErrorCode;
  /** Path of the input field that is wrong; null when it is none in particular. */
  field: Maybe<Scalars['String']['output']>;
  /** What is wrong, for a person. */
  message: Scalars['String']['output'];
};

/** Why `completeSignIn` signed nobody in. */
export type CompleteSignInUserErrorCode =
  /** The code is wrong, or was used before. */
  | 'INVALID_CODE'
  /** No sign-in waits for a code: it has ended, or the password was not shown. Call `signIn` first. */
  | 'NO_PENDING_SIGN_IN'
  /** The account saw ten wrong codes or passkeys within an hour: none is looked at until they are older. */
  | 'TOO_MANY_WRONG_CODES';

/** What `completeSignInWithPasskey` needs. */
export type CompleteSignInWithPasskeyInput = {
  /** What the browser answered, as JSON: `JSON.stringify(await navigator.credentials.get(…))` (AuthenticationResponseJSON); at most 16,384 characters. */
  response: Scalars['String']['input'];
};

/** Outcome of `completeSignInWithPasskey`. */
export type CompleteSignInWithPasskeyPayload = {
  __typename?: 'CompleteSignInWithPasskeyPayload';
  /** Why nobody was signed in; empty when somebody was. */
  userErrors: Array<CompleteSignInWithPasskeyUserError>;
  /**
   * Who is signed in now; null when nobody is. Of `user`, `patient` and `practitioner` nothing can be read yet in the request
   * that signs in: ask for `viewer` in the next one.
   */
  viewer: Maybe<Viewer>;
};

/** One reason why `completeSignInWithPasskey` signed nobody in. */
export type CompleteSignInWithPasskeyUserError = {
  __typename?: 'CompleteSignInWithPasskeyUserError';
  /** What is wrong, for a program. */
  code: CompleteSignInWithPasskeyUserErrorCode;
  /** Path of the input field that is wrong; null when it is none in particular. */
  field: Maybe<Scalars['String']['output']>;
  /** What is wrong, for a person. */
  message: Scalars['String']['output'];
};

/** Why `completeSignInWithPasskey` signed nobody in. */
export type CompleteSignInWithPasskeyUserErrorCode =
  /** The answer is not one of a passkey of the account to a challenge that waits here: it was not asked for, was used before or longer than 5 minutes ago, or is for other pages, or the passkey is not known, did not verify its user, or may have been copied. */
  | 'INVALID_PASSKEY'
  /** No sign-in waits for a second factor: it has ended, or the password was not shown. Call `signIn` first. */
  | 'NO_PENDING_SIGN_IN'
  /** The account saw ten wrong codes or passkeys within an hour: none is looked at until they are older. */
  | 'TOO_MANY_WRONG_CODES';

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

/** What `confirmTotpEnrolment` needs. */
export type ConfirmTotpEnrolmentInput = {
  /** Six digits that the authenticator app shows for the new secret; at most 100 characters. */
  code: Scalars['String']['input'];
};

/** Outcome of `confirmTotpEnrolment`. */
export type ConfirmTotpEnrolmentPayload = {
  __typename?: 'ConfirmTotpEnrolmentPayload';
  /**
   * Ten recovery codes, each of which stands in for the app once. They are told here and never again, and void those there were;
   * null when nothing was confirmed.
   */
  recoveryCodes: Maybe<Array<Scalars['String']['output']>>;
  /** Why nothing was confirmed; empty when it was. */
  userErrors: Array<ConfirmTotpEnrolmentUserError>;
  /** Who is signed in now, when a sign-in waited for this; null when nothing was confirmed. */
  viewer: Maybe<Viewer>;
};

/** One reason why `confirmTotpEnrolment` put no secret into force. */
export type ConfirmTotpEnrolmentUserError = {
  __typename?: 'ConfirmTotpEnrolmentUserError';
  /** What is wrong, for a program. */
  code: ConfirmTotpEnrolmentUserErrorCode;
  /** Path of the input field that is wrong; null when it is none in particular. */
  field: Maybe<Scalars['String']['output']>;
  /** What is wrong, for a person. */
  message: Scalars['String']['output'];
};

/** Why `confirmTotpEnrolment` put no secret into force. */
export type ConfirmTotpEnrolmentUserErrorCode =
  /** The code is not one of the new secret at this time. */
  | 'INVALID_CODE'
  /** No secret waits to be confirmed here: it was not made, or longer than 15 minutes ago. */
  | 'NO_ENROLMENT';

/** A patient's permission for one partner's program, for the purpose of treatment; FHIR R4 Consent. */
export type Consent = {
  __typename?: 'Consent';
  /** Client id of the partner's program, for example `partner-lab`. */
  clientId: Scalars['String']['output'];
  /** When it ends by itself; null when it does not. */
  expiresAt: Maybe<Scalars['DateTime']['output']>;
  /** When the patient gave it. */
  grantedAt: Scalars['DateTime']['output'];
  /** Unique id. */
  id: Scalars['ID']['output'];
  /** What the program may do. */
  scopes: Array<ConsentScope>;
  /** Whether it is in force. */
  status: ConsentStatus;
  /** When it was withdrawn or replaced; null when it was not. */
  withdrawnAt: Maybe<Scalars['DateTime']['output']>;
};

/** What a consent lets a partner's program, or a guardianship a person, do for the patient. */
export type ConsentScope =
  /** Book appointments for the patient; includes `APPOINTMENT_READ`. */
  | 'APPOINTMENT_BOOK'
  /** Move and call off appointments of the patient; includes `APPOINTMENT_READ`. */
  | 'APPOINTMENT_CHANGE'
  /** See the patient's appointments: when, where, with whom and in which state; never why, and no contact. A program is told no name, either. */
  | 'APPOINTMENT_READ';

/** Whether a consent is in force; FHIR R4 ConsentState. */
export type ConsentStatus =
  /** It is in force. */
  | 'ACTIVE'
  /** Its time is over. */
  | 'EXPIRED'
  /** It was withdrawn, or another one took its place. */
  | 'INACTIVE';

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
  calendarFeed: Maybe<CalendarFeed>;
  /**
   * The address to subscribe to, which is told here and never again: only its hash is kept. Null when none was made, and when the key was
   * sent before; if the first answer was lost, revoke the feed and make another one.
   */
  url: Maybe<Scalars['String']['output']>;
  /** Why no feed was made; empty when one was. */
  userErrors: Array<CreateCalendarFeedUserError>;
};

/** One reason why `createCalendarFeed` made no feed. */
export type CreateCalendarFeedUserError = {
  __typename?: 'CreateCalendarFeedUserError';
  /** What is wrong, for a program. */
  code: CreateCalendarFeedUserErrorCode;
  /** Path of the input field that is wrong, for example `input.kind`; null when it is none in particular. */
  field: Maybe<Scalars['String']['output']>;
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
  waitlistEntry: Maybe<WaitlistEntry>;
};

/** One reason why `declineWaitlistOffer` let go nothing. */
export type DeclineWaitlistOfferUserError = {
  __typename?: 'DeclineWaitlistOfferUserError';
  /** What is wrong, for a program. */
  code: DeclineWaitlistOfferUserErrorCode;
  /** Path of the input field that is wrong, for example `input.waitlistOfferId`; null when it is none in particular. */
  field: Maybe<Scalars['String']['output']>;
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

/** What `disableAccount` needs. */
export type DisableAccountInput = {
  /** The account that is to sign in no more. */
  accountId: Scalars['ID']['input'];
  /** Why, for the audit log; 1 to 200 characters. Name no patient in it. */
  reason: Scalars['String']['input'];
};

/** Outcome of `disableAccount`. */
export type DisableAccountPayload = {
  __typename?: 'DisableAccountPayload';
  /** The account as it is now; null when nothing was changed. */
  account: Maybe<Account>;
  /** Why nothing was changed; empty when the account was disabled. */
  userErrors: Array<DisableAccountUserError>;
};

/** One reason why `disableAccount` changed nothing. */
export type DisableAccountUserError = {
  __typename?: 'DisableAccountUserError';
  /** What is wrong, for a program. */
  code: DisableAccountUserErrorCode;
  /** Path of the input field that is wrong; null when it is none in particular. */
  field: Maybe<Scalars['String']['output']>;
  /** What is wrong, for a person. */
  message: Scalars['String']['output'];
};

/** Why `disableAccount` changed nothing. */
export type DisableAccountUserErrorCode =
  /** The clinic network has no account of this id. */
  | 'ACCOUNT_NOT_FOUND'
  /** It is disabled already. */
  | 'ALREADY_DISABLED'
  /** Nobody would be left who could administer the clinic network. */
  | 'LAST_ADMIN'
  /** It is the account that the request was made with. */
  | 'OWN_ACCOUNT';

/** What `enableAccount` needs. */
export type EnableAccountInput = {
  /** The account that may sign in again. */
  accountId: Scalars['ID']['input'];
};

/** Outcome of `enableAccount`. */
export type EnableAccountPayload = {
  __typename?: 'EnableAccountPayload';
  /** The account as it is now; null when nothing was changed. */
  account: Maybe<Account>;
  /** Why nothing was changed; empty when the account was enabled. */
  userErrors: Array<EnableAccountUserError>;
};

/** One reason why `enableAccount` changed nothing. */
export type EnableAccountUserError = {
  __typename?: 'EnableAccountUserError';
  /** What is wrong, for a program. */
  code: EnableAccountUserErrorCode;
  /** Path of the input field that is wrong; null when it is none in particular. */
  field: Maybe<Scalars['String']['output']>;
  /** What is wrong, for a person. */
  message: Scalars['String']['output'];
};

/** Why `enableAccount` changed nothing. */
export type EnableAccountUserErrorCode =
  /** The clinic network has no account of this id. */
  | 'ACCOUNT_NOT_FOUND'
  /** It is not disabled. */
  | 'NOT_DISABLED';

/** Outcome of `endBreakGlass`. */
export type EndBreakGlassPayload = {
  __typename?: 'EndBreakGlassPayload';
  /** The grant that was ended; null when none was. */
  grant: Maybe<BreakGlassGrant>;
  /** Why nothing was ended; empty when it was. */
  userErrors: Array<EndBreakGlassUserError>;
};

/** One reason why `endBreakGlass` ended nothing. */
export type EndBreakGlassUserError = {
  __typename?: 'EndBreakGlassUserError';
  /** What is wrong, for a program. */
  code: EndBreakGlassUserErrorCode;
  /** Path of the input field that is wrong; null when it is none in particular. */
  field: Maybe<Scalars['String']['output']>;
  /** What is wrong, for a person. */
  message: Scalars['String']['output'];
};

/** Why `endBreakGlass` ended nothing. */
export type EndBreakGlassUserErrorCode =
  /** The session has no grant in force. */
  | 'NO_GRANT';

/** What `endGuardianship` needs. */
export type EndGuardianshipInput = {
  /** The guardianship, or the invitation, to end. */
  guardianshipId: Scalars['ID']['input'];
};

/** Outcome of `endGuardianship`. */
export type EndGuardianshipPayload = {
  __typename?: 'EndGuardianshipPayload';
  /** The guardianship as it now stands; null when none was ended. */
  guardianship: Maybe<Guardianship>;
  /** Why none was ended; empty when one was. */
  userErrors: Array<EndGuardianshipUserError>;
};

/** One reason why `endGuardianship` ended nothing. */
export type EndGuardianshipUserError = {
  __typename?: 'EndGuardianshipUserError';
  /** What is wrong, for a program. */
  code: EndGuardianshipUserErrorCode;
  /** Path of the input field that is wrong, for example `input.guardianshipId`; null when it is none in particular. */
  field: Maybe<Scalars['String']['output']>;
  /** What is wrong, for a person. */
  message: Scalars['String']['output'];
};

/** Why `endGuardianship` ended nothing. */
export type EndGuardianshipUserErrorCode =
  /** It is over already. */
  | 'GUARDIANSHIP_NOT_ACTIVE'
  /** There is no such guardianship that the viewer may see. */
  | 'GUARDIANSHIP_NOT_FOUND';

/** Outcome of `endImpersonation`. */
export type EndImpersonationPayload = {
  __typename?: 'EndImpersonationPayload';
  /** Why nothing was ended; empty when it was. */
  userErrors: Array<EndImpersonationUserError>;
  /** Who is signed in now: the support account; null when nothing was ended. */
  viewer: Maybe<Viewer>;
};

/** One reason why `endImpersonation` ended nothing. */
export type EndImpersonationUserError = {
  __typename?: 'EndImpersonationUserError';
  /** What is wrong, for a program. */
  code: EndImpersonationUserErrorCode;
  /** Path of the input field that is wrong; null when it is none in particular. */
  field: Maybe<Scalars['String']['output']>;
  /** What is wrong, for a person. */
  message: Scalars['String']['output'];
};

/** Why `endImpersonation` ended nothing. */
export type EndImpersonationUserErrorCode =
  /** The account acts for itself. */
  | 'NOT_IMPERSONATING';

/** What `endPreviousClientSecret` needs. */
export type EndPreviousClientSecretInput = {
  /** Name by which the partner's program asks for tokens, for example `partner-lab`; at most 256 characters. */
  clientId: Scalars['String']['input'];
};

/** Outcome of `endPreviousClientSecret`. */
export type EndPreviousClientSecretPayload = {
  __typename?: 'EndPreviousClientSecretPayload';
  /** True when the program has one secret now and had two. */
  isEnded: Scalars['Boolean']['output'];
  /** Why nothing was ended; empty when something was. */
  userErrors: Array<EndPreviousClientSecretUserError>;
};

/** One reason why `endPreviousClientSecret` ended nothing. */
export type EndPreviousClientSecretUserError = {
  __typename?: 'EndPreviousClientSecretUserError';
  /** What is wrong, for a program. */
  code: EndPreviousClientSecretUserErrorCode;
  /** Path of the input field that is wrong; null when it is none in particular. */
  field: Maybe<Scalars['String']['output']>;
  /** What is wrong, for a person. */
  message: Scalars['String']['output'];
};

/** Why `endPreviousClientSecret` ended nothing. */
export type EndPreviousClientSecretUserErrorCode =
  /** The clinic network has no program of this name. */
  | 'CLIENT_NOT_FOUND'
  /** The program has one secret only. */
  | 'NO_PREVIOUS_SECRET';

/** What `finishPasskeyRegistration` needs. */
export type FinishPasskeyRegistrationInput = {
  /** What its owner calls the passkey: 1 to 100 characters, for example `Laptop`. Spaces around it are left out. */
  name: Scalars['String']['input'];
  /** What the browser answered, as JSON: `JSON.stringify(await navigator.credentials.create(…))` (RegistrationResponseJSON); at most 16,384 characters. */
  response: Scalars['String']['input'];
};

/** Outcome of `finishPasskeyRegistration`. */
export type FinishPasskeyRegistrationPayload = {
  __typename?: 'FinishPasskeyRegistrationPayload';
  /** Id of the passkey; null when none was registered. */
  passkeyId: Maybe<Scalars['ID']['output']>;
  /**
   * Ten recovery codes, each of which stands in for the second factor once, when the passkey is the account's first: told here and
   * never again. Null when the account has a second factor already, whose codes stay, and when nothing was registered.
   */
  recoveryCodes: Maybe<Array<Scalars['String']['output']>>;
  /** Why nothing was registered; empty when it was. */
  userErrors: Array<FinishPasskeyRegistrationUserError>;
  /** Who is signed in now, when a sign-in waited for this; null when nothing was registered. */
  viewer: Maybe<Viewer>;
};

/** One reason why `finishPasskeyRegistration` registered nothing. */
export type FinishPasskeyRegistrationUserError = {
  __typename?: 'FinishPasskeyRegistrationUserError';
  /** What is wrong, for a program. */
  code: FinishPasskeyRegistrationUserErrorCode;
  /** Path of the input field that is wrong; null when it is none in particular. */
  field: Maybe<Scalars['String']['output']>;
  /** What is wrong, for a person. */
  message: Scalars['String']['output'];
};

/** Why `finishPasskeyRegistration` registered nothing. */
export type FinishPasskeyRegistrationUserErrorCode =
  /** The answer is not one to a challenge that waits here: it was not asked for, was used before or longer than 5 minutes ago, or is for other pages, or the passkey did not verify its user, or is registered already. */
  | 'INVALID_PASSKEY'
  /** The account got a second factor after this was begun, and it was not shown in this session: show it first. */
  | 'STEP_UP_REQUIRED'
  /** The account has 20 passkeys: remove one first. */
  | 'TOO_MANY_PASSKEYS';

/** What `grantConsent` needs. The patient is the one who is signed in. */
export type GrantConsentInput = {
  /**
   * Client id of the partner's program, 1 to 256 visible ASCII characters. Whether there is such a program is not looked up: a
   * consent for none is of no use to anybody.
   */
  clientId: Scalars['String']['input'];
  /** When it shall end by itself; left out or null, it is in force until it is withdrawn. */
  expiresAt?: InputMaybe<Scalars['DateTime']['input']>;
  /**
   * Makes it safe to send the same again: for a day, this key with this input gets the outcome of the first time. 1 to 255 visible ASCII
   * characters, such as a UUID.
   */
  idempotencyKey?: InputMaybe<Scalars['String']['input']>;
  /** What the program may do; 1 to 3 scopes. */
  scopes: Array<ConsentScope>;
};

/** Outcome of `grantConsent`. */
export type GrantConsentPayload = {
  __typename?: 'GrantConsentPayload';
  /** The consent; null when none was granted. */
  consent: Maybe<Consent>;
  /** Why none was granted; empty when it was. */
  userErrors: Array<GrantConsentUserError>;
};

/** One reason why `grantConsent` granted nothing. */
export type GrantConsentUserError = {
  __typename?: 'GrantConsentUserError';
  /** What is wrong, for a program. */
  code: GrantConsentUserErrorCode;
  /** Path of the input field that is wrong, for example `input.expiresAt`; null when it is none in particular. */
  field: Maybe<Scalars['String']['output']>;
  /** What is wrong, for a person. */
  message: Scalars['String']['output'];
};

/** Why `grantConsent` granted nothing. */
export type GrantConsentUserErrorCode =
  /** The end has passed already. */
  | 'EXPIRES_IN_PAST'
  /** Whoever is signed in is no patient, or not yet known as one: that takes up to a second after sign-up. */
  | 'NO_PATIENT';

/** Who a guardian is to the patient; codes of HL7 v3 RoleCode, but for the last two. */
export type GuardianRelationship =
  /** A daughter or son (CHILD). */
  | 'CHILD'
  /** The father (FTH). */
  | 'FATHER'
  /** A guardian by law. */
  | 'LEGAL_GUARDIAN'
  /** The mother (MTH). */
  | 'MOTHER'
  /** Somebody else. */
  | 'OTHER'
  /** A parent (PRN). */
  | 'PARENT'
  /** The husband or wife (SPS). */
  | 'SPOUSE';

/**
 * That an account acts for a patient: a parent for a child, a daughter for her father; FHIR R4 RelatedPerson. With it the guardian sees the
 * patient's name, date of birth and appointments, and books, moves and cancels as the scopes say; never why the patient comes or what
 * was noted, and neither contact nor consents. Who impersonates a guardian acts for nobody else.
 */
export type Guardianship = {
  __typename?: 'Guardianship';
  /** Why the guardian may. */
  basis: GuardianshipBasis;
  /** When it was ended or replaced; null when it was not. */
  endedAt: Maybe<Scalars['DateTime']['output']>;
  /**
   * When it ends by itself; null when it does not. What staff have verified for a child ends when the 18th birthday begins, in the zone where it
   * does so first.
   */
  expiresAt: Maybe<Scalars['DateTime']['output']>;
  /** Name of the guardian, as it was when the invitation was taken; null until then. */
  guardianName: Maybe<PersonName>;
  /** Unique id. */
  id: Scalars['ID']['output'];
  /** Until when the invitation can be taken, or could: 7 days. */
  invitationExpiresAt: Scalars['DateTime']['output'];
  /** When the guardian was invited. */
  invitedAt: Scalars['DateTime']['output'];
  /** For whom; null when the viewer may not see the patient, such as a guardian who may not act any more. */
  patient: Maybe<Patient>;
  /** Who the guardian is to the patient. */
  relationship: GuardianRelationship;
  /** What the guardian may do. */
  scopes: Array<ConsentScope>;
  /** Since when the guardian acts; null until the invitation is taken. */
  startedAt: Maybe<Scalars['DateTime']['output']>;
  /** Whether the guardian may act now. */
  status: GuardianshipStatus;
};

/** Why a guardian may act for the patient. */
export type GuardianshipBasis =
  /** The patient says so. */
  | 'PATIENT_CONSENT'
  /** Staff have seen papers: for children, and for patients who cannot say so. */
  | 'STAFF_VERIFIED';

/** Whether a guardian may act. */
export type GuardianshipStatus =
  /** It is in force. */
  | 'ACTIVE'
  /** The patient, the guardian or staff have ended it, or another one took its place. */
  | 'ENDED'
  /** Its time is over, or nobody took the invitation in time. */
  | 'EXPIRED'
  /** Nobody has taken the invitation yet: nothing holds. */
  | 'INVITED';

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
  hold: Maybe<SlotHold>;
  /** Why nothing was kept; empty when it was. */
  userErrors: Array<HoldSlotUserError>;
};

/** One reason why `holdSlot` kept nothing. */
export type HoldSlotUserError = {
  __typename?: 'HoldSlotUserError';
  /** What is wrong, for a program. */
  code: HoldSlotUserErrorCode;
  /** Path of the input field that is wrong, for example `input.holdId`; null when it is none in particular. */
  field: Maybe<Scalars['String']['output']>;
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

/** What `impersonate` needs. It names the account by one of the two ids. */
export type ImpersonateInput = {
  /** The patient's account. */
  accountId?: InputMaybe<Scalars['ID']['input']>;
  /** The patient. */
  patientId?: InputMaybe<Scalars['ID']['input']>;
  /** Why, for the audit log; 1 to 200 characters, for example the number of a ticket. Tell nothing of the patient's health in it. */
  reason: Scalars['String']['input'];
};

/** Outcome of `impersonate`. */
export type ImpersonatePayload = {
  __typename?: 'ImpersonatePayload';
  /** Why it was refused; empty when it was done. */
  userErrors: Array<ImpersonateUserError>;
  /**
   * Who is signed in now, with an `impersonator`; null when it was refused. Of `user`, `patient` and `practitioner` nothing can
   * be read yet in this request: ask for `viewer` in the next one.
   */
  viewer: Maybe<Viewer>;
};

/** One reason why `impersonate` was refused. */
export type ImpersonateUserError = {
  __typename?: 'ImpersonateUserError';
  /** What is wrong, for a program. */
  code: ImpersonateUserErrorCode;
  /** Path of the input field that is wrong; null when it is none in particular. */
  field: Maybe<Scalars['String']['output']>;
  /** What is wrong, for a person. */
  message: Scalars['String']['output'];
};

/** Why `impersonate` was refused. */
export type ImpersonateUserErrorCode =
  /** The account cannot sign in. */
  | 'ACCOUNT_DISABLED'
  /** There is no such account of a patient in the assigned regions. */
  | 'ACCOUNT_NOT_FOUND'
  /** The account is more than a patient's: nobody acts in the place of staff. */
  | 'NOT_A_PATIENT'
  /** The request was made with an access token and not with a session, or that has ended meanwhile. */
  | 'NO_SESSION';

/** Who acts in the place of the account that is signed in. */
export type Impersonator = {
  __typename?: 'Impersonator';
  /** Id of the support account. */
  accountId: Scalars['ID']['output'];
  /** When it ends in any case; at most 30 minutes after it began. */
  endsAt: Scalars['DateTime']['output'];
};

/** What `inviteGuardian` needs. */
export type InviteGuardianInput = {
  /**
   * What papers were seen, for the audit log; 10 to 200 characters. Name nobody in it. Staff must say it; of the patient, the own word is
   * enough.
   */
  evidence?: InputMaybe<Scalars['String']['input']>;
  /**
   * When it shall end by itself; left out or null, it is in force until it is ended. What staff verify for a child ends with the 18th
   * birthday at the latest.
   */
  expiresAt?: InputMaybe<Scalars['DateTime']['input']>;
  /**
   * Makes it safe to send the same again: for a day, this key with this input gets the outcome of the first time. 1 to 255 visible ASCII
   * characters, such as a UUID. The code is not told again.
   */
  idempotencyKey?: InputMaybe<Scalars['String']['input']>;
  /** For whom somebody is to act: the patient who is signed in, or for staff any patient they may change. */
  patientId: Scalars['ID']['input'];
  /** Who the guardian is to the patient. */
  relationship: GuardianRelationship;
  /** What the guardian may do; 1 to 3 scopes. */
  scopes: Array<ConsentScope>;
};

/** Outcome of `inviteGuardian`. */
export type InviteGuardianPayload = {
  __typename?: 'InviteGuardianPayload';
  /**
   * Code to hand to the guardian, `ABCD-EFGH-…`; who has it can take the invitation. It is told here and never again: null when nobody was
   * invited, and when the same was sent before with the same idempotency key. Whoever lost it ends the invitation and makes another one.
   */
  code: Maybe<Scalars['String']['output']>;
  /** The invitation; null when nobody was invited. */
  guardianship: Maybe<Guardianship>;
  /** Why nobody was invited; empty when somebody was. */
  userErrors: Array<InviteGuardianUserError>;
};

/** One reason why `inviteGuardian` invited nobody. */
export type InviteGuardianUserError = {
  __typename?: 'InviteGuardianUserError';
  /** What is wrong, for a program. */
  code: InviteGuardianUserErrorCode;
  /** Path of the input field that is wrong, for example `input.expiresAt`; null when it is none in particular. */
  field: Maybe<Scalars['String']['output']>;
  /** What is wrong, for a person. */
  message: Scalars['String']['output'];
};

/** Why `inviteGuardian` invited nobody. */
export type InviteGuardianUserErrorCode =
  /** Staff must say what they have seen. */
  | 'EVIDENCE_REQUIRED'
  /** The end has passed already. */
  | 'EXPIRES_IN_PAST'
  /** There is no such patient that the viewer may see. */
  | 'PATIENT_NOT_FOUND';

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
  waitlistEntry: Maybe<WaitlistEntry>;
};

/** One reason why `joinWaitlist` added nothing. */
export type JoinWaitlistUserError = {
  __typename?: 'JoinWaitlistUserError';
  /** What is wrong, for a program. */
  code: JoinWaitlistUserErrorCode;
  /** Path of the input field that is wrong, for example `input.untilDate`; null when it is none in particular. */
  field: Maybe<Scalars['String']['output']>;
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
  waitlistEntry: Maybe<WaitlistEntry>;
};

/** One reason why `leaveWaitlist` changed nothing. */
export type LeaveWaitlistUserError = {
  __typename?: 'LeaveWaitlistUserError';
  /** What is wrong, for a program. */
  code: LeaveWaitlistUserErrorCode;
  /** Path of the input field that is wrong, for example `input.waitlistEntryId`; null when it is none in particular. */
  field: Maybe<Scalars['String']['output']>;
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
  /**
   * Takes an invitation: the account that is signed in acts for the patient from then on, within a second. It takes the place of an earlier
   * guardianship of the two.
   */
  acceptGuardianship: AcceptGuardianshipPayload;
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
  /** Makes the challenge that a passkey signs, for one use of the purpose that is named. */
  beginPasskeyAuthentication: BeginPasskeyAuthenticationPayload;
  /**
   * Makes the challenge with which a browser registers a passkey, for somebody who is signed in, or whose `signIn` has answered
   * `ENROL_SECOND_FACTOR`. It replaces one of the same session that waits.
   */
  beginPasskeyRegistration: BeginPasskeyRegistrationPayload;
  /**
   * Makes a secret for an authenticator app. It counts from `confirmTotpEnrolment` on; an app that was set up before does until
   * then.
   */
  beginTotpEnrolment: BeginTotpEnrolmentPayload;
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
  /**
   * Breaks the glass: for 30 minutes the session reads the appointments of a patient with other practitioners, and of their
   * clinical part what the purpose reaches. A session has one grant at a time: one before ends. It takes effect with the next
   * request, where there are several routers after half a second.
   */
  breakGlass: BreakGlassPayload;
  /** Calls an appointment off and frees practitioner, room, devices and patient. When it is late, the patient may owe a fee (`Appointment.fee`). */
  cancelAppointment: CancelAppointmentPayload;
  /**
   * Says what an account may do. All sessions of the account end: whoever uses it signs in again. One's own session goes on
   * under a new id, in a new cookie. Asking for what is so already changes nothing and ends nothing.
   */
  changeAccountAccess: ChangeAccountAccessPayload;
  /**
   * Sets the password of the account that is signed in, ends its other sessions, gives this one a new id, and mails a notice.
   * An operation may hold one of `signIn`, `signUp`, `resetPassword` and `changePassword`.
   */
  changePassword: ChangePasswordPayload;
  /** Changes how to reach a patient. */
  changePatientContact: ChangePatientContactPayload;
  /** Closes a clinic for good: it is not found any more and offers nothing. Appointments that were there still name it. */
  closeClinic: CloseClinicPayload;
  /**
   * Signs in by the second factor, after `signIn` has answered `SECOND_FACTOR`. The session gets a new id. Five wrong codes end
   * the sign-in: begin anew with the password. A code is taken once.
   */
  completeSignIn: CompleteSignInPayload;
  /**
   * Signs in by a passkey, after `signIn` has answered `SECOND_FACTOR`. The session gets a new id. Wrong passkeys are counted with
   * wrong codes: five end the sign-in.
   */
  completeSignInWithPasskey: CompleteSignInWithPasskeyPayload;
  /**
   * Sets up the authenticator app by the first code it shows, in place of one before, and makes recovery codes. Signs in when
   * `signIn` has answered `ENROL_SECOND_FACTOR`. The session gets a new id.
   */
  confirmTotpEnrolment: ConfirmTotpEnrolmentPayload;
  /** Makes an address under which calendar apps read one's own appointments. Nobody does so for somebody else. */
  createCalendarFeed: CreateCalendarFeedPayload;
  /** Lets an offer go: the time is offered to the next one, and the entry waits for another time in its place of before. */
  declineWaitlistOffer: DeclineWaitlistOfferPayload;
  /** Keeps an account from signing in, and ends all of its sessions. */
  disableAccount: DisableAccountPayload;
  /** Lets a disabled account sign in again. */
  enableAccount: EnableAccountPayload;
  /** Ends the session's grant before its time. */
  endBreakGlass: EndBreakGlassPayload;
  /**
   * Ends a guardianship or takes an invitation back: by the patient, the guardian, or staff. Within a second the guardian is refused what it
   * could do before.
   */
  endGuardianship: EndGuardianshipPayload;
  /** Goes back from the patient's place to the support account's own session, under a new id. */
  endImpersonation: EndImpersonationPayload;
  /**
   * Ends the older of a program's two secrets at once: when the partner has changed over, or right after a rotation when it has
   * leaked.
   */
  endPreviousClientSecret: EndPreviousClientSecretPayload;
  /**
   * Registers the passkey that a browser has made, beside what the account has already. Signs in when `signIn` has answered
   * `ENROL_SECOND_FACTOR`. The session gets a new id. A challenge is good for one attempt, right or wrong.
   */
  finishPasskeyRegistration: FinishPasskeyRegistrationPayload;
  /**
   * Lets a partner's program of the viewer's clinic network act for the patient who is signed in. It takes the place of an
   * earlier consent for the same program. The program can use it within a second.
   */
  grantConsent: GrantConsentPayload;
  /** Keeps a free slot for a patient for ten minutes, so that nobody else books it meanwhile. At most three for a patient at a time. */
  holdSlot: HoldSlotPayload;
  /**
   * Acts in a patient's place, to see what the patient sees: by a new session of the patient's account, which ends after 30
   * minutes in any case. It reads and books; all else is refused with `AUTH_FORBIDDEN`, also why the patient comes. The audit log
   * names both accounts in every entry. The caller's own session rests meanwhile: its cookie is replaced.
   */
  impersonate: ImpersonatePayload;
  /**
   * Invites somebody to act for a patient: by the patient, or by staff who have seen papers. Nothing holds until an account of the clinic
   * network takes the invitation with the code that is told here, within 7 days.
   */
  inviteGuardian: InviteGuardianPayload;
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
  /**
   * Removes one of the account's own passkeys; with the last second factor the recovery codes go, too. Needs a second factor that was
   * shown within 15 minutes.
   */
  removePasskey: RemovePasskeyPayload;
  /** Takes a room away: nothing new takes it. */
  removeRoom: RemoveRoomPayload;
  /** Takes back a leave, a closure or extra hours. */
  removeScheduleException: RemoveScheduleExceptionPayload;
  /**
   * Removes authenticator app, passkeys and recovery codes, so that the password alone signs in. Needs a second factor that was shown
   * within 15 minutes.
   */
  removeSecondFactor: RemoveSecondFactorPayload;
  /** Takes a service out of what its clinic offers: nothing new is booked. What was booked can still be moved. */
  removeServiceType: RemoveServiceTypePayload;
  /** Gives one of the account's own passkeys another name. */
  renamePasskey: RenamePasskeyPayload;
  /** Makes new recovery codes in place of those before. Needs a second factor that was shown within 15 minutes. */
  replaceRecoveryCodes: ReplaceRecoveryCodesPayload;
  /** Has a new link mailed to the account that is signed in; older ones end. `signUp` has the first one mailed. */
  requestEmailVerification: RequestEmailVerificationPayload;
  /**
   * Has a link mailed to the account of an address, with which its password can be set anew within 30 minutes, once. A newer
   * link ends the older ones; an account gets at most three an hour. The answer, and how long it takes, never tells whether
   * an address has an account. After ten requests from one network further ones are refused for a time.
   */
  requestPasswordReset: RequestPasswordResetPayload;
  /** Moves an appointment to another slot of the same service and clinic, in one step: it keeps its old time or has the new. */
  rescheduleAppointment: RescheduleAppointmentPayload;
  /**
   * Sets an account's password by what was mailed to it, ends all its sessions, forgets wrong attempts at its password, and
   * mails a notice. It also shows that the address is the account's. It signs nobody in: call `signIn` next. An operation may
   * hold one of `signIn`, `signUp`, `resetPassword` and `changePassword`: one more is refused with `VALIDATION_ERROR`.
   */
  resetPassword: ResetPasswordPayload;
  /** Records what an administrator, other than the holder, found about a grant. */
  reviewBreakGlass: ReviewBreakGlassPayload;
  /**
   * Ends the access of one app to the account. What the app has got already is refused within a second, and it has to be allowed
   * again to go on.
   */
  revokeApp: RevokeAppPayload;
  /** Makes the address of a feed of one's own worthless, at once. */
  revokeCalendarFeed: RevokeCalendarFeedPayload;
  /**
   * Ends one of the account's own sessions, for example that of a lost telephone. Whoever uses it is signed out within a
   * second.
   */
  revokeSession: RevokeSessionPayload;
  /**
   * Gives a partner's program a new secret. The one before stays good for thirty days, so that the partner can change over
   * without a refused request.
   */
  rotateClientSecret: RotateClientSecretPayload;
  /** Says when a practitioner works at a clinic, in place of what was said before. Appointments stay as they are. */
  setWorkingHours: SetWorkingHoursPayload;
  /**
   * Begins a session: a new one each time, carried by the cookie `__Host-session`, which scripts cannot read. It ends
   * after 30 minutes without use, reckoned to the minute and never longer, and after 12 hours in any case; both can be
   * configured. A session that the request brought along ends. After five wrong passwords for one address, or thirty from one
   * network, each further attempt is refused for a time that doubles from one second up to five minutes. An account with a second
   * factor, and every account with the role ADMIN or SUPPORT, is not signed in by its password alone: `nextStep` says what follows.
   * An operation may hold one mutation that signs in or up: one more is refused with `VALIDATION_ERROR`.
   */
  signIn: SignInPayload;
  /**
   * Signs in without a password: the passkey shows that its owner has it and has unlocked it, which are two factors. Begins a session
   * under a new id and ends one that the request brought along. A challenge is good for one attempt, right or wrong. Wrong attempts
   * from one network are delayed with its wrong passwords.
   */
  signInWithPasskey: SignInWithPasskeyPayload;
  /** Ends the session of the request and removes its cookie. */
  signOut: SignOutPayload;
  /**
   * Ends all sessions of the account, in this browser too unless it is to be kept, and the access of all apps that the account has
   * allowed to act for it.
   */
  signOutEverywhere: SignOutEverywherePayload;
  /**
   * Makes an account for a patient. It does not sign in: call `signIn` next. The answer never tells whether an address
   * has an account already; such an account stays as it is, and its password is not changed. An operation may hold
   * one mutation that signs in or up: one more is refused with `VALIDATION_ERROR`.
   */
  signUp: SignUpPayload;
  /**
   * Shows the second factor again, so that credentials can be changed for 15 minutes. The session gets a new id, and still ends when
   * it would have.
   */
  stepUp: StepUpPayload;
  /**
   * Shows the second factor again by a passkey, so that credentials can be changed for 15 minutes. The session gets a new id, and
   * still ends when it would have.
   */
  stepUpWithPasskey: StepUpWithPasskeyPayload;
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
  /** Shows that the address of an account is its own, by what was mailed to it within 24 hours. Nobody has to be signed in. */
  verifyEmail: VerifyEmailPayload;
  /** Takes a consent back. Within a second the program is refused what it could do before. */
  withdrawConsent: WithdrawConsentPayload;
};


export type MutationAcceptGuardianshipArgs = {
  input: AcceptGuardianshipInput;
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


export type MutationBeginPasskeyAuthenticationArgs = {
  input: BeginPasskeyAuthenticationInput;
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


export type MutationBreakGlassArgs = {
  input: BreakGlassInput;
};


export type MutationCancelAppointmentArgs = {
  input: CancelAppointmentInput;
};


export type MutationChangeAccountAccessArgs = {
  input: ChangeAccountAccessInput;
};


export type MutationChangePasswordArgs = {
  input: ChangePasswordInput;
};


export type MutationChangePatientContactArgs = {
  input: ChangePatientContactInput;
};


export type MutationCloseClinicArgs = {
  input: CloseClinicInput;
};


export type MutationCompleteSignInArgs = {
  input: CompleteSignInInput;
};


export type MutationCompleteSignInWithPasskeyArgs = {
  input: CompleteSignInWithPasskeyInput;
};


export type MutationConfirmTotpEnrolmentArgs = {
  input: ConfirmTotpEnrolmentInput;
};


export type MutationCreateCalendarFeedArgs = {
  input: CreateCalendarFeedInput;
};


export type MutationDeclineWaitlistOfferArgs = {
  input: DeclineWaitlistOfferInput;
};


export type MutationDisableAccountArgs = {
  input: DisableAccountInput;
};


export type MutationEnableAccountArgs = {
  input: EnableAccountInput;
};


export type MutationEndGuardianshipArgs = {
  input: EndGuardianshipInput;
};


export type MutationEndPreviousClientSecretArgs = {
  input: EndPreviousClientSecretInput;
};


export type MutationFinishPasskeyRegistrationArgs = {
  input: FinishPasskeyRegistrationInput;
};


export type MutationGrantConsentArgs = {
  input: GrantConsentInput;
};


export type MutationHoldSlotArgs = {
  input: HoldSlotInput;
};


export type MutationImpersonateArgs = {
  input: ImpersonateInput;
};


export type MutationInviteGuardianArgs = {
  input: InviteGuardianInput;
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


export type MutationRemovePasskeyArgs = {
  input: RemovePasskeyInput;
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


export type MutationRenamePasskeyArgs = {
  input: RenamePasskeyInput;
};


export type MutationRequestPasswordResetArgs = {
  input: RequestPasswordResetInput;
};


export type MutationRescheduleAppointmentArgs = {
  input: RescheduleAppointmentInput;
};


export type MutationResetPasswordArgs = {
  input: ResetPasswordInput;
};


export type MutationReviewBreakGlassArgs = {
  input: ReviewBreakGlassInput;
};


export type MutationRevokeAppArgs = {
  input: RevokeAppInput;
};


export type MutationRevokeCalendarFeedArgs = {
  input: RevokeCalendarFeedInput;
};


export type MutationRevokeSessionArgs = {
  input: RevokeSessionInput;
};


export type MutationRotateClientSecretArgs = {
  input: RotateClientSecretInput;
};


export type MutationSetWorkingHoursArgs = {
  input: SetWorkingHoursInput;
};


export type MutationSignInArgs = {
  input: SignInInput;
};


export type MutationSignInWithPasskeyArgs = {
  input: SignInWithPasskeyInput;
};


export type MutationSignOutEverywhereArgs = {
  input: SignOutEverywhereInput;
};


export type MutationSignUpArgs = {
  input: SignUpInput;
};


export type MutationStepUpArgs = {
  input: StepUpInput;
};


export type MutationStepUpWithPasskeyArgs = {
  input: StepUpWithPasskeyInput;
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


export type MutationVerifyEmailArgs = {
  input: VerifyEmailInput;
};


export type MutationWithdrawConsentArgs = {
  input: WithdrawConsentInput;
};

/** Where a page stands in its list (Relay Cursor Connections). */
export type PageInfo = {
  __typename?: 'PageInfo';
  /** Cursor of the last item of the page, to pass as `after`; null when the page is empty. */
  endCursor: Maybe<Scalars['String']['output']>;
  /** True when there are more items after this page. */
  hasNextPage: Scalars['Boolean']['output'];
  /** True when there are items before this page. */
  hasPreviousPage: Scalars['Boolean']['output'];
  /** Cursor of the first item of the page; null when the page is empty. */
  startCursor: Maybe<Scalars['String']['output']>;
};

/** A passkey of an account: a key that a device or a password manager keeps and uses only for who unlocks it (WebAuthn). */
export type Passkey = {
  __typename?: 'Passkey';
  /** When it was registered. */
  createdAt: Scalars['DateTime']['output'];
  /** Unique id. */
  id: Scalars['ID']['output'];
  /** True when it was copied, for example to the owner's other devices: then losing one device does not lose it. */
  isBackedUp: Scalars['Boolean']['output'];
  /** When it was last used; null when it was not since it was registered. */
  lastUsedAt: Maybe<Scalars['DateTime']['output']>;
  /** What its owner calls it. */
  name: Scalars['String']['output'];
};

/** What a passkey is to be used for. */
export type PasskeyPurpose =
  /** As the second step after the password: `completeSignInWithPasskey`. */
  | 'COMPLETE_SIGN_IN'
  /** To sign in without a password: `signInWithPasskey`. */
  | 'SIGN_IN'
  /** To show the second factor again: `stepUpWithPasskey`. */
  | 'STEP_UP';

/** A person in care; FHIR R4 Patient. */
export type Patient = {
  __typename?: 'Patient';
  /** Whether an account of the tenant may do something with this patient, and what decided. */
  accessDecision: AccessDecision;
  /** Appointments of the patient that the viewer may see; null when they cannot be reached. */
  appointments: Maybe<AppointmentConnection>;
  /** Date of birth. */
  birthDate: Scalars['LocalDate']['output'];
  /** Year of birth; null for who is 90 this year or older, since so high an age tells who it is (45 CFR 164.514(b)(2)(i)(C)). */
  birthYear: Maybe<Scalars['Int']['output']>;
  /** What the patient has let which partner's program do, newest first; at most the newest 100. */
  consents: Array<Consent>;
  /** How to reach the patient. */
  contact: PatientContact;
  /** Who acts for the patient, and who is invited to, newest first; at most the newest 100. */
  guardians: Array<Guardianship>;
  /** Unique id. */
  id: Scalars['ID']['output'];
  /** Name of the patient. */
  name: PersonName;
  /** Stands for the patient where it is not told who it is: always the same, and nothing can be had from it. */
  pseudonym: Scalars['ID']['output'];
  /** Region of the patient's home clinic. */
  region: Scalars['String']['output'];
  /** Times that are kept free for the patient now, by start, of those that the viewer may see; null when they cannot be reached. */
  slotHolds: Maybe<Array<SlotHold>>;
  /** What the patient waits and has waited for, the newest first, of what the viewer may see; null when it cannot be reached. */
  waitlistEntries: Maybe<WaitlistEntryConnection>;
};


/** A person in care; FHIR R4 Patient. */
export type PatientAccessDecisionArgs = {
  action: Scalars['String']['input'];
  actorId: Scalars['ID']['input'];
};


/** A person in care; FHIR R4 Patient. */
export type PatientAppointmentsArgs = {
  after: InputMaybe<Scalars['String']['input']>;
  filter: InputMaybe<AppointmentFilter>;
  first?: InputMaybe<Scalars['Int']['input']>;
  order?: InputMaybe<AppointmentOrder>;
};


/** A person in care; FHIR R4 Patient. */
export type PatientWaitlistEntriesArgs = {
  after: InputMaybe<Scalars['String']['input']>;
  first?: InputMaybe<Scalars['Int']['input']>;
  isLive?: InputMaybe<Scalars['Boolean']['input']>;
};

/** A page of patients. */
export type PatientConnection = {
  __typename?: 'PatientConnection';
  /** The patients of the page with their cursors. */
  edges: Array<PatientEdge>;
  /** The patients of the page. */
  nodes: Array<Patient>;
  /** Where the page stands. */
  pageInfo: PageInfo;
  /** How many patients there are in all; counted only when asked for. */
  totalCount: Maybe<Scalars['Int']['output']>;
};

/** How to reach a patient. */
export type PatientContact = {
  __typename?: 'PatientContact';
  /** E-mail address; null when none is known. */
  email: Maybe<Scalars['String']['output']>;
  /** Telephone number in E.164 form, for example `+4930901820`; null when none is known. */
  phone: Maybe<Scalars['String']['output']>;
};

/** A patient in a page. */
export type PatientEdge = {
  __typename?: 'PatientEdge';
  /** Where the patient stands in the list, to pass as `after`. */
  cursor: Scalars['String']['output'];
  /** The patient. */
  node: Patient;
};

/** Narrows a list of patients. */
export type PatientFilter = {
  /** Only patients whose family name begins so; at most 100 characters. For who may know names. */
  familyNamePrefix?: InputMaybe<Scalars['String']['input']>;
};

/** The name of a person. */
export type PersonName = {
  __typename?: 'PersonName';
  /** The whole name as one would write it on a letter. */
  display: Scalars['String']['output'];
  /** Family name. */
  family: Scalars['String']['output'];
  /** Given names, in the order they are written. */
  given: Scalars['String']['output'];
};

/** A person who gives care; FHIR R4 Practitioner. */
export type Practitioner = {
  __typename?: 'Practitioner';
  /** Whether an account of the tenant may do something with this practitioner, and what decided. */
  accessDecision: AccessDecision;
  /** Appointments with the practitioner that the viewer may see; null when they cannot be reached. */
  appointments: Maybe<AppointmentConnection>;
  /** Unique id. */
  id: Scalars['ID']['output'];
  /** Name of the practitioner. */
  name: PersonName;
  /** Region in which the practitioner works. */
  region: Scalars['String']['output'];
  /** Medical specialty, for example `Dermatology`. */
  specialty: Scalars['String']['output'];
};


/** A person who gives care; FHIR R4 Practitioner. */
export type PractitionerAccessDecisionArgs = {
  action: Scalars['String']['input'];
  actorId: Scalars['ID']['input'];
};


/** A person who gives care; FHIR R4 Practitioner. */
export type PractitionerAppointmentsArgs = {
  after: InputMaybe<Scalars['String']['input']>;
  filter: InputMaybe<AppointmentFilter>;
  first?: InputMaybe<Scalars['Int']['input']>;
  order?: InputMaybe<AppointmentOrder>;
};

/** A page of practitioners. */
export type PractitionerConnection = {
  __typename?: 'PractitionerConnection';
  /** The practitioners of the page with their cursors. */
  edges: Array<PractitionerEdge>;
  /** The practitioners of the page. */
  nodes: Array<Practitioner>;
  /** Where the page stands. */
  pageInfo: PageInfo;
  /** How many practitioners there are in all; counted only when asked for. */
  totalCount: Maybe<Scalars['Int']['output']>;
};

/** A practitioner in a page. */
export type PractitionerEdge = {
  __typename?: 'PractitionerEdge';
  /** Where the practitioner stands in the list, to pass as `after`. */
  cursor: Scalars['String']['output'];
  /** The practitioner. */
  node: Practitioner;
};

export type Query = {
  __typename?: 'Query';
  /** The account with this id; null when there is none that the viewer may see. */
  account: Maybe<Account>;
  /** Accounts of the viewer's tenant, by e-mail address. */
  accounts: AccountConnection;
  /** The appointment with this id; null when there is none that the viewer may see. */
  appointment: Maybe<Appointment>;
  /**
   * Numbers of appointments per calendar month, of the clinics in the viewer's regions, admins of all: by month, day,
   * region, clinic, service and status. Only months that are over, in the clinic's zone. Numbers of 1 to 10 appointments
   * are left out, and with them others from which they could be had.
   */
  appointmentStatistics: AppointmentStatisticsConnection;
  /** The audit log of the viewer's tenant, newest first. */
  auditEvents: AuditEventConnection;
  /**
   * Free times for services, by start and practitioner: within working hours and outside leave and closures, with practitioner,
   * room and devices free for the service and its buffers, and not in the past. Services of several clinics are
   * searched together. Empty when the services, the clinic or the practitioners do not exist.
   */
  availableSlots: SlotConnection;
  /** How the glass was broken in the viewer's tenant, last first: the report for whoever looks after privacy. */
  breakGlassGrants: BreakGlassGrantConnection;
  /** One's own calendar feeds that are good, the latest first; at most 10. */
  calendarFeeds: Array<CalendarFeed>;
  /** The clinic with this id; null when there is none that the viewer may see. */
  clinic: Maybe<Clinic>;
  /** Clinics of the viewer's tenant, by name. */
  clinics: ClinicConnection;
  /** The patient with this id; null when there is none that the viewer may see. */
  patient: Maybe<Patient>;
  /** Patients of the viewer's tenant, by family name; for who may not know names by pseudonym, in the regions that are theirs. */
  patients: PatientConnection;
  /** The practitioner with this id; null when there is none that the viewer may see. */
  practitioner: Maybe<Practitioner>;
  /** Practitioners of the viewer's tenant, by family name. */
  practitioners: PractitionerConnection;
  /** Exceptions that concern a clinic, by first day: its own, and leave of who works there. For staff. */
  scheduleExceptions: ScheduleExceptionConnection;
  /** Who is signed in; null when nobody is, and for a partner's program. */
  viewer: Maybe<Viewer>;
  /**
   * Who waits at a clinic, in the order in which they are offered times. For staff; practitioners see who waits for them by name. Empty when
   * there is no such clinic.
   */
  waitlist: WaitlistEntryConnection;
};


export type QueryAccountArgs = {
  id: Scalars['ID']['input'];
};


export type QueryAccountsArgs = {
  after: InputMaybe<Scalars['String']['input']>;
  filter: InputMaybe<AccountFilter>;
  first?: InputMaybe<Scalars['Int']['input']>;
};


export type QueryAppointmentArgs = {
  id: Scalars['ID']['input'];
};


export type QueryAppointmentStatisticsArgs = {
  after: InputMaybe<Scalars['String']['input']>;
  by: AppointmentStatisticsGrouping;
  first?: InputMaybe<Scalars['Int']['input']>;
  fromMonth: Scalars['String']['input'];
  toMonth: Scalars['String']['input'];
};


export type QueryAuditEventsArgs = {
  after: InputMaybe<Scalars['String']['input']>;
  filter: InputMaybe<AuditEventFilter>;
  first?: InputMaybe<Scalars['Int']['input']>;
};


export type QueryAvailableSlotsArgs = {
  after: InputMaybe<Scalars['String']['input']>;
  clinicId: InputMaybe<Scalars['ID']['input']>;
  days?: InputMaybe<Scalars['Int']['input']>;
  first?: InputMaybe<Scalars['Int']['input']>;
  from: Scalars['LocalDate']['input'];
  practitionerId: InputMaybe<Scalars['ID']['input']>;
  practitionerIds: InputMaybe<Array<Scalars['ID']['input']>>;
  serviceTypeId: InputMaybe<Scalars['ID']['input']>;
  serviceTypeIds: InputMaybe<Array<Scalars['ID']['input']>>;
};


export type QueryBreakGlassGrantsArgs = {
  after: InputMaybe<Scalars['String']['input']>;
  filter: InputMaybe<BreakGlassGrantFilter>;
  first?: InputMaybe<Scalars['Int']['input']>;
};


export type QueryClinicArgs = {
  id: Scalars['ID']['input'];
};


export type QueryClinicsArgs = {
  after: InputMaybe<Scalars['String']['input']>;
  first?: InputMaybe<Scalars['Int']['input']>;
};


export type QueryPatientArgs = {
  id: Scalars['ID']['input'];
};


export type QueryPatientsArgs = {
  after: InputMaybe<Scalars['String']['input']>;
  filter: InputMaybe<PatientFilter>;
  first?: InputMaybe<Scalars['Int']['input']>;
};


export type QueryPractitionerArgs = {
  id: Scalars['ID']['input'];
};


export type QueryPractitionersArgs = {
  after: InputMaybe<Scalars['String']['input']>;
  first?: InputMaybe<Scalars['Int']['input']>;
};


export type QueryScheduleExceptionsArgs = {
  after: InputMaybe<Scalars['String']['input']>;
  clinicId: Scalars['ID']['input'];
  first?: InputMaybe<Scalars['Int']['input']>;
  from: Scalars['LocalDate']['input'];
};


export type QueryWaitlistArgs = {
  after: InputMaybe<Scalars['String']['input']>;
  clinicId: Scalars['ID']['input'];
  first?: InputMaybe<Scalars['Int']['input']>;
  serviceTypeId: InputMaybe<Scalars['ID']['input']>;
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
  appointment: Maybe<Appointment>;
  /** Why nothing was recorded; empty when it was. */
  userErrors: Array<RecordAppointmentNotesUserError>;
};

/** One reason why `recordAppointmentNotes` recorded nothing. */
export type RecordAppointmentNotesUserError = {
  __typename?: 'RecordAppointmentNotesUserError';
  /** What is wrong, for a program. */
  code: RecordAppointmentNotesUserErrorCode;
  /** Path of the input field that is wrong, for example `input.version`; null when it is none in particular. */
  field: Maybe<Scalars['String']['output']>;
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
  appointment: Maybe<Appointment>;
  /** Why nothing was recorded; empty when it was. */
  userErrors: Array<RecordAttendanceUserError>;
};

/** One reason why `recordAttendance` recorded nothing. */
export type RecordAttendanceUserError = {
  __typename?: 'RecordAttendanceUserError';
  /** What is wrong, for a program. */
  code: RecordAttendanceUserErrorCode;
  /** Path of the input field that is wrong, for example `input.step`; null when it is none in particular. */
  field: Maybe<Scalars['String']['output']>;
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
  hold: Maybe<SlotHold>;
  /** Why nothing was let go; empty when it was. */
  userErrors: Array<ReleaseHoldUserError>;
};

/** One reason why `releaseHold` let go nothing. */
export type ReleaseHoldUserError = {
  __typename?: 'ReleaseHoldUserError';
  /** What is wrong, for a program. */
  code: ReleaseHoldUserErrorCode;
  /** Path of the input field that is wrong, for example `input.holdId`; null when it is none in particular. */
  field: Maybe<Scalars['String']['output']>;
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
  device: Maybe<Device>;
  /** Why nothing was removed; empty when it was. */
  userErrors: Array<RemoveDeviceUserError>;
};

/** One reason why `removeDevice` removed nothing. */
export type RemoveDeviceUserError = {
  __typename?: 'RemoveDeviceUserError';
  /** What is wrong, for a program. */
  code: RemoveDeviceUserErrorCode;
  /** Path of the input field that is wrong, for example `input.name`; null when it is none in particular. */
  field: Maybe<Scalars['String']['output']>;
  /** What is wrong, for a person. */
  message: Scalars['String']['output'];
};

/** Why `removeDevice` removed nothing. */
export type RemoveDeviceUserErrorCode =
  /** There is no such device that the viewer may change. */
  | 'DEVICE_NOT_FOUND';

/** What `removePasskey` needs. */
export type RemovePasskeyInput = {
  /** Id of one of the account's own passkeys. */
  passkeyId: Scalars['ID']['input'];
};

/** Outcome of `removePasskey`. */
export type RemovePasskeyPayload = {
  __typename?: 'RemovePasskeyPayload';
  /** Id of the passkey that was removed; null when none was. */
  passkeyId: Maybe<Scalars['ID']['output']>;
  /** Why nothing was removed; empty when it was. */
  userErrors: Array<RemovePasskeyUserError>;
};

/** One reason why `removePasskey` removed nothing. */
export type RemovePasskeyUserError = {
  __typename?: 'RemovePasskeyUserError';
  /** What is wrong, for a program. */
  code: RemovePasskeyUserErrorCode;
  /** Path of the input field that is wrong; null when it is none in particular. */
  field: Maybe<Scalars['String']['output']>;
  /** What is wrong, for a person. */
  message: Scalars['String']['output'];
};

/** Why `removePasskey` removed nothing. */
export type RemovePasskeyUserErrorCode =
  /** The account has no passkey of this id. */
  | 'PASSKEY_NOT_FOUND'
  /** It is the last second factor of an account with the role ADMIN or SUPPORT, which must have one. */
  | 'SECOND_FACTOR_REQUIRED'
  /** The second factor was shown longer than 15 minutes ago: call `stepUp` or `stepUpWithPasskey` first. */
  | 'STEP_UP_REQUIRED';

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
  room: Maybe<Room>;
  /** Why nothing was removed; empty when it was. */
  userErrors: Array<RemoveRoomUserError>;
};

/** One reason why `removeRoom` removed nothing. */
export type RemoveRoomUserError = {
  __typename?: 'RemoveRoomUserError';
  /** What is wrong, for a program. */
  code: RemoveRoomUserErrorCode;
  /** Path of the input field that is wrong, for example `input.name`; null when it is none in particular. */
  field: Maybe<Scalars['String']['output']>;
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
  scheduleException: Maybe<ScheduleException>;
  /** Why nothing was removed; empty when it was. */
  userErrors: Array<RemoveScheduleExceptionUserError>;
};

/** One reason why `removeScheduleException` removed nothing. */
export type RemoveScheduleExceptionUserError = {
  __typename?: 'RemoveScheduleExceptionUserError';
  /** What is wrong, for a program. */
  code: RemoveScheduleExceptionUserErrorCode;
  /** Path of the input field that is wrong, for example `input.recurrence`; null when it is none in particular. */
  field: Maybe<Scalars['String']['output']>;
  /** What is wrong, for a person. */
  message: Scalars['String']['output'];
};

/** Why `removeScheduleException` removed nothing. */
export type RemoveScheduleExceptionUserErrorCode =
  /** There is no such exception. */
  | 'SCHEDULE_EXCEPTION_NOT_FOUND';

/** Outcome of `removeSecondFactor`. */
export type RemoveSecondFactorPayload = {
  __typename?: 'RemoveSecondFactorPayload';
  /** True when the second factor was removed. */
  isRemoved: Scalars['Boolean']['output'];
  /** Why nothing was removed; empty when it was. */
  userErrors: Array<RemoveSecondFactorUserError>;
};

/** One reason why `removeSecondFactor` removed nothing. */
export type RemoveSecondFactorUserError = {
  __typename?: 'RemoveSecondFactorUserError';
  /** What is wrong, for a program. */
  code: RemoveSecondFactorUserErrorCode;
  /** Path of the input field that is wrong; null when it is none in particular. */
  field: Maybe<Scalars['String']['output']>;
  /** What is wrong, for a person. */
  message: Scalars['String']['output'];
};

/** Why `removeSecondFactor` removed nothing. */
export type RemoveSecondFactorUserErrorCode =
  /** The account has no second factor. */
  | 'NO_SECOND_FACTOR'
  /** An account with the role ADMIN or SUPPORT must have one. */
  | 'SECOND_FACTOR_REQUIRED'
  /** The second factor was shown longer than 15 minutes ago: call `stepUp` or `stepUpWithPasskey` first. */
  | 'STEP_UP_REQUIRED';

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
  serviceType: Maybe<ServiceType>;
  /** Why nothing was removed; empty when it was. */
  userErrors: Array<RemoveServiceTypeUserError>;
};

/** One reason why `removeServiceType` removed nothing. */
export type RemoveServiceTypeUserError = {
  __typename?: 'RemoveServiceTypeUserError';
  /** What is wrong, for a program. */
  code: RemoveServiceTypeUserErrorCode;
  /** Path of the input field that is wrong, for example `input.name`; null when it is none in particular. */
  field: Maybe<Scalars['String']['output']>;
  /** What is wrong, for a person. */
  message: Scalars['String']['output'];
};

/** Why `removeServiceType` removed nothing. */
export type RemoveServiceTypeUserErrorCode =
  /** There is no such service that the viewer may change. */
  | 'SERVICE_TYPE_NOT_FOUND';

/** What `renamePasskey` needs. */
export type RenamePasskeyInput = {
  /** What it is to be called: 1 to 100 characters. Spaces around it are left out. */
  name: Scalars['String']['input'];
  /** Id of one of the account's own passkeys. */
  passkeyId: Scalars['ID']['input'];
};

/** Outcome of `renamePasskey`. */
export type RenamePasskeyPayload = {
  __typename?: 'RenamePasskeyPayload';
  /** The passkey; null when the account has none of this id. */
  passkey: Maybe<Passkey>;
  /** Why nothing was changed; empty when it was. */
  userErrors: Array<RenamePasskeyUserError>;
};

/** One reason why `renamePasskey` changed nothing. */
export type RenamePasskeyUserError = {
  __typename?: 'RenamePasskeyUserError';
  /** What is wrong, for a program. */
  code: RenamePasskeyUserErrorCode;
  /** Path of the input field that is wrong; null when it is none in particular. */
  field: Maybe<Scalars['String']['output']>;
  /** What is wrong, for a person. */
  message: Scalars['String']['output'];
};

/** Why `renamePasskey` changed nothing. */
export type RenamePasskeyUserErrorCode =
  /** The account has no passkey of this id. */
  | 'PASSKEY_NOT_FOUND';

/** Outcome of `replaceRecoveryCodes`. */
export type ReplaceRecoveryCodesPayload = {
  __typename?: 'ReplaceRecoveryCodesPayload';
  /** Ten new ones, which are told here and never again, and void those before; null when none were made. */
  recoveryCodes: Maybe<Array<Scalars['String']['output']>>;
  /** Why none were made; empty when they were. */
  userErrors: Array<ReplaceRecoveryCodesUserError>;
};

/** One reason why `replaceRecoveryCodes` made none. */
export type ReplaceRecoveryCodesUserError = {
  __typename?: 'ReplaceRecoveryCodesUserError';
  /** What is wrong, for a program. */
  code: ReplaceRecoveryCodesUserErrorCode;
  /** Path of the input field that is wrong; null when it is none in particular. */
  field: Maybe<Scalars['String']['output']>;
  /** What is wrong, for a person. */
  message: Scalars['String']['output'];
};

/** Why `replaceRecoveryCodes` made none. */
export type ReplaceRecoveryCodesUserErrorCode =
  /** The account has no second factor. */
  | 'NO_SECOND_FACTOR'
  /** The second factor was shown longer than 15 minutes ago: call `stepUp` or `stepUpWithPasskey` first. */
  | 'STEP_UP_REQUIRED';

/** Outcome of `requestEmailVerification`. */
export type RequestEmailVerificationPayload = {
  __typename?: 'RequestEmailVerificationPayload';
  /** True when a mail is on its way, unless the account has had three of them within an hour. */
  isAccepted: Scalars['Boolean']['output'];
  /** Why no mail is sent; empty when one is. */
  userErrors: Array<RequestEmailVerificationUserError>;
};

/** One reason why `requestEmailVerification` was refused. */
export type RequestEmailVerificationUserError = {
  __typename?: 'RequestEmailVerificationUserError';
  /** What is wrong, for a program. */
  code: RequestEmailVerificationUserErrorCode;
  /** Path of the input field that is wrong; null when it is none in particular. */
  field: Maybe<Scalars['String']['output']>;
  /** What is wrong, for a person. */
  message: Scalars['String']['output'];
};

/** Why `requestEmailVerification` was refused. */
export type RequestEmailVerificationUserErrorCode =
  /** The address is known to be the account's already. */
  | 'ALREADY_VERIFIED';

/** What `requestPasswordReset` needs. */
export type RequestPasswordResetInput = {
  /** Address of an account; upper and lower case do not differ. */
  email: Scalars['String']['input'];
};

/** Outcome of `requestPasswordReset`. */
export type RequestPasswordResetPayload = {
  __typename?: 'RequestPasswordResetPayload';
  /** True when the request was taken. It is taken, and answered in the same way, when the address has no account in use. */
  isAccepted: Scalars['Boolean']['output'];
  /** Why the request was refused; empty when it was taken. */
  userErrors: Array<RequestPasswordResetUserError>;
};

/** One reason why `requestPasswordReset` was refused. */
export type RequestPasswordResetUserError = {
  __typename?: 'RequestPasswordResetUserError';
  /** What is wrong, for a program. */
  code: RequestPasswordResetUserErrorCode;
  /** Path of the input field that is wrong; null when it is none in particular. */
  field: Maybe<Scalars['String']['output']>;
  /** What is wrong, for a person. */
  message: Scalars['String']['output'];
  /** Whole seconds, from 1 to 300, after which the next request is taken. */
  retryAfterSeconds: Maybe<Scalars['Int']['output']>;
};

/** Why `requestPasswordReset` was refused. That an address has no account is not among the reasons. */
export type RequestPasswordResetUserErrorCode =
  /** There were too many such requests from the network that the request came from. */
  | 'TOO_MANY_ATTEMPTS';

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
  appointment: Maybe<Appointment>;
  /** Why nothing was moved; empty when it was. */
  userErrors: Array<RescheduleAppointmentUserError>;
};

/** One reason why `rescheduleAppointment` moved nothing. */
export type RescheduleAppointmentUserError = {
  __typename?: 'RescheduleAppointmentUserError';
  /** What is wrong, for a program. */
  code: RescheduleAppointmentUserErrorCode;
  /** Path of the input field that is wrong, for example `input.startsAt`; null when it is none in particular. */
  field: Maybe<Scalars['String']['output']>;
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

/** What `resetPassword` needs. */
export type ResetPasswordInput = {
  /** The password from now on, by the rule of `signUp`. */
  newPassword: Scalars['String']['input'];
  /** What the mail's link carries after `#token=`; 43 characters. */
  token: Scalars['String']['input'];
};

/** Outcome of `resetPassword`. */
export type ResetPasswordPayload = {
  __typename?: 'ResetPasswordPayload';
  /** True when the account has the new password. */
  isReset: Scalars['Boolean']['output'];
  /** Why the password was not reset; empty when it was. */
  userErrors: Array<ResetPasswordUserError>;
};

/** One reason why `resetPassword` was refused. */
export type ResetPasswordUserError = {
  __typename?: 'ResetPasswordUserError';
  /** What is wrong, for a program. */
  code: ResetPasswordUserErrorCode;
  /** Path of the input field that is wrong; null when it is none in particular. */
  field: Maybe<Scalars['String']['output']>;
  /** What is wrong, for a person. */
  message: Scalars['String']['output'];
};

/** Why `resetPassword` was refused. */
export type ResetPasswordUserErrorCode =
  /** The token was never made, was used, was replaced by a newer one or is older than 30 minutes; which of it is not told. */
  | 'TOKEN_INVALID'
  /** The password is too short, easily guessed, or contains a part of the e-mail address. The token can be used again. */
  | 'WEAK_PASSWORD';

/** What `reviewBreakGlass` needs. */
export type ReviewBreakGlassInput = {
  /** What was found. */
  finding: BreakGlassFinding;
  /** The grant to review. */
  grantId: Scalars['ID']['input'];
  /** In the reviewer's words, 1 to 500 characters. */
  remark?: InputMaybe<Scalars['String']['input']>;
};

/** Outcome of `reviewBreakGlass`. */
export type ReviewBreakGlassPayload = {
  __typename?: 'ReviewBreakGlassPayload';
  /** The grant with its review; null when nothing was recorded. */
  grant: Maybe<BreakGlassGrant>;
  /** Why nothing was recorded; empty when it was. */
  userErrors: Array<ReviewBreakGlassUserError>;
};

/** One reason why `reviewBreakGlass` recorded nothing. */
export type ReviewBreakGlassUserError = {
  __typename?: 'ReviewBreakGlassUserError';
  /** What is wrong, for a program. */
  code: ReviewBreakGlassUserErrorCode;
  /** Path of the input field that is wrong, for example `input.grantId`; null when it is none in particular. */
  field: Maybe<Scalars['String']['output']>;
  /** What is wrong, for a person. */
  message: Scalars['String']['output'];
};

/** Why `reviewBreakGlass` recorded nothing. */
export type ReviewBreakGlassUserErrorCode =
  /** The grant was reviewed already, and a review stands. */
  | 'ALREADY_REVIEWED'
  /** The grant is in force still: what is read under it is not known yet. */
  | 'GRANT_IN_FORCE'
  /** There is no such grant. */
  | 'GRANT_NOT_FOUND'
  /** Nobody reviews the own grant. */
  | 'OWN_GRANT';

/** What `revokeApp` needs. */
export type RevokeAppInput = {
  /** Id of one of the apps that act for the account. */
  appId: Scalars['ID']['input'];
};

/** Outcome of `revokeApp`. */
export type RevokeAppPayload = {
  __typename?: 'RevokeAppPayload';
  /** Id of the app whose access was ended; null when none was. */
  appId: Maybe<Scalars['ID']['output']>;
  /** Why no access was ended; empty when one was. */
  userErrors: Array<RevokeAppUserError>;
};

/** One reason why `revokeApp` ended nothing. */
export type RevokeAppUserError = {
  __typename?: 'RevokeAppUserError';
  /** What is wrong, for a program. */
  code: RevokeAppUserErrorCode;
  /** Path of the input field that is wrong; null when it is none in particular. */
  field: Maybe<Scalars['String']['output']>;
  /** What is wrong, for a person. */
  message: Scalars['String']['output'];
};

/** Why `revokeApp` ended nothing. */
export type RevokeAppUserErrorCode =
  /** No app of this id acts for the account, or its access has ended already. */
  | 'APP_NOT_FOUND';

/** What `revokeCalendarFeed` needs. */
export type RevokeCalendarFeedInput = {
  /** The feed to revoke. */
  calendarFeedId: Scalars['ID']['input'];
};

/** Outcome of `revokeCalendarFeed`. */
export type RevokeCalendarFeedPayload = {
  __typename?: 'RevokeCalendarFeedPayload';
  /** The feed as it was: its address is good no more. Null when none was revoked. */
  calendarFeed: Maybe<CalendarFeed>;
  /** Why no feed was revoked; empty when one was. */
  userErrors: Array<RevokeCalendarFeedUserError>;
};

/** One reason why `revokeCalendarFeed` revoked nothing. */
export type RevokeCalendarFeedUserError = {
  __typename?: 'RevokeCalendarFeedUserError';
  /** What is wrong, for a program. */
  code: RevokeCalendarFeedUserErrorCode;
  /** Path of the input field that is wrong, for example `input.calendarFeedId`; null when it is none in particular. */
  field: Maybe<Scalars['String']['output']>;
  /** What is wrong, for a person. */
  message: Scalars['String']['output'];
};

/** Why `revokeCalendarFeed` revoked nothing. */
export type RevokeCalendarFeedUserErrorCode =
  /** The account has no such feed, or it is revoked already. */
  | 'CALENDAR_FEED_NOT_FOUND';

/** What `revokeSession` needs. */
export type RevokeSessionInput = {
  /** Id of one of the account's own sessions. */
  sessionId: Scalars['ID']['input'];
};

/** Outcome of `revokeSession`. */
export type RevokeSessionPayload = {
  __typename?: 'RevokeSessionPayload';
  /** Id of the session that was ended; null when none was. */
  sessionId: Maybe<Scalars['ID']['output']>;
  /** Why no session was ended; empty when one was. */
  userErrors: Array<RevokeSessionUserError>;
};

/** One reason why `revokeSession` ended nothing. */
export type RevokeSessionUserError = {
  __typename?: 'RevokeSessionUserError';
  /** What is wrong, for a program. */
  code: RevokeSessionUserErrorCode;
  /** Path of the input field that is wrong; null when it is none in particular. */
  field: Maybe<Scalars['String']['output']>;
  /** What is wrong, for a person. */
  message: Scalars['String']['output'];
};

/** Why `revokeSession` ended nothing. */
export type RevokeSessionUserErrorCode =
  /** The account has no session of this id, or it has ended already. */
  | 'SESSION_NOT_FOUND';

/** What an account may do, by the kind of work it is for. */
export type Role =
  /** Runs the clinic network: sees accounts and the audit log. */
  | 'ADMIN'
  /** Explores figures of the assigned regions. */
  | 'ANALYST'
  /** A partner's program. */
  | 'PARTNER'
  /** Gives care. */
  | 'PRACTITIONER'
  /** Helps patients of the assigned regions. */
  | 'SUPPORT'
  /** One of our own processes. */
  | 'SYSTEM'
  /** A patient: sees and changes what is the patient's own. */
  | 'USER';

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

/** What `rotateClientSecret` needs. */
export type RotateClientSecretInput = {
  /** Name by which the partner's program asks for tokens, for example `partner-lab`; at most 256 characters. */
  clientId: Scalars['String']['input'];
  /**
   * True to make up for a new secret that got lost: the newer of two is replaced, and the older one stays as it is. Without it a
   * program that has two gets no third.
   */
  replacesNewer?: InputMaybe<Scalars['Boolean']['input']>;
};

/** Outcome of `rotateClientSecret`. */
export type RotateClientSecretPayload = {
  __typename?: 'RotateClientSecretPayload';
  /** The new secret, which is told here and never again; null when none was made. */
  clientSecret: Maybe<Scalars['String']['output']>;
  /** When the secret before it ends, unless it is ended sooner; null when none was made. */
  previousSecretEndsAt: Maybe<Scalars['DateTime']['output']>;
  /** Why no secret was made; empty when one was. */
  userErrors: Array<RotateClientSecretUserError>;
};

/** One reason why `rotateClientSecret` made no secret. */
export type RotateClientSecretUserError = {
  __typename?: 'RotateClientSecretUserError';
  /** What is wrong, for a program. */
  code: RotateClientSecretUserErrorCode;
  /** Path of the input field that is wrong; null when it is none in particular. */
  field: Maybe<Scalars['String']['output']>;
  /** What is wrong, for a person. */
  message: Scalars['String']['output'];
};

/** Why `rotateClientSecret` made no secret. */
export type RotateClientSecretUserErrorCode =
  /** The clinic network has no program of this name. */
  | 'CLIENT_NOT_FOUND'
  /** The program has two secrets that are good, and the newer one is not to be replaced. */
  | 'TWO_SECRETS_LIVE';

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
  practitioner: Maybe<Practitioner>;
  /**
   * On which of those weekdays, a recurrence rule of RFC 5545 that begins on `validFrom`, for example
   * `FREQ=WEEKLY;INTERVAL=2;BYDAY=MO`; null for on each.
   */
  recurrence: Maybe<Scalars['String']['output']>;
  /** First day on which the hours hold; null for always. */
  validFrom: Maybe<Scalars['LocalDate']['output']>;
  /** Last day on which the hours hold; null for always. */
  validUntil: Maybe<Scalars['LocalDate']['output']>;
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
  clinic: Maybe<Clinic>;
  /** Until when, on each of the days; null for the whole day. */
  endTime: Maybe<Scalars['String']['output']>;
  /** First day. */
  firstDate: Scalars['LocalDate']['output'];
  /** Unique id. */
  id: Scalars['ID']['output'];
  /** What it is. */
  kind: ScheduleExceptionKind;
  /** Last day, which is part of it. */
  lastDate: Scalars['LocalDate']['output'];
  /** Who is away or works more; null for a closure, and when the directory of practitioners cannot be reached. */
  practitioner: Maybe<Practitioner>;
  /** When all of it comes again, a recurrence rule of RFC 5545 that begins on `firstDate`; null for never. */
  recurrence: Maybe<Scalars['String']['output']>;
  /** From when on, on each of the days, for example `13:00`; null for the whole day. */
  startTime: Maybe<Scalars['String']['output']>;
  /** What it is, for example the name of a holiday; null for a leave. */
  title: Maybe<Scalars['String']['output']>;
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

/** What an account has beside its password. */
export type SecondFactor = {
  __typename?: 'SecondFactor';
  /** True when an authenticator app is set up. */
  hasTotp: Scalars['Boolean']['output'];
  /** True when the account must have one because of its roles. */
  isRequired: Scalars['Boolean']['output'];
  /**
   * When it was last shown in the session of the request; null when it was not. For 15 minutes from then on credentials can be
   * changed.
   */
  lastShownAt: Maybe<Scalars['DateTime']['output']>;
  /** Recovery codes that were not used yet: ten at first. */
  recoveryCodesLeft: Scalars['Int']['output'];
};

/** What became of one time of a series. */
export type SeriesOccurrence = {
  __typename?: 'SeriesOccurrence';
  /** The appointment; null when it was not booked. */
  appointment: Maybe<Appointment>;
  /** Why this time cannot be had; null when it was booked, and when only others were in the way of the whole. */
  problem: Maybe<BookAppointmentUserErrorCode>;
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
  practitioners: Maybe<Array<Practitioner>>;
  /** What the service costs. */
  price: Money;
  /** The kind of room it needs; null for any. */
  roomKind: Maybe<Scalars['String']['output']>;
};


/** A service that a clinic offers; FHIR R4 HealthcareService. */
export type ServiceTypeAccessDecisionArgs = {
  action: Scalars['String']['input'];
  actorId: Scalars['ID']['input'];
};

/** A browser that is signed in to an account. */
export type Session = {
  __typename?: 'Session';
  /** When it was begun. */
  createdAt: Scalars['DateTime']['output'];
  /** When it ends without further use. */
  expiresAt: Scalars['DateTime']['output'];
  /** Unique id. It is not what the cookie carries: knowing it signs nobody in. */
  id: Scalars['ID']['output'];
  /** True for the session that the request was made with. */
  isCurrent: Scalars['Boolean']['output'];
  /** True for one by which the clinic network's support acts in the account's place. It can be ended like any other. */
  isImpersonation: Scalars['Boolean']['output'];
  /**
   * When it was last used, to the minute. It stands still once its end in any case is nearer than its end without use, which no
   * use can move any more.
   */
  lastUsedAt: Scalars['DateTime']['output'];
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
  schedules: Maybe<Array<Schedule>>;
  /** Why nothing was changed; empty when it was. */
  userErrors: Array<SetWorkingHoursUserError>;
};

/** One reason why `setWorkingHours` changed nothing. */
export type SetWorkingHoursUserError = {
  __typename?: 'SetWorkingHoursUserError';
  /** What is wrong, for a program. */
  code: SetWorkingHoursUserErrorCode;
  /** Path of the input field that is wrong, for example `input.recurrence`; null when it is none in particular. */
  field: Maybe<Scalars['String']['output']>;
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

/** What `signIn` needs. */
export type SignInInput = {
  /** Address of the account; upper and lower case do not differ. */
  email: Scalars['String']['input'];
  /** Password of the account. */
  password: Scalars['String']['input'];
};

/** What a sign-in still needs after the password. */
export type SignInNextStep =
  /**
   * The account must have a second factor and has none: `beginTotpEnrolment`, then `confirmTotpEnrolment`; or
   * `beginPasskeyRegistration`, then `finishPasskeyRegistration`.
   */
  | 'ENROL_SECOND_FACTOR'
  /** The account has a second factor: `completeSignIn` or `completeSignInWithPasskey`. */
  | 'SECOND_FACTOR';

/** Outcome of `signIn`. */
export type SignInPayload = {
  __typename?: 'SignInPayload';
  /**
   * What the account asks for after the password; null when somebody is signed in, and when the password was refused. Until it is
   * done the cookie speaks for nobody, and it is good for five minutes.
   */
  nextStep: Maybe<SignInNextStep>;
  /** Why the sign-in was refused; empty when somebody is signed in or the next step is due. */
  userErrors: Array<SignInUserError>;
  /**
   * Who is signed in now; null when nobody is. Of `user`, `patient` and `practitioner` nothing can be read yet in the
   * request that signs in: ask for `viewer` in the next one.
   */
  viewer: Maybe<Viewer>;
};

/** One reason why `signIn` was refused. */
export type SignInUserError = {
  __typename?: 'SignInUserError';
  /** What is wrong, for a program. */
  code: SignInUserErrorCode;
  /** Path of the input field that is wrong; null when it is none in particular. */
  field: Maybe<Scalars['String']['output']>;
  /** What is wrong, for a person. */
  message: Scalars['String']['output'];
  /** Of `TOO_MANY_ATTEMPTS`: whole seconds, from 1 to 300, after which the next attempt is looked at; else null. */
  retryAfterSeconds: Maybe<Scalars['Int']['output']>;
};

/** Why `signIn` was refused. */
export type SignInUserErrorCode =
  /** No account in use has this address and this password; which of it is wrong is not told. */
  | 'INVALID_CREDENTIALS'
  /**
   * There were too many wrong attempts at this address of an account, or from the network that the request came from. The
   * password was not looked at: it may be right. It is the same whether the address has an account or not.
   */
  | 'TOO_MANY_ATTEMPTS';

/** What `signInWithPasskey` needs. */
export type SignInWithPasskeyInput = {
  /** What the browser answered, as JSON: `JSON.stringify(await navigator.credentials.get(…))` (AuthenticationResponseJSON); at most 16,384 characters. */
  response: Scalars['String']['input'];
};

/** Outcome of `signInWithPasskey`. */
export type SignInWithPasskeyPayload = {
  __typename?: 'SignInWithPasskeyPayload';
  /** Why nobody was signed in; empty when somebody was. */
  userErrors: Array<SignInWithPasskeyUserError>;
  /**
   * Who is signed in now; null when nobody is. Of `user`, `patient` and `practitioner` nothing can be read yet in the request
   * that signs in: ask for `viewer` in the next one.
   */
  viewer: Maybe<Viewer>;
};

/** One reason why `signInWithPasskey` signed nobody in. */
export type SignInWithPasskeyUserError = {
  __typename?: 'SignInWithPasskeyUserError';
  /** What is wrong, for a program. */
  code: SignInWithPasskeyUserErrorCode;
  /** Path of the input field that is wrong; null when it is none in particular. */
  field: Maybe<Scalars['String']['output']>;
  /** What is wrong, for a person. */
  message: Scalars['String']['output'];
  /** Of `TOO_MANY_ATTEMPTS`: whole seconds, from 1 to 300, after which the next attempt is looked at; else null. */
  retryAfterSeconds: Maybe<Scalars['Int']['output']>;
};

/** Why `signInWithPasskey` signed nobody in. */
export type SignInWithPasskeyUserErrorCode =
  /** The answer is not one of a passkey of an account in use to a challenge for `SIGN_IN`; which of it is wrong is not told. */
  | 'INVALID_PASSKEY'
  /** There were too many wrong attempts from the network that the request came from. The passkey was not looked at: it may be right. */
  | 'TOO_MANY_ATTEMPTS';

/** What `signOutEverywhere` needs. */
export type SignOutEverywhereInput = {
  /** True to stay signed in here, and end the sessions of all other browsers and the access of all apps. */
  keepsCurrent?: InputMaybe<Scalars['Boolean']['input']>;
};

/** Outcome of `signOutEverywhere`. */
export type SignOutEverywherePayload = {
  __typename?: 'SignOutEverywherePayload';
  /** How many sessions were ended. */
  endedSessions: Scalars['Int']['output'];
  /** Why it was refused; empty when it was done. */
  userErrors: Array<SignOutEverywhereUserError>;
};

/** One reason why `signOutEverywhere` was refused. */
export type SignOutEverywhereUserError = {
  __typename?: 'SignOutEverywhereUserError';
  /** What is wrong, for a program. */
  code: SignOutEverywhereUserErrorCode;
  /** Path of the input field that is wrong; null when it is none in particular. */
  field: Maybe<Scalars['String']['output']>;
  /** What is wrong, for a person. */
  message: Scalars['String']['output'];
};

/** Why `signOutEverywhere` was refused. */
export type SignOutEverywhereUserErrorCode =
  /** The session to be kept is none: the request was made with an access token. */
  | 'NO_SESSION';

/** Outcome of `signOut`. */
export type SignOutPayload = {
  __typename?: 'SignOutPayload';
  /** True when the session has ended. */
  isSignedOut: Scalars['Boolean']['output'];
  /** Why no session was ended; empty when one was. */
  userErrors: Array<SignOutUserError>;
};

/** One reason why `signOut` ended nothing. */
export type SignOutUserError = {
  __typename?: 'SignOutUserError';
  /** What is wrong, for a program. */
  code: SignOutUserErrorCode;
  /** Path of the input field that is wrong; null when it is none in particular. */
  field: Maybe<Scalars['String']['output']>;
  /** What is wrong, for a person. */
  message: Scalars['String']['output'];
};

/** Why `signOut` ended nothing. */
export type SignOutUserErrorCode =
  /** The request was not made with a session, but with an access token. */
  | 'NO_SESSION';

/** What `signUp` needs. Each text is at most 100 characters unless it says otherwise. */
export type SignUpInput = {
  /** Date of birth; in the year 1900 or later. */
  birthDate: Scalars['LocalDate']['input'];
  /** Address to sign in with; at most 254 characters. Upper and lower case do not differ. */
  email: Scalars['String']['input'];
  /** Family name. */
  familyName: Scalars['String']['input'];
  /** Given names, in the order they are written. */
  givenName: Scalars['String']['input'];
  /**
   * 12 to 256 characters that are hard to guess: common words, rows of the keyboard, dates and the person's own names count for
   * little. It must not contain the part of the e-mail address before the `@` when that has 4 or more.
   */
  password: Scalars['String']['input'];
  /** Telephone number in E.164 form, for example `+4930901820`. */
  phone?: InputMaybe<Scalars['String']['input']>;
  /** Short name of the clinic network, for example `northwind`. */
  tenant: Scalars['String']['input'];
};

/** Outcome of `signUp`. */
export type SignUpPayload = {
  __typename?: 'SignUpPayload';
  /** True when the request was taken. It is taken, and answered in the same way, when the address has an account already. */
  isAccepted: Scalars['Boolean']['output'];
  /** Why the request was refused; empty when it was taken. */
  userErrors: Array<SignUpUserError>;
};

/** One reason why `signUp` was refused. */
export type SignUpUserError = {
  __typename?: 'SignUpUserError';
  /** What is wrong, for a program. */
  code: SignUpUserErrorCode;
  /** Path of the input field that is wrong, for example `input.password`; null when it is none in particular. */
  field: Maybe<Scalars['String']['output']>;
  /** What is wrong, for a person. */
  message: Scalars['String']['output'];
};

/** Why `signUp` was refused. That an address has an account already is not among the reasons. */
export type SignUpUserErrorCode =
  /** The date of birth has not come yet anywhere. */
  | 'BIRTH_DATE_IN_FUTURE'
  /** The clinic network makes accounts for its patients itself. */
  | 'SIGN_UP_CLOSED'
  /** There is no clinic network of this name. */
  | 'TENANT_UNKNOWN'
  /** The password is too short, easily guessed, or contains a part of the e-mail address. */
  | 'WEAK_PASSWORD';

/** A free time that can be booked; FHIR R4 Slot. */
export type Slot = {
  __typename?: 'Slot';
  /** The clinic it is at. */
  clinic: Clinic;
  /** When the patient may leave. */
  endsAt: Scalars['DateTime']['output'];
  /** Who would see the patient; null when the directory of practitioners cannot be reached. */
  practitioner: Maybe<Practitioner>;
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
  patient: Maybe<Patient>;
  /** Who would see the patient; null when the directory of practitioners cannot be reached. */
  practitioner: Maybe<Practitioner>;
  /** The service it is for. */
  serviceType: ServiceType;
  /** When the patient would be seen. */
  startsAt: Scalars['DateTime']['output'];
};

/** What `stepUp` needs. */
export type StepUpInput = {
  /** Six digits that the authenticator app shows, or a recovery code; at most 100 characters. Spaces, hyphens and case do not matter. */
  code: Scalars['String']['input'];
};

/** Outcome of `stepUp`. */
export type StepUpPayload = {
  __typename?: 'StepUpPayload';
  /** Why the code was not taken; empty when it was. */
  userErrors: Array<StepUpUserError>;
  /** Until when credentials can be changed; null when the code was not taken. */
  validUntil: Maybe<Scalars['DateTime']['output']>;
};

/** One reason why `stepUp` was refused. */
export type StepUpUserError = {
  __typename?: 'StepUpUserError';
  /** What is wrong, for a program. */
  code: StepUpUserErrorCode;
  /** Path of the input field that is wrong; null when it is none in particular. */
  field: Maybe<Scalars['String']['output']>;
  /** What is wrong, for a person. */
  message: Scalars['String']['output'];
};

/** Why `stepUp` was refused. */
export type StepUpUserErrorCode =
  /** The code is wrong, or was used before. */
  | 'INVALID_CODE'
  /** The account has no second factor. */
  | 'NO_SECOND_FACTOR'
  /** The request was made with an access token and not with a session, or that has ended meanwhile. */
  | 'NO_SESSION'
  /** The account saw ten wrong codes or passkeys within an hour: none is looked at until they are older. */
  | 'TOO_MANY_WRONG_CODES';

/** What `stepUpWithPasskey` needs. */
export type StepUpWithPasskeyInput = {
  /** What the browser answered, as JSON: `JSON.stringify(await navigator.credentials.get(…))` (AuthenticationResponseJSON); at most 16,384 characters. */
  response: Scalars['String']['input'];
};

/** Outcome of `stepUpWithPasskey`. */
export type StepUpWithPasskeyPayload = {
  __typename?: 'StepUpWithPasskeyPayload';
  /** Why the passkey was not taken; empty when it was. */
  userErrors: Array<StepUpWithPasskeyUserError>;
  /** Until when credentials can be changed; null when the passkey was not taken. */
  validUntil: Maybe<Scalars['DateTime']['output']>;
};

/** One reason why `stepUpWithPasskey` was refused. */
export type StepUpWithPasskeyUserError = {
  __typename?: 'StepUpWithPasskeyUserError';
  /** What is wrong, for a program. */
  code: StepUpWithPasskeyUserErrorCode;
  /** Path of the input field that is wrong; null when it is none in particular. */
  field: Maybe<Scalars['String']['output']>;
  /** What is wrong, for a person. */
  message: Scalars['String']['output'];
};

/** Why `stepUpWithPasskey` was refused. */
export type StepUpWithPasskeyUserErrorCode =
  /** The answer is not one of a passkey of the account to a challenge that waits here: it was not asked for, was used before or longer than 5 minutes ago, or is for other pages, or the passkey is not known, did not verify its user, or may have been copied. */
  | 'INVALID_PASSKEY'
  /** The account has no passkey. */
  | 'NO_PASSKEY'
  /** The request was made with an access token and not with a session, or that has ended meanwhile. */
  | 'NO_SESSION'
  /** The account saw ten wrong codes or passkeys within an hour: none is looked at until they are older. */
  | 'TOO_MANY_WRONG_CODES';

/** A clinic network. */
export type Tenant = {
  __typename?: 'Tenant';
  /** Unique id. */
  id: Scalars['ID']['output'];
  /** Name for people. */
  name: Scalars['String']['output'];
  /** Short name used in addresses and at sign-up, for example `northwind`. */
  slug: Scalars['String']['output'];
};

/** A secret for an authenticator app (RFC 6238), which is told here and never again. */
export type TotpEnrolment = {
  __typename?: 'TotpEnrolment';
  /** Until when it can be confirmed: 15 minutes. */
  expiresAt: Scalars['DateTime']['output'];
  /** The secret in base32, for typing. */
  secret: Scalars['String']['output'];
  /** The same as `otpauth://totp/…`, for a QR code. */
  uri: Scalars['String']['output'];
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
  clinic: Maybe<Clinic>;
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
  clinic: Maybe<Clinic>;
  /** Why nothing was changed; empty when it was. */
  userErrors: Array<UpdateClinicPolicyUserError>;
};

/** One reason why `updateClinicPolicy` changed nothing. */
export type UpdateClinicPolicyUserError = {
  __typename?: 'UpdateClinicPolicyUserError';
  /** What is wrong, for a program. */
  code: UpdateClinicPolicyUserErrorCode;
  /** Path of the input field that is wrong, for example `input.clinicId`; null when it is none in particular. */
  field: Maybe<Scalars['String']['output']>;
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
  field: Maybe<Scalars['String']['output']>;
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
  device: Maybe<Device>;
  /** Why nothing was changed; empty when it was. */
  userErrors: Array<UpdateDeviceUserError>;
};

/** One reason why `updateDevice` changed nothing. */
export type UpdateDeviceUserError = {
  __typename?: 'UpdateDeviceUserError';
  /** What is wrong, for a program. */
  code: UpdateDeviceUserErrorCode;
  /** Path of the input field that is wrong, for example `input.name`; null when it is none in particular. */
  field: Maybe<Scalars['String']['output']>;
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
  room: Maybe<Room>;
  /** Why nothing was changed; empty when it was. */
  userErrors: Array<UpdateRoomUserError>;
};

/** One reason why `updateRoom` changed nothing. */
export type UpdateRoomUserError = {
  __typename?: 'UpdateRoomUserError';
  /** What is wrong, for a program. */
  code: UpdateRoomUserErrorCode;
  /** Path of the input field that is wrong, for example `input.name`; null when it is none in particular. */
  field: Maybe<Scalars['String']['output']>;
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
  serviceType: Maybe<ServiceType>;
  /** Why nothing was changed; empty when it was. */
  userErrors: Array<UpdateServiceTypeUserError>;
};

/** One reason why `updateServiceType` changed nothing. */
export type UpdateServiceTypeUserError = {
  __typename?: 'UpdateServiceTypeUserError';
  /** What is wrong, for a program. */
  code: UpdateServiceTypeUserErrorCode;
  /** Path of the input field that is wrong, for example `input.name`; null when it is none in particular. */
  field: Maybe<Scalars['String']['output']>;
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

/** The person behind an account. Appears within a second after sign-up. */
export type User = {
  __typename?: 'User';
  /** Whether an account of the tenant may do something with this person, and what decided. */
  accessDecision: AccessDecision;
  /** When the person was first known here. */
  createdAt: Scalars['DateTime']['output'];
  /** Address for messages to the person. */
  email: Scalars['String']['output'];
  /** For whom this person acts or has acted, newest first; at most the newest 100. */
  guardianships: Array<Guardianship>;
  /** The account's id. */
  id: Scalars['ID']['output'];
  /** Name of the person. */
  name: PersonName;
};


/** The person behind an account. Appears within a second after sign-up. */
export type UserAccessDecisionArgs = {
  action: Scalars['String']['input'];
  actorId: Scalars['ID']['input'];
};

/** What `verifyEmail` needs. */
export type VerifyEmailInput = {
  /** What the mail's link carries after `#token=`; 43 characters. */
  token: Scalars['String']['input'];
};

/** Outcome of `verifyEmail`. */
export type VerifyEmailPayload = {
  __typename?: 'VerifyEmailPayload';
  /** True when the address is known to be the account's. */
  isVerified: Scalars['Boolean']['output'];
  /** Why the address was not verified; empty when it was. */
  userErrors: Array<VerifyEmailUserError>;
};

/** One reason why `verifyEmail` was refused. */
export type VerifyEmailUserError = {
  __typename?: 'VerifyEmailUserError';
  /** What is wrong, for a program. */
  code: VerifyEmailUserErrorCode;
  /** Path of the input field that is wrong; null when it is none in particular. */
  field: Maybe<Scalars['String']['output']>;
  /** What is wrong, for a person. */
  message: Scalars['String']['output'];
};

/** Why `verifyEmail` was refused. */
export type VerifyEmailUserErrorCode =
  /** The token was never made, was used, was replaced by a newer one or is older than 24 hours; which of it is not told. */
  | 'TOKEN_INVALID';

/** Who is signed in. */
export type Viewer = {
  __typename?: 'Viewer';
  /** The account that is signed in. */
  account: Account;
  /** Apps that may act for the account now, those allowed last first; at most the last hundred. */
  authorizedApps: Array<AuthorizedApp>;
  /** The grant under which the session reads at present; null when there is none. */
  breakGlass: Maybe<BreakGlassGrant>;
  /**
   * The support account that acts in this account's place; null when the account acts for itself. An app should show all the
   * time that there is one.
   */
  impersonator: Maybe<Impersonator>;
  /** Passkeys of the account, those registered first first; at most 20. */
  passkeys: Array<Passkey>;
  /** The patient that the account stands for; null when it stands for none. */
  patient: Maybe<Patient>;
  /** The practitioner that the account stands for; null when it stands for none. */
  practitioner: Maybe<Practitioner>;
  /** Roles the account holds. */
  roles: Array<Role>;
  /** What the account has beside its password. */
  secondFactor: SecondFactor;
  /** Sessions of the account that are in force, those begun last first; at most the last hundred. */
  sessions: Array<Session>;
  /** The clinic network the account belongs to. */
  tenant: Tenant;
  /** The person behind the account; null until it appears, within a second after sign-up. */
  user: Maybe<User>;
};

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
  offer: Maybe<WaitlistOffer>;
  /** Who waits; null when the patient cannot be reached. */
  patient: Maybe<Patient>;
  /** Who is to see the patient; null for anybody who offers the service, and when the directory of practitioners cannot be reached. */
  practitioner: Maybe<Practitioner>;
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
  practitioner: Maybe<Practitioner>;
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

/** What `withdrawConsent` needs. */
export type WithdrawConsentInput = {
  /** The consent to withdraw. */
  consentId: Scalars['ID']['input'];
};

/** Outcome of `withdrawConsent`. */
export type WithdrawConsentPayload = {
  __typename?: 'WithdrawConsentPayload';
  /** The consent as it now stands; null when none was withdrawn. */
  consent: Maybe<Consent>;
  /** Why none was withdrawn; empty when one was. */
  userErrors: Array<WithdrawConsentUserError>;
};

/** One reason why `withdrawConsent` withdrew nothing. */
export type WithdrawConsentUserError = {
  __typename?: 'WithdrawConsentUserError';
  /** What is wrong, for a program. */
  code: WithdrawConsentUserErrorCode;
  /** Path of the input field that is wrong, for example `input.consentId`; null when it is none in particular. */
  field: Maybe<Scalars['String']['output']>;
  /** What is wrong, for a person. */
  message: Scalars['String']['output'];
};

/** Why `withdrawConsent` withdrew nothing. */
export type WithdrawConsentUserErrorCode =
  /** The consent is not in force any more. */
  | 'CONSENT_NOT_ACTIVE'
  /** There is no such consent that the viewer may see. */
  | 'CONSENT_NOT_FOUND';

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
